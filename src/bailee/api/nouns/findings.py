"""Findings: where a value lies, how sure that is, and what people decided about it. Never the value."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bailee.api.answering import check_unchanged
from bailee.api.cursors import next_cursor, position_of
from bailee.api.interface import Call, Endpoint, Ident, Paged, Request, Shape, Text, Word, shaped
from bailee.api.problems import NOT_THERE
from bailee.operations.judge_findings import judge_findings
from bailee.permissions import Permission
from bailee.store.rows.scanned import HeldFinding
from bailee.vocabulary import Confidence


class Query(Paged, frozen=True, kw_only=True):
    """Filters: all that are given must fit."""

    detector: Ident | None = None
    category: Ident | None = None
    store: Word | None = None
    confidence: Confidence = Confidence.LIKELY  # this sure or surer; what was confirmed is shown at any
    state: Literal["open", "confirmed", "dismissed", "accepted", "all"] = "open"


class Decision(Shape, frozen=True, kw_only=True):
    """What a person decided."""

    verdict: str
    reason: str
    until: date | None
    by: str
    at: datetime


class Finding(Shape, frozen=True, kw_only=True):
    """One value in one place. Names of files are masked; `fingerprint` is equal where the value is; `known`: the list of
    known values that it is on; `attributes` say what is known of it, and never a value."""

    ident: str
    locator: tuple[str, ...]
    place: str
    store: str
    detector: str
    category: str
    subject: str
    count: int
    confidence: Confidence
    probability: float
    fingerprint: str
    mask: str
    attributes: dict[str, str]
    known: str | None
    new: bool
    decision: Decision | None


class Findings(Shape, frozen=True, kw_only=True):
    items: tuple[Finding, ...]
    next: str | None


class NewDecision(Request, frozen=True, kw_only=True):
    """Dismissed takes a reason (false-alarm, test-data, not-personal, or your own words), accepted a reason and a day within a year."""

    verdict: Literal["confirmed", "dismissed", "accepted"]
    reason: Text = ""
    until: date | None = None


def _shape(held: HeldFinding) -> Finding:
    finding, decision = held.finding, held.decision
    return Finding(
        ident=finding.ident,
        locator=tuple(finding.locator.display()),
        place=held.place,
        store=held.store,
        detector=finding.detector,
        category=finding.category,
        subject=finding.subject.value,
        count=finding.count,
        confidence=finding.confidence,
        probability=finding.probability,
        fingerprint=finding.fingerprint,
        mask=finding.mask,
        attributes=dict(finding.attributes),
        known=finding.known or None,
        new=held.is_new,
        decision=shaped(decision, Decision) if decision else None,
    )


def listing(call: Call) -> Findings:
    query: Query = call.query
    rows = call.workspace.finding_page(
        after=position_of(call),
        limit=query.limit,
        detector=query.detector,
        category=query.category,
        store=query.store,
        confidence=query.confidence,
        state=query.state,
    )
    following = next_cursor(call, rows.position) if rows.position else None
    return Findings(items=tuple(map(_shape, rows.items)), next=following)


def _found(call: Call) -> HeldFinding:
    found = call.workspace.findings(ident=call.path["finding"], confidence=Confidence.POSSIBLE, dismissed=None, limit=1)
    if not found:
        raise NOT_THERE
    return found[0]


def one(call: Call) -> Finding:
    return _shape(_found(call))


def decide(call: Call) -> Finding:
    wanted: NewDecision = call.body
    check_unchanged(call, _shape(_found(call)))
    idents = [call.path["finding"]]
    judge_findings(call.workspace, idents, wanted.verdict, reason=wanted.reason, until=wanted.until, on=call.today)
    return one(call)


ENDPOINTS = (
    Endpoint("GET", "findings", "list_findings", "Findings", listing, Permission.SEE_FINDINGS, Findings, query=Query),
    Endpoint("GET", "findings/{finding}", "show_finding", "One finding", one, Permission.SEE_FINDINGS, Finding),
    Endpoint(
        "POST",
        "findings/{finding}/decisions",
        "decide_finding",
        "Confirm, dismiss or accept a finding; with If-Match, only as it was read",
        decide,
        Permission.DECIDE_FINDINGS,
        Finding,
        body=NewDecision,
        matches=True,
    ),
)
