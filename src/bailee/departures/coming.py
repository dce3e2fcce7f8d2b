"""Coming: files whose time ends within a month, by what was declared or by a law. Said before the day, while there is time to look.

Nothing is wrong with them yet, so they are no departures and colour no cell. The ident is that of the departure which they become
after the day: what is to be done about them is one task before and after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bailee.departures.ages import ending
from bailee.departures.bounds import declared
from bailee.departures.departure import Cited, Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.sorts import older_than_declared, older_than_law
from bailee.departures.wording import label_of
from bailee.inventory.sightings import FileKey
from bailee.matrix import Key, number
from bailee.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Coming:
    """Files of one activity, or of one law's bound, whose time ends soon."""

    ident: str  # of the departure that they would be
    todo: str
    why: str
    due: date  # the first day on which one of them ends
    due_by: str
    cells: tuple[Key, ...]
    stores: tuple[str, ...]
    severity: Severity
    files: int
    rule: Cited | None = None  # None: it was declared


def coming(ground: Ground, known: Iterable[Departure] = ()) -> tuple[Coming, ...]:
    """What ends within a month. `known`: what departs already, open or settled; it is said there, and not twice."""
    told = {each.ident for each in known}
    found = (*_by_declaration(ground), *_by_law(ground))
    return tuple(sorted((each for each in found if each.ident not in told), key=lambda each: (each.due, each.ident)))


def _by_declaration(ground: Ground) -> Iterator[Coming]:
    for activity, bounds in declared(ground):
        ends: dict[FileKey, date] = {}
        cells: list[Key] = []
        for bound in bounds:
            length, _ = older_than_declared.until(ground, bound)
            if found := ending(ground, bound.key, bound.files, length, bound.start):
                cells.append(bound.key)
                ends |= {file: min(day, ends.get(file, day)) for file, day in found.items()}
        if ends:
            ident = Departure(older_than_declared.SORT, activity.name, "").ident
            yield _coming(ident, ends, cells, f" of {activity.name}", f"{activity.name} keeps it {activity.kept}")


def _by_law(ground: Ground) -> Iterator[Coming]:
    for key, legal in older_than_law.strictest(ground):
        if legal.at_most is not None and (ends := ending(ground, key, ground.lying[key], legal.at_most)):
            ident = Departure(older_than_law.SORT, older_than_law.about(key), "").ident
            says = f"{older_than_law.allows(ground, legal)} {legal.at_most}"
            yield _coming(ident, ends, [key], f" with {label_of(key[0])}", says, Cited.of(ground.rules[legal.rule]))


def _coming(
    ident: str, ends: Mapping[FileKey, date], cells: Collection[Key], of: str, says: str, rule: Cited | None = None
) -> Coming:
    first, last, one = min(ends.values()), max(ends.values()), len(ends) == 1
    files = f"{number(len(ends), 'file')}{of}"
    when = "its time ends" if one else "their time ends"
    return Coming(
        ident,
        f"Look through {files} before {when}: erase {'it' if one else 'them'}, or write down why longer",
        f"{files}: {when} on {first}" + ("" if first == last else f" for the first, on {last} for the last") + f". {says}.",
        first,
        f"{says}: for the oldest file it ends that day",
        tuple(dict.fromkeys(cells)),
        tuple(sorted({store for store, _ in ends})),
        max((severity_of(category) for category, _ in cells), key=lambda each: each.rank),
        len(ends),
        rule,
    )  # fmt: skip
