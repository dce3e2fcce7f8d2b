"""A request and what was done about it: acts are appended, how it stands is what they come to.

>>> asked = Request("dsr-1", (Right.ACCESS,), ("gdpr",), "mail", date(2026, 3, 2), "DE")
>>> state_of([]), state_of([Done("identity-asked", date(2026, 3, 3))]), state_of([Done("answered", date(2026, 3, 20))])
(<State.NEW: 'new'>, <State.IDENTITY: 'identity'>, <State.ANSWERED: 'answered'>)
>>> [each.on for each in due(asked, [])]
[datetime.date(2026, 4, 2)]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bailee.data_subject_requests.clocks import Asked, Deadline, deadlines, may_extend_until, waits_of
from bailee.data_subject_requests.identity import Shown, shown
from bailee.data_subject_requests.laws import laws
from bailee.data_subject_requests.rights import Right

CHANNELS = {
    "page": "by the page",
    "mail": "by e-mail",
    "phone": "by phone",
    "paper": "on paper",
    "in-person": "in person",
    "own-page": "by their own page",
}
ACTS = {
    "confirmed": "told that it was received",
    "identity-asked": "asked who they are",
    "identity-shown": "showed who they are",
    "clarification-asked": "asked what they mean",
    "clarified": "said what they mean",
    "matched": "found out who they are here",
    "joined": "joined with another request",
    "extended": "told that it takes longer",
    "excepted": "left something out, with the reason",
    "store-done": "done in a store",
    "processor-told": "told a processor or recipient",
    "package-made": "made the package",
    "answered": "answered",
    "refused": "refused, with the reason",
    "withdrawn": "taken back by whoever asked",
    "reopened": "opened again",
    "noted": "noted",
}


class State(StrEnum):
    """How a request stands."""

    NEW = "new"
    IDENTITY = "identity"  # waits until they show who they are
    CLARIFICATION = "clarification"  # waits until they say what they mean
    WORKING = "working"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        return self in (State.NEW, State.IDENTITY, State.CLARIFICATION, State.WORKING)


_LABELS = {
    State.NEW: "new",
    State.IDENTITY: "waits for who they are",
    State.CLARIFICATION: "waits for what they mean",
    State.WORKING: "in work",
    State.ANSWERED: "answered",
    State.REFUSED: "refused",
    State.WITHDRAWN: "taken back",
    State.JOINED: "joined with another",
}
_ENDS = {
    "answered": State.ANSWERED,
    "refused": State.REFUSED,
    "withdrawn": State.WITHDRAWN,
    "joined": State.JOINED,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Who asks, as they said it. Personal data of ours: encrypted as one field, and never in a `repr`."""

    name: str = field(repr=False, default="")
    email: str = field(repr=False, default="")
    phone: str = field(repr=False, default="")
    address: str = field(repr=False, default="")
    number: str = field(repr=False, default="")  # of an employee, a customer, an account: never kept as it is
    for_whom: str = field(repr=False, default="")  # somebody else, for whom they ask
    says: str = field(repr=False, default="")
    language: str = ""  # in which they asked; empty: not known

    @property
    def is_for_another(self) -> bool:
        return bool(self.for_whom)


@dataclass(frozen=True, slots=True)
class Request:
    """What came, as it came. `laws`: idents of those that are held to; `place`: whose public holidays count."""

    ident: str
    rights: tuple[Right, ...]
    laws: tuple[str, ...]
    channel: str
    received_on: date
    place: str
    contact: Contact = field(repr=False, default=Contact())
    by: str = ""
    at: datetime | None = None
    appeals: str = ""  # ident of the request whose answer it is against


@dataclass(frozen=True, slots=True)
class Done:
    """One act."""

    act: str
    on: date
    details: Mapping[str, Any] = field(repr=False, default_factory=dict)
    by: str = ""
    at: datetime | None = None


def state_of(acts: Sequence[Done]) -> State:
    """How it stands. What ended it counts until it is opened again; a question that is open is waited for."""
    state = State.NEW
    for each in acts:
        if each.act in _ENDS:
            state = _ENDS[each.act]
        elif each.act == "reopened" or (state is State.NEW and each.act != "confirmed"):
            state = State.WORKING
    if not state.is_open:
        return state
    asked = {wait.for_what for wait in waits_of([(each.act, each.on) for each in acts]) if wait.until is None}
    if "identity" in asked:
        return State.IDENTITY
    return State.CLARIFICATION if "clarification" in asked else state


def identity_of(acts: Sequence[Done]) -> Shown:
    """What was shown for this very request: what another one showed counts for that one alone."""
    return shown(str(each.details.get("method", "")) for each in acts if each.act == "identity-shown")


def due(request: Request, acts: Sequence[Done], joined: Iterable[Request] = ()) -> tuple[Deadline, ...]:
    """Deadlines by every law that is held to, soonest first. What was joined keeps the day on which it came."""
    acts = list(acts)
    done = {each.act for each in acts}
    found: list[Deadline] = []
    for each in (request, *joined):
        asked = asked_of(each, acts)
        for ident in request.laws:
            found += deadlines(laws()[ident], asked)
    told = [each for each in found if each.what != "confirm" or "confirmed" not in done]
    return tuple(sorted(dict.fromkeys(told), key=lambda each: (each.on or date.max, each.what, each.law)))


def extension(request: Request, acts: Sequence[Done]) -> date | None:
    """The last day on which they can be told that it takes longer; None where no law that is held to knows an extension."""
    asked = asked_of(request, acts)
    days = [day for ident in request.laws if (day := may_extend_until(laws()[ident], asked)) is not None]
    return min(days) if days else None


def next_due(found: Sequence[Deadline]) -> Deadline | None:
    """The one that comes first, and has a day."""
    return next((each for each in found if each.on is not None), None)


def joined_by(every: Sequence[Request], acts: Mapping[str, Sequence[Done]]) -> dict[str, tuple[Request, ...]]:
    """Requests that were joined to another one, by its ident."""
    found: dict[str, tuple[Request, ...]] = {}
    for each in every:
        own = acts.get(each.ident, ())
        if state_of(own) is State.JOINED:
            into = next(str(act.details["into"]) for act in reversed(own) if act.act == "joined")
            found[into] = (*found.get(into, ()), each)
    return found


def asked_of(request: Request, acts: Sequence[Done]) -> Asked:
    waits = waits_of([(each.act, each.on) for each in acts])
    return Asked(
        request.rights, request.received_on, request.place, waits, any(each.act == "extended" for each in acts)
    )
