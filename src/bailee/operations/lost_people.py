"""What lay on a device, in a data store, or behind an account, at an hour: people as a range, kinds, and where they live.

    lost, exposed, encryption = what_was_lost(workspace, incident)

It asks the rows of the scans before that hour. Where there was none, it says that nobody knows; it never says zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.incidents.acts import Incident
from bailee.incidents.encryption import Encryption, at_hour
from bailee.incidents.held import Kind, Lost, Region
from bailee.incidents.residence import residence
from bailee.inventory import Inventory, lies_in, place_of
from bailee.inventory.sightings import Sighting
from bailee.many_objects import no_cycles_made
from bailee.operations.opened_then import opened_by
from bailee.people import People, PeopleRange, meet
from bailee.people.meeting import Meeting
from bailee.placement import Placement
from bailee.rosters.forms import SHARED
from bailee.store.rows.lost import FileThen, Look, ValuesThen
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Severity, SubjectCategory

MOST_LINKED = 200_000  # findings; linking the people of more takes longer than somebody waits who has a laptop stolen
_SINGLE = ("social-security-number", "national-identifier", "passport", "driving-licence", "email-address")
_SUBJECTS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster whose data were lost."""

    ident: str
    place: str  # where they live
    subject: SubjectCategory
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for. `exposed`: people of what was not encrypted or sealed for certain, by where they live."""

    lost: Lost
    exposed: tuple[Region, ...]
    encryption: Encryption
    persons: Mapping[str, Person] = field(
        default_factory=dict, repr=False
    )  # of the roster, whose data lay in the clear


@dataclass(frozen=True, slots=True)
class Target:
    """Places, and which data stores of them; empty: all. `rights`: from when it is known who can open them, in sentences."""

    places: Mapping[int, str]
    stores: frozenset[str] = frozenset()
    rights: tuple[str, ...] = ()


def target_of(workspace: Workspace, sort: str, ident: str, hour: datetime | None = None) -> Target:
    """What an incident is about. `hour`: of an account, what it could open then, where that is known. InvalidInput where there is no such device, data store or account."""
    if sort == "device":
        return Target(workspace.device_places(ident))
    numbers = workspace.place_numbers()
    if sort == "account":
        stores, rights = opened_by(workspace, ident, hour)
        places = {number: name for name, number in numbers.items() if any(lies_in(store, (name,)) for store in stores)}
        return Target(places, frozenset(stores), rights)
    if ident in numbers:
        return Target({numbers[ident]: ident})
    name = place_of(ident, numbers)
    if not name or ident not in workspace.coverage_by_store():
        raise InvalidInput(
            f'there is no place or data store "{ident[:80]}"', hint="`bailee places` and `bailee inventory` list them"
        )
    return Target({numbers[name]: name}, frozenset({ident}))


def _target_still(workspace: Workspace, incident: Incident) -> Target:
    """The same of an incident that stands: an account that was locked since, or a place that went, leaves it to be found out by hand."""
    try:
        return target_of(workspace, incident.sort, incident.target, incident.hour)
    except InvalidInput:
        if not incident.ident:  # none that stands: somebody asks what would be lost
            raise
        what = "that this account could open" if incident.sort == "account" else "of this name"
        return Target({}, rights=(f"Nothing is known here now {what}: find out what was there at that hour.",))


@no_cycles_made()
def what_was_lost(workspace: Workspace, incident: Incident, *, patient: bool = False) -> Found:
    """As it was at the hour of the incident. `patient`: people are linked however much lay there, for letters name what is theirs."""
    target = _target_still(workspace, incident)
    if archived := workspace.archived_then(incident.hour):
        lacks = f"Not all of it is counted: up to {count(archived, 'finding')} of that hour lie in archives. Bring them back first: `bailee archive`."
        target = replace(target, rights=(*target.rights, lacks))
    looks = workspace.looks(target.places, incident.hour)
    read = {number: look for number, look in looks.items() if look.scan is not None}
    never = tuple(name for number, name in target.places.items() if number not in read)
    readings = [*workspace.disk_readings(target.places), *incident.readings]
    names = dict.fromkeys([*target.places.values(), *(each.disk for each in incident.readings)])
    if not read:
        return _unknown(workspace, incident, target, looks, never, at_hour(readings, tuple(names), incident.hour))
    scan = max(look.scan for look in read.values() if look.scan is not None)
    asked = (read, scan, incident.hour, target.stores)
    much = None
    if not patient and workspace.lay_more_than(MOST_LINKED, *asked):
        much = workspace.values_then(*asked)
    findings, files = (much.findings, much.files) if much is not None else workspace.findings_then(*asked)
    lost = Lost(
        PeopleRange(0, 0),
        read_at=min(look.read_at for look in read.values() if look.read_at is not None),
        findings=findings,
        files=files,
        not_read=workspace.not_read_then(read, scan, incident.hour),
        never=never,
        disks=tuple(target.places.values()),
        rights=target.rights,
    )
    encryption = at_hour(readings, tuple(names), incident.hour)
    if much is not None:
        return _by_values(workspace, much, lost, encryption)
    roster = workspace.roster_prints()
    inventory = Inventory(
        {form: person.category for person in roster for form in person.fingerprints if form[0] not in SHARED}
    )
    there = workspace.add_what_lay(inventory, read, scan, incident.hour, target.stores)
    return _linked(
        workspace,
        incident,
        target,
        inventory,
        there,
        lost,
        encryption,
        [(each.ident, each.fingerprints) for each in roster],
        {each.ident: each.category for each in roster},
    )


def _unknown(
    workspace: Workspace, incident: Incident, target: Target, looks: Mapping[int, Look], never: tuple[str, ...],
    encryption: Encryption,
) -> Found:  # fmt: skip
    later = [look.later_at for look in looks.values() if look.later_at is not None]
    seen = 0
    if later and target.places:
        after = workspace.looks(target.places, max(later))
        scans = [look.scan for look in after.values() if look.scan is not None]
        seen = workspace.findings_then(target.places, max(scans), max(later), target.stores)[0] if scans else 0
    lost = Lost(
        None,
        never=never,
        disks=tuple(target.places.values()),
        later_at=min(later, default=None),
        later_findings=seen,
        rights=target.rights,
    )
    return Found(lost, (), encryption)


def _linked(
    workspace: Workspace, incident: Incident, target: Target, inventory: Inventory, there: Mapping[int, FileThen], lost: Lost,
    encryption: Encryption, listed: Sequence[tuple[str, tuple[tuple[str, str], ...]]], category_of: Mapping[str, SubjectCategory],
) -> Found:  # fmt: skip
    placement = inventory.placement()
    people = placement.people
    sightings = list(inventory.sightings())
    met = meet(people, sightings, listed)
    lives = _residences(workspace, met)
    roots = {
        each.ident: each.path
        for each in workspace.places()
        if each.ident in target.places and isinstance(each.path, Path)
    }
    sealed = workspace.sealed_then(roots, incident.hour)
    safe_places = {number for number, name in target.places.items() if encryption.covers(name)}
    if incident.said.get("key-taken"):
        safe_places = set()
    locked = {number for number, file in there.items() if (file.place, file.printed) in sealed}
    plain = [each for each in sightings if each.file[1] not in locked and _place(there, each) not in safe_places]
    counts = _Counted(placement, met, lives, category_of, _by_findings(people, sightings))
    whole = people.everybody(sightings) if sightings else PeopleRange(0, 0)
    regions = _with_the_rest(counts.regions(sightings), whole)
    exposed = regions
    if len(plain) < len(sightings):
        exposed = _with_the_rest(counts.regions(plain), people.everybody(plain)) if plain else ()
    if encryption.is_whole:  # nothing is left in the clear: what counts where, if the key went too
        exposed = regions
    with_findings = {each.file[1] for each in sightings}
    apart = None
    if len(plain) < len(sightings):
        safe = [each for each in sightings if each.file[1] in locked or _place(there, each) in safe_places]
        apart = people.everybody(safe)
    unread = {
        number
        for number, name in target.places.items()
        if any(each.name == name and each.is_encrypted is None for each in encryption.disks)
    }
    encryption = replace(
        encryption,
        sealed_files=len(with_findings & locked),
        clear_files=len({each.file[1] for each in plain}),
        unread_files=len({each.file[1] for each in plain if _place(there, each) in unread}),
    )
    lost = replace(
        lost, people=whole, subjects=counts.subjects(sightings), kinds=_kinds_of(inventory), regions=regions, apart=apart,
    )  # fmt: skip
    return Found(lost, exposed, encryption, counts.persons(sightings if encryption.is_whole else plain))


def _place(there: Mapping[int, FileThen], sighting: Sighting) -> int:
    number = sighting.file[1]
    return there[number].place if isinstance(number, int) else 0


def _by_findings(people: People, sightings: Iterable[Sighting]) -> dict[int, str]:
    """Where people live whose address was found: the state that it names beside its postal code. Where two of one person differ,
    as often as each other, nobody knows."""
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        told = dict(sighting.value.attributes) if sighting.value.category == "postal-address" else {}
        if "region" in told and told.get("use") != "work":
            about = people.people_of(sighting)
            if len(about) == 1:
                seen[about[0]][told["region"]] += 1
    found = {}
    for person, regions in seen.items():
        (first, most), *others = regions.most_common(2)
        if not others or others[0][1] < most:
            found[person] = first
    return found


def _with_the_rest(regions: Sequence[Region], whole: PeopleRange) -> tuple[Region, ...]:
    """People of whom it is not known who they are live nobody knows where: so the places come to the whole."""
    known = [each for each in regions if each.code]
    low, high = sum(each.people.low for each in known), sum(each.people.high for each in known)
    rest = next((each for each in regions if not each.code), Region("", PeopleRange(0, 0), ()))
    least = max(rest.people.low, whole.low - high, 0)
    most = max(rest.people.high, whole.high - low, least)
    if not most:
        return tuple(known)
    return (*known, replace(rest, people=PeopleRange(least, most, rest.people.reasons)))


def _residences(workspace: Workspace, met: Meeting) -> dict[str, str]:
    """Where those on the roster live who were met, by their ident."""
    home = _home(workspace)
    return {each.ident: residence(each.details.address, home=home) for each in workspace.roster_people(met.found)}


def _home(workspace: Workspace) -> str:
    """The country of an address that names none: where the organisation works."""
    facts = workspace.facts()
    for name in ("employees_by_state", "establishments", "employees_by_country"):
        told = facts.get(name)
        if isinstance(told, Mapping) and told:
            return str(max(told, key=lambda each: told[each])).partition("-")[0]
        if isinstance(told, Sequence) and told and not isinstance(told, str):
            return str(told[0]).partition("-")[0]
    return "US"


def home_of(workspace: Workspace) -> str:
    """Whose holidays and addresses are meant where nothing is said."""
    return _home(workspace)


class _Counted:
    """People by where they live, counted over any part of what lay there."""

    def __init__(
        self, placement: Placement, met: Meeting, lives: Mapping[str, str], category_of: Mapping[str, SubjectCategory],
        found_to_live: Mapping[int, str],
    ) -> None:  # fmt: skip
        self.found_to_live = found_to_live
        self.placement, self.people, self.met, self.lives = placement, placement.people, met, lives
        self.category_of = category_of

    def regions(self, sightings: Iterable[Sighting]) -> tuple[Region, ...]:
        """Most people first; those of whom nobody knows where they live last."""
        by_place: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        everybody: dict[str, set[int]] = defaultdict(set)
        of_paper = self._of_papers()
        for sighting in sightings:
            for person in self._about(sighting):
                code = self._lives(person)
                everybody[code].add(person)
                by_place[code][sighting.value.category].add(person)
                for category in of_paper.get(person, ()):
                    by_place[code][category].add(person)
        made = []
        for code, people in everybody.items():
            kinds = tuple(Kind(category, self.people.of_people(some)) for category, some in by_place[code].items())
            idents = frozenset(self.met.whose[person] for person in people if person in self.met.whose)
            patients = frozenset(each for each in idents if self.category_of.get(each) is SubjectCategory.PATIENT)
            made.append(Region(code, self.people.of_people(people), tuple(sorted(kinds, key=_worst)), idents, patients))
        return tuple(sorted(made, key=lambda each: (not each.code, -each.people.high, each.code)))

    def subjects(self, sightings: Iterable[Sighting]) -> tuple[tuple[SubjectCategory, PeopleRange], ...]:
        """People by what they are to the organisation, most first."""
        found: dict[SubjectCategory, set[int]] = defaultdict(set)
        for sighting in sightings:
            for person in self._about(sighting):
                found[self._category(person, sighting)].add(person)
        counted = [(subject, self.people.of_people(people)) for subject, people in found.items()]
        return tuple(sorted(counted, key=lambda pair: -pair[1].high)[:_SUBJECTS])

    def persons(self, sightings: Iterable[Sighting]) -> dict[str, Person]:
        """Those on the roster, each with what kinds of data about them lay there."""
        found: dict[str, set[str]] = defaultdict(set)
        where: dict[str, str] = {}
        of_paper = self._of_papers()
        for sighting in sightings:
            for person in self._about(sighting):
                ident = self.met.whose.get(person)
                if ident:
                    where[ident] = where.get(ident) or self._lives(person)
                    found[ident] |= {sighting.value.category, *of_paper.get(person, ())}
        return {
            ident: Person(
                ident, self.lives.get(ident, ""), self.category_of.get(ident, SubjectCategory.PERSON), frozenset(kinds)
            )
            for ident, kinds in found.items()
        }

    def _of_papers(self) -> dict[int, set[str]]:
        """Categories of the papers that are about each person: a medical record, a test."""
        found: dict[int, set[str]] = defaultdict(set)
        for paper in self.placement.papers:
            category = getattr(getattr(paper, "found", None), "category", "")
            for person, _ in self.placement.counted(paper) if category else ():
                found[person].add(category)
        return found

    def _about(self, sighting: Sighting) -> tuple[int, ...]:
        about = tuple(self.people.people_of(sighting))
        return about if len(about) == 1 and not self.people.is_relative(about[0]) else ()

    def _lives(self, person: int) -> str:
        ident = self.met.whose.get(person)
        said = self.lives.get(ident, "") if ident else ""  # the roster knows better than a letter of years ago
        return said or self.found_to_live.get(person, "")

    def _category(self, person: int, sighting: Sighting) -> SubjectCategory:
        ident = self.met.whose.get(person)
        if ident is not None and ident in self.category_of:
            return self.category_of[ident]
        return self.placement.category.get(person, sighting.subject)


def _kinds_of(inventory: Inventory) -> tuple[Kind, ...]:
    """By category, the worst first: people of each as the inventory counts them, over whoever they are about."""
    found: dict[str, list[PeopleRange]] = defaultdict(list)
    for holding in inventory.holdings():
        if holding.found and holding.subject is not SubjectCategory.BUSINESS_CLIENT:
            found[holding.category].append(holding.people)
    kinds = [
        Kind(category, PeopleRange(sum(each.low for each in some), sum(each.high for each in some)))
        for category, some in found.items()
    ]
    return tuple(sorted(kinds, key=_worst))


def _worst(kind: Kind) -> tuple[int, int, str]:
    severity = DATA_CATEGORIES[kind.category].severity if kind.category in DATA_CATEGORIES else Severity.MEDIUM
    return -severity.rank, -kind.people.high, kind.category


def _by_values(workspace: Workspace, much: ValuesThen, lost: Lost, encryption: Encryption) -> Found:
    """Of very much: how many different values there are. At least as many people as have a number that only one has; at most as many
    as there are names and such numbers. Where people of the roster live is known by their e-mail addresses; which kinds of data
    are whose is not told apart, so each place may have all of them."""
    values, printed = much.values, much.addresses
    single = [values.get(each, 0) for each in _SINGLE]
    listed = {
        each.ident: each.category
        for each in workspace.roster_prints()
        if not printed.isdisjoint(_emails(each.fingerprints))
    }
    home = _home(workspace)
    lives = {each.ident: residence(each.details.address, home=home) for each in workspace.roster_people(listed)}
    low = max([*single[:4], len(listed), 1 if values else 0])
    high = max(sum(single) + values.get("person-name", 0), low)
    people = PeopleRange(low, high, (f"{low:,} told apart by a number or an address that only one person has",))
    kinds = tuple(
        sorted((Kind(each, PeopleRange(1, max(min(count, high), 1))) for each, count in values.items()), key=_worst)
    )
    of_place = Counter(lives.values())
    regions = [
        Region(
            code,
            PeopleRange(count, count),
            tuple(Kind(each.category, PeopleRange(0, min(count, each.people.high))) for each in kinds),
            frozenset(ident for ident, place in lives.items() if place == code),
        )
        for code, count in of_place.most_common()
        if code
    ]
    if not any(not each.code for each in regions):
        regions.append(Region("", PeopleRange(0, 0), kinds))
    everywhere = _with_the_rest(regions, people)
    lost = replace(lost, people=people, kinds=kinds, by_values=True, regions=everywhere)
    return Found(lost, everywhere, encryption)


def _emails(prints: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (printed for form, printed in prints if form == "email")
