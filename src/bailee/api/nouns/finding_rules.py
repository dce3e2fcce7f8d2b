"""Rules over findings: how sure those of a sort are at most here, and why; and decisions taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from bailee.api.interface import Call, Endpoint, Request, Shape, Text, shaped, shapes
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Counted
from bailee.detectors import catalogue
from bailee.errors import InvalidInput
from bailee.operations.judge_findings import end_rule, judge_findings, make_rule, take_back
from bailee.permissions import Permission
from bailee.store.rows.triage import Batch

Position = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
FindingIdent = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class Rule(Shape, frozen=True, kw_only=True):
    """Empty fields: of any detector, everywhere, whatever the reasons."""

    ident: str
    detector: str
    store: str
    cue: str
    at_most: float
    reason: str
    by: str
    at: datetime | None


class Rules(Shape, frozen=True, kw_only=True):
    items: tuple[Rule, ...]


class NewRule(Request, frozen=True, kw_only=True):
    """`at_most` 0.5: only possible, it leaves the queue; 0.9: likely, never verified."""

    detector: Text = ""
    store: Text = ""
    cue: Text = ""
    at_most: Literal["0.5", "0.9"]
    reason: Text


class Many(Request, frozen=True, kw_only=True):
    """One decision over many findings."""

    findings: Annotated[tuple[FindingIdent, ...], msgspec.Meta(min_length=1, max_length=1_000)]
    verdict: Literal["confirmed", "dismissed", "accepted"]
    reason: Text = ""
    until: date | None = None


class BatchShape(Shape, frozen=True, kw_only=True):
    """What was decided, by its rows: so it can be taken back."""

    first: int
    last: int
    count: int


class Judged(Shape, frozen=True, kw_only=True):
    batch: BatchShape
    says: str


class TakeBack(Request, frozen=True, kw_only=True):
    first: Position
    last: Position
    count: Position


def listing(call: Call) -> Rules:
    return Rules(items=shapes(call.workspace.judgement_rules(), Rule))


def made(call: Call) -> Rule:
    wanted: NewRule = call.body
    if wanted.detector and wanted.detector not in {each.ident for each in catalogue()}:
        raise InvalidInput("there is no such detector", hint="`bailee detectors` lists them")
    rule = make_rule(
        call.workspace,
        detector=wanted.detector,
        store=wanted.store,
        cue=wanted.cue,
        at_most=float(wanted.at_most),
        reason=wanted.reason,
        on=call.today,
    )
    return shaped(rule, Rule)


def ended(call: Call) -> None:
    if call.path["judgement"] not in {each.ident for each in call.workspace.judgement_rules()}:
        raise NOT_THERE
    end_rule(call.workspace, call.path["judgement"], on=call.today)


def judged(call: Call) -> Judged:
    wanted: Many = call.body
    done = judge_findings(
        call.workspace, wanted.findings, wanted.verdict, reason=wanted.reason, until=wanted.until, on=call.today
    )
    return Judged(batch=shaped(done.batch, BatchShape), says=done.says)


def taken_back(call: Call) -> Counted:
    wanted: TakeBack = call.body
    return Counted(count=take_back(call.workspace, Batch(wanted.first, wanted.last, wanted.count)))


_SEE, _DECIDE = Permission.SEE_FINDINGS, Permission.DECIDE_FINDINGS
ENDPOINTS = (
    Endpoint("GET", "finding-rules", "list_finding_rules", "How sure findings of a sort are at most here", listing, _SEE, Rules),
    Endpoint("POST", "finding-rules", "make_finding_rule", "Say so of a sort; what is stored is scored anew", made, _DECIDE, Rule, body=NewRule, status=201),
    Endpoint("DELETE", "finding-rules/{judgement}", "end_finding_rule", "A rule no longer holds", ended, _DECIDE, None),
    Endpoint("POST", "finding-decisions", "decide_findings", "One decision over many findings", judged, _DECIDE, Judged, body=Many),
    Endpoint("POST", "finding-decisions/undoings", "take_back_decisions", "Take back one's own last decision", taken_back, _DECIDE, Counted, body=TakeBack),
)  # fmt: skip
