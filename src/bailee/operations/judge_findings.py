"""Judge many findings at once: confirm, dismiss, accept until a day, and take it back; rules that say what is mostly false here.

Each act is one record of evidence, with counts and never a value. What was decided is remembered over rescans.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bailee.dates import in_short
from bailee.errors import InvalidInput
from bailee.store.rows.base import now
from bailee.store.rows.judgement_rules import JudgementRule
from bailee.store.rows.triage import Batch
from bailee.store.workspace import Workspace

REASONS = {
    "false-alarm": "it is something else",
    "test-data": "it is made up, for testing",
    "not-personal": "it is about no person",
}
LONGEST = timedelta(days=366)  # that something is accepted for
ENDED = 1.0
_MEANWHILE = timedelta(minutes=15)  # a page of findings is worked through in less


@dataclass(frozen=True, slots=True)
class Judged:
    """What an act did, as words, and how it is taken back."""

    batch: Batch
    says: str


def judge_findings(
    workspace: Workspace, idents: Sequence[str], verdict: str, *, reason: str = "", until: date | None = None, on: date
) -> Judged:
    """Decide about present findings. `until` is asked for an acceptance, and possible for a dismissal.

    InvalidInput where a reason or a day is missing or out of reach, or a finding is not there any more.
    """
    reason = " ".join(reason.split())
    if verdict == "dismissed" and not reason:
        raise InvalidInput("Say why they are dismissed.", hint="one of the reasons, or your own words")
    if verdict == "accepted":
        if not reason:
            raise InvalidInput("Say why it is accepted.", hint="whoever reads it in a year should understand")
        if until is None:
            raise InvalidInput("Say until when it is accepted.", hint="a day within a year")
    if until is not None and not on <= until <= on + LONGEST:
        raise InvalidInput("Choose a day from today on, within a year.")
    with workspace.transaction():
        batch = workspace.judge(idents, verdict, reason=reason, until=until)
        before = workspace.decided_by_others(idents, now() - _MEANWHILE, batch)
        details = {"count": batch.count, "reason": reason if reason in REASONS else "own words" if reason else ""}
        if until is not None:
            details["until"] = until.isoformat()
        subject = idents[0] if batch.count == 1 else f"decisions-{batch.first}-{batch.last}"
        workspace.record(f"finding-{verdict}" if batch.count == 1 else f"findings-{verdict}", subject, details)
    return Judged(batch, _says(verdict, batch.count, reason, until) + _overtaken(_named(workspace, before), verdict))


def _named(workspace: Workspace, before: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    names = {each.ident: each.name for each in workspace.member_list(ended=True)} if before else {}
    return {ident: (verdict, names.get(by, by)) for ident, (verdict, by) in before.items()}


def _overtaken(before: dict[str, tuple[str, str]], verdict: str) -> str:
    """What others decided otherwise while this one was being decided: the last word counts, and nobody's is lost.

    >>> _overtaken({"a": ("dismissed", "Pat"), "b": ("dismissed", "Pat"), "c": ("confirmed", "Kim")}, "confirmed")
    ' A moment ago Pat had dismissed 2 of them: this holds now, and both stand in the history.'
    """
    other = Counter((name, said) for said, name in before.values() if said != verdict)
    told = [
        f"{name} had {'opened' if said == 'reopened' else said} {count:,} of them"
        for (name, said), count in other.items()
    ]
    return f" A moment ago {', '.join(told)}: this holds now, and both stand in the history." if told else ""


def _says(verdict: str, count: int, reason: str, until: date | None) -> str:
    if verdict == "dismissed":
        why = REASONS.get(reason, "")
        held = "It stays" if count == 1 else "They stay"
        return (
            f"Dismissed {count:,}{f': {why}' if why else ''}. {held} dismissed after a rescan, until the file changes."
        )
    if verdict == "accepted" and until is not None:
        return f"Accepted {count:,} until {in_short(until)}; after that day they are to judge again."
    return f"Confirmed {count:,}." if verdict == "confirmed" else f"{count:,} to judge again."


def take_back(workspace: Workspace, batch: Batch) -> int:
    """Undo one's own act; how many findings are again what they were."""
    with workspace.transaction():
        idents = workspace.take_back(batch)
        workspace.record("decisions-taken-back", f"decisions-{batch.first}-{batch.last}", {"count": len(idents)})
    return len(idents)


def make_rule(
    workspace: Workspace, *, detector: str, store: str, cue: str, at_most: float, reason: str, on: date
) -> JudgementRule:
    """Say how sure findings of a sort are at most, and score what is stored anew: no file is read again."""
    if not (detector or store or cue):
        raise InvalidInput("Say which findings the rule is about.", hint="a detector, a data store or a reason")
    if not 0 <= at_most < ENDED:
        raise InvalidInput("Choose how sure they are at most.")
    if not reason.strip():
        raise InvalidInput("Say why.", hint="whoever reads it in a year should understand")
    rule = JudgementRule(secrets.token_hex(4), detector, store, cue, at_most, reason.strip())
    _keep(workspace, rule, "judgement-rule-made", on)
    return rule


def end_rule(workspace: Workspace, ident: str, *, on: date) -> None:
    """A rule no longer holds; findings are as sure as their reasons make them. InvalidInput where there is no such rule."""
    rule = next((each for each in workspace.judgement_rules() if each.ident == ident), None)
    if rule is None:
        raise InvalidInput("There is no such rule any more.")
    ended = JudgementRule(rule.ident, rule.detector, rule.store, rule.cue, ENDED, rule.reason)
    _keep(workspace, ended, "judgement-rule-ended", on)


def _keep(workspace: Workspace, rule: JudgementRule, action: str, on: date) -> None:
    with workspace.transaction():
        workspace.save_rule(rule)
        workspace.record(action, f"rule-{rule.ident}", {"detector": rule.detector, "at_most": rule.at_most})
        workspace.settle(on)
