"""The page of an organisation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.matrix import SUBJECTS
from bailee.operations.record_authority import is_instructed
from bailee.operations.show_status import WEEK, Status, show_status, turned
from bailee.permissions import Permission
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import answers, frame, words
from bailee.web.overview import trends
from bailee.web.past import shown as past
from bailee.web.visits import moment_of, one_look

COLUMNS = ("held", "told", "secured")
COUNTED = ("red", "amber", "unknown", "green")
_TURNED = 6
_STEPS = 3


@one_look
def client(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Start here, the table, what turned this week, where it lies, who watches."""
    moment = moment_of(request)
    now = moment or datetime.now(UTC)
    if moment is None:
        status = show_status(workspace)
    elif isinstance(workspace, WorkspaceThen) and not workspace.as_of.is_known_then and workspace.last_scan_by(moment):
        made = show_status(workspace)  # of that day, with what was learned since
        status = Status(past.without_acts(made.content), made.at, True)
    else:
        then = workspace.past_page(moment)
        if then is None:
            return past.nothing_kept(request, workspace)
        content = then.content or past.states_alone(then.snapshot, workspace.organisation_name)
        status = Status(past.without_acts(content), then.snapshot.at, True)
    content = status.content
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} held told secured.csv", *_as_csv(content))
    kept = workspace.snapshots(now - trends.WEEKS * WEEK, until=moment)
    weeks = trends.weekly(kept, now)
    week_ago = [each for each in kept if each.at <= now - WEEK]
    return answers.page(
        request,
        "overview/client.html",
        page=content | {"plots": [_plot(each) for each in content["plots"]]},
        computed_at=status.at,
        is_current=status.is_current,
        steps=content["steps"][:_STEPS],
        more_steps=content["steps"][_STEPS:],
        counts=dict(content["states"]),
        was=week_ago[-1].counts if week_ago else {},
        was_at=words.day((now - WEEK).date()) if week_ago else "",
        coverage=_coverage(content),
        opened=_opened(request, content, kept),
        turned=[_turned_words(each) for each in turned(kept, now - WEEK)[:_TURNED]],
        trend=weeks,
        trend_moves=len({tuple(each[state] for state in COUNTED) for each in weeks}) > 1,
        types=moment is None and workspace.may(Permission.PROTECT),
        trend_data=trends.plotted(weeks),
        address=frame.here(request, "client", workspace.organisation),
        obligations_address=frame.address("obligations", workspace.organisation),
        may_scan=workspace.may(Permission.SCAN),
        may_export=workspace.may(Permission.EXPORT),
        scan_address=frame.address("scan-start", workspace.organisation),
        authority_address="" if is_instructed(workspace) else frame.address("authority", workspace.organisation),
        findings_address=frame.here(request, "findings", workspace.organisation)
        if workspace.may(Permission.SEE_FINDINGS)
        else "",
        protect_address=frame.address("protect", workspace.organisation)
        if workspace.may(Permission.SEE_FINDINGS)
        else "",
        coverage_address=frame.here(request, "coverage", workspace.organisation)
        if workspace.may(Permission.SEE_STORES)
        else "",
    )


def _coverage(content: dict[str, Any]) -> tuple[str, str]:
    """What was not read; and how it was looked at, which unfolds."""
    whole, short = content["coverage_line"], content.get("coverage_short", "")
    return (short, whole.removeprefix(short).strip()) if short else (whole, "")


def _plot(plot: dict[str, Any]) -> dict[str, Any]:
    if "states" not in plot:
        return plot
    return plot | {"states": [(each["label"], dict(each["counts"])) for each in plot["states"]]}


def _opened(request: HttpRequest, content: dict[str, Any], kept: Any) -> dict[str, Any] | None:
    """The cell that the address asks to open: `?cell=us-ssn|employee|told`."""
    asked = request.GET.get("cell", "")
    for group in content["groups"]:
        for row in (*group["rows"], *group["folded"]):
            for column in row["columns"]:
                if f"{row['category']}|{row['subject']}|{column['name']}" == asked:
                    return {"row": row, "column": column, "group": group, "ident": asked, "since": _since(asked, kept)}
    return None


def _since(cell: str, kept: Any) -> datetime | None:
    """Since when the cell has its state, as far back as is kept."""
    since = None
    state = kept[-1].cells.get(cell) if kept else None
    for snapshot in reversed(kept):
        if snapshot.cells.get(cell) != state:
            break
        since = snapshot.at
    return since


def _turned_words(each: Any) -> dict[str, Any]:
    category, subject, column = each.cell.split("|")
    label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
    return {
        "cell": each.cell,
        "what": f"{label}, {SUBJECTS[SubjectCategory(subject)]}",
        "column": column,
        "before": each.before,
        "after": each.after,
        "at": each.at,
    }


def _as_csv(content: dict[str, Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = ["About", "What", "Kept for"]
    for column in COLUMNS:
        heads += [column.capitalize(), f"{column.capitalize()}: why", f"{column.capitalize()}: next step"]
    rows = []
    for group in content["groups"]:
        for row in (*group["rows"], *group["folded"]):
            cells = [(each["cell"]["state"], each["cell"]["why"], each["cell"]["next"]) for each in row["columns"]]
            rows.append(
                (
                    group["label"],
                    row["label"],
                    row["purposes"],
                    *(part for cell in cells for part in cell),
                    row["rules"],
                )
            )
    return (*heads, "Rules"), rows
