"""Findings and declarations become holdings.

Whom a value is about is told by whose it is (`placement`): by the roster, by papers and labels, then by the kind of record it
stands in; a folder's name supports, and never decides.

    inventory = Inventory()
    for event in scanner.scan(place, …): inventory.add(event, "company")
    inventory.holdings(activities)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import ceil
from statistics import median_low

from bailee.counting import count
from bailee.findings import Finding
from bailee.inventory.activities import Covering, ProcessingActivity
from bailee.inventory.differences import never_found
from bailee.inventory.holdings import Holding, data_store
from bailee.inventory.sightings import (
    FileKey,
    FoundPaper,
    Row,
    Rows,
    Sighting,
    by_prefix,
    mailboxes,
    put,
)
from bailee.people import Mention, People, PeopleRange, Value, is_countable
from bailee.placement import CORRESPONDENCE, Placement
from bailee.scanner.events import Event, KindFound
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator, Severity, SubjectCategory

# Kinds that hold pictures or sound, in which nobody counts heads: everybody of that category may be in them.
_WITHOUT_NAMES = frozenset({"camera-footage", "call-recording"})
_TELLING = frozenset({"name", "email"})  # forms that a person is known by
_BEHIND = 0.7  # of those known, how many at least use machines whose addresses were found
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
        self._sightings: list[Sighting] = []
        self._known: dict[str, int] = {}  # findings by ident, as places in that list
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
        key: FileKey = (store, file if file is not None else finding.locator.item)
        sighting = Sighting(
            Value(
                finding.detector, finding.category, finding.fingerprint, finding.normal_forms, finding.attributes
            ),
            finding.group,
            finding.position,
            finding.probability,
            finding.subject,
            key,
            finding.locator.segments,
        )  # fmt: skip
        known = self._known.setdefault(finding.ident, len(self._sightings))
        if known < len(self._sightings):
            self._made, self._sightings[known] = None, sighting
        else:
            self.add_sighting(sighting)

    def add_sighting(self, sighting: Sighting) -> None:
        """A finding that is known to be sure enough, and told once."""
        self._made = None
        self._sightings.append(sighting)

    def add_unsure(self, value: Value) -> None:
        """A value that is only possible: it may be one of somebody who lacks one."""
        self._below.add((value.category, *value.key))

    def add_kind(self, kind: KindFound, store: str, *, file: Hashable = None) -> None:
        if kind.confidence >= self.least:
            self._made = None
            key: FileKey = (store, file if file is not None else kind.locator.item)
            self._kinds[key, kind.locator, kind.kind] = (kind, key)

    def people(self) -> People:
        """Everybody whom the findings are about."""
        letters = {each.item for each in self._sightings if each.segments[-1] == "headers"}
        return People(self._sightings, letters)

    def holdings(self, activities: Sequence[ProcessingActivity] = ()) -> tuple[Holding, ...]:
        """What is held, the worst first; with what was declared and never found at the end."""
        placement, rows = self._placed()
        by_subject: dict[SubjectCategory, list[Mention]] = defaultdict(list)
        for (_, subject), row in rows.items():
            by_subject[subject] += row.mentions
        covering = Covering(activities)
        found = [
            self._holding(category, subject, row, self._count(category, row, subject, placement, by_subject), covering)
            for (category, subject), row in rows.items()
            if category in DATA_CATEGORIES
        ]
        missing = never_found({(holding.category, holding.subject) for holding in found}, activities)
        return (*sorted(found, key=_worst_first), *sorted(missing, key=_worst_first))

    def everybody(self) -> PeopleRange:
        """All the people whom anything found is about."""
        return self.placement().people.everybody(self._sightings)

    def placement(self) -> Placement:
        """Everybody, and as what each is placed."""
        return self._placed()[0]

    def rows(self) -> Rows:
        """What each row of the table is gathered from."""
        return self._placed()[1]

    def sightings(self) -> Collection[Sighting]:
        """All that was found, each with the file it stands in."""
        return self._sightings

    def files(self) -> dict[tuple[str, SubjectCategory], frozenset[FileKey]]:
        """The files that each holding lies in, by category and subject."""
        _, rows = self._placed()
        return {key: frozenset(row.files) for key, row in rows.items() if key[0] in DATA_CATEGORIES}

    def files_of(self, detectors: Collection[str]) -> dict[tuple[str, SubjectCategory], frozenset[FileKey]]:
        """The files that values of some detectors lie in, by category and subject."""
        placement, _ = self._placed()
        found: dict[tuple[str, SubjectCategory], set[FileKey]] = defaultdict(set)
        for sighting in self._sightings:
            value = sighting.value
            if value.detector in detectors:
                found[value.category, placement.of(sighting, sighting.subject)].add(sighting.file)
        return {key: frozenset(files) for key, files in found.items()}

    def _whose_words(self) -> Iterator[str]:
        """Why data of a business is a person's here."""
        placement, _ = self._placed()
        for why, number in Counter(placement.trading.values()).most_common():
            yield f"of {count(number, 'client')} it is a person’s data: {why}"

    def traders(self) -> Iterator[tuple[str, frozenset[tuple[str, str]], frozenset[FileKey]]]:
        """Clients who are people that trade: why, the normal forms they are known by, and the files that they stand in."""
        placement, _ = self._placed()
        forms: dict[int, set[tuple[str, str]]] = defaultdict(set)
        files: dict[int, set[FileKey]] = defaultdict(set)
        for sighting in self._sightings if placement.trading else ():
            about = placement.people.people_of(sighting)
            if len(about) == 1 and about[0] in placement.trading:
                files[about[0]].add(sighting.file)
                # a name that only sounds alike, or a part of one, is no proof that it is the same
                forms[about[0]] |= {form for form in sighting.value.forms if form[0] in _TELLING}
        for person, why in placement.trading.items():
            yield why, frozenset(forms[person]), frozenset(files[person])

    def files_naming(self, forms: Collection[tuple[str, str]]) -> frozenset[FileKey]:
        """The files in which somebody of these normal forms stands."""
        wanted = frozenset(forms)
        return frozenset(sighting.file for sighting in self._sightings if not wanted.isdisjoint(sighting.value.forms))

    def documents(self) -> Iterator[tuple[FoundPaper, SubjectCategory, frozenset[int]]]:
        """Each document of a kind of record, with those of it who count under each category of people."""
        _, rows = self._placed()
        for (_, subject), row in rows.items():
            for paper, about in zip(row.documents, row.about, strict=True):
                yield paper, subject, frozenset(about)

    def people_in(self, category: str, subject: SubjectCategory, files: Collection[FileKey]) -> PeopleRange:
        """About how many people a holding is in some of its files."""
        placement, rows = self._placed()
        row = rows.get((category, subject), Row())
        papers = [about for paper, about in zip(row.documents, row.about, strict=True) if paper.file in files]
        counted = placement.people.of_documents(papers, sum(not about for about in papers))
        mentions = [each for each in row.mentions if isinstance(each.item, tuple) and each.item[0] in files]
        if not mentions:
            return counted
        values = placement.people.count(mentions, only=placement.members(subject))
        return PeopleRange(max(values.low, counted.low), max(values.high, counted.high), values.reasons)

    def _placed(self) -> tuple[Placement, Rows]:
        """Everybody placed, and the rows that follow: made once, for a big store takes seconds over it."""
        if self._made is None:
            placement = self._placement()
            self._made = (placement, self._rows(placement))
        return self._made

    def _placement(self) -> Placement:
        papers = self._papers()
        people = self.people()  # first: what follows would take memory while they are put together
        # a mailbox is its owner's; whoever wrote to it may be anybody
        written = {mention for paper in papers if paper.kind in CORRESPONDENCE for mention in paper.mentions}
        usual = (SubjectCategory.PERSON if each in written else each.subject for each in self._sightings)
        return Placement(people, self._sightings, usual, papers, self.roster)

    def _papers(self) -> list[FoundPaper]:
        of_file: dict[FileKey, list[Sighting]] = defaultdict(list)
        files = {file for _, file in self._kinds.values()}
        for sighting in self._sightings:
            if sighting.file in files:
                of_file[sighting.file].append(sighting)
        inside = {file: by_prefix(sightings) for file, sightings in of_file.items()}
        return [
            FoundPaper(
                kind.kind, kind.subject, inside.get(file, {}).get(kind.locator.segments, []), found=kind, file=file
            )
            for kind, file in self._kinds.values()
        ]

    def _rows(self, placement: Placement) -> Rows:
        rows: Rows = defaultdict(Row)
        kinds_of_file: dict[FileKey, set[str]] = defaultdict(set)
        for paper in self._own_papers(placement):
            kinds_of_file[paper.file].add(paper.kind)
        subjects = self._subjects(placement)
        for sighting, subject in zip(self._sightings, subjects, strict=True):
            row = rows[sighting.value.category, subject]
            row.mentions.append(sighting)
            if row.last is not sighting.item:  # findings of one document come one after the other
                row.last = sighting.item
                row.see(sighting.item, sighting.file)
                if sighting.file in kinds_of_file:
                    row.kinds |= kinds_of_file[sighting.file]
        unnamed: list[tuple[FoundPaper, int]] = []
        usual: dict[tuple[str, SubjectCategory], Counter[SubjectCategory]] = defaultdict(Counter)
        for paper in self._own_papers(placement):
            of_category: dict[SubjectCategory, set[int]] = defaultdict(set)
            for person, category in placement.counted(paper):
                of_category[category].add(person)
                usual[paper.found.category, paper.subject][category] += 1
            for category, people in of_category.items():
                put(rows[paper.found.category, category], paper, people)
            if not of_category or paper.about.unnamed:
                unnamed.append((paper, paper.about.unnamed if of_category else max(paper.about.unnamed, 1)))
        for paper, number in unnamed:  # about people as most papers of this kind are
            votes = usual[paper.found.category, paper.subject]
            subject = votes.most_common(1)[0][0] if votes else paper.subject
            row = rows[paper.found.category, subject]
            row.unnamed += number
            if not any(each is paper for each in row.documents[-1:]):
                put(row, paper, set())
        return rows

    @staticmethod
    def _own_papers(placement: Placement) -> list[FoundPaper]:
        return [paper for paper in placement.papers if isinstance(paper, FoundPaper)]

    def _holding(
        self,
        category: str,
        subject: SubjectCategory,
        row: Row,
        people: PeopleRange,
        covering: Covering,
    ) -> Holding:
        declared = [
            activity
            for activity in covering.of(category, subject)
            if not activity.stores or not row.stores.isdisjoint(activity.stores)
        ]
        times = [self._modified[file] for file in row.files if file in self._modified]
        if subject is SubjectCategory.SOLE_PROPRIETOR:
            people = replace(people, reasons=(*people.reasons, *self._whose_words()))
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
        row: Row,
        subject: SubjectCategory,
        placement: Placement,
        by_subject: Mapping[SubjectCategory, Sequence[Mention]],
    ) -> PeopleRange:
        if subject is SubjectCategory.BUSINESS_CLIENT:
            return PeopleRange(0, 0, ("a business is no person",))
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
            return people.count_boxes(mailboxes(row.documents))
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
                count(len(addresses), "address of a machine", "addresses of machines")
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

    def _subjects(self, placement: Placement) -> list[SubjectCategory]:
        """Whom each finding is about: as the person is placed, by its kind of record, then by a folder that agrees."""
        owners = {
            mention: paper.subject
            for paper in placement.papers
            if paper.kind in CORRESPONDENCE
            for mention in paper.mentions
        }
        subjects = [placement.of(each, owners.get(each, each.subject)) for each in self._sightings]
        seen_in: dict[str, set[SubjectCategory]] = defaultdict(set)
        for sighting, subject in zip(self._sightings, subjects, strict=True):
            seen_in[sighting.file[0]].add(subject)
        agreeing = {store: _named_by(store, seen) for store, seen in seen_in.items()}
        people = placement.people
        for number, subject in enumerate(subjects):
            if subject is not SubjectCategory.PERSON:
                continue
            sighting = self._sightings[number]
            value = sighting.value
            if value.lane or any(map(people.is_bare_name, people.people_of(sighting))):
                continue  # a folder of personnel holds names of authors, doctors, forms
            if value.category == "network-identifier":  # a machine of one's own network, as staff use it
                subjects[number] = SubjectCategory.EMPLOYEE if value.is_countable else subject
            else:
                subjects[number] = agreeing[sighting.file[0]]
        return subjects


def _named_by(store: str, seen: Collection[SubjectCategory]) -> SubjectCategory:
    """Whom the name of a store speaks of, where some of them were found in it."""
    name = store.rpartition("/")[2].replace("_", " ")
    return next(
        (named for named, words in _FOLDER_WORDS.items() if named in seen and words.search(name)),
        SubjectCategory.PERSON,
    )


def _worst_first(holding: Holding) -> tuple[int, str, str]:
    category = DATA_CATEGORIES[holding.category]
    return -list(Severity).index(category.severity), category.label, holding.subject.value
