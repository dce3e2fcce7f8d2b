"""What is sent and answered of requests, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

RequestsState: TypeAlias = Literal[
    "answered", "clarification", "identity", "joined", "new", "refused", "withdrawn", "working"
]


class ActShape(TypedDict):
    """What was done. `details`: with what words, by which way."""

    act: str
    on: str
    by: str
    at: str | None
    details: dict[str, Any]


class AskIdentity(TypedDict):
    act: Literal["ask-identity"]
    why: NotRequired[str]
    mailed: NotRequired[bool]


class AskMeaning(TypedDict):
    act: Literal["ask"]
    question: str
    mailed: NotRequired[bool]


class Clarify(TypedDict):
    act: Literal["clarify"]
    answer: str


class Confirm(TypedDict):
    act: Literal["confirm"]
    mailed: NotRequired[bool]


class DataSubjectRequest(TypedDict):
    """One request. `due_on` null: it ended, its clock stands still, or no law that is held to names a day."""

    ident: str
    rights: list[str]
    laws: list[str]
    how: str
    received_on: str
    state: str
    due_on: str | None
    late: bool
    ended_on: str | None
    joined_to: str | None


class DataSubjectRequests(TypedDict):
    items: list[DataSubjectRequest]
    total: int
    next: str | None


class DeadlineShape(TypedDict):
    """By when what is due. `on` null: the clock stands still, or the law names no day; `why` says which."""

    what: str
    law: str
    citation: str
    on: str | None
    why: str
    act_by: str | None


class DoneIn(TypedDict):
    act: Literal["done"]
    store: str
    right: str
    how: NotRequired[str]


class Except(TypedDict):
    act: Literal["except"]
    what: str
    ground: str
    why: NotRequired[str]
    store: NotRequired[str]
    right: NotRequired[str]


class Extend(TypedDict):
    act: Literal["extend"]
    why: str
    mailed: NotRequired[bool]


class Identify(TypedDict):
    """How they showed who they are; never what stands on it."""

    act: Literal["identify"]
    method: str
    seen: NotRequired[str]


class Join(TypedDict):
    act: Literal["join"]
    into: str
    why: NotRequired[str]


class Match(TypedDict):
    """Who they are here: of the roster, or by what they brought, which is kept as a keyed fingerprint alone."""

    act: Literal["match"]
    who: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    account: NotRequired[str]
    name: NotRequired[str]


class New(TypedDict):
    """What came by mail, phone or on paper."""

    rights: list[str]
    channel: str
    received_on: NotRequired[str | None]
    name: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    address: NotRequired[str]
    for_whom: NotRequired[str]
    says: NotRequired[str]
    lives_in: NotRequired[str]
    laws: NotRequired[list[str]]
    appeals: NotRequired[str]


class Note(TypedDict):
    act: Literal["note"]
    says: str


class Refuse(TypedDict):
    act: Literal["refuse"]
    ground: str
    why: NotRequired[str]
    mailed: NotRequired[bool]


class RequestStepsAnswer(TypedDict):
    act: Literal["answer"]
    how: NotRequired[str]
    mailed: NotRequired[bool]


class RequestStepsReopen(TypedDict):
    act: Literal["reopen"]
    why: str


class RequestStepsWithdraw(TypedDict):
    act: Literal["withdraw"]
    why: NotRequired[str]


class RequestWorkContactShape(TypedDict):
    name: str
    email: str
    phone: str
    address: str
    for_whom: str
    says: str


class StatementOf(TypedDict):
    """`values`: with the values, opened from the files now; identity has to be noted first. `language`: by its code;
    empty: that of whoever it is about."""

    form: NotRequired[Literal["html", "json", "pdf", "txt"]]
    values: NotRequired[bool]
    language: NotRequired[str]


class Tell(TypedDict):
    act: Literal["tell"]
    who: str
    how: NotRequired[str]


class TodoShape(TypedDict):
    """What is left to do in one store for one right. `excepted`: the ground on which it is left out; `done`:
    somebody did it."""

    store: str
    right: str
    categories: list[str]
    files: int
    by_hold: list[str]
    excepted: str
    done: bool
    is_open: bool


class WholeRequest(TypedDict):
    """Everything about one request. `needs`: how sure one has to be of who asks; `identity_lacks`: what is missing
    for it. `person`: who they are on the roster; `findings`, `files`: what is theirs, and `unsure`: what may be
    another's; null before somebody said who they are."""

    ident: str
    rights: list[str]
    laws: list[str]
    how: str
    received_on: str
    contact: RequestWorkContactShape
    state: RequestsState
    is_open: bool
    deadlines: list[DeadlineShape]
    extend_until: str | None
    needs: str
    identity_lacks: str
    matched: bool
    person: str | None
    findings: int | None
    files: int | None
    unsure: int | None
    acts: list[ActShape]
    todo: list[TodoShape]
    processors: list[str]
    processors_told: list[str]
    held: list[str]
    alike: list[str]
    joined: list[str]
    ask_counsel: list[str]
