"""A list beside the roster: who is new, who changed, who is not in it. Nobody leaves the roster by not being in a list.

>>> known = [Known("a1", Details("Ann Roe", number="1")), Known("b2", Details("Bo Li", number="2"))]
>>> found = compare(known, [Entry(2, Details("Ann Doe", number="1")), Entry(3, Details("Cy Fox", number="3"))])
>>> len(found.new), [(each.ident, each.fields) for each in found.changed], [each.ident for each in found.gone]
(1, [('a1', ('name',))], ['b2'])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee.rosters.details import Details, changed_fields
from bailee.rosters.entries import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is on the roster already."""

    ident: str
    details: Details
    joined_on: date | None = None
    left_on: date | None = None
    missing_since: date | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody of whom the list says something else."""

    ident: str
    entry: Entry
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What a list would change. `gone`: on the roster, and not in the list; whether they left, the list does not say."""

    new: tuple[Entry, ...] = field(repr=False)
    changed: tuple[Changed, ...] = field(repr=False)
    same: tuple[Changed, ...] = field(repr=False)
    gone: tuple[Known, ...] = field(repr=False)


def compare(known: Iterable[Known], entries: Sequence[Entry]) -> Differences:
    """By number first, then by e-mail address, then by name with birth date, then by a name that only one has."""
    everybody = list(known)
    taken: set[str] = set()
    found: dict[int, Known] = {}
    for signs in (_number, _emails, _name_and_birth, _name):
        holders: dict[str, list[Known]] = defaultdict(list)
        for known_person in everybody:
            if known_person.ident not in taken:
                for sign in signs(known_person.details):
                    holders[sign].append(known_person)
        for entry in entries:
            if id(entry) in found:
                continue
            for sign in signs(entry.details):
                fitting = [
                    each
                    for each in holders.get(sign, ())
                    if each.ident not in taken and _may_be(each.details, entry.details)
                ]
                if len(fitting) == 1:
                    found[id(entry)] = fitting[0]
                    taken.add(fitting[0].ident)
                    break
    new: list[Entry] = []
    changed: list[Changed] = []
    same: list[Changed] = []
    for entry in entries:
        if (person := found.get(id(entry))) is None:
            new.append(entry)
            continue
        fields = [*changed_fields(person.details, entry.details)]
        fields += [
            name
            for name in ("joined_on", "left_on")
            if (told := getattr(entry, name)) is not None and told != getattr(person, name)
        ]
        if person.left_on and entry.left_on is None:  # back again
            fields.append("left_on")
        (changed if fields else same).append(Changed(person.ident, entry, tuple(fields)))
    gone = tuple(each for each in everybody if each.ident not in taken and each.left_on is None)
    return Differences(tuple(new), tuple(changed), tuple(same), gone)


def _may_be(one: Details, other: Details) -> bool:
    """Two numbers are two people, and so are two birth dates; a changed number of one person is a new person to us."""
    return not (one.number and other.number and one.number != other.number) and not (
        one.born and other.born and one.born != other.born and one.number != other.number
    )


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(person: Details) -> Iterator[str]:
    if person.number:
        yield plain(person.number)


def _emails(person: Details) -> Iterator[str]:
    """With the given name: a couple may have one mailbox."""
    first = plain(person.given or person.name).split()[:1]
    yield from (f"{plain(address)} {first}" for address in person.emails)


def _name_and_birth(person: Details) -> Iterator[str]:
    if person.born:
        yield f"{plain(person.name)} {person.born}"


def _name(person: Details) -> Iterator[str]:
    yield plain(person.name)
