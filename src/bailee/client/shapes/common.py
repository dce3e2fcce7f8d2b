"""What is sent and answered by more than one noun, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

ChangeState: TypeAlias = Literal["changed", "new", "removed", "same"]

Confidence: TypeAlias = Literal["likely", "possible", "verified"]

LawfulBasis: TypeAlias = Literal[
    "consent", "contract", "legal-obligation", "legitimate-interests", "public-task", "vital-interests"
]

Permission: TypeAlias = Literal[
    "add-clients",
    "assign",
    "break-glass",
    "change-settings",
    "decide-findings",
    "declare",
    "do-tasks",
    "export",
    "handle-requests",
    "manage-keys",
    "manage-members",
    "manage-stores",
    "off-board",
    "protect",
    "record-authority",
    "record-review",
    "review",
    "scan",
    "see-access",
    "see-alerts",
    "see-clients",
    "see-evidence",
    "see-findings",
    "see-members",
    "see-own",
    "see-privileged",
    "see-settings",
    "see-stores",
    "see-table",
    "sign-own",
    "use-api",
    "write-notices",
]

PermissionsRole: TypeAlias = Literal[
    "client-auditor",
    "client-owner",
    "counsel",
    "employee",
    "lead",
    "manager",
    "privacy-person",
    "provider-auditor",
    "provider-owner",
    "technician",
]

Severity: TypeAlias = Literal["high", "low", "medium", "severe"]

SubjectCategory: TypeAlias = Literal[
    "applicant",
    "business-client",
    "contractor",
    "customer",
    "employee",
    "family-member",
    "patient",
    "person",
    "sole-proprietor",
    "visitor",
]

VocabularyRole: TypeAlias = Literal["controller", "joint-controller", "processor"]

VocabularyState: TypeAlias = Literal["amber", "green", "red", "unknown"]


class Amount(TypedDict):
    items: int
    bytes: int


class Changed(TypedDict):
    """What became of one clause, and why."""

    clause: str
    heading: str
    state: ChangeState
    causes: list[str]
    added: list[str]
    removed: list[str]


class Counted(TypedDict):
    """How many it was done for."""

    count: int


class EntryShape(TypedDict):
    """An activity with what was found of it, and what is still to complete."""

    name: str
    role: VocabularyRole
    purposes: list[InventoryPurposeShape]
    categories: list[str]
    subjects: list[SubjectCategory]
    stores: list[str]
    recipients: list[str]
    transfers: list[TransferShape]
    retention: str
    period: PeriodShape
    measures: list[str]
    on_behalf_of: list[str]
    joint_with: list[str]
    found: FoundShape
    gaps: list[GapShape]


class FoundShape(TypedDict):
    stores: list[str]
    people: People | None
    since: str | None
    measures: list[str]


class GapShape(TypedDict):
    ident: str
    says: str
    next: str


class IncidentWorkTarget(TypedDict):
    sort: str
    ident: str


class InventoryContactShape(TypedDict):
    name: str
    contact: str


class InventoryPurposeShape(TypedDict):
    purpose: str
    basis: LawfulBasis | None


class Job(TypedDict):
    """A scan in the background. `wish`: what a person asked of it and it did not do yet; `share`: from 0 to 1."""

    ident: str
    state: str
    wish: str
    by: str
    created_at: str
    started_at: str | None
    ended_at: str | None
    done: int
    of: int | None
    bytes: int
    bytes_of: int | None
    share: float | None
    rate: float
    seconds_left: int | None
    where: str
    cause: str
    hint: str


class KeptFiles(TypedDict):
    items: list[KeptShape]


class KeptShape(TypedDict):
    """A file that lies here for a while."""

    name: str
    sort: str
    size: int
    made_at: str


class Named(TypedDict):
    """What was made, by its ident."""

    ident: str


class Nothing(TypedDict):
    """A query without fields, or a body that may stay away."""


class Obligation(TypedDict):
    """A duty of a law, or of a contract. One that nobody verified has no duty text."""

    ident: str
    jurisdiction: str
    citation: str
    short: str
    duty: str | None
    why: str
    would_not_if: str
    confidence: str
    reviewed: str
    state: str
    source: list[str]
    is_law: bool


class OnDay(TypedDict):
    """When it was; today where no day is named."""

    on: NotRequired[str | None]


class OneIncident(TypedDict):
    ident: str
    title: str
    kind: str
    is_open: bool
    is_drill: bool
    is_privileged: bool
    discovered_at: str
    reported_at: str
    closed_at: str | None
    zone: str
    target: IncidentWorkTarget
    from_at: str | None
    until_at: str | None
    outcome: str
    reported_by: str


class People(TypedDict):
    """A range: how many there are at least, and at most."""

    low: int | None
    high: int | None


class PeriodShape(TypedDict):
    """Lengths as ISO 8601: P7Y."""

    at_most: str | None
    at_least: str | None
    event: str


class ProblemShape(TypedDict):
    """What went wrong, after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    hint: NotRequired[str | None]
    field: NotRequired[str | None]


class SheetShape(TypedDict):
    """As `bailee incident show --json`. `people`, `findings` and `files` null: no scan had read by that hour what
    was lost."""

    incident: OneIncident
    made_at: str
    clock_says: str
    people: dict[str, Any] | None
    subjects: list[dict[str, Any]]
    kinds: list[dict[str, Any]]
    read_at: str | None
    findings: int | None
    files: int | None
    not_read: dict[str, Any]
    encryption: dict[str, Any]
    unknown: list[str]
    not_verified: list[Any]
    places: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    steps: list[dict[str, Any]]


class TransferShape(TypedDict):
    country: str
    recipient: str
    safeguard: str


class Work(TypedDict):
    """One piece of work. `result`: what came out of it, once it ended."""

    ident: str
    task: str
    state: str
    by: str
    created_at: str
    started_at: str | None
    ended_at: str | None
    done: int
    of: int | None
    result: dict[str, Any]
    cause: str
    hint: str
