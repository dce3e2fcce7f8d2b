"""Older than a law allows: a rule, guidance or practice bounds how long such records may be kept.

Which of the three it is, is said: what is practice alone is a gap and never red. A legal hold wins, and is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.departures.ages import lying, past
from bailee.departures.departure import Cited, Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.periods import Legal, named, periods
from bailee.departures.wording import label_of
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, Key, number
from bailee.vocabulary import State

SORT = "older-than-law"
_DISPOSAL = "spd-fcra-disposal"


def find(ground: Ground) -> Iterator[Departure]:
    for key, legal in strictest(ground):
        made = _departure(ground, key, legal, ground.lying[key])
        if made is not None:
            yield made


def about(key: Key) -> str:
    """What tells a departure of this sort from the others."""
    return f"{key[0]}|{key[1].value}"


def allows(ground: Ground, legal: Legal) -> str:
    """Who bounds the time."""
    return "practice is" if legal.practice else f"{ground.rules[legal.rule].short} allows"


def strictest(ground: Ground) -> list[tuple[Key, Legal]]:
    """What bounds the time of each holding; nothing does of most."""
    found: dict[Key, Legal] = {}
    for legal in periods():
        if legal.at_most is None or legal.rule not in ground.rules:
            continue
        for key in ground.lying:
            if not legal.is_about(key[0], frozenset()) or not ground.rules[legal.rule].touches.row(*key):
                continue
            before = found.get(key)
            if before is None or before.at_most is None or _rank(ground, legal) < _rank(ground, before):
                found[key] = legal
    return sorted(found.items(), key=lambda pair: pair[0])


def _rank(ground: Ground, legal: Legal) -> tuple[bool, bool, int]:
    """A rule that applies before one that may, a law before practice, then the shorter time."""
    assert legal.at_most is not None  # noqa: S101 (who is ranked has one)
    return not ground.rules[legal.rule].applies, legal.practice, legal.at_most.days


def _departure(ground: Ground, key: Key, legal: Legal, files: Iterable[FileKey]) -> Departure | None:
    rule = ground.rules[legal.rule]
    assert legal.at_most is not None  # noqa: S101 - the same
    aged = past(ground, key, files, legal.at_most)
    if not aged.counted:
        return None
    count, one = len(aged.counted), len(aged.counted) == 1
    dated = lying(ground, aged.counted, aged.dated)
    label = label_of(key[0])
    also = ground.applying(_DISPOSAL) if key[0] == "background-checks" else ()
    asks = allows(ground, legal)
    soft = legal.practice or legal.unless or not rule.applies
    oldest = dated[0]
    return Departure(
        SORT,
        about(key),
        f"{number(count, 'file')} with {label} {'is' if one else 'are'} older than the {legal.at_most} that {asks}"
        if not legal.practice
        else f"{number(count, 'file')} with {label} {'is' if one else 'are'} older than {legal.at_most}, which practice is",
        tuple(sorted({store for store, _ in aged.counted})),
        ground.people_in(*key, aged.counted),
        (key,),
        HELD,
        severity_of(key[0]),
        State.AMBER if soft else State.RED,
        f"Kept at most {legal.at_most}{f' from {legal.starts}' if legal.starts else ''}. "
        + ("No law sets this time; it is what is usual. " if legal.practice else "")
        + f"The oldest is of {oldest.on:%B %Y}, by {oldest.dated_by}."
        + (
            f" {number(len(aged.held), 'more file')} under {' and '.join(hold.words for hold in aged.holds)}."
            if aged.held and aged.free
            else ""
        )
        + (f" Whatever is erased has to be unreadable then ({also[0].short})." if also else ""),
        Cited.of(rule),
        tuple(map(Cited.of, also)),
        next=f"Erase {number(count, 'file')}" + (", or write down why longer" if soft else "")
        if aged.free
        else f"Keep {number(count, 'file')} until the hold is lifted",
        clears="A scan that finds no such file.",
        files=dated,
        named=named(ground, key[:1]),
        held_by=aged.held_by,
        due=aged.ended_on if aged.free else None,
        due_by=f"{asks} {legal.at_most}: for the oldest file it ended that day",
        todo=f"Erase {number(count, 'file')} with {label}, older than the {legal.at_most} that {asks}",
    )
