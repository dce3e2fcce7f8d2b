"""Consent, asked by a program each time before it acts; and what recording a call takes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from bailee.api.interface import Call, Endpoint, Ident, Request, Shape, Word
from bailee.api.problems import Problem
from bailee.consents.records import Act
from bailee.operations.ask_consent import check_calls, check_consent, note_consent, withdraw
from bailee.permissions import Permission

How = Literal["page", "paper", "spoken", "e-mail", "recorded-call"]
Places = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z,-]{2,400}$", description="Where those on the call are: US-CA,US-NY.")
]


class Query(Request, frozen=True, kw_only=True):
    """Of whom: an e-mail address, a number or an ident of the roster, or a name."""

    form: Ident
    person: Word
    purpose: Ident


class Consent(Shape, frozen=True, kw_only=True):
    """How one purpose stands for one person. `sha256`: of the form that they were shown. Without sight of people: `not-given`, no more."""

    given: bool
    state: Literal["given", "refused", "withdrawn", "expired", "never-asked", "not-given"]
    why: str
    record: str | None
    form: str
    version: int | None
    sha256: str | None
    said_at: datetime | None
    until: date | None


class CallsQuery(Request, frozen=True, kw_only=True):
    places: Places


class At(Shape, frozen=True, kw_only=True):
    """What one place asks."""

    place: str
    name: str
    needs: Literal["one-party", "announce", "all-party", "unknown"]
    law: str | None
    citation: str | None
    says: str | None
    form: str | None
    confidence: str | None


class Recording(Shape, frozen=True, kw_only=True):
    """What a recording takes: the strictest place decides; what is unknown is taken for the strictest."""

    needs: Literal["one-party", "announce", "all-party"]
    announce: bool
    do: tuple[str, ...]
    ask_counsel: tuple[str, ...]
    places: tuple[At, ...]


class Said(Request, frozen=True, kw_only=True):
    """What somebody said, each purpose by itself. `version`: of the form that they were shown; without it the newest."""

    form: Ident
    version: Annotated[int, msgspec.Meta(ge=1, le=999_999)] | None = None
    person: Word
    given: tuple[Ident, ...] = ()
    refused: tuple[Ident, ...] = ()
    how: How
    until: date | None = None


class Withdrawn(Request, frozen=True, kw_only=True):
    """What somebody takes back; without purposes, all of the form."""

    form: Ident
    person: Word
    purposes: tuple[Ident, ...] = ()
    how: How = "spoken"


class Recorded(Shape, frozen=True, kw_only=True):
    record: str


class RecordedSaid(Recorded, frozen=True, kw_only=True):
    """With the version of the form that they were shown, and its SHA-256."""

    version: int
    sha256: str


def checked(call: Call) -> Consent:
    query: Query = call.query
    found = check_consent(call.workspace, query.person, query.form, query.purpose, on=call.today)
    event = found.standing.event
    return Consent(
        given=found.is_given,
        state=found.standing.state.value,
        why=found.why,
        record=event.record if event else None,
        form=query.form,
        version=event.form[1] if event else None,
        sha256=event.shown if event else None,
        said_at=event.at if event else None,
        until=event.until if event else None,
    )


def calls(call: Call) -> Recording:
    named = [each for each in re.split(",", call.query.places) if each]
    found = check_calls(call.workspace, named, on=call.today)
    return Recording(
        needs=found.needs.value,  # type: ignore[arg-type]  # never unknown
        announce=found.announce,
        do=found.do,
        ask_counsel=found.ask_counsel,
        places=tuple(
            At(
                place=each.place,
                name=each.name,
                needs=each.needs.value,
                law=each.rule or None,
                citation=each.citation or None,
                says=each.says or None,
                form=each.form or None,
                confidence=each.confidence or None,
            )
            for each in found.places
        ),
    )


def said(call: Call) -> RecordedSaid:
    wanted: Said = call.body
    if both := set(wanted.given) & set(wanted.refused):
        raise Problem("invalid-input", f"{min(both)} is given and refused at once.", field="given")
    acts = dict.fromkeys(wanted.given, Act.GIVEN) | dict.fromkeys(wanted.refused, Act.REFUSED)
    form = call.workspace.consent_form(wanted.form, wanted.version)
    record = note_consent(call.workspace, wanted.person, form, acts, how=wanted.how, on=call.today, until=wanted.until)
    return RecordedSaid(record=record, version=form.version, sha256=form.sha256)


def taken_back(call: Call) -> Recorded:
    wanted: Withdrawn = call.body
    record = withdraw(call.workspace, wanted.person, wanted.form, wanted.purposes, how=wanted.how, on=call.today)
    return Recorded(record=record)


ENDPOINTS = (
    Endpoint(
        "GET", "consents/check", "check_consent", "Whether somebody agreed to a purpose", checked, Permission.SEE_TABLE,
        Consent, query=Query,
    ),
    Endpoint(
        "GET", "consents/calls", "check_calls", "What recording a call takes, by where those on it are", calls,
        Permission.SEE_TABLE, Recording, query=CallsQuery,
    ),
    Endpoint(
        "POST", "consents", "record_consent", "Note what somebody said", said, Permission.WRITE_NOTICES, RecordedSaid,
        body=Said, status=201,
    ),
    Endpoint(
        "POST", "consents/withdrawals", "withdraw_consent", "Take consent back", taken_back, Permission.WRITE_NOTICES,
        Recorded, body=Withdrawn, status=201,
    ),
)  # fmt: skip
