"""What is sent and answered, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Act: TypeAlias = Literal["given", "refused", "withdrawn"]

ActsStanding: TypeAlias = Literal["failed", "handed", "sent", "unreachable", "waiting"]

Agreement: TypeAlias = Literal["baa", "dpa"]

ByMail: TypeAlias = Literal["daily", "page", "severe"]

ChangeState: TypeAlias = Literal["changed", "new", "removed", "same"]

ChoicesChoice: TypeAlias = Literal["material", "minor"]

Confidence: TypeAlias = Literal["likely", "possible", "verified"]

ContractsSort: TypeAlias = Literal["baa", "dpa", "joint-controllers", "msa", "nda", "other", "scc"]

GatesSort: TypeAlias = Literal["cloud-drive", "device", "home-folder", "mailbox"]

Gone: TypeAlias = Literal["ended", "keep", "part"]

LawfulBasis: TypeAlias = Literal[
    "consent", "contract", "legal-obligation", "legitimate-interests", "public-task", "vital-interests"
]

Means: TypeAlias = Literal["e-mail", "post"]

NoCode: TypeAlias = Literal["no-address", "no-mail", "not-asked", "one-address"]

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

PoliciesStanding: TypeAlias = Literal["contradicts", "found", "missing"]

Reason: TypeAlias = Literal[
    "bad-address",
    "bad-e-mail",
    "bounced",
    "long-address",
    "mailbox-full",
    "moved",
    "no-address",
    "no-country",
    "no-e-mail",
    "no-mailbox",
    "not-taken",
    "other-script",
    "refused",
    "returned",
    "too-late",
    "unknown-there",
]

RequestsState: TypeAlias = Literal[
    "answered", "clarification", "identity", "joined", "new", "refused", "withdrawn", "working"
]

Scope: TypeAlias = Literal["all-clients", "client", "place"]

Severity: TypeAlias = Literal["high", "low", "medium", "severe"]

StatesState: TypeAlias = Literal["blocked", "done", "ended", "open", "snoozed", "started"]

StopSort: TypeAlias = Literal["counsel", "law", "unsaid", "untrue"]

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

Verdict: TypeAlias = Literal["accept", "change", "refuse"]

VocabularyRole: TypeAlias = Literal["controller", "joint-controller", "processor"]

VocabularyState: TypeAlias = Literal["amber", "green", "red", "unknown"]


class AboutKind(TypedDict):
    category: str
    purpose: str
    basis: NotRequired[LawfulBasis | None]
    kept: NotRequired[str]
    recipient: NotRequired[str]


class Accepted(TypedDict):
    """That it may stand where it then lay, and why."""

    reason: str
    by: str
    at: str


class AccessAccess(TypedDict):
    items: list[AccessLineShape]
    total: int
    next: str | None


class AccessLineShape(TypedDict):
    """Somebody could open it, from when until when; or did, and what."""

    organisation: str
    person: str
    name: str
    role: PermissionsRole
    act: str
    since: str
    until: str | None
    what: str


class ActShape(TypedDict):
    """What was done. `details`: with what words, by which way."""

    act: str
    on: str
    by: str
    at: str | None
    details: dict[str, Any]


class Activity(TypedDict):
    """One processing activity, as `docs/schemas/record.schema.json`."""

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


class Admission(TypedDict):
    """Whether somebody of the provider may read what is privileged here."""

    member: str
    is_admitted: bool
    reason: NotRequired[str]


class Admitted(TypedDict):
    members: list[str]


class After(TypedDict):
    other: str


class AgreementShape(TypedDict):
    """`needed` null: whether a law asks for it hangs on a question."""

    agreement: Agreement
    needed: bool | None
    signed_on: str | None
    kept_where: str
    missing: str


class AlertShape(TypedDict):
    """One alert. `settled_at` null: it is still so; `waits`: nobody saw it yet."""

    ident: str
    sort: str
    about: str
    severity: Severity
    title: str
    why: str
    next: str
    raised_at: str
    seen_at: str | None
    seen_by: str
    settled_at: str | None
    is_open: bool
    waits: bool


class Alerts(TypedDict):
    items: list[AlertShape]
    total: int
    next: str | None


class Amount(TypedDict):
    items: int
    bytes: int


class AnswerTo(TypedDict):
    answer: str


class Answered(TypedDict):
    """What somebody answered: all of it is declared, or nothing."""

    kinds: NotRequired[list[AboutKind]]
    facts: NotRequired[dict[str, str]]
    contact: NotRequired[str]


class Answers(TypedDict):
    """Facts as docs/facts.md names them, and those that nobody here knows: they go to counsel."""

    facts: NotRequired[dict[str, bool | int | float | str | list[str] | dict[str, int]]]
    unknown: NotRequired[list[str]]


class Approval(TypedDict):
    """Who approved the words, as counsel."""

    by: str


class AskIdentity(TypedDict):
    act: Literal["ask-identity"]
    why: NotRequired[str]
    mailed: NotRequired[bool]


class AskMeaning(TypedDict):
    act: Literal["ask"]
    question: str
    mailed: NotRequired[bool]


class AskedFact(TypedDict):
    name: str
    type: str
    question: str


class AskedLine(TypedDict):
    """What became of one of them: asked, asked before, signed, declined, not on the roster."""

    person: str
    name: str
    outcome: str


class AskedPeople(TypedDict):
    items: list[AskedLine]


class Asks(TypedDict):
    """What one law asks for before: days, that each person acknowledges the notice, or both."""

    law: str
    short: str
    days_before: int
    acknowledged: bool
    acknowledged_hired_since: str | None


class AssessmentShape(TypedDict):
    """As `bailee assess --json`."""

    on: str
    obligations: list[dict[str, Any]]
    to_decide: list[dict[str, Any]]
    coming: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    facts: dict[str, Any]
    contradictions: list[dict[str, Any]]
    comparisons: list[dict[str, Any]]


class Assign(TypedDict):
    """To a member; without one, back to the role. All or none."""

    tasks: list[str]
    member: NotRequired[str | None]


class At(TypedDict):
    """What one place asks."""

    place: str
    needs: Literal["all-party", "announce", "one-party", "unknown"]
    law: str | None
    citation: str | None
    says: str | None
    form: str | None
    confidence: str | None


class AuthorityShape(TypedDict):
    is_needed: bool
    instructions: list[InstructionShape]
    agreements: list[AgreementShape]


class Batch(TypedDict):
    batch: str


class BatchShape(TypedDict):
    """What was decided, by its rows: so it can be taken back."""

    first: int
    last: int
    count: int


class Because(TypedDict):
    """A reason: a fact, in words, with who declared it or where it was found."""

    fact: str | None
    text: str
    origin: str
    stores: list[str]


class Broken(TypedDict):
    record: int
    field: str
    reason: str


class BundleOf(TypedDict):
    person: NotRequired[str]
    notice: NotRequired[str]


class ByHandList(TypedDict):
    """`proposed`: with what the newest scan says of each; `to_do`: what would be proposed beside."""

    proposed: list[ByHandShape]
    to_do: list[ByHandShape]


class ByHandNote(TypedDict):
    """That she signed by hand. `name`: as it stands there, where it is another one."""

    how: Literal["in-person-by-colleague", "paper-entered-later"]
    name: NotRequired[str]
    witness: NotRequired[str]
    signed_on: NotRequired[str | None]


class ByHandShape(TypedDict):
    """One thing to do. `proof`: what the newest scan since says of it."""

    ident: str
    act: str
    locator: str
    place: str
    categories: list[str]
    steps: list[str]
    proof: str
    at: str | None


class CategoryCount(TypedDict):
    category: str
    people: int


class Cell(TypedDict):
    """One cell: its state, why, what to do, and what stands behind it."""

    state: Literal["amber", "green", "red", "unknown"]
    why: str
    next: str
    evidence: list[str]


class Cells(TypedDict):
    """How many cells of the table have which state."""

    red: int
    amber: int
    unknown: int
    green: int


class Changed(TypedDict):
    """What became of one clause, and why."""

    clause: str
    heading: str
    state: ChangeState
    causes: list[str]
    added: list[str]
    removed: list[str]


class ChangedDuties(TypedDict):
    items: list[ChangedDuty]


class ChangedDuty(TypedDict):
    """A rule that came, went or changed, and because of what."""

    ident: str
    what: str
    because: list[str]
    by: list[str]
    before: str | None
    after: str | None
    citation: str
    duty: str | None


class ChangesShape(TypedDict):
    """As `bailee changes --json`."""

    since: str
    until: str
    says: str | None
    held: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    obligations: list[dict[str, Any]]
    acts: list[dict[str, Any]]
    total_acts: int


class Checked(TypedDict):
    """A file that somebody holds."""

    content: str


class Choices(TypedDict):
    """One decision for these files; what cannot be undone then waits for another person."""

    files: list[ProtectionChoice]


class Clarify(TypedDict):
    act: Literal["clarify"]
    answer: str


class Client(TypedDict):
    """An organisation in short. Without `cells`: its table was never made."""

    ident: str
    name: str
    provider: str | None
    cells: Cells | None
    as_of: str | None


class Clients(TypedDict):
    """Clients, worst first."""

    items: list[Client]


class Close(TypedDict):
    act: Literal["close"]
    grounds: str


class Closed(TypedDict):
    """What closes it: a document by its digest, which stays where it is, or a statement."""

    statement: NotRequired[str]
    sha256: NotRequired[str | None]
    size: NotRequired[int | None]
    description: NotRequired[str]


Comparison = TypedDict(
    "Comparison",
    {
        "kind": "str",
        "from": "int",
        "to": "int",
        "changes": "list[Changed]",
        "not_said": "list[str]",
        "suggested": "ChoicesChoice",
        "because": "str",
    },
)


class ConfidentialFolder(TypedDict):
    """A folder, masked, and the records for which it is."""

    ident: str
    place: str
    label: str
    records: list[str]
    by: str
    at: str


class ConfidentialFolders(TypedDict):
    items: list[ConfidentialFolder]


class Confirm(TypedDict):
    act: Literal["confirm"]
    mailed: NotRequired[bool]


class Consent(TypedDict):
    """How one purpose stands for one person. `sha256`: of the form that they were shown. Without sight of people:
    `not-given`, no more."""

    given: bool
    state: Literal["expired", "given", "never-asked", "not-given", "refused", "withdrawn"]
    why: str
    record: str | None
    form: str
    version: int | None
    sha256: str | None
    said_at: str | None
    until: str | None


class ConsentFormsNewPurpose(TypedDict):
    ident: str
    words: str
    categories: NotRequired[list[str]]
    recipients: NotRequired[str]
    kept: NotRequired[str]


class ConsentFormsPurposeShape(TypedDict):
    """One thing that is asked for by itself."""

    ident: str
    words: str
    categories: list[str]
    recipients: str
    kept: str


class ContactOf(TypedDict):
    """Whom the record names; an empty name takes it back."""

    sort: str
    name: NotRequired[str]
    contact: NotRequired[str]


class ContractRegister(TypedDict):
    contracts: list[ContractShape]
    missing: list[MissingContract]


class ContractShape(TypedDict):
    """One contract, as `bailee contracts --json`, and how it stands."""

    ident: str
    sort: ContractsSort
    parties: list[str]
    our_role: str
    scope: str
    signed_on: str | None
    from_on: str | None
    until: str | None
    notice_days: int | None
    renews: bool
    contact: str
    kept_where: str
    document: str
    duties: DutiesShape
    state: VocabularyState
    says: str


class CorrespondenceShape(TypedDict):
    """How people are written to: the language of those whose own nobody knows; whether who signed is mailed a copy."""

    language: str
    copies: bool


class CounselAsk(TypedDict):
    """What the packet of today says beside what is asked."""

    due_on: NotRequired[str | None]
    note: NotRequired[str]
    paper: NotRequired[Literal["a4", "letter"]]


class Counted(TypedDict):
    """How many it was done for."""

    count: int


class Coverage(TypedDict):
    """What was looked at, in part or not at all, over all stores; and the newest sealed statement of it."""

    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: dict[str, Amount]
    statement: dict[str, Any] | None


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


class Decide(TypedDict):
    """Over the very words that were read: `sha256` of the item."""

    item: str
    sha256: str
    verdict: Verdict
    scope: NotRequired[Scope]
    places: NotRequired[list[str]]
    expires_on: NotRequired[str | None]
    words: NotRequired[str]
    note: NotRequired[str]
    firm: NotRequired[str]


class Decided(TypedDict):
    """Accepted until a day, not so, or opened again; the first two with a reason."""

    verdict: Literal["accepted", "not-so", "reopened"]
    reason: NotRequired[str]
    until: NotRequired[str | None]


class DecidedShape(TypedDict):
    act: str
    reason: str
    by: str
    at: str


class DecisionShape(TypedDict):
    """A decision of counsel."""

    ident: str
    text: str
    kind: str
    sha256: str
    verdict: Verdict
    reviewer: str
    firm: str
    decided_on: str
    expires_on: str | None
    scope: Scope
    places: list[str]
    ground: str
    how: str
    packet: str
    title: str


class Decisions(TypedDict):
    items: list[DecisionShape]
    released: list[str]


class Declaration(TypedDict):
    """The name of the organisation, and facts about it, from today on."""

    name: NotRequired[str | None]
    facts: NotRequired[dict[str, bool | int | float | str | list[str] | dict[str, int]]]


class DeclareTool(TypedDict):
    """What it is for. `tool`: ident of a product, or a name of one's own."""

    tool: str
    purposes: NotRequired[list[MonitoringNewPurpose]]
    watched: NotRequired[list[SubjectCategory]]
    observes: NotRequired[list[str]]
    kept: NotRequired[str]
    viewers: NotRequired[list[str]]
    since: NotRequired[str | None]
    switched_off_on: NotRequired[str | None]


class DeclaredKinds(TypedDict):
    kinds: int


class Declining(TypedDict):
    how: Literal["in-person-by-colleague", "paper-entered-later"]
    reason: NotRequired[str]


class Deliveries(TypedDict):
    items: list[DeliveryShape]
    total: int
    next: str | None


class DeliveriesAgain(TypedDict):
    """How many go out again, and how many still cannot be reached."""

    going: int
    left: int


class DeliveriesPlan(TypedDict):
    """Whom it reaches; `delivery` is there once it was begun."""

    reachable: int
    already: int
    unreachable: int
    causes: list[Failure]
    reviewed: str
    signs: bool
    delivery: DeliveryShape | None


class DeliveryPieces(TypedDict):
    items: list[Piece]
    next: str | None


class DeliveryShape(TypedDict):
    """One version of a notice on its way to people. `counts`: how each piece stands."""

    ident: str
    kind: str
    version: int
    language: str
    means: Means
    by: str
    started_at: str
    posted_on: str | None
    ended_at: str | None
    is_open: bool
    people: int
    reached: int
    counts: dict[str, int]
    sha256: str


class Departure(TypedDict):
    """One thing that is not as it was declared, or as a law asks. Its first files are told to those who see
    findings."""

    ident: str
    sort: str
    state: VocabularyState
    severity: Severity
    open: bool
    title: str
    why: str
    next: str
    clears: str
    people: People
    stores: list[str]
    column: str
    cells: list[Of]
    rule: DeparturesRule | None
    also: list[DeparturesRule]
    named: list[str]
    for_counsel: list[str]
    held_by: list[str]
    files: list[File]
    files_in_all: int
    found_at: str | None
    decision: DeparturesDecision | None


class Departures(TypedDict):
    items: list[Departure]
    total: int
    current: bool
    next: str | None


class DeparturesDecision(TypedDict):
    verdict: Literal["accepted", "not-so"]
    reason: str
    until: str | None
    by: str
    on: str


class DeparturesRule(TypedDict):
    """The rule that is departed from; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    name: str
    citation: str
    is_sure: bool
    confidence: str
    reviewed: str
    source: list[str]


class Determined(TypedDict):
    act: Literal["determined"]
    at: str
    source: NotRequired[str]


class Difference(TypedDict):
    """Findings of one category in one store. `decided`: judged by a person in between."""

    category: str
    store: str
    new: int
    gone: int
    changed: int
    decided: int


class Differences(TypedDict):
    """From the end of one scan to the end of a later one."""

    before: int | None
    after: int
    findings: list[Difference]
    files: list[FileDifference]


class DifferencesSettled(TypedDict):
    """accept: it may stand, for a reason. reopen: it may not any more. add-store: its activities are for where it
    was found, too. withdraw: its activities name it no more."""

    act: Literal["accept", "add-store", "reopen", "withdraw"]
    reason: NotRequired[str]


class Discovered(TypedDict):
    act: Literal["discovered"]
    at: str
    source: str


class DoneIn(TypedDict):
    act: Literal["done"]
    store: str
    right: str
    how: NotRequired[str]


class DraftShape(TypedDict):
    """An activity that waits for a person: where it comes from, and how much of it is to complete."""

    activity: Activity
    origin: str
    to_complete: int


class DraftedVersion(TypedDict):
    """The same facts on the same day are the same version: `is_new` says whether this is another one."""

    version: Version
    is_new: bool
    reviewed: str


class Drafts(TypedDict):
    items: list[DraftShape]
    suggested: list[Activity]


class Drill(TypedDict):
    """One drill. `done` of `of` steps went as they should."""

    ident: str
    sort: str
    title: str
    of: int
    done: int
    seconds: float
    by_hand: bool
    by: str
    at: str
    is_whole: bool
    steps: list[dict[str, Any]]


class Drills(TypedDict):
    items: list[Drill]


class Due(TypedDict):
    due_on: str
    reason: str


class DutiesShape(TypedDict):
    confidentiality: bool
    delete_within_days: int | None
    breach_notice_hours: int | None
    sub_processors: str
    others: list[str]


class Encryption(TypedDict):
    """Whether a disk was encrypted; null: nobody knows."""

    act: Literal["encryption"]
    disk: str
    is_encrypted: NotRequired[bool | None]
    at: str
    source: str


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


class Erasure(TypedDict):
    """A certificate of what was erased, and what could not be reached."""

    ident: str
    at: str
    files: list[dict[str, Any]]


class Erasures(TypedDict):
    items: list[Erasure]


class Except(TypedDict):
    act: Literal["except"]
    what: str
    ground: str
    why: NotRequired[str]
    store: NotRequired[str]
    right: NotRequired[str]


class ExplanationShape(TypedDict):
    """As `bailee assess --why RULE --json`."""

    ident: str
    state: str
    answer: str
    because: list[Because]
    would_not_if: str
    questions: list[QuestionShape]
    lifts: list[str]
    read: str
    review: str
    comparisons: list[dict[str, Any]]
    contradictions: list[str]
    rule: dict[str, Any]


class Exposed(TypedDict):
    """A data store; `level`: closed, low, raised, high, extreme, and `product` (0 to 144) for order alone."""

    store: str
    level: str
    product: int
    unneeded: list[str]
    usually_needed_by: list[str]
    holdings: list[ExposuresHeld]
    next_steps: list[str]


class Exposures(TypedDict):
    items: list[Exposed]
    total: int
    next: str | None


class ExposuresAccess(TypedDict):
    """`declared`: somebody said who needs it. `everyone`: accounts that nobody listed can as well."""

    declared: bool
    needed: list[str]
    unneeded: list[Unneeded]
    programs: list[str]
    everyone: bool


class ExposuresHeld(TypedDict):
    """One category of data about one category of people in the store. Null: not read."""

    category: str
    subject: str
    kinds: list[str]
    level: str
    sensitivity: str
    who: Who
    where: str
    files: int
    encrypted_files: int | None
    locked_files: int
    open_to_everyone: int | None
    public: int
    through: list[str]
    channel_encrypted: bool | None
    seen_on: str | None
    access: ExposuresAccess


class Extend(TypedDict):
    act: Literal["extend"]
    why: str
    mailed: NotRequired[bool]


class Fact(TypedDict):
    """Something that is known, from when, and by whose word."""

    act: Literal["fact"]
    says: str
    at: NotRequired[str | None]
    source: NotRequired[str]
    sure: NotRequired[bool]


class FactAsked(TypedDict):
    fact: str
    text: str
    rules: int


class Facts(TypedDict):
    """What is declared about the organisation."""

    name: str
    facts: dict[str, Any]
    unknown: list[str]


class Failure(TypedDict):
    """Why some were not reached, and what to do."""

    reason: Reason
    says: str
    remedy: str
    count: int


class FiguresLine(TypedDict):
    right: str
    received: int
    complied: int
    in_part: int
    denied: int
    open: int
    median_days: float | None
    mean_days: float | None


class FiguresShape(TypedDict):
    """A year, as 11 CCR 7102 asks some businesses to publish it."""

    year: int
    received: int
    late: int
    in_time: int
    lines: list[FiguresLine]


class File(TypedDict):
    """A file of it, masked; `on` and `dated_by`: how old it is, and as what says."""

    where: str
    beside: list[str]
    on: str | None
    dated_by: str | None


class FileDifference(TypedDict):
    """Files of one store."""

    store: str
    new: int
    gone: int
    changed: int


class Filled(TypedDict):
    """A filled-in decision file, or the DOCX that came back."""

    filename: str
    content: str
    name: NotRequired[str]
    firm: NotRequired[str]


class Finding(TypedDict):
    """One value in one place. Names of files are masked; `fingerprint` is equal where the value is."""

    ident: str
    locator: list[str]
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
    new: bool
    decision: FindingsDecision | None


class FindingRulesJudged(TypedDict):
    batch: BatchShape
    says: str


class FindingRulesRule(TypedDict):
    """Empty fields: of any detector, everywhere, whatever the reasons."""

    ident: str
    detector: str
    store: str
    cue: str
    at_most: float
    reason: str
    by: str
    at: str | None


class Findings(TypedDict):
    items: list[Finding]
    next: str | None


class FindingsDecision(TypedDict):
    """What a person decided."""

    verdict: str
    reason: str
    until: str | None
    by: str
    at: str


class ForClientShape(TypedDict):
    client: str
    name: str
    items: list[EntryShape]


class ForCounselShape(TypedDict):
    fact: str | None
    text: str
    rules: list[str]


class FormShape(TypedDict):
    """A form, frozen. `is_weak`: consent counts for little from whom it asks; `instead`: the basis on which it rests
    now."""

    kind: str
    version: int
    language: str
    title: str
    purposes: list[ConsentFormsPurposeShape]
    subject: SubjectCategory
    intro: str
    controller: str
    contact: str
    days: int | None
    sha256: str
    answered: int
    is_weak: bool
    is_decided: bool
    instead: str | None


class Forms(TypedDict):
    items: list[FormShape]


class FoundShape(TypedDict):
    stores: list[str]
    people: People | None
    since: str | None
    measures: list[str]


class GapShape(TypedDict):
    ident: str
    says: str
    next: str


class Gate(TypedDict):
    """Whether it may be looked at today, and why; `opens_on`: from when it may, where a day can be named."""

    open: bool
    why: str
    next: str | None
    opens_on: str | None
    served_on: str | None
    laws: list[str]
    overridden_by: str | None
    may_override: bool
    unsure: list[str]
    signed_on: str | None
    asks: list[Asks]


class Handed(TypedDict):
    pieces: list[int]
    on: NotRequired[str | None]


class HeldByDevice(TypedDict):
    device: str
    settings: list[PoliciesHeld]
    exclude: list[list[str]]
    nothing_is_read: str


class HeldByDevices(TypedDict):
    items: list[HeldByDevice]


class HolderShape(TypedDict):
    """Who keeps checkpoints where nobody who can change this server can change them."""

    ident: str
    means: str
    name: str
    where: str
    every: str
    added_at: str
    by: str


class Holders(TypedDict):
    items: list[HolderShape]


class Holding(TypedDict):
    """What is held, where, about how many."""

    category: str
    subject: str
    stores: list[str]
    people: People
    items: int
    since: str | None
    kinds: list[str]
    purposes: list[str]
    declared: bool
    found: bool


class Identify(TypedDict):
    """How they showed who they are; never what stands on it."""

    act: Literal["identify"]
    method: str
    seen: NotRequired[str]


class Import(TypedDict):
    """A record as JSON, JSON-LD or CSV, as the exports write it."""

    name: str
    content: str
    as_drafts: NotRequired[bool]


class ImportContracts(TypedDict):
    """A register as CSV, as `bailee contracts export` writes it."""

    name: str
    content: str


class ImportedShape(TypedDict):
    activities: int
    drafts: int


class Incident(TypedDict):
    """One incident. `title` null: counsel marked it as privileged, and it is not open to this token."""

    ident: str
    title: str | None
    is_open: bool
    is_drill: bool
    is_privileged: bool
    discovered_at: str
    reported_at: str
    closed_at: str | None
    zone: str


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


class InformedAct(TypedDict):
    """That somebody was told, signed, agreed; `record`: where it stands in the log."""

    name: str
    person: str
    notice: str
    version: int
    language: str
    sha256: str
    what: str
    how: str
    on: str
    record: int
    purpose: str
    until: str


class InformedActs(TypedDict):
    items: list[InformedAct]
    total: int
    next: str | None


class Instead(TypedDict):
    """Another basis than consent, and why."""

    basis: LawfulBasis
    why: str
    language: NotRequired[str | None]


class InstructionShape(TypedDict):
    """What somebody of the client wrote that may be scanned."""

    ident: str
    given_by: str
    function: str
    scope: str
    places: list[str]
    given_on: str
    until: str | None
    kept_where: str
    recorded_by: str
    withdrawn_on: str | None


class InventoryContactShape(TypedDict):
    name: str
    contact: str


class InventoryDrafting(TypedDict):
    """From what was found, or from what such a business usually does."""

    template: NotRequired[str | None]


class InventoryNewPurpose(TypedDict):
    purpose: str
    basis: NotRequired[LawfulBasis | None]


class InventoryPurposeShape(TypedDict):
    purpose: str
    basis: LawfulBasis | None


class InventorySettled(TypedDict):
    """Declare the draft as it stands, or drop it."""

    name: str
    accept: bool


class InvitationShape(TypedDict):
    ident: str
    email: str
    role: PermissionsRole
    state: str
    invited_by: str
    created_at: str
    expires_at: str


class Invitations(TypedDict):
    items: list[InvitationShape]


class Invite(TypedDict):
    """The link goes out by mail, and is not answered."""

    email: str
    role: PermissionsRole


class ItemShape(TypedDict):
    """One question or text to decide. `sha256`: of its words, which a decision is over."""

    number: int
    ident: str
    kind: str
    title: str
    sha256: str
    risk: str
    lines: list[str]
    about: dict[str, Any]


class Items(TypedDict):
    """Each file is in exactly one."""

    read: int
    partly: int
    skipped: int


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


class Jobs(TypedDict):
    items: list[Job]


class Join(TypedDict):
    act: Literal["join"]
    into: str
    why: NotRequired[str]


class Judgement(TypedDict):
    """It counts from the next look on, and is remembered over rescans."""

    ident: str
    is_firm: bool


class KeptFiles(TypedDict):
    items: list[KeptShape]


class KeptShape(TypedDict):
    """A file that lies here for a while."""

    name: str
    sort: str
    size: int
    made_at: str


class Key(TypedDict):
    """One key of the organisation. `earlier`: how many came before it."""

    key: str
    made_on: str
    is_due: bool
    earlier: int


class Keys(TypedDict):
    """As `bailee keys status`, without what would name a folder of the machine."""

    custody: str
    keys: list[Key]
    recovery_files: int
    is_master_being_replaced: bool
    are_fingerprints_rekeyed: bool
    drilled_on: str | None
    drill_due_on: str | None
    drill_failed_on: str | None
    is_drill_due: bool
    kits: list[RecoveryKit]
    sealed_files: int


class Kind(TypedDict):
    """A record in a file. Names of files are masked."""

    locator: list[str]
    kind: str
    category: str
    subject: str
    confidence: Confidence
    place: str
    store: str


class Kinds(TypedDict):
    items: list[Kind]
    next: str | None


class KnownListShape(TypedDict):
    name: str
    detector: str
    category: str
    subject: str
    values: int


class KnownLists(TypedDict):
    items: list[KnownListShape]


class LeftOut(TypedDict):
    name: str
    reason: str


class LeftPlace(TypedDict):
    name: str
    reason: str


class LegalHold(TypedDict):
    """Of stores, categories and a person all that are named have to fit; none: everything is kept."""

    ident: str
    matter: str | None
    why: str | None
    who: str | None
    keeps: str
    stores: list[str]
    categories: list[str]
    since: str
    lifted_on: str | None


class LegalHolds(TypedDict):
    items: list[LegalHold]
    total: int
    next: str | None


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
    """Who gets a letter. `lacking`: what the letters of a place still need, by place; nobody's name is told."""

    kinds: list[LetterKind]
    letters: int
    told_already: int
    not_due: int
    off_roster: list[int]
    lacking: dict[str, list[str]]


class Lifted(TypedDict):
    """Who decided so, and what ended it."""

    why: str


class LinkShape(TypedDict):
    ident: str
    name: str
    language: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    asks_code: bool
    is_locked: bool


class Links(TypedDict):
    items: list[LinkShape]
    next: str | None


class Look(TypedDict):
    """How reports look: the client's own over its provider's. `has_logo`: the logo is downloaded apart."""

    name: str
    accent: str
    closing: str
    has_logo: bool


class Mail(TypedDict):
    """Each by mail, a digest a day, or on the page alone; `is_chosen` false: what is usual for the role."""

    mail: ByMail
    is_chosen: bool


class MailedLetters(TypedDict):
    """How many lie in the outbox; `unreachable`: how many have no address there, by why."""

    run: str
    letters: int
    unreachable: dict[str, int]


class MailedLink(TypedDict):
    """`no_code`: why no code goes apart."""

    name: str
    no_code: NoCode | None


class Make(TypedDict):
    kind: str
    since: NotRequired[str | None]
    until: NotRequired[str | None]
    forms: NotRequired[list[Literal["docx", "html", "pdf", "pptx", "xlsx"]]]


class Many(TypedDict):
    """One decision over many findings."""

    findings: list[str]
    verdict: Literal["accepted", "confirmed", "dismissed"]
    reason: NotRequired[str]
    until: NotRequired[str | None]


class Match(TypedDict):
    """Who they are here: of the roster, or by what they brought, which is kept as a keyed fingerprint alone."""

    act: Literal["match"]
    who: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    account: NotRequired[str]
    name: NotRequired[str]


class Me(TypedDict):
    """Who asks."""

    account: str | None
    token: OwnToken | None
    organisations: list[Organisation]


class Member(TypedDict):
    """A person of the organisation, or of its provider (`through`)."""

    ident: str
    name: str
    role: PermissionsRole
    through: str | None
    until: str | None


class Members(TypedDict):
    items: list[Member]


class Message(TypedDict):
    """One event that was told, or waits; `status`, `fault` and `milliseconds` are of the last try."""

    ident: str
    event: str
    state: str
    tries: int
    at: str
    delivered_at: str | None
    status: int | None
    fault: str
    milliseconds: int | None


class Messages(TypedDict):
    items: list[Message]
    next: str | None


class MissingContract(TypedDict):
    """One that a law asks for; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    sort: ContractsSort
    party: str
    is_sure: bool
    why: str
    next: str


class MonitoringNewPurpose(TypedDict):
    purpose: str
    basis: NotRequired[LawfulBasis | None]


class MonitoringWithdraw(TypedDict):
    tool: str


class Named(TypedDict):
    """What was made, by its ident."""

    ident: str


class NamedOne(TypedDict):
    name: str


class NeedShape(TypedDict):
    """Who needs records of a kind, data of a category, or what is in a store."""

    ident: str
    sort: str
    name: str
    departments: list[str]
    accounts: list[str]
    managers: bool
    said_on: str


class Needs(TypedDict):
    items: list[NeedShape]


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


class NewActivity(TypedDict):
    """One of the same name is replaced from today on."""

    name: str
    role: NotRequired[VocabularyRole]
    purposes: NotRequired[list[InventoryNewPurpose]]
    categories: NotRequired[list[str]]
    subjects: NotRequired[list[SubjectCategory]]
    stores: NotRequired[list[str]]
    recipients: NotRequired[list[str]]
    transfers: NotRequired[list[NewTransfer]]
    retention: NotRequired[str]
    period: NotRequired[NewPeriod | None]
    measures: NotRequired[list[str]]
    on_behalf_of: NotRequired[list[str]]
    joint_with: NotRequired[list[str]]


class NewAgreement(TypedDict):
    """When it was signed and where it is kept; or why it is missing."""

    agreement: Agreement
    signed_on: NotRequired[str | None]
    kept_where: NotRequired[str]
    missing: NotRequired[str]


class NewBinder(TypedDict):
    """For whom, and of which time. `person`: whose own it is, where it is for one person."""

    audience: str
    start: str
    end: str
    person: NotRequired[str]


class NewContract(TypedDict):
    """The same ident again corrects it; without one it is given one."""

    ident: NotRequired[str | None]
    sort: ContractsSort
    parties: list[str]
    our_role: NotRequired[str]
    scope: NotRequired[str]
    signed_on: NotRequired[str | None]
    from_on: NotRequired[str | None]
    until: NotRequired[str | None]
    notice_days: NotRequired[int | None]
    renews: NotRequired[bool]
    contact: NotRequired[str]
    kept_where: NotRequired[str]
    document: NotRequired[str]
    duties: NotRequired[NewDuties | None]


class NewCorrespondence(TypedDict):
    """What is not named stays."""

    language: NotRequired[str | None]
    copies: NotRequired[bool | None]


class NewDecision(TypedDict):
    """Dismissed takes a reason (false-alarm, test-data, not-personal, or your own words), accepted a reason and a
    day within a year."""

    verdict: Literal["accepted", "confirmed", "dismissed"]
    reason: NotRequired[str]
    until: NotRequired[str | None]


class NewDuties(TypedDict):
    confidentiality: NotRequired[bool]
    delete_within_days: NotRequired[int | None]
    breach_notice_hours: NotRequired[int | None]
    sub_processors: NotRequired[str]
    others: NotRequired[list[str]]


class NewExport(TypedDict):
    """`recipient`: an age key that opens it beside the recovery key."""

    recipient: NotRequired[str]
    with_keys: NotRequired[bool]


class NewFolder(TypedDict):
    """Its path, or PLACE/FOLDER; it need not be there yet."""

    folder: str
    records: list[str]


class NewForm(TypedDict):
    """A form, or the next version of one. `days`: for which it counts; null: until it is taken back."""

    kind: str
    title: str
    subject: SubjectCategory
    purposes: list[ConsentFormsNewPurpose]
    intro: NotRequired[str]
    days: NotRequired[int | None]
    language: NotRequired[str]


class NewHolder(TypedDict):
    """An e-mail address; folders are named on the machine itself."""

    where: str
    name: NotRequired[str]
    every: NotRequired[Literal["day", "month", "week"]]


class NewInstruction(TypedDict):
    """`places`: folders and addresses, or `everywhere`."""

    given_by: str
    function: str
    scope: str
    places: list[str]
    given_on: str
    until: NotRequired[str | None]
    kept_where: NotRequired[str]


class NewLink(TypedDict):
    """Its address goes out by mail, and its code to a second address."""

    person: str
    language: NotRequired[str | None]


class NewLook(TypedDict):
    """What is not named stays. `logo`: PNG, JPEG or SVG without script; `no_logo` takes it away."""

    name: NotRequired[str | None]
    accent: NotRequired[str | None]
    closing: NotRequired[str | None]
    logo: NotRequired[str | None]
    no_logo: NotRequired[bool]
    clear: NotRequired[bool]


class NewMail(TypedDict):
    mail: ByMail


class NewNeed(TypedDict):
    what: str
    departments: NotRequired[list[str]]
    accounts: NotRequired[list[str]]
    managers: NotRequired[bool]
    why: NotRequired[str]


class NewOverride(TypedDict):
    sort: GatesSort
    name: NotRequired[str]
    reason: str
    until: NotRequired[str | None]


class NewPaper(TypedDict):
    """Where they stand, which data they hold, about whom; `withdraw`: they are no more."""

    name: str
    holds: NotRequired[list[str]]
    about: NotRequired[list[SubjectCategory]]
    withdraw: NotRequired[bool]


class NewPeriod(TypedDict):
    at_most: NotRequired[str | None]
    at_least: NotRequired[str | None]
    event: NotRequired[str]


class NewPlace(TypedDict):
    """A folder or an address; who may name them here is a matter of the server."""

    where: str


class NewRole(TypedDict):
    role: PermissionsRole


class NewRule(TypedDict):
    """`at_most` 0.5: only possible, it leaves the queue; 0.9: likely, never verified."""

    detector: NotRequired[str]
    store: NotRequired[str]
    cue: NotRequired[str]
    at_most: Literal["0.5", "0.9"]
    reason: str


class NewScan(TypedDict):
    """Places by their numbers, from `GET places`. Where staff's own is looked at: the day on which they were told,
    or why it goes ahead without."""

    places: list[int]
    names: NotRequired[Literal["full", "off", "sampled"]]
    ocr: NotRequired[Literal["full", "off", "sampled"]]
    full: NotRequired[bool]
    hours: NotRequired[str | None]
    notice_served_on: NotRequired[str | None]
    override: NotRequired[str]


class NewSite(TypedDict):
    name: str
    jurisdiction: NotRequired[str]
    time_zone: NotRequired[str]


class NewStep(TypedDict):
    act: Literal["step"]
    title: str
    owner: NotRequired[str]
    due_on: NotRequired[str | None]


class NewTransfer(TypedDict):
    country: str
    recipient: NotRequired[str]
    safeguard: NotRequired[str]


class NewWebhook(TypedDict):
    """`events`: idents from docs/webhooks.md; none: all."""

    url: str
    events: NotRequired[list[str]]
    name: NotRequired[str]


class NewWords(TypedDict):
    language: str
    words: dict[str, str]


class NotNotify(TypedDict):
    act: Literal["not-notify"]
    grounds: str
    place: NotRequired[str]


class Note(TypedDict):
    act: Literal["note"]
    says: str


class NoticeKind(TypedDict):
    """What can be drafted. `planned`: a duty to inform is served by it."""

    ident: str
    title: str
    audience: list[str]
    planned: bool


class NoticeKinds(TypedDict):
    items: list[NoticeKind]


class NoticeLine(TypedDict):
    """One notice. `unmentioned`: what is held and it does not say, so it is stale."""

    kind: str
    title: str
    audience: list[str]
    served: Version | None
    draft: Version | None
    reviewed: str
    state: VocabularyState
    says: str
    unmentioned: list[str]
    languages: list[str]


class NoticePage(TypedDict):
    """Whether everybody who has the address may read a notice."""

    kind: str
    is_open: bool
    since: str | None


class NoticePages(TypedDict):
    items: list[NoticePage]


class NoticeWorkDrafting(TypedDict):
    language: NotRequired[str]


class Notices(TypedDict):
    items: list[NoticeLine]
    total: int
    next: str | None


class Notify(TypedDict):
    act: Literal["notify"]
    grounds: str
    place: NotRequired[str]


class Obligation(TypedDict):
    """A duty of a law, or of a contract. One that nobody verified has no duty text."""

    ident: str
    jurisdiction: str
    citation: str
    duty: str | None
    why: str
    would_not_if: str
    confidence: str
    reviewed: str
    state: str
    source: list[str]
    is_law: bool


class Obligations(TypedDict):
    """Duties that apply, or of which one has to know."""

    items: list[Obligation]


class Of(TypedDict):
    """A cell of the table that it stands in."""

    category: str
    subject: str


class OfHolding(TypedDict):
    category: str
    subject: SubjectCategory
    stores: list[str]
    people: Range


class OfStore(TypedDict):
    store: str
    people: Range


class OnDay(TypedDict):
    """When it was; today where no day is named."""

    on: NotRequired[str | None]


class OnNoRoster(TypedDict):
    subject: SubjectCategory
    people: Range
    stores: list[StoreCount]
    categories: list[CategoryCount]


class OnPaper(TypedDict):
    """That a named person reviewed a version on paper: the paper's hash is kept."""

    notice: str
    version: int
    language: NotRequired[str]
    by: str
    firm: NotRequired[str]
    paper: str


class OnRoster(TypedDict):
    """Of those on the roster: how many are found, how many by their name alone, how many never."""

    subject: SubjectCategory
    listed: int
    found: int
    by_name: int
    never: int


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
    target: Target
    from_at: str | None
    until_at: str | None
    outcome: str


class OnePacket(TypedDict):
    packet: PacketLine
    items: list[ItemShape]


class OpenOrShut(TypedDict):
    is_open: bool


class OpenPage(TypedDict):
    is_open: bool


class OpenQuestion(TypedDict):
    ident: str
    text: str
    rules: list[str]
    facts: list[FactAsked]


class OpenQuestions(TypedDict):
    """As `bailee ask --json`: the questions that settle most first."""

    questions: list[OpenQuestion]
    for_counsel: list[ForCounselShape]
    could_lift: list[FactAsked]


class Organisation(TypedDict):
    """A place in one organisation."""

    ident: str
    name: str
    role: PermissionsRole
    member: str
    permissions: list[Permission]
    provider: str | None
    is_provider: bool
    until: str | None


class Override(TypedDict):
    """`name` empty: everything of the sort."""

    ident: str
    sort: str
    name: str
    reason: str
    until: str | None
    by: str
    known_from: str


class Overrides(TypedDict):
    items: list[Override]


class OwnToken(TypedDict):
    """The token that asks."""

    ident: str
    expires_at: str


class PacketLine(TypedDict):
    ident: str
    due_on: str | None
    by: str
    at: str
    items: int


class Packets(TypedDict):
    items: list[PacketLine]


class PageForEverybody(TypedDict):
    is_open: bool


class PaperShape(TypedDict):
    name: str
    holds: list[str]
    about: list[SubjectCategory]


class Papers(TypedDict):
    items: list[PaperShape]


class People(TypedDict):
    """A range: how many there are at least, and at most."""

    low: int | None
    high: int | None


class PeopleShape(TypedDict):
    """As `bailee people --json`."""

    people: Range
    holdings: list[OfHolding]
    stores: list[OfStore]
    roster: list[OnRoster]
    unknown: list[OnNoRoster]


class PeriodShape(TypedDict):
    """Lengths as ISO 8601: P7Y."""

    at_most: str | None
    at_least: str | None
    event: str


class PersonLine(TypedDict):
    """What one person said to the form."""

    name: str
    person: str | None
    events: list[SaidEvent]


class PersonLines(TypedDict):
    items: list[PersonLine]
    total: int
    next: str | None


class Piece(TypedDict):
    """One person's copy."""

    piece: int
    name: str
    number: str
    standing: ActsStanding
    reason: Reason | None
    sent_at: str | None
    changed_at: str
    reminded: int
    escalated_at: str | None
    language: str


class Place(TypedDict):
    """A folder, share, mailbox, bucket or database. Its exact address is not told."""

    number: int
    name: str


class Placed(TypedDict):
    """What is to be kept, for which matter."""

    matter: str
    why: str
    who: str
    since: NotRequired[str | None]
    stores: NotRequired[list[str]]
    categories: NotRequired[list[str]]
    person: NotRequired[str]
    email: NotRequired[str]


class Places(TypedDict):
    items: list[Place]


class PointShape(TypedDict):
    """How the policy stands on one thing: found, missing, or contradicted by what is held."""

    sort: str
    about: str
    standing: PoliciesStanding
    why: str
    clause: str
    heading: str
    law: str


class Points(TypedDict):
    items: list[PointShape]


class Policies(TypedDict):
    items: list[Policy]


class PoliciesHeld(TypedDict):
    """One setting as it holds; `level` says where it comes from."""

    setting: str
    value: Any
    level: str


class Policy(TypedDict):
    """What was said at one place, and nothing that it inherits."""

    level: str
    about: str
    version: int
    by: str
    says: dict[str, Any]


class PolicyFile(TypedDict):
    """A policy that there is already: PDF, DOCX or HTML, up to about 700 KB here; a page and the command take more."""

    name: str
    content: str


class Posted(TypedDict):
    """`stamped`: the post office's list, kept by its hash."""

    on: NotRequired[str | None]
    stamped: NotRequired[str | None]


class PostedRun(TypedDict):
    run: str
    on: NotRequired[str | None]


class Poster(TypedDict):
    """A notice that was put up. `photograph`: SHA-256 of the picture that shows it; null: nobody took one."""

    ident: str
    kind: str
    version: int
    language: str
    sha256: str
    place: str
    put_up_on: str
    photograph: str | None
    by: str
    taken_down_on: str | None


class Posters(TypedDict):
    items: list[Poster]


class Printing(TypedDict):
    envelope: NotRequired[str]
    country: NotRequired[str]


class Privilege(TypedDict):
    is_privileged: bool


class ProblemShape(TypedDict):
    """What went wrong, after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    hint: NotRequired[str | None]
    field: NotRequired[str | None]


class ProcessorRecord(TypedDict):
    """What a provider does on behalf of each client (Art. 30(2))."""

    items: list[ForClientShape]
    total: int
    next: str | None


class ProposalShape(TypedDict):
    """A proposal that is kept: what cannot be undone."""

    ident: str
    batch: str
    act: str
    playbook: str
    state: str
    locator: str
    store: str
    by: str
    at: str
    is_open: bool
    events: list[DecidedShape]


class Proposals(TypedDict):
    items: list[ProposalShape]
    total: int
    next: str | None


class Propose(TypedDict):
    store: NotRequired[str | None]


class Proposed(TypedDict):
    """What is proposed for one file: masked, by its place. `file`: its number, by which it is chosen; null: it
    cannot be."""

    file: int | None
    path: str
    act: str
    playbook: str
    categories: dict[str, int]
    why: list[str]
    because: str
    is_irreversible: bool
    held_by: list[str]
    refusal: str
    severity: Severity


class ProtectedFiles(TypedDict):
    items: list[ProtectedShape]
    total: int
    next: str | None


class ProtectedShape(TypedDict):
    """A file that was protected: sealed, moved, restricted, quarantined, redacted, erased."""

    ident: str
    action: str
    state: str
    locator: str
    changed_at: str


class ProtectionChoice(TypedDict):
    file: int
    act: str


class ProtectionDecision(TypedDict):
    """Over proposals, or whole batches."""

    idents: list[str]
    reason: str


class ProtectionPlan(TypedDict):
    items: list[Proposed]
    counts: dict[str, int]
    total: int
    next: str | None


class ProvenFiles(TypedDict):
    items: list[ProvenShape]
    total: int


class ProvenShape(TypedDict):
    """How one file stands on the disk now. `seen_gone` null: it is in no place that is scanned."""

    ident: str
    path: str
    state: str
    reason: str
    words: str
    seen_gone: bool | None
    not_cleaned: list[str]


class Publish(TypedDict):
    """`sha256`: of the version as it was read; another one is refused. `despite`: why it goes out although something
    stops it."""

    language: NotRequired[str]
    sha256: NotRequired[str | None]
    choice: NotRequired[ChoicesChoice | None]
    why: NotRequired[str]
    despite: NotRequired[str]
    everybody: NotRequired[bool]


class Publishing(TypedDict):
    """What publishing this version would mean. `suggested`: of `material` and `minor`, with why."""

    version: Version
    served: Version | None
    reviewed: str
    causes: list[str]
    stops: list[StopShape]
    signed: int
    concerned: int | None
    touched: int
    asks_choice: bool
    suggested: ChoicesChoice
    because: str


class PutUp(TypedDict):
    kind: str
    version: int
    language: NotRequired[str]
    place: str
    on: NotRequired[str | None]
    photograph: NotRequired[str | None]


class QuestionShape(TypedDict):
    fact: str | None
    text: str


class Range(TypedDict):
    """At least, at most, and why it is a range."""

    low: int
    high: int
    reasons: list[str]


class ReadSheets(TypedDict):
    sha256: str
    pages: list[SheetOnPage]


class Record(TypedDict):
    """One record. `leaf` is its hash in the log; records name idents, never values."""

    sequence: int
    at: str
    member: str
    action: str
    subject: str
    details: dict[str, Any]
    leaf: str


class RecordDifference(TypedDict):
    """One difference; `not_read`: what was not looked at and could hide it."""

    ident: str
    what: Literal["declared-not-found", "found-elsewhere", "found-not-declared"]
    category: str
    subject: str
    stores: list[str]
    activities: list[str]
    people: People
    why: str
    not_read: str | None
    next: str
    accepted: Accepted | None


class RecordDifferences(TypedDict):
    items: list[RecordDifference]
    total: int
    current: bool
    next: str | None


class RecordOf(TypedDict):
    organisation: str
    on: str
    contacts: dict[str, InventoryContactShape]
    items: list[EntryShape]
    total: int
    to_complete: int
    next: str | None


class Recorded(TypedDict):
    record: str


class Recording(TypedDict):
    """What a recording takes: the strictest place decides; what is unknown is taken for the strictest."""

    needs: Literal["all-party", "announce", "one-party"]
    announce: bool
    do: list[str]
    ask_counsel: list[str]
    places: list[At]


class Records(TypedDict):
    items: list[Record]
    next: str | None
    checkpoint: str | None


class RecoveryKit(TypedDict):
    made_on: str
    by: str


class Refuse(TypedDict):
    act: Literal["refuse"]
    ground: str
    why: NotRequired[str]
    mailed: NotRequired[bool]


class Register(TypedDict):
    items: list[Signed]


class Release(TypedDict):
    """That others may read one decision or packet from now on; it cannot be taken back."""

    ident: str
    to: str
    reason: str


class Report(TypedDict):
    """One that was made. `sealed`: the statement of it, and its seal."""

    ident: str
    kind: str
    since: str
    until: str
    schedule: str
    record: int
    by: str
    at: str
    files: list[ReportFile]
    sealed: dict[str, Any]


class ReportDraft(TypedDict):
    """As it would be made now, block by block; nothing is kept."""

    kind: str
    since: str
    until: str
    document: dict[str, Any]


class ReportFile(TypedDict):
    form: str
    size: int
    sha256: str


class ReportKind(TypedDict):
    ident: str
    title: str
    about: str


class ReportKinds(TypedDict):
    """Those that are open to whoever asks."""

    items: list[ReportKind]


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


class Reports(TypedDict):
    items: list[Report]
    total: int
    next: str | None


class ReportsNewSchedule(TypedDict):
    kind: str
    every: Literal["month", "quarter", "week"]
    forms: NotRequired[list[Literal["docx", "html", "pdf", "pptx", "xlsx"]]]
    recipients: NotRequired[list[str]]


class ReportsScheduleShape(TypedDict):
    ident: str
    kind: str
    every: str
    forms: list[str]
    recipients: list[str]
    by: str
    at: str


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


class Returned(TypedDict):
    pieces: list[int]
    reason: NotRequired[Reason]
    on: NotRequired[str | None]


class ReturnedLetters(TypedDict):
    pieces: list[int]
    reason: NotRequired[str]


class RosterList(TypedDict):
    """A list of people as CSV, XLSX, XLS, ODS, vCard, LDIF or an export of a directory. `gone`: what becomes of
    those whom it has not any more. `columns`: heads by field, where they do not say it. `dry_run`: only set it
    beside the roster."""

    name: str
    content: str
    subject: SubjectCategory
    columns: NotRequired[dict[str, list[str]]]
    dates: NotRequired[Literal["day-first", "month-first"] | None]
    sheet: NotRequired[str]
    gone: NotRequired[Gone]
    left_on: NotRequired[str | None]
    leave_out: NotRequired[bool]
    dry_run: NotRequired[bool]


class RosterPage(TypedDict):
    items: list[RosterPersonShape]
    counts: dict[str, int]
    next: str | None


class RosterPersonShape(TypedDict):
    """Somebody on the roster: kept encrypted."""

    ident: str
    name: str
    category: SubjectCategory
    number: str
    email: str
    department: str
    site: str
    joined_on: str | None
    left_on: str | None
    missing_since: str | None


class RosterPlan(TypedDict):
    """The list beside the roster, and what became of it; `applied` false: nothing was changed."""

    new: int
    changed: int
    same: int
    gone: int
    faults: int
    notes: list[str]
    applied: bool
    missing: int
    ended: int
    left_out: int


class Rotation(TypedDict):
    """`hours`: so long the secret of before signs, too."""

    hours: NotRequired[int]


class Row(TypedDict):
    """One sort of data about one sort of people."""

    category: str
    subject: str
    purposes: list[str]
    people: People
    held: Cell
    told: Cell
    secured: Cell
    obligations: list[str]


class Rules(TypedDict):
    items: list[FindingRulesRule]


class Said(TypedDict):
    """What somebody said, each purpose by itself."""

    form: str
    person: str
    given: NotRequired[list[str]]
    refused: NotRequired[list[str]]
    how: Literal["e-mail", "page", "paper", "recorded-call", "spoken"]
    until: NotRequired[str | None]


class SaidEvent(TypedDict):
    record: str
    purpose: str
    act: Act
    how: str
    at: str
    until: str | None


class Scans(TypedDict):
    items: list[ScansScan]
    next: str | None


class ScansScan(TypedDict):
    """One run over one or more places. `cause`: why it ended before its end."""

    number: int
    state: str
    cause: str
    by: str
    started_at: str
    ended_at: str | None
    places: list[str]
    counts: dict[str, Any]


class ScheduleList(TypedDict):
    items: list[SchedulesScheduleShape]


class Schedules(TypedDict):
    items: list[ReportsScheduleShape]


class SchedulesAgain(TypedDict):
    """`day`: of the week, 0 is Monday; of the month, 1 to 31; of no meaning every day."""

    every: str
    at: str
    day: int
    zone: str


class SchedulesNewSchedule(TypedDict):
    """Places by their numbers, from `GET places`."""

    places: list[int]
    every: Literal["day", "month", "week"]
    at: str
    day: NotRequired[int]
    zone: NotRequired[str]
    names: NotRequired[Literal["full", "off", "sampled"]]
    ocr: NotRequired[Literal["full", "off", "sampled"]]
    full: NotRequired[bool]
    notice_served_on: NotRequired[str | None]
    override: NotRequired[str]


class SchedulesScheduleShape(TypedDict):
    ident: str
    places: list[str]
    recurrence: SchedulesAgain
    by: str
    known_from: str
    last_due_at: str | None
    next_at: str
    missed_at: str | None


class Sent(TypedDict):
    """That it was sent to everyone concerned, and how: post, e-mail, with the invoice."""

    by: str
    language: NotRequired[str]


class Settling(TypedDict):
    """What was done, and the activities that were corrected for it."""

    ident: str
    act: str
    activities: list[str]


class SheetOnPage(TypedDict):
    """One page of the scan. `request` null: it holds no sheet of ours; `fault` says what is wrong."""

    page: int
    request: str | None
    name: str
    state: str
    fault: str


class SheetShape(TypedDict):
    """As `bailee incident show --json`. `people`, `findings` and `files` null: no scan had read by that hour what
    was lost."""

    incident: OneIncident
    made_at: str
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


class Sheets(TypedDict):
    version: NotRequired[int | None]
    language: NotRequired[str | None]


class SignEventShape(TypedDict):
    """What happened. `says`: her question, the answer, a reason."""

    act: str
    at: str
    by: str
    how: str
    says: str


class SignOffsAsk(TypedDict):
    """Whom to ask; nobody named: everybody whom it is for. `by_mail`: a link goes out by mail, and its code to a
    second address. `dry_run`: only say what would be done."""

    version: NotRequired[int | None]
    people: NotRequired[list[str]]
    department: NotRequired[str]
    manager: NotRequired[str]
    site: NotRequired[str]
    due_on: NotRequired[str | None]
    asks_check: NotRequired[bool]
    by_mail: NotRequired[bool]
    again: NotRequired[bool]
    reminders: NotRequired[list[int]]
    escalates: NotRequired[int]
    quiet: NotRequired[str]
    zone: NotRequired[str | None]
    dry_run: NotRequired[bool]


class SignOffsScan(TypedDict):
    """A scan of signed sheets."""

    content: str


class SignRequestShape(TypedDict):
    """What one person was asked, and what came of it."""

    ident: str
    kind: str
    version: int
    language: str
    person: str
    name: str
    state: str
    due_on: str | None
    asked_at: str
    opened_at: str | None
    ended_at: str | None
    asks_check: bool
    sheet: str
    events: list[SignEventShape]


class Signed(TypedDict):
    """How one notice that staff signs stands."""

    kind: str
    version: int
    language: str
    whole: int
    signed: int
    states: dict[str, int]
    questions: int


class Signer(TypedDict):
    """One person of the roster, and how she stands to the version."""

    person: str
    name: str
    number: str
    department: str
    manager: str
    state: str
    at: str | None
    due_on: str | None
    request: str
    identified_by: str
    has_question: bool


class Signers(TypedDict):
    kind: str
    version: int
    whole: int
    signed: int
    items: list[Signer]
    next: str | None


class SiteShape(TypedDict):
    ident: str
    name: str
    jurisdiction: str
    time_zone: str
    places: list[str]
    added_at: str


class Sites(TypedDict):
    items: list[SiteShape]


class SittingList(TypedDict):
    items: list[SittingShape]


class SittingShape(TypedDict):
    """A browser in which somebody signs, or a device in the office."""

    ident: str
    sort: str
    name: str
    began_at: str
    ends_at: str


class Snooze(TypedDict):
    until: str
    reason: str


class StaleNotice(TypedDict):
    """A served version that does not say what is so today, and the clauses of today's text that would mend it."""

    kind: str
    version: int
    language: str
    says: list[str]
    changes: list[Changed]


class StaleNotices(TypedDict):
    items: list[StaleNotice]


class Start(TypedDict):
    """What goes to whom, by what means. `dry_run`: only say whom it would reach."""

    kind: str
    version: int
    means: Means
    language: NotRequired[str]
    departments: NotRequired[list[str]]
    sites: NotRequired[list[str]]
    people: NotRequired[list[str]]
    envelope: NotRequired[str]
    home: NotRequired[str]
    usual: NotRequired[str]
    reminders: NotRequired[list[int]]
    escalates: NotRequired[int]
    quiet: NotRequired[str]
    zone: NotRequired[str | None]
    standing: NotRequired[bool]
    dry_run: NotRequired[bool]


class Statement(TypedDict):
    """That somebody of the roster signed a version: ident, number, e-mail address or name."""

    person: str
    version: NotRequired[int | None]
    how: NotRequired[Literal["in-person-by-colleague", "paper-entered-later"]]
    witness: NotRequired[str]
    signed_on: NotRequired[str | None]


class StatementAbout(TypedDict):
    """Somebody on the roster, or an e-mail address or number that they brought: it is compared by fingerprint, and
    kept nowhere."""

    who: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    account: NotRequired[str]
    name: NotRequired[str]
    form: NotRequired[Literal["html", "json", "pdf"]]


class StatementOf(TypedDict):
    """`values`: with the values, opened from the files now; identity has to be noted first."""

    form: NotRequired[Literal["html", "json", "pdf"]]
    values: NotRequired[bool]


class Status(TypedDict):
    """As `bailee status --json`."""

    bailee: str
    organisation: str
    places: list[str]
    started_at: str | None
    ended_at: str | None
    items: Items
    bytes: int
    coverage: dict[str, Amount]
    holdings: list[Holding]
    obligations: list[Obligation]
    status: list[Row]


class StepDone(TypedDict):
    act: Literal["step-done"]
    number: int
    at: NotRequired[str | None]
    note: NotRequired[str]


class StillOpen(TypedDict):
    """What a notice still has to be told."""

    kinds: list[Unsaid]
    facts: list[AskedFact]
    asks_contact: bool


class StopShape(TypedDict):
    """What stands in the way, and what mends it."""

    sort: StopSort
    says: str
    remedy: str
    of: str


class Store(TypedDict):
    """A data store: files by what became of them, and by why they were not read."""

    ident: str
    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: dict[str, Amount]


class StoreCount(TypedDict):
    store: str
    people: int


class StoreSummaries(TypedDict):
    items: list[StoreSummary]


class StoreSummary(TypedDict):
    """A data store: where it lies, how much was found in it, how bad it is."""

    name: str
    place: str
    site: str
    files: int
    findings: int
    worst: list[str]
    severity: Severity | None
    scanned_at: str | None


class Stores(TypedDict):
    items: list[Store]


class StrategyShape(TypedDict):
    """The strategy, block by block, as it is printed."""

    document: dict[str, Any]


class TakeBack(TypedDict):
    first: int
    last: int
    count: int


class TakenPolicy(TypedDict):
    version: Version
    points: list[PointShape]


class TakenShape(TypedDict):
    """What was taken over: decisions, versions drafted in counsel's words, other clients for which it counts."""

    decisions: list[DecisionShape]
    drafts: list[str]
    others: list[str]


class Target(TypedDict):
    sort: str
    ident: str


class Task(TypedDict):
    """One thing to do. A day stands only where a law, an incident or a person gives one; `due_because` says which."""

    ident: str
    title: str
    state: StatesState
    owner: PermissionsRole
    member: str | None
    due_on: str | None
    act_by: str | None
    due_because: str | None
    overdue: bool
    severity: Severity
    obligations: list[str]
    citations: list[str]
    timing: list[str]
    waits_for: list[str]
    closes: str
    takes: list[str]
    missing: list[str]
    evidence: str | None
    done_on: str | None
    snoozed_until: str | None
    hours: float | None
    rhythm: str | None
    ended_because: str | None
    changed_at: str


class TaskWorkReopen(TypedDict):
    reason: str


class Tasks(TypedDict):
    items: list[Task]
    total: int
    current: bool
    next: str | None


class Tell(TypedDict):
    act: Literal["tell"]
    who: str
    how: NotRequired[str]


class Templates(TypedDict):
    items: list[str]


class Tested(TypedDict):
    """What came of a test."""

    is_taken: bool
    status: int | None
    fault: str
    milliseconds: int


class ToDo(TypedDict):
    items: list[ByHandShape]


class TodoShape(TypedDict):
    """What is left to do in one store for one right. `excepted`: the ground on which it is left out."""

    store: str
    right: str
    categories: list[str]
    files: int
    by_hold: list[str]
    excepted: str
    is_open: bool


class Token(TypedDict):
    """What it may do, and until when; never the token itself."""

    ident: str
    name: str
    permissions: list[Permission]
    created_at: str
    expires_at: str
    revoked_at: str | None
    last_used_at: str | None


class Tokens(TypedDict):
    items: list[Token]


class Told(TypedDict):
    """That a duty is done: who was told, how, when."""

    act: Literal["told"]
    duty: str
    how: str
    at: NotRequired[str | None]
    reference: NotRequired[str]


class Trader(TypedDict):
    """A client whose data is a person's, and why. A file of it, masked, is named to those who see findings."""

    ident: str
    why: str
    stores: list[str]
    files: int
    example: str | None


class Traders(TypedDict):
    items: list[Trader]
    total: int
    current: bool
    next: str | None


class TradersJudged(TypedDict):
    """That it is a firm, or a person after all, and how one knows."""

    is_firm: bool
    reason: str


class TransferShape(TypedDict):
    country: str
    recipient: str
    safeguard: str


class Undo(TypedDict):
    """Put back: the same bytes, rights and times."""

    idents: list[str]


class Unneeded(TypedDict):
    """An account that can open it and need not: not-needed, left, unknown-account."""

    account: str
    why: str
    says: str
    remedy: str


class Unsaid(TypedDict):
    """A kind of data of which somebody still has to say something; `is_usual`: what stands here is what is usual."""

    category: str
    label: str
    subjects: list[str]
    purpose: str
    basis: str
    kept: str
    recipient: str
    is_usual: bool


class Verification(TypedDict):
    """As `bailee evidence verify --json`, of this organisation's log."""

    ok: bool
    records: int
    broken: list[Broken]


class Verified(TypedDict):
    """`report` null: it is none of ours."""

    ok: bool
    report: str | None
    faults: list[str]


class Version(TypedDict):
    """One version: frozen text with a hash."""

    kind: str
    version: int
    language: str
    sha256: str
    state: str
    created_at: str
    reviewed_by: str
    reviewed_on: str | None
    published_at: str | None
    sent_to_all_at: str | None
    choice: str
    touches: list[str]
    is_policy: bool


class Versions(TypedDict):
    items: list[Version]


class WatchingTool(TypedDict):
    """As `bailee monitoring --json`. `notice`: the notice that covers it, or that there is none."""

    ident: str
    name: str
    maker: str
    group: str
    observes: list[str]
    watched: list[SubjectCategory]
    categories: list[str]
    confidence: Confidence
    found: bool
    of_provider: bool
    since: dict[str, Any]
    last: str | None
    kept: dict[str, Any]
    viewers: dict[str, Any]
    purposes: list[str]
    declared: bool
    switched_off: str | None
    differences: list[str]
    state: VocabularyState
    traces: list[dict[str, Any]]
    notice: dict[str, Any]


class WatchingTools(TypedDict):
    items: list[WatchingTool]


class Webhook(TypedDict):
    """An address that hears of events. `state`: on, failing, off; `off_why`: failed, gone."""

    ident: str
    name: str
    url: str
    events: list[str]
    state: str
    off_why: str
    waiting: int
    at: str
    failing_since: str | None
    due_at: str | None


class WebhookSecret(TypedDict):
    """Shown this once. `old_until`: until then the one before signs, too."""

    ident: str
    secret: str
    old_until: str | None


class Webhooks(TypedDict):
    items: list[Webhook]


class Who(TypedDict):
    """nobody (without a key), few, several, many, unknown, everyone (of the system), anybody (outside)."""

    openness: str
    accounts: int | None
    says: str


class WholeDelivery(TypedDict):
    delivery: DeliveryShape
    causes: list[Failure]


class WholeRequest(TypedDict):
    """Everything about one request. `needs`: how sure one has to be of who asks; `identity_lacks`: what is missing
    for it."""

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
    acts: list[ActShape]
    todo: list[TodoShape]
    processors: list[str]
    processors_told: list[str]
    held: list[str]
    alike: list[str]
    joined: list[str]
    ask_counsel: list[str]


class WholeShape(TypedDict):
    people: Range
    stores: list[OfStore]


class WholeVersion(TypedDict):
    """A version with its text, in blocks as it is printed, and what its counsel said of its words."""

    version: Version
    reviewed: str
    document: dict[str, Any]
    text: str


class Withdrawn(TypedDict):
    """What somebody takes back; without purposes, all of the form."""

    form: str
    person: str
    purposes: NotRequired[list[str]]
    how: NotRequired[Literal["e-mail", "page", "paper", "recorded-call", "spoken"]]


class Wordings(TypedDict):
    """Declared words that the notice takes over, each as it is said in the language; empty where nobody said."""

    language: str
    words: dict[str, str]


class Words(TypedDict):
    """Words of its letters, by name."""

    act: Literal["words"]
    words: dict[str, str]


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


class Works(TypedDict):
    items: list[Work]
