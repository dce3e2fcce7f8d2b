"""What departures are looked for in: files with their folder, age and readers; documents; what was declared and is asked.

A ground is made once for one moment, from a store or from a single run; every sort looks at the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from bailee.departures.documents import Document, Folder
from bailee.departures.endings import Ending, Endings
from bailee.departures.holds import Hold
from bailee.departures.personnel import Personnel
from bailee.inventory import Holding, Inventory, ProcessingActivity
from bailee.inventory.sightings import FileKey, FoundPaper, item_of
from bailee.matrix import Key
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.people import PeopleRange
from bailee.protection.exposure import Account
from bailee.vocabulary import DATA_CATEGORIES, Locator, Severity, SubjectCategory

ANYONE = "anyone"  # every account of the system
_YEAR = re.compile(r"(?<![\d-])((?:19[89]|20[0-4])\d)(?![\d])")


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file in which something is found."""

    store: str
    place: str
    path: str  # exact, in its place
    modified: date | None = None
    readers: frozenset[str] | None = None  # accounts that can open it, without the superuser; None: not known
    is_sealed: bool = False

    @property
    def folder(self) -> Folder:
        return (self.place, *PurePosixPath(self.path.replace("\\", "/")).parts[:-1])

    def dated(self, on: date) -> tuple[date | None, str]:
        """How old it is, and as what says: a year in its name, where the file is not older than that, else its last change.

        A copy has the day on which it was copied; what somebody wrote into its name goes with it.

        >>> FileSeen("acme", "acme", "pay/W-2 2017.pdf", date(2025, 3, 1)).dated(date(2026, 11, 25))
        (datetime.date(2017, 12, 31), 'the year in its name')
        >>> FileSeen("acme", "acme", "pay/list.pdf", date(2025, 3, 1)).dated(date(2026, 11, 25))
        (datetime.date(2025, 3, 1), 'its last change')
        """
        years = {int(year) for year in _YEAR.findall(PurePosixPath(self.path).name)}
        if len(years) == 1 and (year := years.pop()) < on.year:
            named = date(year, 12, 31)
            if self.modified is None or self.modified > named:
                return named, "the year in its name"
        return self.modified, "its last change" if self.modified else ""


@dataclass(frozen=True, slots=True)
class Confidential:
    """A folder that was declared for records which are kept apart."""

    folder: Folder
    label: str  # masked
    records: tuple[str, ...]
    readers: frozenset[str] | None = None  # who can open what lies in it, without the superuser


@dataclass(frozen=True)
class Ground:
    """All that departures are looked for in."""

    on: date
    documents: tuple[Document, ...] = ()
    files: Mapping[FileKey, FileSeen] = field(default_factory=dict)
    holdings: Mapping[Key, Holding] = field(default_factory=dict)
    lying: Mapping[Key, Collection[FileKey]] = field(default_factory=dict)  # files of each holding
    codes: Mapping[Key, Collection[FileKey]] = field(default_factory=dict)  # files with what may not be kept at all
    people_in: Callable[[str, SubjectCategory, Collection[FileKey]], PeopleRange] = lambda *_: PeopleRange(0, 0)
    activities: Sequence[ProcessingActivity] = ()
    obligations: Sequence[Obligation] = ()
    confidential: Sequence[Confidential] = ()
    holds: Sequence[Hold] = ()
    endings: Endings | None = None  # when those whom a file names left; None: nobody is on a roster

    @cached_property
    def rules(self) -> Mapping[str, Obligation]:
        """Rules that apply, or may, by ident."""
        return {each.ident: each for each in self.obligations if each.state is not ObligationState.COMING}

    @cached_property
    def personnel(self) -> Personnel:
        """Where personnel records lie."""
        return Personnel(self.documents)

    def separating(self, category: str, subject: SubjectCategory, other: str) -> tuple[Obligation, ...]:
        """Rules that keep a category of data about these people apart from another one: those that apply first."""
        asked = (category, subject, other)
        if asked not in self._separating:
            found = [
                each
                for each in self.obligations
                if other in each.separate_from
                and each.touches.row(category, subject)
                and each.state in (ObligationState.APPLIES, ObligationState.TO_DECIDE)
            ]
            found.sort(key=lambda each: (not each.applies, len(each.touches.categories) or 99, each.ident))
            self._separating[asked] = tuple(found)
        return self._separating[asked]

    @cached_property
    def _separating(self) -> dict[tuple[str, SubjectCategory, str], tuple[Obligation, ...]]:
        return {}  # asked for each document, and there are few answers

    def cells(self, files: frozenset[FileKey], key: Key, other: str) -> tuple[Key, ...]:
        """The cells in which some files stand that are to lie apart: of the documents' own category, and of what stands in them."""
        inside = [
            each
            for each, lying in sorted(self.lying.items())
            if each != key and not files.isdisjoint(lying) and self.separating(*each, other)
        ]
        return (key, *inside)

    def applying(self, *idents: str) -> tuple[Obligation, ...]:
        """Of these rules, those that apply or may, in this order."""
        return tuple(self.rules[ident] for ident in idents if ident in self.rules)

    def dated(self, file: FileKey, category: str = "") -> tuple[date | None, str]:
        """How old what a file holds of a category is, and as what says: its records themselves, else its name, else its last change."""
        records = self._records_of(file, category)
        if records and all(each.dated and each.dated <= self.on for each in records):
            youngest = max(records, key=lambda each: each.dated or date.min)
            return youngest.dated, youngest.dated_by
        seen = self.files.get(file)
        return seen.dated(self.on) if seen else (None, "")

    def ended(self, key: Key, file: FileKey) -> Ending:
        """When the time here of those ended whom a file is about: as its records say, else as the roster does."""
        records = self._records_of(file, key[0])
        if records and all(each.ends and each.dated for each in records):
            youngest = max(records, key=lambda each: each.dated or date.min)
            return Ending(youngest.dated, youngest.dated_by)
        return self.endings.of(key, file) if self.endings else Ending()

    def _records_of(self, file: FileKey, category: str) -> Sequence[Document]:
        """Records of a category in a file; where there are none, as with a number that stands in some record, all of them."""
        every = self._by_file.get(file, ())
        return [each for each in every if each.category == category] or every

    @cached_property
    def _by_file(self) -> Mapping[FileKey, Sequence[Document]]:
        found: dict[FileKey, list[Document]] = {}
        for document in self.documents:
            found.setdefault(document.file, []).append(document)
        return found

    def held(self, category: str, file: FileKey) -> tuple[Hold, ...]:
        """Legal holds that a file stands under."""
        return tuple(hold for hold in self.holds if hold.covers(category, file, self.on))


def ground_of(
    inventory: Inventory,
    files: Mapping[FileKey, FileSeen],
    *,
    holdings: Iterable[Holding],
    obligations: Sequence[Obligation],
    on: date,
    activities: Sequence[ProcessingActivity] = (),
    confidential: Sequence[Confidential] = (),
    holds: Sequence[Hold] = (),
    endings: Endings | None = None,
) -> Ground:
    """Bring together what departures are looked for in."""
    documents = []
    for paper, subject, about in inventory.documents():
        seen = files.get(paper.file)
        if seen is None:
            continue
        locator = Locator((seen.path, *paper.found.locator.segments[1:]))
        documents.append(
            Document(
                paper.file,
                locator,
                folder_of(seen, locator),
                paper.kind,
                paper.found.category,
                subject,
                about,
                bool(about) or _tells(paper),
                *_own_date(paper),
            )
        )
    return Ground(
        on,
        tuple(documents),
        files,
        {(each.category, each.subject): each for each in holdings if each.found},
        inventory.files(),
        inventory.files_of(frozenset({"card-security-code", "card-track"})),
        inventory.people_in,
        tuple(activities),
        tuple(obligations),
        tuple(confidential),
        tuple(holds),
        endings,
    )


def _own_date(paper: FoundPaper) -> tuple[date | None, str, bool]:
    """The day that a record carries, what that day is, and whether something ended on it. Of a year it is the last one."""
    from bailee.kinds import dates  # all expressions of all kinds: a scan in which nothing changed does without

    told, own = paper.found.dated, dates().get(paper.kind)
    if not told or own is None:
        return None, "", False
    return (date(int(told), 12, 31) if len(told) == 4 else date.fromisoformat(told)), own.says, own.ends


def _tells(paper: FoundPaper) -> bool:
    """Whether a document without a name has a number of somebody's in it: a phone number or an address is on every leaflet."""
    return any(severity_of(mention.category) > Severity.LOW for mention in paper.mentions)


def folder_of(seen: FileSeen, locator: Locator) -> Folder:
    """What a document lies in: its folder, or the archive, mail or other container around it with the folder in there.

    >>> folder_of(FileSeen("a/HR", "a", "HR/2019.zip"), Locator(("HR/2019.zip", "roe/test.pdf", "page 2")))
    ('a', 'HR', '2019.zip', 'roe')
    """
    segments = item_of(locator)
    if len(segments) == 1:
        return seen.folder
    inside = [part for segment in segments[1:-1] for part in PurePosixPath(segment).parts]
    return (
        *seen.folder,
        PurePosixPath(segments[0].replace("\\", "/")).name,
        *inside,
        *PurePosixPath(segments[-1]).parts[:-1],
    )


def readers_by_name(accounts: Collection[Account] | None) -> frozenset[str] | None:
    """Accounts that can open a file, as people call them, without the superuser, whom nothing keeps out."""
    return None if accounts is None else frozenset(each.name for each in accounts if each.user != 0)


def severity_of(category: str) -> Severity:
    return DATA_CATEGORIES[category].severity if category in DATA_CATEGORIES else Severity.MEDIUM
