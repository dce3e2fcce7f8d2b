"""The page of the log: how long it is, whether it is whole, who keeps its checkpoints, and binders to take away."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponseBase

from bailee.binders.audiences import AUDIENCES
from bailee.evidence.verify import set_backs, shown_seconds
from bailee.operations.give_checkpoints import EVERY
from bailee.operations.keep_binder import TASK, binders
from bailee.operations.kept_files import KEPT
from bailee.operations.make_binder import asked_for
from bailee.operations.verify_evidence import verify_own
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.rows.base import now
from bailee.store.rows.log_given import Given
from bailee.store.workspace import Workspace
from bailee.web import answers, frame

_SHOWN = 12  # given checkpoints
_STATES = {"kept": "green", "waiting": "amber", "failed": "red"}
_WORDS = {"kept": "went out", "waiting": "on its way", "failed": "did not arrive"}
_BLANK = {"audience": "auditor", "person": "", "record": "", "where": "", "name": "", "every": "week"}
_MEANS = {"mail": "by mail", "folder": "into a folder", "taken": "taken from this page", "binder": "with a binder"}


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: how it stands; with ?check=1 the whole log is checked."""
    return shown(request, workspace)


def shown(
    request: HttpRequest,
    workspace: Workspace,
    *,
    errors: dict[str, str] | None = None,
    given: dict[str, str] | None = None,
) -> HttpResponseBase:
    """The page; after an act that was refused with what is wrong, and what was typed."""
    newest, today = workspace.newest_checkpoint(), now().astimezone().date()
    report = verify_own(workspace) if request.GET.get("check") and not errors else None
    holders = workspace.holders()
    names = {each.ident: each.name or each.where for each in workspace.holders(ended=True)}
    went = workspace.given(_SHOWN)
    last = {each.holder: each for each in reversed(workspace.given())}
    usual = asked_for("auditor", None, None, "", on=today)
    live = jobs.list(workspace.home, workspace, task=TASK, limit=5)
    size = newest.size if newest else 0
    page_of = workspace.evidence_page(max(size - 1_000, 0), 1_000)
    back = set_backs((row.sequence, row.at) for row in page_of if row.at)
    return answers.page(
        request,
        "evidence/page.html",
        status=422 if errors else 200,
        size=size,
        note=newest.note if newest else "",
        newest_at=page_of[-1].at[:16].replace("T", " ") if page_of else "",
        report=report,
        back=[(number, shown_seconds(seconds)) for number, seconds in back],
        holders=[(each, last.get(each.ident)) for each in holders],
        states=_STATES,
        state_words=_WORDS,
        given_rows=[(_who(each, names), each, _MEANS[each.means]) for each in went],
        stamps=workspace.log_stamps(1),
        binders=binders(workspace),
        kept_days=KEPT.days,
        running=[job for job in live if not job.has_ended],
        failed=next((job for job in live[:1] if job.has_ended and job.state == "failed"), None),
        audiences=[(each.ident, each.title[0].upper() + each.title[1:]) for each in AUDIENCES.values()],
        about=AUDIENCES.values(),
        everies=[(each, f"every {each}") for each in EVERY],
        typed=_BLANK | {"start": usual.start.isoformat(), "end": usual.end.isoformat()} | (given or {}),
        wrong=dict.fromkeys(("f-record", "f-start", "f-person", "f-where"), "") | (errors or {}),
        errors=list((errors or {}).items()),
        latest=date.isoformat(today),
        may_export=workspace.may(Permission.EXPORT),
        may_settle=workspace.may(Permission.CHANGE_SETTINGS),
        here=frame.address("evidence", workspace.organisation),
        checkpoint_address=frame.address("evidence-checkpoint", workspace.organisation),
        record_address=frame.address("evidence-record", workspace.organisation),
        binder_address=frame.address("evidence-binder", workspace.organisation),
        holders_address=frame.address("evidence-holders", workspace.organisation),
    )


def _who(each: Given, names: dict[str, str]) -> str:
    return names.get(each.holder, each.holder) if each.holder else "whoever took it"
