"""What is held: findings and declarations become holdings, activities and facts.

A holding is one category of data about one category of people in one or more data stores; it is the row of the matrix.
A data store is a place with the first folder below it. Whom a value is about is told by whose it is (`placement`): by the
roster, by papers and labels, then by the kind of record it stands in; a folder's name supports, and never decides.

    inventory = Inventory()
    for event in scanner.scan(place, …): inventory.add(event, "company")
    inventory.holdings(activities)

>>> data_store("company", "HR/2024/pay.xlsx"), data_store("company", "readme.txt")
('company/HR', 'company')
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import ceil
from pathlib import PurePosixPath
from statistics import median_low

from bailee.findings import Finding, masked
from bailee.people import Mention, People, is_countable
from bailee.people import PeopleRange as PeopleRange
from bailee.placement import CORRESPONDENCE, Paper, Placement
from bailee.scanner.events import Event, KindFound
from bailee.vocabulary import DATA_CATEGORIES, Confidence, LawfulBasis, Locator, Role, Severity, SubjectCategory


@dataclass(frozen=True, slots=True)
class Holding:
    """One category of data about one category of people."""

    category: str  # ident in vocabulary.DATA_CATEGORIES
    subject: SubjectCategory
    stores: tuple[str, ...]  # idents of data stores, sorted
    people: PeopleRange
    items: int  # files, mails and members it was found in
    since: date | None = None  # oldest modification among its items
    kinds: tuple[str, ...] = ()  # kinds of record it was found as
    purposes: tuple[str, ...] = ()  # as declared; empty where nobody declared any
    declared: bool = False
    found: bool = True
    tools: tuple[str, ...] = ()  # monitoring tools that it comes of, by name


@dataclass(frozen=True, slots=True)
class ProcessingActivity:
    """One entry in the record of processing (Art. 30(1)), as a person declared it."""

    name: str
    purposes: tuple[tuple[str, LawfulBasis | None], ...]  # each purpose with its own basis
    categories: tuple[str, ...]
    subjects: tuple[SubjectCategory, ...]
    stores: tuple[str, ...] = ()  # empty: wherever found
    recipients: tuple[str, ...] = ()
    retention: str = ""
    role: Role = Role.CONTROLLER


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who can open what a holding consists of, read from the system; None is unknown, never a guess."""

    store: str
    items: int
    encrypted_items: int | None  # at rest: sealed files, or the whole disk
    readers: int | None  # accounts of this system that can open at least one of the items
    open_to_everyone: int | None  # items that any account can read


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a scan looked at: counts of files and bytes, and what it left, by cause."""

    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: tuple[tuple[str, int, int], ...]  # (reason, items, bytes), partly read ones included


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what was declared and what was found part ways."""

    what: str  # found-not-declared, declared-not-found, found-elsewhere
    category: str
    subject: SubjectCategory
    stores: tuple[str, ...]  # where it was found; for one that was not, where it was declared to be
    activities: tuple[str, ...] = ()


def data_store(place: str, path: str) -> str:
    """Ident of the data store of a file: its place's name, and the first folder of its path, masked."""
    folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
    return f"{place}/{masked(Locator((folders[0],))).segments[0]}" if folders else place


def differences(holdings: Iterable[Holding], activities: Sequence[ProcessingActivity]) -> tuple[Difference, ...]:
    """Found but not declared, declared but never found, and found outside the stores it was declared for."""
    result = []
    for holding in holdings:
        matching = [activity for activity in activities if _covers(activity, holding.category, holding.subject)]
        names = tuple(activity.name for activity in matching)
        if not holding.found:
            result.append(Difference("declared-not-found", holding.category, holding.subject, holding.stores, names))
        elif not matching:
            result.append(Difference("found-not-declared", holding.category, holding.subject, holding.stores))
        elif all(activity.stores for activity in matching):
            declared = {store for activity in matching for store in activity.stores}
            elsewhere = tuple(store for store in holding.stores if store not in declared)
            if elsewhere:
                result.append(Difference("found-elsewhere", holding.category, holding.subject, elsewhere, names))
    return tuple(result)


def _covers(activity: ProcessingActivity, category: str, subject: SubjectCategory) -> bool:
    return category in activity.categories and (not activity.subjects or subject in activity.subjects)


FileKey = tuple[str, Hashable]  # data store, and what tells a file in it: its exact path, or a row's number


@dataclass(slots=True)
class _Sighting:
    """A finding with the file it stands in."""

    finding: Finding
    file: FileKey
    mention: Mention


@dataclass(slots=True)
class _Paper(Paper):
    """A document of a kind of record, with where it lies."""

    found: KindFound = field(kw_only=True)
    file: FileKey = field(kw_only=True)

    @property
    def box(self) -> Hashable:
        """What it lies in: the file for a nested document, else the folder."""
        path = self.found.locator.item
        return self.file if len(self.found.locator.segments) > 1 else (self.file[0], str(PurePosixPath(path).parent))


@dataclass(slots=True)
class _Row:
    stores: set[str] = field(default_factory=set)
    items: set[tuple[FileKey, tuple[str, ...]]] = field(default_factory=set)
    files: set[FileKey] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    documents: list[_Paper] = field(default_factory=list)
    about: list[set[int]] = field(default_factory=list)  # of each document, those who count in this row
    unnamed: int = 0  # documents, and rows of lists, that name nobody

    def see(self, sighting_file: FileKey, item: tuple[str, ...]) -> None:
        self.stores.add(sighting_file[0])
        self.files.add(sighting_file)
        self.items.add((sighting_file, item))


Rows = dict[tuple[str, SubjectCategory], _Row]


# Kinds that hold pictures or sound, in which nobody counts heads: everybody of that category may be in them.
_WITHOUT_NAMES = frozenset({"camera-footage", "call-recording"})
_BOX = 3  # messages that make a mailbox
_BEHIND = 0.7  # of those known, how many at least use machines whose addresses were found
# A part of a document, as extractors name it, and no item in itself.
_PART = re.compile(
    r"(?:page|slide|header|footer|sheet|table|column) .*|form|annotations|metadata|headers|body(?: html)?|comments|footnotes|"
    r"endnotes|properties|custom properties|header and footer|text|hidden|attributes|ocr|[\w/]+\.(?:xml|rels)"
)
_FOLDER_WORDS = {
    SubjectCategory.EMPLOYEE: re.compile(
        r"(?i)\b(?:hr|human resources|staff|personnel|employees?|payroll|people ops)\b"
    ),
    SubjectCategory.CUSTOMER: re.compile(r"(?i)\b(?:customers?|clients?|accounts receivable|billing|crm|sales)\b"),
    SubjectCategory.PATIENT: re.compile(r"(?i)\b(?:patients?|charts|clinic)\b"),
    SubjectCategory.APPLICANT: re.compile(r"(?i)\b(?:applicants?|recruit\w*|hiring|candidates?)\b"),
}


class Inventory:
    """Collects what was found, then says what is held."""

    def __init__(
        self,
        roster: Mapping[tuple[str, str], SubjectCategory] | None = None,
        roster_sizes: Mapping[SubjectCategory, int] | None = None,
        least: Confidence = Confidence.LIKELY,
    ) -> None:
        self.roster = roster or {}  # (normal form, fingerprint) → category of that person
        self.roster_sizes = roster_sizes or {}
        self.least = least
        self._below: set[tuple[str, str, str]] = set()  # values that are only possible: category, detector, fingerprint
        self._modified: dict[FileKey, int] = {}
        self._sightings: dict[str, _Sighting] = {}
        self._kinds: dict[tuple[FileKey, Locator, str], tuple[KindFound, FileKey]] = {}
        self._made: tuple[Placement, Rows] | None = None  # of all that was added so far

    def add(self, event: Event, place: str) -> None:
        """One event of a scan of the place of this name."""
        path = event.locator.item
        store = data_store(place, path)
        if isinstance(event, Finding):
            self.add_finding(event, store)
        elif isinstance(event, KindFound):
            self.add_kind(event, store)
        elif event.facts is not None:
            self.add_file(path, store, event.facts.modified_ns)

    def add_file(self, file: Hashable, store: str, modified_ns: int | None) -> None:
        if modified_ns:
            self._modified[store, file] = modified_ns

    def add_finding(self, finding: Finding, store: str, *, file: Hashable = None, confirmed: bool = False) -> None:
        """A later finding of the same ident replaces an earlier one. Those below `least` count once a person confirmed them."""
        if finding.confidence < self.least and not confirmed:
            self._below.add((finding.category, finding.detector, finding.fingerprint))
            return
        self._made = None
        key: FileKey = (store, file if file is not None else finding.locator.item)
        self._sightings[finding.ident] = _Sighting(finding, key, Mention.of(finding, (key, _item(finding.locator))))

    def add_kind(self, kind: KindFound, store: str, *, file: Hashable = None) -> None:
        if kind.confidence >= self.least:
            self._made = None
            key: FileKey = (store, file if file is not None else kind.locator.item)
            self._kinds[key, kind.locator, kind.kind] = (kind, key)

    def people(self) -> People:
        """Everybody whom the findings are about."""
        every = self._sightings.values()
        letters = {each.mention.item for each in every if each.finding.locator.segments[-1] == "headers"}
        return People((sighting.mention for sighting in every), letters)

    def holdings(self, activities: Sequence[ProcessingActivity] = ()) -> tuple[Holding, ...]:
        """What is held, the worst first; with what was declared and never found at the end."""
        placement, rows = self._placed()
        by_subject: dict[SubjectCategory, list[Mention]] = defaultdict(list)
        for (_, subject), row in rows.items():
            by_subject[subject] += row.mentions
        found = [
            self._holding(
                category, subject, row, self._count(category, row, subject, placement, by_subject), activities
            )
            for (category, subject), row in rows.items()
            if category in DATA_CATEGORIES
        ]
        missing = _never_found({(holding.category, holding.subject) for holding in found}, activities)
        return (*sorted(found, key=_worst_first), *sorted(missing, key=_worst_first))

    def everybody(self) -> PeopleRange:
        """All the people whom anything found is about."""
        return self.people().everybody(sighting.mention for sighting in self._sightings.values())

    def files(self) -> dict[tuple[str, SubjectCategory], frozenset[FileKey]]:
        """The files that each holding lies in, by category and subject."""
        _, rows = self._placed()
        return {key: frozenset(row.files) for key, row in rows.items() if key[0] in DATA_CATEGORIES}

    def _placed(self) -> tuple[Placement, Rows]:
        """Everybody placed, and the rows that follow: made once, for a big store takes seconds over it."""
        if self._made is None:
            placement = self._placement()
            self._made = (placement, self._rows(placement))
        return self._made

    def _placement(self) -> Placement:
        papers = self._papers()
        mentions = {sighting.mention: sighting.finding.subject for sighting in self._sightings.values()}
        for paper in papers:
            if paper.kind in CORRESPONDENCE:  # a mailbox is its owner's; whoever wrote to it may be anybody
                mentions.update(dict.fromkeys(paper.mentions, SubjectCategory.PERSON))
        return Placement(self.people(), mentions, papers, self.roster)

    def _papers(self) -> list[_Paper]:
        of_file: dict[FileKey, list[_Sighting]] = defaultdict(list)
        files = {file for _, file in self._kinds.values()}
        for sighting in self._sightings.values():
            if sighting.file in files:
                of_file[sighting.file].append(sighting)
        inside = {file: _by_prefix(sightings) for file, sightings in of_file.items()}
        return [
            _Paper(kind.kind, kind.subject, inside.get(file, {}).get(kind.locator.segments, []), found=kind, file=file)
            for kind, file in self._kinds.values()
        ]

    def _rows(self, placement: Placement) -> Rows:
        rows: Rows = defaultdict(_Row)
        kinds_of_file: dict[FileKey, set[str]] = defaultdict(set)
        for paper in self._own_papers(placement):
            kinds_of_file[paper.file].add(paper.kind)
        subjects = self._subjects(placement)
        for ident, sighting in self._sightings.items():
            row = rows[sighting.finding.category, subjects[ident]]
            row.see(sighting.file, _item(sighting.finding.locator))
            row.kinds |= kinds_of_file.get(sighting.file, set())
            row.mentions.append(sighting.mention)
        unnamed: list[tuple[_Paper, int]] = []
        usual: dict[tuple[str, SubjectCategory], Counter[SubjectCategory]] = defaultdict(Counter)
        for paper in self._own_papers(placement):
            of_category: dict[SubjectCategory, set[int]] = defaultdict(set)
            for person, category in placement.counted(paper):
                of_category[category].add(person)
                usual[paper.found.category, paper.subject][category] += 1
            for category, people in of_category.items():
                _put(rows[paper.found.category, category], paper, people)
            if not of_category or paper.about.unnamed:
                unnamed.append((paper, paper.about.unnamed if of_category else max(paper.about.unnamed, 1)))
        for paper, number in unnamed:  # about people as most papers of this kind are
            votes = usual[paper.found.category, paper.subject]
            subject = votes.most_common(1)[0][0] if votes else paper.subject
            row = rows[paper.found.category, subject]
            row.unnamed += number
            if not any(each is paper for each in row.documents[-1:]):
                _put(row, paper, set())
        return rows

    @staticmethod
    def _own_papers(placement: Placement) -> list[_Paper]:
        return [paper for paper in placement.papers if isinstance(paper, _Paper)]

    def _holding(
        self,
        category: str,
        subject: SubjectCategory,
        row: _Row,
        people: PeopleRange,
        activities: Sequence[ProcessingActivity],
    ) -> Holding:
        declared = [
            activity
            for activity in activities
            if _covers(activity, category, subject)
            and (not activity.stores or not row.stores.isdisjoint(activity.stores))
        ]
        times = [self._modified[file] for file in row.files if file in self._modified]
        return Holding(
            category,
            subject,
            tuple(sorted(row.stores)),
            people,
            len(row.items),
            datetime.fromtimestamp(min(times) / 1e9, UTC).date() if times else None,
            tuple(sorted(row.kinds)),
            tuple(dict.fromkeys(purpose for activity in declared for purpose, _ in activity.purposes)),
            bool(declared),
        )

    def _count(
        self,
        category: str,
        row: _Row,
        subject: SubjectCategory,
        placement: Placement,
        by_subject: Mapping[SubjectCategory, Sequence[Mention]],
    ) -> PeopleRange:
        people = placement.people
        sorts = {paper.kind for paper in row.documents}
        if sorts == {"web-history"} or (not sorts and category == "network-identifier"):
            mentions = [*row.mentions, *(mention for paper in row.documents for mention in paper.mentions)]
            return self._behind_addresses(mentions, subject, people, by_subject)
        if row.mentions:
            only = placement.members(subject)
            adrift = placement.adrift.get(category, 0) + sum(1 for below, _, _ in self._below if below == category)
            values = people.count(row.mentions, known=only, only=only, adrift=adrift)
            papers = people.of_documents(row.about, 0) if any(row.about) else values
            return PeopleRange(max(values.low, papers.low), max(values.high, papers.high), values.reasons)
        if sorts <= _WITHOUT_NAMES:
            return self._everybody(subject, people, by_subject, len(row.documents))
        boxes: dict[Hashable, list[Sequence[Mention]]] = defaultdict(list)
        for paper in row.documents:
            boxes[paper.box].append(paper.mentions)
        if sorts == {"screen-capture"}:
            return PeopleRange(len(boxes), len(boxes), ("as many as folders of captures: one a workstation",))
        if sorts == {"archived-mail"}:
            return people.count_boxes(_mailboxes(row.documents))
        return people.of_documents(row.about, row.unnamed)

    def _behind_addresses(
        self,
        mentions: Sequence[Mention],
        subject: SubjectCategory,
        people: People,
        by_subject: Mapping[SubjectCategory, Sequence[Mention]],
    ) -> PeopleRange:
        """An address of a machine is nobody's for long: most of those who are known of that category, or fewer addresses."""
        addresses = {m.fingerprint for m in mentions if m.category == "network-identifier" and is_countable(m)}
        named = {people.people_of(m)[0] for m in mentions if people.people_of(m) and is_countable(m)}
        known = self._headcount(subject, people, by_subject)
        high = max(min(known or len(addresses), len(addresses) or known), len(named), 1)
        low = max(ceil(_BEHIND * high), len(named), 1)
        return PeopleRange(
            low,
            high,
            (
                f"{len(addresses)} addresses of machines"
                + (f", behind them most of the {known} people known" if known else ""),
            ),
        )

    def headcount(self, subject: SubjectCategory) -> int:
        """How many people of a category are known, from the roster or from what was found; 0 where nobody is."""
        placement, rows = self._placed()
        by_subject: dict[SubjectCategory, list[Mention]] = defaultdict(list)
        for (_, about), row in rows.items():
            by_subject[about] += row.mentions
        return self._headcount(subject, placement.people, by_subject)

    def _headcount(
        self, subject: SubjectCategory, people: People, by_subject: Mapping[SubjectCategory, Sequence[Mention]]
    ) -> int:
        """How many there are of a category: as the roster says, else as the values that single people out agree."""
        if self.roster_sizes.get(subject):
            return self.roster_sizes[subject]
        if subject is SubjectCategory.PERSON:
            return 0
        counts = [
            people.count(mentions).high
            for category in ("social-security-number", "date-of-birth", "email-address", "person-name")
            if (mentions := [each for each in by_subject.get(subject, ()) if each.category == category])
        ]
        return median_low(counts) if counts else 0

    def _everybody(
        self,
        subject: SubjectCategory,
        people: People,
        by_subject: Mapping[SubjectCategory, Sequence[Mention]],
        documents: int,
    ) -> PeopleRange:
        """Of pictures: everybody of that category who is known, from the roster or from what else was found."""
        known = self._headcount(subject, people, by_subject)
        if known:
            reason = "nobody is told apart in pictures: everybody known of this category may be in them"
            return PeopleRange(known, known, (reason,))
        return PeopleRange(1, max(documents, 1), ("nobody is told apart in pictures, and nobody else is known",))

    def _subjects(self, placement: Placement) -> dict[str, SubjectCategory]:
        """Whom each finding is about: as the person is placed, by its kind of record, then by a folder that agrees."""
        owners = {
            mention: paper.subject
            for paper in placement.papers
            if paper.kind in CORRESPONDENCE
            for mention in paper.mentions
        }
        subjects = {
            ident: placement.of(sighting.mention, owners.get(sighting.mention, sighting.finding.subject))
            for ident, sighting in self._sightings.items()
        }
        seen_in: dict[str, Counter[SubjectCategory]] = defaultdict(Counter)
        for ident, subject in subjects.items():
            seen_in[self._sightings[ident].file[0]][subject] += 1
        for ident, subject in subjects.items():
            sighting = self._sightings[ident]
            if subject is not SubjectCategory.PERSON or sighting.mention.lane:
                continue
            if any(map(placement.people.is_bare_name, placement.people.people_of(sighting.mention))):
                continue  # a folder of personnel holds names of authors, doctors, forms
            if sighting.finding.category == "network-identifier":  # a machine of one's own network, as staff use it
                subjects[ident] = SubjectCategory.EMPLOYEE if is_countable(sighting.mention) else subject
                continue
            store = sighting.file[0]
            subjects[ident] = next(
                (
                    named
                    for named, words in _FOLDER_WORDS.items()
                    if seen_in[store][named] and words.search(store.rpartition("/")[2].replace("_", " "))
                ),
                subject,
            )
        return subjects


def _put(row: _Row, paper: _Paper, about: set[int]) -> None:
    row.see(paper.file, paper.found.locator.segments)
    row.kinds.add(paper.kind)
    row.documents.append(paper)
    row.about.append(about)


def _mailboxes(papers: Iterable[_Paper]) -> list[list[Sequence[Mention]]]:
    """Messages of each mailbox: a file or an archive that holds several, or a folder of them. A few saved ones are none."""
    boxes: dict[Hashable, list[Sequence[Mention]]] = defaultdict(list)
    for paper in papers:
        messages: dict[Hashable, list[Mention]] = defaultdict(list)
        for mention in paper.mentions:
            messages[mention.item].append(mention)
        if len(messages) >= _BOX:
            boxes[paper.file, paper.found.locator] += messages.values()
        else:
            boxes[paper.box].append(paper.mentions)
    return [messages for messages in boxes.values() if len(messages) >= _BOX] or list(boxes.values())


def _by_prefix(sightings: Sequence[_Sighting]) -> dict[tuple[str, ...], list[Mention]]:
    """Mentions by every locator that they lie in."""
    inside: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for sighting in sightings:
        segments = sighting.finding.locator.segments
        for length in range(1, len(segments) + 1):
            inside[segments[:length]].append(sighting.mention)
    return inside


def _item(locator: Locator) -> tuple[str, ...]:
    """The locator of the item that holds a text: without the part of it (page, sheet, body) at the end."""
    segments = locator.segments
    return segments[:-1] if len(segments) > 1 and _PART.fullmatch(segments[-1]) else segments


def _never_found(found: set[tuple[str, SubjectCategory]], activities: Sequence[ProcessingActivity]) -> list[Holding]:
    missing: dict[tuple[str, SubjectCategory], list[ProcessingActivity]] = defaultdict(list)
    for activity in activities:
        for category in activity.categories:
            for subject in activity.subjects:
                if (category, subject) not in found:
                    missing[category, subject].append(activity)
    return [
        Holding(
            category,
            subject,
            tuple(sorted({store for activity in declaring for store in activity.stores})),
            PeopleRange(0, 0, ("declared, and not found in the places that were scanned",)),
            0,
            purposes=tuple(dict.fromkeys(purpose for activity in declaring for purpose, _ in activity.purposes)),
            declared=True,
            found=False,
        )
        for (category, subject), declaring in missing.items()
        if category in DATA_CATEGORIES
    ]


def _worst_first(holding: Holding) -> tuple[int, str, str]:
    category = DATA_CATEGORIES[holding.category]
    return -list(Severity).index(category.severity), category.label, holding.subject.value
