"""What is sent and answered of incidents, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Approval(TypedDict):
    """Who approved the words, as counsel."""

    by: str


class Close(TypedDict):
    act: Literal["close"]
    grounds: str


class Determined(TypedDict):
    act: Literal["determined"]
    at: str
    source: NotRequired[str]


class Discovered(TypedDict):
    act: Literal["discovered"]
    at: str
    source: str


class Encryption(TypedDict):
    """Whether a disk was encrypted; null: nobody knows."""

    act: Literal["encryption"]
    disk: str
    is_encrypted: NotRequired[bool | None]
    at: str
    source: str


class Fact(TypedDict):
    """Something that is known, from when, and by whose word."""

    act: Literal["fact"]
    says: str
    at: NotRequired[str | None]
    source: NotRequired[str]
    sure: NotRequired[bool]


class Incident(TypedDict):
    """One incident. `title` and what follows `zone` null: counsel marked it as privileged, and it is not open to
    this token."""

    ident: str
    title: str | None
    is_open: bool
    is_drill: bool
    is_privileged: bool
    discovered_at: str
    reported_at: str
    closed_at: str | None
    zone: str
    kind: str | None
    target: IncidentsTarget | None
    from_at: str | None
    until_at: str | None
    outcome: str | None
    reported_by: str | None


class IncidentDuties(TypedDict):
    """`people` null: no scan had read by that hour what was lost; nobody knows. It is not zero."""

    incident: str
    people: list[int] | None
    encrypted: bool | None
    items: list[IncidentDuty]
    unknown: list[str]


class IncidentDuty(TypedDict):
    """What one law or contract asks. `deadline` null: it names no day; `act_by`: the working day by which to act."""

    ident: str
    rule: str
    citation: str
    place: str | None
    to: str
    whom: str
    stands: str
    period: str
    deadline: str | None
    act_by: str | None
    confirm: bool


class IncidentWorkAnswer(TypedDict):
    act: Literal["answer"]
    question: str
    answer: bool
    grounds: NotRequired[str]


class IncidentWorkReopen(TypedDict):
    act: Literal["reopen"]
    grounds: str


class Incidents(TypedDict):
    items: list[Incident]
    total: int
    next: str | None


class IncidentsTarget(TypedDict):
    """What was lost: a device, a data store, an account, a finding."""

    sort: str
    ident: str


class LetterKind(TypedDict):
    kind: str
    language: str
    people: int


class LetterPiece(TypedDict):
    """One letter, and what became of it last."""

    run: str
    piece: int
    kind: str
    language: str
    means: str
    act: str
    at: str
    reason: str


class LetterPieces(TypedDict):
    items: list[LetterPiece]
    total: int
    next: str | None


class LettersPlan(TypedDict):
    """Who gets a letter. `lacking`: what the letters of a place still need, by place; nobody's name is told.
    `words`: what they say."""

    kinds: list[LetterKind]
    letters: int
    told_already: int
    not_due: int
    off_roster: list[int]
    lacking: dict[str, list[str]]
    words: dict[str, str]


class MailedLetters(TypedDict):
    """How many lie in the outbox; `unreachable`: how many have no address there, by why."""

    run: str
    letters: int
    unreachable: dict[str, int]


class NewStep(TypedDict):
    act: Literal["step"]
    title: str
    owner: NotRequired[str]
    due_on: NotRequired[str | None]


class NotNotify(TypedDict):
    act: Literal["not-notify"]
    grounds: str
    place: NotRequired[str]


class Notify(TypedDict):
    act: Literal["notify"]
    grounds: str
    place: NotRequired[str]


class PostedRun(TypedDict):
    run: str
    on: NotRequired[str | None]


class PrintedSheet(TypedDict):
    """A sheet that was printed. `record`: of the log, with the hash of its words; null: that record was erased."""

    number: int
    printed_at: str
    by: str
    sha256: str
    record: int | None


class PrintedSheets(TypedDict):
    """Newest first."""

    items: list[PrintedSheet]
    total: int
    next: str | None


class Printing(TypedDict):
    envelope: NotRequired[str]
    country: NotRequired[str]


class Privilege(TypedDict):
    is_privileged: bool


class Reported(TypedDict):
    """What was lost, and when it was missed. `zone`: where the organisation counts its days."""

    title: str
    kind: str
    sort: Literal["account", "device", "store"]
    target: str
    discovered_at: str
    zone: str
    from_at: NotRequired[str | None]
    until_at: NotRequired[str | None]
    source: NotRequired[str]
    says: NotRequired[str]
    is_drill: NotRequired[bool]


class ReturnedLetters(TypedDict):
    pieces: list[int]
    reason: NotRequired[str]


class StepDone(TypedDict):
    act: Literal["step-done"]
    number: int
    at: NotRequired[str | None]
    note: NotRequired[str]


class Told(TypedDict):
    """That a duty is done: who was told, how, when."""

    act: Literal["told"]
    duty: str
    how: str
    at: NotRequired[str | None]
    reference: NotRequired[str]


class Words(TypedDict):
    """Words of its letters, by name."""

    act: Literal["words"]
    words: dict[str, str]
