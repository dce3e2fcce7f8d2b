"""The privacy strategy of an organisation: what the table, the tasks, and the questions for counsel come to, as a document."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from bailee.counsel import strategy
from bailee.counsel.packet import Asked
from bailee.counsel.strategy import Before, Hours, Work
from bailee.errors import InvalidInput
from bailee.operations.ask_counsel import compose_from
from bailee.operations.list_tasks import bring_up_to_date
from bailee.operations.report_status import report_status
from bailee.operations.write_closed import write_closed
from bailee.permissions import Permission, Role
from bailee.rendering import Document, docx, html, pdf
from bailee.store.rows.base import today
from bailee.store.workspace import Workspace

FORMS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
}
_BACK = timedelta(days=92)


def plan_strategy(
    workspace: Workspace,
    *,
    hours: Hours | None = None,
    on: date | None = None,
    paper: Literal["a4", "letter"] = "a4",
) -> Document:
    """The strategy of today. NotAllowed for whom it is not: it names what counsel is asked."""
    if not workspace.may(Permission.RECORD_REVIEW):
        workspace.require_privilege()
    day = on or today()
    report = report_status(workspace, on=day)
    return strategy.document(
        report,
        compose_from(workspace, report, Asked()),
        _tasks(workspace, day),
        hours or strategy.read_hours(),
        before=_before(workspace, day),
        paper=paper,
    )


def rendered(document: Document, form: str) -> bytes:
    """The strategy as `.pdf`, `.docx` or `.html`."""
    if form == ".pdf":
        return pdf.render(document)
    if form == ".docx":
        return docx.render(document)
    if form == ".html":
        return html.render(document).encode()
    raise InvalidInput(f'a strategy cannot be written as "{form}"', hint="one of: " + " ".join(FORMS))


def write_strategy(document: Document, out: Path) -> None:
    """Write it, readable by its owner alone."""
    write_closed(out, rendered(document, out.suffix.lower()))


def _tasks(workspace: Workspace, on: date) -> tuple[Work, ...]:
    """Open tasks but counsel's own, which are counted by question and text."""
    bring_up_to_date(workspace, on=on)
    return tuple(
        Work(
            each.ident,
            each.title,
            each.owner.label,
            10 * each.severity.rank,
            each.hours if each.hours is not None else 1.0,
            "" if each.hours is not None else "no figure stands in the table of tasks; taken for an hour",
            each.due.on if each.due else None,
            each.due.source if each.due else "",
        )
        for each in workspace.task_list().tasks
        if each.owner is not Role.COUNSEL
    )


def _before(workspace: Workspace, on: date) -> Before | None:
    """How it stood a quarter ago, or since when that is kept; nothing where that is today."""
    kept = workspace.snapshots(datetime.combine(on, time(), UTC) - _BACK)
    earlier = [each for each in kept if each.on < on]
    return Before(earlier[0].on, earlier[0].counts) if earlier else None
