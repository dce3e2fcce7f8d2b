"""Carry out what the playbooks propose: at once what can be undone, after a second person's approval what cannot.

    for outcome in carry_out(workspace, plan(workspace, paths)): …     # erasures are asked for, and wait
    erased = erase(workspace)                                          # those that were approved; with a certificate

A legal hold stops an erasure everywhere: when it is proposed, when it is approved, and between that and the last moment
before the file goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.evidence.sealing import seal_pdf
from bailee.operations import protect_files
from bailee.operations.approve_protection import Holding, is_unchanged
from bailee.operations.known_files import shown
from bailee.operations.note_protection import DONE, Outcome, note_erased, open_journal, refusal, settle
from bailee.operations.protect_by_playbook import keep, today
from bailee.operations.protect_files import ask
from bailee.operations.prove_protection import left_behind
from bailee.own import NOTHING, Own
from bailee.permissions import Permission
from bailee.protection import erase as erasing
from bailee.protection.certificates import certificate_of_erasure
from bailee.protection.erase import Erased
from bailee.protection.files import Facts, Refused, Why
from bailee.protection.journal import Journal
from bailee.protection.plan import Proposal
from bailee.protection.together import Step, no_step
from bailee.rendering import pdf
from bailee.store.rows.proposed import KeptProposal
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased in one go. `certificate`: its ident; empty where nothing was erased."""

    outcomes: tuple[Outcome, ...]
    certificate: str = ""


def carry_out(
    workspace: Workspace,
    proposals: Iterable[Proposal],
    *,
    own: Own = NOTHING,
    also: tuple[str, ...] = (),
    step: Step = no_step,
) -> Iterator[Outcome]:
    """Do what can be undone; ask for what cannot: those come out as `proposed`, with the ident that is approved.

    Of redacted copies: `own` are the organisation's detectors and known values, `also` words that somebody typed.
    """
    every = list(proposals)
    acting = [each for each in every if each.act in DONE]
    yield from protect_files.apply(workspace, acting, step=step)
    for each in every:
        if each.act == "leave":
            yield Outcome(each.path, "left", words=each.because, act=each.act)
        elif each.act == "redact":
            yield _redacted(workspace, each, own, also)
    asked = [each for each in every if each.is_irreversible]
    for each in asked:
        if each.refusal:
            yield Outcome(each.path, "refused", "", each.refusal, "it cannot be proposed as it is now", act=each.act)
    able = [each for each in asked if not each.refusal]
    for each, ident in zip(able, keep(workspace, able), strict=True):
        words = "waits for another member's approval"
        yield Outcome(each.path, "proposed", ident, words=words, act=each.act)


def _redacted(workspace: Workspace, proposal: Proposal, own: Own, also: tuple[str, ...]) -> Outcome:
    """A copy without the values, and the original sealed: by the one function that makes such copies."""
    from bailee.operations.redact_files import redact_for_proposal  # with all that reads and writes formats
    from bailee.protection.redaction import Wish

    return replace(redact_for_proposal(workspace, proposal.path, Wish(own=own, also=also)), act="redact")


def erase(workspace: Workspace, idents: Sequence[str] = (), *, on: date | None = None, step: Step = no_step) -> Done:
    """Erase what was approved, one file after the other, and certify it. `idents`: of proposals or batches; none: all.

    One that a legal hold keeps now, or whose file changed since, is `stopped` and stays as it is.
    """
    workspace.require(Permission.PROTECT)
    outcomes: list[Outcome] = []
    with open_journal(workspace) as journal:
        outcomes += settle(workspace, journal)
        approved = [each for each in workspace.proposals(state="approved", idents=idents) if each.act == "erase"]
        if not approved and not outcomes and not _uncertified(workspace):
            raise InvalidInput(
                "no erasure is approved" + (f' of "{idents[0]}"' if idents else ""),
                hint="`bailee protect proposals` lists what waits, and for whom",
            )
        holding = Holding(workspace, on or today()) if approved else None
        for each in approved:
            assert holding is not None  # noqa: S101 - made where there is one to ask about
            outcomes.append(_erase_one(workspace, journal, each, holding, step))
    return Done(tuple(outcomes), _certified(workspace))


def _erase_one(workspace: Workspace, journal: Journal, proposal: KeptProposal, holding: Holding, step: Step) -> Outcome:
    path, approval = Path(proposal.details["path"]), proposal.approved
    if approval is None or approval.by == proposal.by:
        return _stopped(workspace, proposal, "nobody else approved it", "not-approved")
    if why := holding.why_not(proposal.details):
        return _stopped(workspace, proposal, why, Why.ON_HOLD.value)
    if not is_unchanged(proposal.details):
        return _stopped(workspace, proposal, "the file changed since it was proposed", Why.CHANGED_SINCE.value)

    def may_go() -> None:
        if holding.why_not(proposal.details):
            raise Refused(Why.ON_HOLD)

    try:
        done = erasing.erase(
            path,
            workspace.keys,
            journal,
            ask=ask(workspace),
            at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            seen=Facts(**proposal.details["seen"]),
            may_go=may_go,
            sealed_ident=_sealed_at(workspace, path),
            proposal=proposal.ident,
            step=step,
        )
    except Refused as refused:
        if refused.why in (Why.ON_HOLD, Why.CHANGED_SINCE):
            return _stopped(workspace, proposal, str(refused), refused.why.value)
        return refusal(path, refused, refused.why.value, act="erase")
    note_erased(workspace, journal, done, states={})
    step("erase noted")
    return Outcome(path, "erased", done.ident, act="erase")


def _stopped(workspace: Workspace, proposal: KeptProposal, why: str, reason: str) -> Outcome:
    with workspace.transaction(Permission.PROTECT):
        workspace.decide_proposals([proposal.ident], "stopped", reason=why)
        workspace.record("protection-stopped", proposal.batch, {"proposals": [proposal.ident], "why": reason})
    hint = "`bailee hold list` shows which" if reason == Why.ON_HOLD.value else "plan it again"
    return Outcome(Path(proposal.details["path"]), "refused", proposal.ident, reason, why, hint, act="erase")


def _sealed_at(workspace: Workspace, path: Path) -> str:
    """Ident of what stands sealed under this path, where it is a sealed copy."""
    for row in workspace.protected_files("applied"):
        if row.action in ("seal", "quarantine"):
            folder = row.details.get("to_folder") or row.details["folder"]
            if Path(folder, row.details["sealed_name"]) == path:
                return row.ident
    return ""


# --- the certificate


def _uncertified(workspace: Workspace) -> list[Erased]:
    """What was erased and stands in no certificate: of now, and of a run that was cut off."""
    certified = {each["ident"] for kept in workspace.erasures() for each in kept.told["files"]}
    rows = [row for row in workspace.protected_files("erased") if row.action == "erase" and row.ident not in certified]
    return [Erased.of_details(row.details) for row in rows]


def _certified(workspace: Workspace) -> str:
    gone = _uncertified(workspace)
    if not gone:
        return ""
    ident = f"erasure-{secrets.token_hex(4)}"
    proposals = {
        each.ident: each for each in workspace.proposals(idents=[each.proposal for each in gone if each.proposal])
    }
    behind = left_behind(workspace)
    told: dict[str, Any] = {
        "ident": ident,
        "organisation": workspace.organisation_name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": [_told(each, proposals.get(each.proposal), behind) for each in gone],
    }
    document = pdf.render(certificate_of_erasure(told))
    with contextlib.suppress(CannotRead):  # what seals documents is not installed: the log has its digest all the same
        document = seal_pdf(document, workspace.keys.seal_key, workspace.organisation_name)
    digest = hashlib.sha256(document).hexdigest()
    with workspace.transaction(Permission.PROTECT):
        workspace.keep_erasure(ident, told, document, digest)
        workspace.record("erasure-certified", ident, {"files": len(gone), "certificate_sha256": digest})
    return ident


def _told(
    erased: Erased, proposal: KeptProposal | None, behind: Callable[[Erased], Sequence[Mapping[str, Any]]]
) -> dict[str, Any]:
    approval = proposal.approved if proposal else None
    return {
        "ident": erased.ident,
        "locator": shown(erased.original),
        "bytes": erased.facts.size,
        "digest": erased.digest,
        "erased_at": erased.at,
        "was_sealed": bool(erased.sealed_ident),
        "kinds": list(proposal.details.get("kinds", ())) if proposal else [],
        "because": proposal.details.get("past", "") if proposal else "",
        "proposed": {"by": proposal.by, "at": proposal.at.isoformat(timespec="seconds")} if proposal else None,
        "approved": {"by": approval.by, "at": approval.at.isoformat(timespec="seconds"), "reason": approval.reason}
        if approval
        else None,
        "not_cleaned": list(behind(erased)),
    }
