"""What cannot be undone waits here for a person who did not propose it; what was approved is carried out from here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.approve_protection import approve, refuse, withdraw
from bailee.permissions import Permission
from bailee.store.rows.proposed import KeptProposal
from bailee.store.workspace import Workspace
from bailee.web import answers, typed, words
from bailee.web.protect import shared

_ACTS = {"approve": approve, "refuse": refuse, "withdraw": withdraw}
_SAID = {"approve": "approved", "refuse": "refused", "withdraw": "taken back"}
_PROBLEM = "bailee.protect-problem"  # in the session: what was typed, and what is wrong with it
_STATES = {
    "proposed": "waits for approval",
    "approved": "approved, to be carried out",
    "refused": "refused",
    "withdrawn": "taken back",
    "applied": "carried out",
    "stopped": "stopped",
    "left": "left as it is",
}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Batches that wait, those that are approved, and what was decided before."""
    every = workspace.proposals()
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    problem = request.session.pop(_PROBLEM, {}) if request.method == "GET" else {}
    job = shared.going_on(workspace)
    return answers.page(
        request,
        "protect/waiting.html",
        status=422 if problem else 200,
        waiting=_batches([each for each in every if each.state == "proposed"], workspace, names),
        approved=_batches(
            [each for each in every if each.state == "approved" and each.act != "redact"], workspace, names
        ),
        decided=[_decided(each, names) for each in reversed(every) if not each.is_open][: shared.PAGE],
        views=shared.views(workspace, "protect-waiting"),
        problem=problem.get("text", ""),
        wrong=problem.get("batch", ""),
        given=problem.get("reason", ""),
        job=job,
        is_running=job is not None and not job.has_ended,
        ended=shared.ended(job),
        may_protect=workspace.may(Permission.PROTECT),
        decide_address=shared.address(workspace, "protect-decide"),
        address=shared.address(workspace, "protect"),
    )


def decide(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Approve, refuse or take back a batch, with a reason; or erase what was approved."""
    act, batch, reason = (request.POST.get(name, "")[:1_000] for name in ("act", "batch", "reason"))
    try:
        if act == "erase":
            if not any(each.state == "approved" for each in workspace.proposals(idents=[batch])):
                raise InvalidInput("nothing of this batch is approved", hint="see what became of it below")
            shared.put_aside(workspace, {"act": "erase", "idents": [batch], "files": [], "acts": []})
            messages.success(request, "It is being erased. The certificate comes under Done.")
        elif act in _ACTS:
            changed = _ACTS[act](workspace, [batch], reason=reason)
            stopped = sum(each.state == "stopped" for each in changed)
            said = f"{words.count(len(changed) - stopped, 'proposal')} {_SAID[act]}."
            if stopped:
                said += f" {stopped:,} stopped: each says why."
            messages.success(request, said)
        else:
            raise InvalidInput("this page knows no such act", hint="use its buttons")
    except (InvalidInput, NotAllowed) as problem:
        request.session[_PROBLEM] = {"text": typed.plain(problem), "batch": batch, "reason": reason}
    return shared.back(workspace, "protect-waiting")


def _batches(proposals: list[KeptProposal], workspace: Workspace, names: dict[str, str]) -> list[dict[str, Any]]:
    found: dict[str, list[KeptProposal]] = {}
    for each in proposals:
        found.setdefault(each.batch, []).append(each)
    return [_batch(batch, of, workspace, names) for batch, of in found.items()]


def _batch(batch: str, of: list[KeptProposal], workspace: Workspace, names: dict[str, str]) -> dict[str, Any]:
    first = of[0]
    approval = first.approved
    account = str(first.details.get("account") or "")
    is_mine = first.by == workspace.member or bool(account and account == (workspace.account or ""))
    return {
        "ident": batch,
        "act": shared.ACTS.get(first.act, first.act),
        "by": names.get(first.by, first.by),
        "at": first.at,
        "files": [(each.locator, str(each.details.get("past") or each.details.get("because") or "")) for each in of],
        "is_mine": is_mine,
        "approved_by": names.get(approval.by, approval.by) if approval else "",
        "reason": approval.reason if approval else "",
    }


def _decided(each: KeptProposal, names: dict[str, str]) -> dict[str, Any]:
    last = each.events[-1] if each.events else None
    return {
        "locator": each.locator,
        "act": shared.ACTS.get(each.act, each.act),
        "state": _STATES[each.state],
        "by": names.get(last.by, last.by) if last else "",
        "at": last.at if last else each.at,
        "reason": last.reason if last else "",
    }
