"""Declare who works here, who applied, who buys: a roster from a list. Its fields are kept encrypted.

What a scan finds is placed by it (*employee*, *customer*), and a notice is told to everyone only when everyone on it signed.
A list that is read again is a difference: who is new, who changed, who is not in it. Nobody leaves the roster by not being
in a list, for the list may be of one site, or of those who are paid monthly; somebody has to say that they left.

    planned = plan_roster(workspace, content, "staff.csv", SubjectCategory.EMPLOYEE, Wanted(on=today))
    planned.differences, planned.read.faults, planned.notes       # shown; nothing is changed
    apply_roster(workspace, planned, gone=Gone.KEEP)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.rosters import (
    Details,
    Differences,
    Entry,
    Known,
    Read,
    Wanted,
    compare,
    forms_of,
    read_entries,
    read_tables,
)
from bailee.rosters.details import merged
from bailee.rosters.tables import LARGEST, table_named
from bailee.store.rows.roster import Prints, RosterDraft, RosterPerson
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

_SHOWN = 5  # lines that a note names
NOBODY = ("nobody on the roster answers to that", "bailee people roster lists them")
SEVERAL = ("several people on the roster answer to that", "name them by e-mail or number")


class Gone(StrEnum):
    """What becomes of those on the roster who are not in the list."""

    KEEP = "keep"  # they stay, and are marked as missing from it
    ENDED = "ended"  # they left
    PART = "part"  # the list is of some people only: it says nothing of the others


@dataclass(frozen=True, slots=True)
class Planned:
    """What a list would change, category by category, and what is wrong with it."""

    file_name: str
    category: SubjectCategory
    read: Read
    differences: dict[SubjectCategory, Differences] = field(repr=False)
    notes: tuple[str, ...]
    known: dict[str, RosterPerson] = field(repr=False)
    sheet: str = ""

    @property
    def new(self) -> int:
        return sum(len(each.new) for each in self.differences.values())

    @property
    def changed(self) -> int:
        return sum(len(each.changed) for each in self.differences.values())

    @property
    def same(self) -> int:
        return sum(len(each.same) for each in self.differences.values())

    @property
    def gone(self) -> tuple[Known, ...]:
        return tuple(person for each in self.differences.values() for person in each.gone)


@dataclass(frozen=True, slots=True)
class Declared:
    """What was changed."""

    people: int  # in the list
    new: int
    changed: int
    missing: int
    ended: int
    left_out: int  # lines with faults


def declare_roster(
    workspace: Workspace,
    file: Path,
    category: SubjectCategory,
    wanted: Wanted | None = None,
    *,
    gone: Gone = Gone.KEEP,
    left_on: date | None = None,
    sheet: str = "",
) -> Declared:
    """People from a file, all of them or none. InvalidInput where something in it is wrong, with its line."""
    today = datetime.now(UTC).astimezone().date()
    planned = plan_roster(workspace, content_of(file), file.name, category, wanted or Wanted(on=today), sheet=sheet)
    return apply_roster(workspace, planned, gone=gone, left_on=left_on, leave_out=bool(wanted and wanted.leave_out))


def content_of(file: Path) -> bytes:
    """The bytes of a list. CannotRead where there are none."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" has more than {LARGEST >> 20} MB', hint="hand it over in parts")
        return file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a list: CSV, XLSX, vCard or LDIF") from None


def plan_roster(
    workspace: Workspace,
    content: bytes,
    file_name: str,
    category: SubjectCategory,
    wanted: Wanted,
    *,
    sheet: str = "",
) -> Planned:
    """Read a list and set it beside the roster; nothing is changed."""
    table = table_named(read_tables(content, file_name), sheet, file_name)
    read = read_entries(table, wanted)
    of_category: dict[SubjectCategory, list[Entry]] = defaultdict(list)
    for entry in read.entries:
        of_category[entry.category or category].append(entry)
    of_category.setdefault(category, [])
    everybody = workspace.roster_of_all()
    differences = {}
    for about, entries in of_category.items():
        known = [
            Known(each.ident, each.details, each.joined_on, each.left_on, each.missing_since)
            for each in everybody
            if each.category is about
        ]
        differences[about] = compare(known, entries)
    notes = (*read.notes, *_elsewhere(everybody, of_category))
    return Planned(
        file_name,
        category,
        read,
        differences,
        notes,
        {each.ident: each for each in everybody},
        table.name if sheet else "",
    )


def apply_roster(
    workspace: Workspace,
    planned: Planned,
    *,
    gone: Gone = Gone.KEEP,
    left_on: date | None = None,
    leave_out: bool = False,
) -> Declared:
    """Keep it, in one transaction with one record. InvalidInput where something is wrong with it, and nobody said to leave that out."""
    faults = planned.read.faults
    if faults and not leave_out:
        raise InvalidInput(
            f'{_count(len(faults), "thing")} in "{planned.file_name}" {"has" if len(faults) == 1 else "have"} to be corrected; nothing was imported',
            hint=f"{faults[0]}" if len(faults) == 1 else "correct these lines, or import the others with --leave-out",
        )
    if not planned.read.entries:
        raise InvalidInput(f'nobody is named in "{planned.file_name}"', hint="nothing was imported")
    region = region_of(workspace)
    drafts: list[RosterDraft] = []
    back: list[str] = []
    for category, found in planned.differences.items():
        drafts += [
            RosterDraft(category, each.details, prints(workspace, each.details, region), each.joined_on, each.left_on)
            for each in found.new
        ]
        for change in found.changed:
            before = planned.known[change.ident]
            details = merged(before.details, change.entry.details)
            drafts.append(
                RosterDraft(
                    category,
                    details,
                    prints(workspace, details, region),
                    change.entry.joined_on or before.joined_on,
                    change.entry.left_on,
                    change.ident,
                )
            )
        back += [each.ident for each in found.same if planned.known[each.ident].missing_since]
    missing = [each.ident for each in planned.gone]
    with workspace.transaction():
        workspace.save_roster(drafts)
        workspace.mark_found(back)
        marked = ended = 0
        if gone is Gone.KEEP:
            marked = workspace.mark_missing(missing)
        elif gone is Gone.ENDED:
            workspace.end_roster_people(missing, left_on)
            ended = len(missing)
        done = Declared(
            len(planned.read.entries), planned.new, planned.changed, marked, ended, len({each.line for each in faults})
        )
        workspace.record(
            "roster-declared",
            planned.category.value,
            {"people": done.people, "new": done.new, "changed": done.changed, "missing": marked, "ended": ended, "left_out": done.left_out},
        )  # fmt: skip
    return done


def end_person(workspace: Workspace, who: str, left_on: date | None = None) -> RosterPerson:
    """Note that somebody left; `who` is an ident, a number, an e-mail address or a name."""
    person = person_named(workspace, who)
    with workspace.transaction():
        workspace.end_roster_person(person.ident, left_on)
        workspace.record("roster-ended", person.category.value, {"person": person.ident})
    return person


def end_missing(workspace: Workspace, idents: list[str], left_on: date | None = None) -> int:
    """Note that people whom a list did not have any more did leave."""
    with workspace.transaction():
        workspace.end_roster_people(idents, left_on)
        workspace.record("roster-ended", "missing", {"people": len(idents)})
    return len(idents)


def person_named(workspace: Workspace, who: str) -> RosterPerson:
    """The one on the roster who answers to it. InvalidInput where nobody does, or several do."""
    said = " ".join(who.casefold().split())
    found = [
        each
        for each in workspace.roster()
        if said
        and said
        in (each.ident, each.details.number.casefold(), each.name.casefold(), *map(str.casefold, each.details.emails))
    ]
    if len(found) != 1:
        words, hint = SEVERAL if found else NOBODY
        raise InvalidInput(words, hint=hint)
    return found[0]


def region_of(workspace: Workspace) -> str:
    """Whose numbering plan a phone number without its country is of: that of the first country the organisation is in."""
    countries = workspace.facts().get("establishment_countries") or ["US"]
    return str(countries[0]) if isinstance(countries, list) and countries else "US"


def prints(workspace: Workspace, details: Details, region: str = "US") -> Prints:
    """Keyed fingerprints of the normal forms that a scan would make of these, so that findings are recognised."""
    return tuple((form, workspace.fingerprint(form, value)) for form, value in forms_of(details, region))


def fingerprints(workspace: Workspace, name: str, email: str) -> Prints:
    """The same for a name and an address alone."""
    return prints(workspace, Details(name, emails=(email,) if email else ()))


def _elsewhere(everybody: tuple[RosterPerson, ...], of_category: dict[SubjectCategory, list[Entry]]) -> tuple[str, ...]:
    """People who are on the roster under another category, too: both are kept, and it is said."""
    notes = []
    addresses: dict[str, set[SubjectCategory]] = defaultdict(set)
    for person in everybody:
        for address in person.details.emails:
            addresses[address.casefold()].add(person.category)
    for about, entries in of_category.items():
        twice: dict[SubjectCategory, list[int]] = defaultdict(list)
        for entry in entries:
            for address in entry.details.emails:
                for other in addresses.get(address.casefold(), set()) - {about}:
                    twice[other].append(entry.line)
        for other, lines in twice.items():
            shown = ", ".join(map(str, lines[:_SHOWN])) + (" …" if len(lines) > _SHOWN else "")
            notes.append(
                f"{_count(len(lines), 'person is', 'people are')} on the roster as {other.value}, too, by e-mail address (line {shown}): "
                "both are kept; end one if that is wrong"
            )
    return tuple(notes)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
