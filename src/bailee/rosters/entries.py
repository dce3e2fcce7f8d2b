"""People of a table: columns by their heads or as somebody said, and all that is wrong with it, by line, with a remedy.

>>> table = Table(("Name", "E-mail", "Hired"), [(2, ("Doe, Pat", "pat@example.org", "2024-05-01")), (3, ("=1+1", "", "03/04/2026"))])
>>> read = read_entries(table, Wanted(on=date(2026, 11, 25)))
>>> read.entries[0].details.name, read.entries[0].joined_on
('Pat Doe', datetime.date(2024, 5, 1))
>>> for fault in read.faults: print(fault)
line 3, "Name": this is a formula and no name; write the name as text
line 3, "Hired": the day or the month may come first; say which (--dates day-first, --dates month-first)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bailee.dates import AMBIGUOUS, order_of, parse
from bailee.errors import InvalidInput
from bailee.rosters.columns import LABELS, SAID, mapping_of
from bailee.rosters.details import Details, merged
from bailee.rosters.tables import Table
from bailee.vocabulary import SubjectCategory

LONGEST = 150  # letters of a name
_LONGEST_CELL = 1_000
_DATES = {"born": "birth date", "joined_on": "joined", "left_on": "left"}
_FORMULA = re.compile(r"[=@]|[+\-](?=[\w(=])")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|</?\w+|&(?:[a-z]+|#\d+);|javascript:|\{\{|\{%", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"'.]+|[^\s@<>\"']+@localhost")
_NONE = frozenset({"", "-", "–", "n/a", "na", "none", "null", "?", "."})
_AHEAD = timedelta(days=366)  # a date of joining or leaving may be planned, and not for long


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list is to be read, where its heads do not say it."""

    on: date  # today: nobody is born later
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)  # field → heads; none: leave it out
    dates: str = ""  # day-first, month-first; empty: as the column shows
    leave_out: bool = False  # lines with faults, instead of the whole list


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in a list."""

    line: int
    details: Details
    joined_on: date | None = None
    left_on: date | None = None
    category: SubjectCategory | None = None  # where the list itself says it


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to do. Never what stands there."""

    line: int
    column: str  # its head; empty: the line as a whole
    says: str
    remedy: str
    unit: str = "line"

    def __str__(self) -> str:
        column = f', "{self.column}"' if self.column else ""
        return f"{self.unit} {self.line}{column}: {self.says}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Read:
    """What a list holds. Where there are faults, `entries` are the others."""

    mapping: dict[str, tuple[str, ...]]  # field → heads of the columns it is read from
    unused: tuple[str, ...]  # heads that mean no field of a roster
    entries: tuple[Entry, ...] = field(repr=False)
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]  # what was done without asking: duplicates counted once


def read_entries(table: Table, wanted: Wanted) -> Read:
    """InvalidInput where no column names people, or one that was asked for is not there."""
    mapping = _mapping(table, wanted)
    reader = _Reader(table, mapping, wanted)
    entries: list[Entry] = []
    for line, row in table.rows:
        entry = reader.entry(line, row)
        if entry is not None:
            entries.append(entry)
    bad = {fault.line for fault in reader.faults}
    told, notes = _once(reader, [entry for entry in entries if entry.line not in bad])
    used = {column for columns in mapping.values() for column in columns}
    return Read(
        {name: tuple(table.heads[column] for column in columns) for name, columns in mapping.items()},
        tuple(head for column, head in enumerate(table.heads) if column not in used and head),
        tuple(told),
        tuple(sorted(reader.faults, key=lambda fault: fault.line)),
        notes,
    )


def _mapping(table: Table, wanted: Wanted) -> dict[str, tuple[int, ...]]:
    found = mapping_of(table.heads)
    heads = {" ".join(head.casefold().split()): column for column, head in reversed(list(enumerate(table.heads)))}
    for said, names in wanted.columns.items():
        name = SAID.get(said, said)
        if name not in LABELS:
            raise InvalidInput(f'a roster has no field "{said}"', hint=f"fields are: {', '.join(LABELS)}")
        columns = []
        for head in names:
            column = heads.get(" ".join(head.casefold().split()))
            if column is None:
                raise InvalidInput(f'the list has no column "{head}"', hint="name a column as its first line does")
            columns.append(column)
        taken = set(columns)
        found = {other: tuple(each for each in given if each not in taken) for other, given in found.items()}
        found[name] = tuple(columns)
        found = {other: given for other, given in found.items() if given}
    if "name" not in found and not {"given", "surname"} <= found.keys():
        missing = "surname" if "given" in found else "given name" if "surname" in found else "name"
        raise InvalidInput(
            f"no column is called a {missing}",
            hint='its first line must name the columns, such as "name,email"; or say which one it is: --column name="…"',
        )
    return found


class _Reader:
    """Row by row; faults are gathered, so that all of them are said at once."""

    def __init__(self, table: Table, mapping: Mapping[str, tuple[int, ...]], wanted: Wanted) -> None:
        self.table, self.mapping, self.wanted = table, mapping, wanted
        self.faults: list[Fault] = []
        self.orders = {
            name: wanted.dates or order_of(row[column] for _, row in table.rows if column < len(row))
            for name in _DATES
            if name in mapping
            for column in mapping[name]
        }

    def fault(self, line: int, name: str, says: str, remedy: str) -> None:
        column = self.table.heads[self.mapping[name][0]] if name in self.mapping else ""
        self.faults.append(Fault(line, column, says, remedy, self.table.unit))

    def entry(self, line: int, row: Sequence[str]) -> Entry | None:
        told = {name: self._cells(row, columns) for name, columns in self.mapping.items()}
        if not any(told.values()):
            return None
        for name, cells in told.items():
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                self.fault(line, name, f"it has more than {_LONGEST_CELL:,} letters", "shorten it")
                return None
        first = {name: cells[0] if cells else "" for name, cells in told.items()}
        name, given, surname = self._name(line, first)
        born, joined, left = (self._date(line, each, first.get(each, "")) for each in _DATES)
        if born and born > self.wanted.on:
            self.fault(line, "born", "this birth date is in the future", "write the year with four digits")
        for each, day in (("joined_on", joined), ("left_on", left)):
            if day and (day > self.wanted.on + _AHEAD or day.year < 1900):
                self.fault(line, each, "this date is more than a year ahead, or before 1900", "correct it")
        if joined and left and left < joined:
            self.fault(line, "left_on", "they left before they joined", "correct one of the two dates")
        category = self._category(line, first.get("category", ""))
        if not name:
            return None
        home = ", ".join(filter(None, (first.get("address", ""), " ".join(filter(None, (first.get("state", ""), first.get("postcode", "")))), first.get("city", ""), first.get("country", ""))))  # fmt: skip
        details = Details(
            name,
            given,
            surname,
            first.get("former", ""),
            first.get("nickname", ""),
            tuple(self._emails(line, told.get("emails", ()))),
            tuple(dict.fromkeys(told.get("phones", ()))),
            first.get("number", ""),
            born,
            home,
            *(first.get(each, "") for each in ("site", "department", "manager", "language")),
        )
        return Entry(line, details, joined, left, category)

    def _cells(self, row: Sequence[str], columns: Sequence[int]) -> tuple[str, ...]:
        cells = (row[column] for column in columns if column < len(row))
        parts = (part for cell in cells for part in cell.split("\n"))
        return tuple(tidy for part in parts if (tidy := " ".join(_shown(part).split())).casefold() not in _NONE)

    def _name(self, line: int, first: Mapping[str, str]) -> tuple[str, str, str]:
        """Whole name, given name and surname; empty where there is a fault."""
        given = first.get("given", "")
        surname = " ".join(filter(None, (first.get("surname", ""), first.get("second", ""))))
        name = first.get("name", "")
        if name.count(",") == 1 and not (given and surname):  # `Doe, Pat`
            surname, given = (part.strip() for part in name.split(","))
            name = f"{given} {surname}".strip()
        name = name or f"{given} {surname}".strip()
        if not name:
            self.fault(
                line,
                "name" if "name" in self.mapping else "surname",
                "there is no name",
                "write it, or delete the line",
            )
            return "", "", ""
        for field_name, part in (("name", name), ("given", given), ("surname", surname), ("former", first.get("former", "")), ("nickname", first.get("nickname", ""))):  # fmt: skip
            if says := _wrong_with(part):
                shown = field_name if field_name in self.mapping else "surname"
                self.fault(line, shown, *says)
                return "", "", ""
        return name, given, surname

    def _date(self, line: int, name: str, cell: str) -> date | None:
        if not cell:
            return None
        order = self.orders.get(name, "")
        found = parse(cell, "" if order == "both" else order)
        if isinstance(found, date):
            return found
        if found == AMBIGUOUS:
            says = (
                "the day or the month may come first"
                if order != "both"
                else "the day or the month may come first: other dates of this column are of both sorts"
            )
            self.fault(line, name, says, "say which (--dates day-first, --dates month-first)")
        else:
            self.fault(line, name, "this is no date", "write it as 2026-11-25")
        return None

    def _category(self, line: int, cell: str) -> SubjectCategory | None:
        if not cell:
            return None
        try:
            return SubjectCategory(cell.casefold().replace(" ", "-"))
        except ValueError:
            words = ", ".join(each.value for each in SubjectCategory if each is not SubjectCategory.PERSON)
            self.fault(line, "category", "nobody is of this category", f"write one of: {words}")
            return None

    def _emails(self, line: int, cells: Sequence[str]) -> Iterator[str]:
        seen = set()
        for cell in cells:
            for part in re.split(r"[;,\s]+", cell):
                part = part.strip("<>\"'").removeprefix("mailto:")
                if not part:
                    continue
                if _EMAIL.fullmatch(part) is None:
                    self.fault(line, "emails", "this is no e-mail address", "correct it, or empty the cell")
                elif part.casefold() not in seen:
                    seen.add(part.casefold())
                    yield part


_JOINERS = "\u200c\u200d"  # Persian, Hindi and others write with them


def _shown(text: str) -> str:
    """Without marks that show nothing: they come along with what is copied, and an override turns what stands behind the name.

    >>> ascii(_shown("\u202egnp Doe\u200e"))
    "'gnp Doe'"
    """
    if text.isascii():
        return text
    return "".join(each for each in text if each in _JOINERS or unicodedata.category(each) != "Cf")


def _wrong_with(name: str) -> tuple[str, str] | None:
    """What is wrong with a name, and the remedy."""
    if len(name) > LONGEST:
        return f"the name has {len(name)} letters, and the longest may have {LONGEST}", "shorten it"
    if _FORMULA.match(name):
        return "this is a formula and no name", "write the name as text"
    if _MARKUP.search(name):
        return "there is markup in the name", "write the name alone"
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in name) or "\ufffd" in name:
        return "there are signs in the name that no text has", "save the list as UTF-8, or type the name anew"
    if name and not any(sign.isalpha() for sign in name):
        return "there is no letter in the name", "write the name, or map another column to it"
    return None


def _once(reader: _Reader, entries: Sequence[Entry]) -> tuple[list[Entry], tuple[str, ...]]:
    """Each person once. A row that stands there twice counts once; two people of one number are a fault."""
    kept: dict[tuple[object, ...], Entry] = {}
    first_of_number: dict[str, Entry] = {}
    again = 0
    bad: set[int] = set()
    for entry in entries:
        who = entry.details
        number = who.number.casefold()
        other = first_of_number.setdefault(number, entry) if number else entry
        if other is not entry and _plain(other.details.name) != _plain(who.name):
            reader.fault(
                entry.line, "number", f"{reader.table.unit} {other.line} has the same number and another name",
                "correct one of the two, or leave the numbers out (--column number=)",
            )  # fmt: skip
            bad |= {entry.line, other.line}
            continue
        sign = (number,) if number else ("", _plain(who.name), who.born, tuple(sorted(map(_plain, who.emails))))
        before = kept.get(sign)
        if before is not None:
            again += 1
            kept[sign] = replace(
                before,
                details=merged(before.details, replace(who, emails=_both(before.details.emails, who.emails), phones=_both(before.details.phones, who.phones))),
                joined_on=before.joined_on or entry.joined_on,
                left_on=entry.left_on or before.left_on,
            )  # fmt: skip
        else:
            kept[sign] = entry
    notes = []
    if again:
        notes.append(
            f"{again:,} {'row says' if again == 1 else 'rows say'} again what another says of the same person: counted once"
        )
    told = [entry for entry in kept.values() if entry.line not in bad]
    names = Counter(_plain(entry.details.name) for entry in told)
    shared = [entry for entry in told if names[_plain(entry.details.name)] > 1]
    untold = [each for each in shared if not (each.details.number or each.details.born or each.details.emails)]
    if untold:
        lines = ", ".join(str(each.line) for each in untold[:5])
        notes.append(
            f"people of one name whom nothing tells apart ({reader.table.unit} {lines}): a number or a birth date would"
        )
    addresses = Counter(_plain(address) for entry in told for address in entry.details.emails)
    several = sum(1 for count in addresses.values() if count > 1)
    if several:
        notes.append(f"{several:,} e-mail {'address is' if several == 1 else 'addresses are'} of several people")
    return told, tuple(notes)


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    seen = {_plain(each): each for each in reversed((*one, *other))}
    return tuple(dict.fromkeys(seen[_plain(each)] for each in (*one, *other)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
