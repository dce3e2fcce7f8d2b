"""Held / Told / Secured: the truth function. Green is proven, amber has gaps, red is wrong, unknown was not read.

    rows(holdings, notices, sign_offs, exposures, obligations, coverage, on) -> Row, Row, …

- *Held* is unknown where what was not read could hide more of it than is known (a twentieth of its stores' files, or half
  of what was found), and amber where a little was not read; red where a rule keeps it apart, forbids it, or no
  activity names the store; amber where no purpose is declared.
- *Told* is green only when a published and reviewed version names the category and each purpose, and was sent to everyone
  concerned, or signed by everyone on the roster where a law or the organisation asks for signatures.
- *Secured* is green only when encryption and readers of every store were read, everything is encrypted, and nothing is
  open to every account. Not encrypted and readable by two accounts or more is red for what is severe or high.

Unknown is never green. What is known to be wrong stays red, whatever was not read. `tests/matrix/cases.toml` has the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bailee.inventory import Coverage, Exposure, Holding, PeopleRange, ProcessingActivity
from bailee.obligations.evaluate import Obligation
from bailee.vocabulary import DATA_CATEGORIES, STAFF, Reason, Severity, State, SubjectCategory, inside

HELD, TOLD, SECURED = "held", "told", "secured"
WORDS: Mapping[str, Mapping[State, str]] = {
    HELD: {State.GREEN: "In order", State.AMBER: "Gaps", State.RED: "Out of place"},
    TOLD: {State.GREEN: "Told", State.AMBER: "Partly told", State.RED: "Not told"},
    SECURED: {State.GREEN: "Secured", State.AMBER: "Partly secured", State.RED: "Exposed"},
}
SIGNS: Mapping[State, str] = {State.RED: "×", State.AMBER: "!", State.UNKNOWN: "?", State.GREEN: "✓"}

# Not read for one of these, a file could hold anything. A file that vanished holds nothing any more; what somebody
# excluded is their decision, and is said with the coverage.
HIDING = frozenset(Reason) - {Reason.VANISHED, Reason.EXCLUDED}

SUBJECTS: Mapping[SubjectCategory, str] = {
    SubjectCategory.EMPLOYEE: "employees",
    SubjectCategory.APPLICANT: "applicants",
    SubjectCategory.CONTRACTOR: "contractors",
    SubjectCategory.CUSTOMER: "customers",
    SubjectCategory.SOLE_PROPRIETOR: "sole proprietors",
    SubjectCategory.PATIENT: "patients",
    SubjectCategory.FAMILY_MEMBER: "family members",
    SubjectCategory.VISITOR: "visitors",
    SubjectCategory.PERSON: "people not yet placed",
}
Key = tuple[str, SubjectCategory]
ROSTER = "bailee declare roster FILE.csv --subject employee"


# ---- what goes in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """A version of a notice that was published, and whom it reached. `sent_to` None with `sent_on`: to all concerned."""

    kind: str
    version: int
    title: str
    audience: frozenset[SubjectCategory]
    purposes: Mapping[str, Sequence[str]]  # as the notice states them, by category
    published_on: date
    reviewed_by: str = ""
    sent_on: date | None = None
    sent_to: int | None = None
    concerned: int | None = None
    asks_signature: bool = False

    @property
    def label(self) -> str:
        return f"{self.title} v{self.version}"


@dataclass(frozen=True, slots=True)
class SignOffs:
    """How many on the roster signed a version. `roster` None: there is no roster to compare with."""

    kind: str
    version: int
    signed: int
    roster: int | None


# ---- what comes out ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One claim of the matrix: its state in a word, why, what to do next with the command for it, and what stands behind it."""

    state: State
    word: str
    why: str
    next: str = ""
    command: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A category of data about a category of people."""

    category: str
    subject: SubjectCategory
    purposes: tuple[str, ...]
    people: PeopleRange
    held: Cell
    told: Cell
    secured: Cell
    obligations: tuple[Obligation, ...] = field(default=())  # the most particular first

    @property
    def label(self) -> str:
        category = DATA_CATEGORIES.get(self.category)
        return category.label if category else self.category

    @property
    def cells(self) -> dict[str, Cell]:
        return {HELD: self.held, TOLD: self.told, SECURED: self.secured}

    @property
    def severity(self) -> Severity:
        category = DATA_CATEGORIES.get(self.category)
        return category.severity if category else Severity.MEDIUM


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    text: str
    why: str
    command: str
    row: Row
    column: str


def rows(
    holdings: Iterable[Holding],
    notices: Iterable[PublishedNotice],
    sign_offs: Iterable[SignOffs],
    exposures: Mapping[Key, Sequence[Exposure]],
    obligations: Iterable[Obligation],
    coverage: Mapping[str, Coverage],
    on: date,
    *,
    activities: Iterable[ProcessingActivity] = (),
) -> tuple[Row, ...]:
    """The matrix on a day, by whom it is about, worst first. Exposures are by holding, coverage by store."""
    held = tuple(holdings)
    published = _newest(notice for notice in notices if notice.published_on <= on)
    signed = {(each.kind, each.version): each for each in sign_offs}
    in_force = tuple(obligation for obligation in obligations if obligation.applies)
    declared = tuple(activities)
    made = []
    for holding in held:
        own = _touching(in_force, holding)
        made.append(
            Row(
                holding.category,
                holding.subject,
                holding.purposes,
                holding.people,
                _held(holding, held, own, coverage, declared),
                _told(holding, published, signed, own, on),
                _secured(holding, exposures.get((holding.category, holding.subject), ()), own),
                own,
            )
        )
    return tuple(sorted(made, key=_order))


def _order(row: Row) -> tuple[int, int, int, str]:
    return (list(SUBJECTS).index(row.subject), -badness(row), -row.severity.rank, row.label)


_BAD = {State.RED: 100, State.UNKNOWN: 10, State.AMBER: 5, State.GREEN: 0}


def badness(row: Row) -> int:
    """How much is wrong in a row, for order only."""
    return sum(_BAD[cell.state] for cell in row.cells.values())


def count(made: Iterable[Row]) -> dict[State, int]:
    """Cells by state."""
    counts = dict.fromkeys((State.RED, State.AMBER, State.UNKNOWN, State.GREEN), 0)
    for row in made:
        for cell in row.cells.values():
            counts[cell.state] += 1
    return counts


def _touching(obligations: Sequence[Obligation], holding: Holding) -> tuple[Obligation, ...]:
    own = [
        obligation
        for obligation in obligations
        if obligation.touches.columns and obligation.touches.row(holding.category, holding.subject)
    ]
    # a rule on three categories says more here than one on all
    return tuple(sorted(own, key=lambda o: (not o.is_law, len(o.touches.categories) or 99, o.ident)))


def _cell(
    column: str, state: State, why: str, next_: str = "", command: str = "", evidence: tuple[str, ...] = ()
) -> Cell:
    word = "Unknown" if state is State.UNKNOWN else WORDS[column][state]
    return Cell(state, word, why, next_, command, evidence)


def number(count_: int, one: str, many: str = "") -> str:
    """
    >>> number(1, "store"), number(1284, "file")
    ('1 store', '1,284 files')
    """
    return f"{count_:,} {one if count_ == 1 else many or one + 's'}"


def people_words(people: PeopleRange) -> str:
    """
    >>> people_words(PeopleRange(41, 44)), people_words(PeopleRange(1, 1))
    ('41–44 people', '1 person')
    """
    if people.low == people.high:
        return number(people.low, "person", "people")
    return f"{people.low:,}–{people.high:,} people"


def _label(category: str) -> str:
    return DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category


# ---- held ------------------------------------------------------------------------------------------------------------------


def _held(
    holding: Holding,
    everything: Sequence[Holding],
    obligations: Sequence[Obligation],
    coverage: Mapping[str, Coverage],
    activities: Sequence[ProcessingActivity],
) -> Cell:
    evidence = tuple(_read_words(store, coverage.get(store)) for store in holding.stores)
    if holding.tools:
        evidence = (f"recorded by {_list(holding.tools)}", *evidence)
    if holding.found:
        wrong = (
            _forbidden(holding, obligations)
            or _beside(holding, everything, obligations)
            or _elsewhere(holding, activities)
        )
        if wrong:
            why, next_, command = wrong
            return _cell(HELD, State.RED, why, next_, command, evidence)
    hole = _hole(holding, coverage)
    if holding.found and holding.tools and not holding.items:
        return _of_tools(holding)
    if hole and hole.could_hide:
        return _cell(HELD, State.UNKNOWN, hole.why, hole.next, "bailee scan FOLDER", evidence)
    if not holding.found:
        where = number(len(holding.stores), "declared store") if holding.stores else "any store"
        return _cell(
            HELD,
            State.AMBER,
            f"Declared, and not found in {where}.",
            "Correct 1 declaration",
            "bailee declare list",
            evidence,
        )
    if not holding.purposes:
        return _cell(
            HELD,
            State.AMBER,
            f"{_where(holding)} No purpose declared.",
            "Declare 1 purpose",
            _declare(holding),
            evidence,
        )
    purposes = ", ".join(holding.purposes)
    if hole:
        return _cell(HELD, State.AMBER, hole.why, hole.next, "bailee scan FOLDER", evidence)
    return _cell(HELD, State.GREEN, f"{_where(holding)} {purposes[0].upper()}{purposes[1:]}.", evidence=evidence)


def _of_tools(holding: Holding) -> Cell:
    """What only a tool speaks of: it watches here, and what it recorded was not looked at."""
    tools = _list(holding.tools)
    verb = "records" if len(holding.tools) == 1 else "record"
    since = f", since {holding.since.year}" if holding.since else ""
    if holding.category == "scan-records":
        return _cell(HELD, State.GREEN, f"{tools} keeps which data lie where, and no value{since}.", evidence=holding.stores)
    why = f"{tools} {verb} it{since}; what was recorded was not looked at."
    if not holding.purposes:
        why += " No purpose declared."
    return _cell(HELD, State.UNKNOWN, why, f"Look at {number(len(holding.tools), 'tool')}", "bailee monitoring", holding.stores)


def _declare(holding: Holding) -> str:
    if holding.tools:
        return f'bailee declare monitoring "{holding.tools[0]}" --purpose PURPOSE'
    return (
        f"bailee declare activity --name NAME --purpose PURPOSE --category {holding.category} "
        f"--subject {holding.subject.value}"
    )


def _where(holding: Holding) -> str:
    since = f", since {holding.since.year}" if holding.since else ""
    return f"{number(len(holding.stores), 'store')}, {people_words(holding.people)}{since}."


def _forbidden(holding: Holding, obligations: Sequence[Obligation]) -> tuple[str, str, str] | None:
    for obligation in obligations:
        if holding.category in obligation.never_keep:
            files = number(holding.items, "file")
            return (
                (
                    f"{files} with {inside(_label(holding.category))}, {people_words(holding.people)}. "
                    f"A security code may not be kept after authorisation ({obligation.short})."
                ),
                f"Erase the codes in {files}",
                f"bailee findings --category {holding.category}",
            )
    return None


def _beside(
    holding: Holding, everything: Sequence[Holding], obligations: Sequence[Obligation]
) -> tuple[str, str, str] | None:
    for obligation in obligations:
        for other in everything:
            if other.category not in obligation.separate_from or other is holding or not _same_people(holding, other):
                continue
            shared = sorted(set(holding.stores) & set(other.stores))
            if shared:
                where = number(len(shared), "store") if len(shared) > 1 else shared[0]
                return (
                    (
                        f"{number(holding.items, 'file')}, {people_words(holding.people)}, in {where} beside "
                        f"{inside(_label(other.category))}. {obligation.short} keeps them apart."
                    ),
                    f"Move {number(holding.items, 'file')} to a store of their own",
                    f"bailee findings --category {holding.category}",
                )
    return None


def _same_people(one: Holding, other: Holding) -> bool:
    return one.subject is other.subject or (
        other.subject in STAFF and one.subject in STAFF | {SubjectCategory.FAMILY_MEMBER}
    )


def _elsewhere(holding: Holding, activities: Sequence[ProcessingActivity]) -> tuple[str, str, str] | None:
    own = [a for a in activities if holding.category in a.categories and holding.subject in a.subjects]
    if not own or any(not activity.stores for activity in own):
        return None  # nobody declared it, or one activity names no store: wherever found
    named = {store for activity in own for store in activity.stores}
    outside = [store for store in holding.stores if store not in named]
    if not outside:
        return None
    return (
        f"In {number(len(outside), 'store')} that no activity names: {', '.join(outside[:3])}"
        + (f" and {len(outside) - 3} more." if len(outside) > 3 else "."),
        f"Move it out of {number(len(outside), 'store')}, or declare {'it' if len(outside) == 1 else 'them'}",
        f"bailee findings --category {holding.category}",
    )


@dataclass(frozen=True, slots=True)
class _Hole:
    """What was not read in the stores of a holding. It could hide more of it where it is large beside what was read there,
    or beside what was found: one encrypted file of 400 says little about 30 that were found, and much about one."""

    could_hide: bool
    why: str
    next: str


_SHARE = 0.05  # of a store's files not read, from which on a holding there is not known
_BESIDE_FOUND = 0.5  # of the items found, likewise


def _hole(holding: Holding, coverage: Mapping[str, Coverage]) -> _Hole | None:
    stores = holding.stores or tuple(coverage)
    if not stores:
        return _Hole(True, "No store was scanned.", "Scan 1 folder")
    unscanned = [store for store in stores if store not in coverage]
    if unscanned:
        many = number(len(unscanned), "store")
        return _Hole(True, f"{many} not scanned: {', '.join(unscanned[:3])}.", f"Scan {many}")
    left: dict[str, int] = {}
    for store in stores:
        for reason, items, _ in coverage[store].causes:
            if reason in HIDING and items:
                left[reason] = left.get(reason, 0) + items
    if not left:
        return None
    causes = ", ".join(
        f"{items:,} {reason.replace('-', ' ')}" for reason, items in sorted(left.items(), key=lambda p: -p[1])
    )
    total = sum(left.values())
    files = sum(coverage[store].read + coverage[store].partly + coverage[store].skipped for store in stores)
    start = _where(holding) if holding.found else "Declared, not found."
    verb = "was" if total == 1 else "were"
    return _Hole(
        not holding.found or total >= _SHARE * files or total >= _BESIDE_FOUND * holding.items,
        f"{start} {number(total, 'file')} there {verb} not read in full: {causes}.",
        f"Open {number(total, 'file')} and scan again",
    )


def _read_words(store: str, coverage: Coverage | None) -> str:
    if coverage is None:
        return f"{store}: not scanned"
    return f"{store}: {coverage.read:,} read, {coverage.partly:,} partly, {coverage.skipped:,} not read"


# ---- told ------------------------------------------------------------------------------------------------------------------


def _newest(notices: Iterable[PublishedNotice]) -> tuple[PublishedNotice, ...]:
    """The newest version of each kind: an older one no longer speaks."""
    newest: dict[str, PublishedNotice] = {}
    for notice in notices:
        if notice.kind not in newest or notice.version > newest[notice.kind].version:
            newest[notice.kind] = notice
    return tuple(newest[kind] for kind in sorted(newest))


_BEST = (State.GREEN, State.AMBER, State.UNKNOWN, State.RED)


def _told(
    holding: Holding,
    published: Sequence[PublishedNotice],
    signed: Mapping[tuple[str, int], SignOffs],
    obligations: Sequence[Obligation],
    on: date,
) -> Cell:
    if holding.subject is SubjectCategory.PERSON:
        return _cell(
            TOLD,
            State.UNKNOWN,
            "Who these people are is not known, so neither is whom to tell.",
            f"Place {people_words(holding.people)}",
            "bailee people",
        )
    kind = "employee-privacy-notice" if holding.subject in STAFF else "customer-privacy-statement"
    draft = f"bailee notice draft {kind} --out notice.pdf"
    for_them = [notice for notice in published if holding.subject in notice.audience]
    naming = [notice for notice in for_them if holding.category in notice.purposes]
    if not naming:
        if for_them:
            why, next_ = f"{for_them[0].label} does not name it.", "Publish 1 new version"
        else:
            why, next_ = f"No notice to {SUBJECTS[holding.subject]} is published.", "Draft 1 notice"
        return _cell(TOLD, State.RED, why, next_, draft)
    asking = [obligation for obligation in obligations if TOLD in obligation.touches.columns]
    cells = [_told_by(holding, notice, signed, asking, draft, on) for notice in naming]
    return min(cells, key=lambda cell: _BEST.index(cell.state))


def _told_by(
    holding: Holding,
    notice: PublishedNotice,
    signed: Mapping[tuple[str, int], SignOffs],
    obligations: Sequence[Obligation],
    draft: str,
    on: date,
) -> Cell:
    """What one version did for one holding: the gravest finding first, green where there is none."""
    evidence = [f"{notice.label}, published {_day(notice.published_on)}"]
    evidence.append(f"reviewed by {notice.reviewed_by}" if notice.reviewed_by else "not reviewed")
    reached = _reached(holding, notice, signed.get((notice.kind, notice.version)), obligations)
    if reached.words:
        evidence.append(reached.words)
    gaps: list[tuple[str, str, str]] = []
    unnamed = [purpose for purpose in holding.purposes if not _names(notice.purposes[holding.category], purpose)]
    if not notice.reviewed_by:
        gaps.append(
            (
                "not reviewed by counsel",
                "Have 1 version reviewed",
                f"bailee notice publish {notice.kind} --reviewed-by NAME",
            )
        )
    if unnamed:
        gaps.append((f"does not name {_list(unnamed)}", "Publish 1 new version", draft))
    if not holding.purposes:
        gaps.append(("no purpose is declared to name", "Declare 1 purpose", _declare(holding)))
    if reached.gap:
        gaps.append(reached.gap)
    waits = _waits(notice, obligations, on)
    if waits:
        gaps.append(waits)
    if reached.state in (State.RED, State.UNKNOWN) and reached.gap:
        why, next_, command = reached.gap
        return _cell(TOLD, reached.state, f"{notice.label}: {why}.", next_, command, tuple(evidence))
    if gaps:
        words = "; ".join(gap[0] for gap in gaps)
        return _cell(TOLD, State.AMBER, f"{notice.label}: {words}.", gaps[0][1], gaps[0][2], tuple(evidence))
    return _cell(TOLD, State.GREEN, f"{notice.label}; {reached.words}.", evidence=tuple(evidence))


@dataclass(frozen=True, slots=True)
class _Reach:
    state: State
    words: str
    gap: tuple[str, str, str] | None = None


def _reached(
    holding: Holding, notice: PublishedNotice, signed: SignOffs | None, obligations: Sequence[Obligation]
) -> _Reach:
    staff = holding.subject in STAFF
    if staff and (notice.asks_signature or any(obligation.signed for obligation in obligations)):
        sign = f"bailee sign-off record {notice.kind} --person NAME --identified-by HOW"
        if signed is None or signed.roster is None:
            return _Reach(State.UNKNOWN, "", ("no roster says who should sign", "Add 1 roster", ROSTER))
        words = f"{signed.signed:,} of {signed.roster:,} signed"
        if signed.roster == 0:
            return _Reach(State.UNKNOWN, words, ("the roster is empty", "Add 1 roster", ROSTER))
        if signed.signed == 0:
            return _Reach(State.RED, words, ("nobody signed", f"Collect {number(signed.roster, 'signature')}", sign))
        if signed.signed < signed.roster:
            missing = signed.roster - signed.signed
            return _Reach(State.AMBER, words, (words, f"Collect {number(missing, 'signature')}", sign))
        return _Reach(State.GREEN, words)
    send = f"bailee notice sent {notice.kind} --by HOW"
    if notice.sent_on is None:
        return _Reach(State.RED, "not sent", ("published, sent to nobody", "Send 1 notice", send))
    when = _day(notice.sent_on)
    if notice.sent_to is None:
        return _Reach(State.GREEN, f"sent to everyone concerned on {when}")
    if notice.concerned is None:
        return _Reach(
            State.UNKNOWN,
            f"sent to {notice.sent_to:,} on {when}",
            (f"sent to {notice.sent_to:,}; how many it concerns is not known", "Count 1 audience", "bailee people"),
        )
    words = f"sent to {notice.sent_to:,} of {notice.concerned:,} on {when}"
    if notice.sent_to == 0:
        return _Reach(State.RED, words, ("sent to nobody", "Send 1 notice", send))
    if notice.sent_to < notice.concerned:
        missing = notice.concerned - notice.sent_to
        return _Reach(State.AMBER, words, (words, f"Send {number(missing, 'notice')}", send))
    return _Reach(State.GREEN, words)


def _names(stated: Sequence[str], purpose: str) -> bool:
    return purpose.casefold().strip() in {each.casefold().strip() for each in stated}


def _waits(notice: PublishedNotice, obligations: Sequence[Obligation], on: date) -> tuple[str, str, str] | None:
    """A law that asks for days of notice before what it tells of begins: until they have passed, people are not yet told."""
    days = max((obligation.days_before for obligation in obligations), default=0)
    if not days:
        return None
    given = notice.sent_on or notice.published_on
    counts_from = given + timedelta(days=days)
    if on >= counts_from:
        return None
    return (
        f"{days} days of notice end on {_day(counts_from)}",
        f"Wait {number((counts_from - on).days, 'day')}",
        "bailee status",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _list(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]


# ---- secured ---------------------------------------------------------------------------------------------------------------


def _secured(holding: Holding, exposures: Sequence[Exposure], obligations: Sequence[Obligation]) -> Cell:
    scan = "bailee scan FOLDER"
    if not holding.found:
        return _cell(
            SECURED, State.UNKNOWN, "Declared, not found: encryption and readers not read.", "Scan 1 store", scan
        )
    by_store: dict[str, list[Exposure]] = {}
    for exposure in exposures:
        by_store.setdefault(exposure.store, []).append(exposure)
    evidence = tuple(_exposure_words(exposure) for exposure in exposures)
    unread = [store for store in holding.stores if store not in by_store]
    known = [exposure for exposure in exposures if exposure.store in holding.stores or not holding.stores]
    encryption_unknown = bool(unread) or any(e.encrypted_items is None for e in known)
    readers_unknown = bool(unread) or any(e.readers is None or e.open_to_everyone is None for e in known)
    items = sum(exposure.items for exposure in known)
    encrypted = sum(exposure.encrypted_items or 0 for exposure in known)
    plain = sum(e.items - e.encrypted_items for e in known if e.encrypted_items is not None)
    everyone = sum(exposure.open_to_everyone or 0 for exposure in known)
    readers = max((exposure.readers for exposure in known if exposure.readers is not None), default=None)
    # of the items that are in clear, how many accounts can open any
    clear_readers = max(
        (
            e.readers
            for e in known
            if e.readers is not None and e.encrypted_items is not None and e.encrypted_items < e.items
        ),
        default=0,
    )
    severe = (
        DATA_CATEGORIES[holding.category].severity >= Severity.HIGH if holding.category in DATA_CATEGORIES else True
    )
    protect = f"bailee protect plan {holding.stores[0] if len(holding.stores) == 1 else 'PATH'}"
    state_words = _encryption_words(items, encrypted, plain, len(known))
    if everyone:
        return _cell(
            SECURED,
            State.RED,
            f"{state_words} Every account can open {number(everyone, 'file')}.",
            f"Restrict {number(everyone, 'file')}",
            protect,
            evidence,
        )
    if severe and plain * 2 > items and clear_readers >= 2:
        return _cell(
            SECURED,
            State.RED,
            f"{state_words} {number(clear_readers, 'account')} can open it.",
            f"Encrypt {number(plain, 'file')}",
            protect,
            evidence,
        )
    if not known or encryption_unknown or readers_unknown:
        what = (
            "encryption and readers"
            if encryption_unknown and readers_unknown
            else ("encryption" if encryption_unknown else "readers")
        )
        stores = len(unread) or sum(
            e.encrypted_items is None or e.readers is None or e.open_to_everyone is None for e in known
        )
        what = what[0].upper() + what[1:]
        return _cell(
            SECURED,
            State.UNKNOWN,
            f"{what} of {number(stores, 'store')} not read.",
            f"Scan {number(stores, 'store')}",
            scan,
            evidence,
        )
    opened = f"{number(readers or 0, 'account')} can open it."
    if plain:
        return _cell(
            SECURED, State.AMBER, f"{state_words} {opened}", f"Encrypt {number(plain, 'file')}", protect, evidence
        )
    return _cell(SECURED, State.GREEN, f"Encrypted; {opened}", evidence=evidence)


def _encryption_words(items: int, encrypted: int, plain: int, stores: int) -> str:
    if not plain:
        return "Encrypted." if encrypted else "Encryption not read."
    if not encrypted:
        return "Not encrypted."
    return f"{encrypted:,} of {number(items, 'file')} encrypted."


def _exposure_words(exposure: Exposure) -> str:
    def or_unknown(value: int | None) -> str:
        return "unknown" if value is None else f"{value:,}"

    return (
        f"{exposure.store}: {number(exposure.items, 'file')}, encrypted {or_unknown(exposure.encrypted_items)}, "
        f"readers {or_unknown(exposure.readers)}, open to all {or_unknown(exposure.open_to_everyone)}"
    )


# ---- next ------------------------------------------------------------------------------------------------------------------

# for two steps equally bad: what strangers can read now, then what lies where it may not, then who was not told
_FIRST = {SECURED: 0, HELD: 1, TOLD: 2}


def next_steps(made: Iterable[Row], limit: int = 5) -> tuple[Step, ...]:
    """The worst things to do next, each with a command to type. One step settles all the cells that it is the step for."""
    found: list[tuple[tuple[int, int, int, int], Step]] = []
    for row in made:
        for column, cell in row.cells.items():
            if cell.state is State.GREEN or not cell.next:
                continue
            step = Step(cell.next, f"{row.label}, {SUBJECTS[row.subject]}: {cell.why}", cell.command, row, column)
            bad = (
                -_BAD[cell.state]
                if cell.state is State.RED
                else -_BAD[State.AMBER]
                if cell.state is State.AMBER
                else -6
            )
            found.append(((bad, -row.severity.rank, _FIRST[column], -row.people.low), step))
    found.sort(key=lambda pair: pair[0])
    steps: list[Step] = []
    seen: set[str] = set()
    for _, step in found:
        # drafting one notice tells of every category: said once
        same = step.command if step.column == TOLD else f"{step.command} {step.row.category} {step.row.subject}"
        if same not in seen:
            seen.add(same)
            steps.append(step)
    return tuple(steps[:limit])


# ---- for programs ------------------------------------------------------------------------------------------------------------


def cell_shape(cell: Cell) -> dict[str, object]:
    """A cell as `bailee status --json` and reports have it."""
    return {
        "state": cell.state.value,
        "word": cell.word,
        "why": cell.why,
        "next": cell.next,
        "command": cell.command,
        "evidence": list(cell.evidence),
    }


def row_shape(row: Row) -> dict[str, object]:
    """A row of `status` in `bailee status --json` and reports."""
    return {
        "category": row.category,
        "subject": row.subject.value,
        "purposes": list(row.purposes),
        "people": {"low": row.people.low, "high": row.people.high},
        "held": cell_shape(row.held),
        "told": cell_shape(row.told),
        "secured": cell_shape(row.secured),
        "obligations": [obligation.ident for obligation in row.obligations],
    }
