"""How many people share their whole name with another, as the names that differ tell.

Of two who sound alike by surname and initial, most have another given name; those can be told apart and counted. How often
two given names of one initial are the same is known from the given names; so for each such pair that is seen so many are
not, for they look like one person. Names go together more than chance would have it (families, countries): how much more,
those show whom a number tells apart.

>>> village = [(f"{last} {first[0]}", first) for last in ("S530", "J520") for first in ("john", "james", "jane", "mary")]
>>> round(namesakes(village), 1), round(namesakes(village[1:]), 1)
(1.7, 1.0)
>>> namesakes([("S530 j", "john"), ("J520 m", "mary")])
0.0
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import expm1

from bailee.people.persons import Person

# How many given names begin with the same letter, as far as these names do not show it: .07 to .08 in English, Spanish,
# German and French.
_INITIALS = 0.075
_MOST = 0.5
_ROUNDS = 6
_NOBODY = 1e-6
USUAL, _WEIGHT = (1.5, 1.0)  # how much more than by chance as a rule, and for how many pairs that stands


_NAMES = 25_000  # full names: about so many equally common ones, for the people of one place
_TWINS = 20_000  # names that are spelled alike: about so many equally common ones
_MOST_SHARED = 0.25  # of a crowd, how many at most are taken for namesakes where nothing shows it
_STILL = 0.2  # of namesakes whom nothing need tell apart, how many are hidden at least
_ENOUGH = 20  # people told apart for certain, from which on the data's own rates count

Name = tuple[Hashable, Hashable]  # how it sounds, and the given name


def namesakes(names: Iterable[Name]) -> float:
    """How many more people than these different names are to be expected."""
    number = bearers(names)
    return sum(number.values()) - len(number)


def bearers(names: Iterable[Name]) -> dict[Name, float]:
    """How many people bear each of these names, as expected.

    As many bear a name as bear others that sound alike, by the odds of its given name among those of its initial; it is
    known that one does. Who is found so is counted among those who sound alike, until hardly anybody more is found.
    """
    number = dict.fromkeys(names, 1.0)
    initials = _initials(number)
    rows, many = [(sound, first, initials[first]) for sound, first in number], list(number.values())
    for _ in range(_ROUNDS):
        sounds: dict[Hashable, float] = defaultdict(float)
        firsts: dict[Hashable, float] = defaultdict(float)
        letters: dict[Hashable, float] = defaultdict(float)
        for (sound, first, letter), own in zip(rows, many, strict=True):
            sounds[sound] += own
            firsts[first] += own
            letters[letter] += own
        least = _INITIALS * sum(firsts.values())
        for place, (sound, first, letter) in enumerate(rows):
            own = many[place]
            same = min((firsts[first] - own) / max(letters[letter], least), _MOST)
            expected = (sounds[sound] - own) * same / (1 - same)
            many[place] = expected / -expm1(-expected) if expected > _NOBODY else 1.0
    return dict(zip(number, many, strict=True))


def _initials(names: Iterable[Name]) -> dict[Hashable, Hashable]:
    """Of each given name, one that stands for all of its initial: names that sound alike begin alike."""
    of: dict[Hashable, Hashable] = {}

    def root(first: Hashable) -> Hashable:
        while of.setdefault(first, first) != first:
            of[first] = first = of[of[first]]
        return first

    spoken: dict[Hashable, Hashable] = {}
    for sound, first in names:
        of[root(first)] = root(spoken.setdefault(sound, first))
    return {first: root(first) for first in list(of)}


def together(pairs: float, expected: float) -> float:
    """How much more often whole names are shared than chance says, given pairs of people told apart, and as expected."""
    return (pairs + USUAL * _WEIGHT) / (expected + _WEIGHT)


def parts_of(people: Iterable[Person]) -> list[Name]:
    """How the name of each sounds, and the given name."""
    return [person.parts for person in people if person.parts]


class Namesakes:
    """How many people look like another one, among all who are named and in any part of them."""

    def __init__(self, known: Sequence[Person], knows_firsts: bool) -> None:
        """`knows_firsts`: whether names came with their parts; an earlier version kept less of them."""
        apart = [person for person in known if person.exclusive]
        self._named = len(known)
        own = Counter(name for person in apart for name in person.names)
        pairs = sum(number * (number - 1) / 2 for number in own.values())
        expected = self._named**2 / _NAMES
        if knows_firsts:
            each = {person.name: person for person in apart}
            more = together(pairs, namesakes(parts_of(each.values())))
            expected = max(namesakes(parts_of(known)) * more, expected)
        elif len(apart) >= _ENOUGH:
            expected = max(expected, pairs * (self._named / len(apart)) ** 2)
        self._sharing = min(expected, _MOST_SHARED * self._named)
        # of these, as many are still hidden as are not seen: both with a number, or in one list of people
        seen = self._named - len({person.name for person in known})
        unseen = self._sharing * (1 - (len(apart) / max(self._named, 1)) ** 2)
        self._hidden = min(max(self._sharing - seen, _STILL * unseen) / unseen, 1.0) if unseen else 0.0
        # how many have a name that is spelled like another's
        self.twins = min(self._named / _TWINS, _MOST_SHARED)
        if len(apart) >= _ENOUGH:
            sakes = sum(1 for person in apart if any(own[name] > 1 for name in person.names)) / 2
            signs = Counter(sign for person in apart for sign in person.near)
            alike = sum(1 for person in apart if any(signs[sign] > 1 for sign in person.near)) / 2
            share = self._named / len(apart)  # a crowd has more of them than a part of it
            self.twins = max(self.twins, (alike - sakes) / len(apart) * share)

    def among(self, named: int, numbered: int) -> float:
        """How many more there are than the named people of a part, `numbered` of whom have a number that tells them apart:
        as many pairs of all are in the part as it holds of both, and two with a number are two already."""
        if not named:
            return 0.0
        return self._sharing * self._hidden * (named / self._named) ** 2 * (1 - (numbered / named) ** 2)
