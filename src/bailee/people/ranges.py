"""A number of people as an honest range: those who were told apart, and each doubt about them with its reason.

>>> doubts = Doubts()
>>> doubts.fewer(2.0, 6, "6 may be other spellings of a name that is counted")
>>> doubts.more(1.0, 4, "1 more may have been missed")
>>> doubts.range(100)
PeopleRange(low=95, high=103, reasons=('6 may be other spellings of a name that is counted', '1 more may have been missed'))
>>> Doubts().range(41)
PeopleRange(low=41, high=41, reasons=())
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, exp, floor, log, sqrt

_SURE = 1.96  # standard deviations to each side: the truth is inside 95 times in 100
_MISTAKEN = 0.03  # of the people told apart without a number, how many are told apart wrongly
_TOGETHER = 0.4  # of these, how far the rate itself may be off: families and namesakes are mistaken together
_FEW = 0.25  # mistakes of which one need not speak
_ALIKE = 10  # others who are known, at most, by whom it is judged how it is with those who are not
_UNSURE = 0.25  # of what is expected, how far the rate itself may be off


@dataclass(frozen=True, slots=True)
class PeopleRange:
    """Distinct people, as an honest range: fewer than `low` and more than `high` are not to be expected."""

    low: int
    high: int
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Doubts:
    """How many more or fewer there may be than were told apart. Doubts seldom all come true at once, so their spreads are
    added as those of independent things are: the root of the sum of their squares."""

    reasons: list[str] = field(default_factory=list)
    _mean: float = 0.0
    _variance: float = 0.0
    _least: float = 0.0
    _most: float = 0.0

    def fewer(self, expected: float, most: float, reason: str = "", unsure: float = _UNSURE) -> None:
        """Some of those told apart are none of their own. `unsure`: of what is expected, how far the rate may be off."""
        if most > 0:
            self._add(-min(expected, most), expected + (unsure * expected) ** 2, -most, 0.0, reason)

    def more(self, expected: float, most: float, reason: str = "", unsure: float = _UNSURE) -> None:
        """There are some whom nothing shows."""
        if most > 0:
            self._add(min(expected, most), expected + (unsure * expected) ** 2, 0.0, most, reason)

    def between(self, least: float, most: float, reason: str = "") -> None:
        """Nothing says how many of these are people of their own."""
        if least or most:
            self._add((least + most) / 2, (most - least) ** 2 / 12, least, most, reason)

    def known(self, expected: float, variance: float, least: float, most: float, reason: str = "") -> None:
        """So many more (or fewer, below zero), with this variance."""
        self._add(expected, variance, least, most, reason)

    def either_way(self, people: int) -> None:
        """People told apart without a number of their own: now and then two of them are one, and one is two."""
        expected = _MISTAKEN * people
        if expected >= _FEW:
            most = at_most(expected) + floor(_TOGETHER * expected)
            self._add(0.0, expected + (_TOGETHER * expected) ** 2, -most, most, "")

    def _add(self, mean: float, variance: float, least: float, most: float, reason: str) -> None:
        self._mean, self._variance = self._mean + mean, self._variance + variance
        self._least, self._most = self._least + least, self._most + most
        if reason:
            self.reasons.append(reason)

    def range(self, counted: int, before: Iterable[str] = ()) -> PeopleRange:
        """`before`: reasons that come first, such as how many were told apart by an identifier."""
        spread = _SURE * sqrt(self._variance)
        low = max(floor(counted + self._mean - spread + 0.1), floor(counted + self._least))
        high = min(ceil(counted + self._mean + spread - 0.1), ceil(counted + self._most))
        low = max(low, 1)
        return PeopleRange(low, max(high, low), (*before, *self.reasons))


def missed_of(places: Iterable[int], recall: float) -> float:
    """How many more people are to be expected, given in how many places each of those found stands.

    Of the people in one place a share of 1 - `recall` is missed; of those in two or more, missed every time, its square:
    a form that a detector fails on it fails on again, so that more places are no more proof. (Horvitz and Thompson's count.)

    >>> [round(missed_of([places] * 40, recall), 1) for places, recall in ((1, 0.95), (2, 0.95), (1, 1.0))]
    [2.1, 0.1, 0.0]
    """
    missed, missed_twice = 1 - recall, (1 - recall) ** 2
    once = missed / (1 - missed) if missed < 1 else 0.0
    twice = missed_twice / (1 - missed_twice) if missed_twice < 1 else 0.0
    return sum(once if number < 2 else twice for number in places)


def within(mean: float, variance: float, most: int, alike: tuple[int, int] = (0, 0)) -> tuple[float, float]:
    """Mean and variance of what is expected so, and is known to be at least 0 and at most `most`.

    `alike`: of how many others it was so, and of how many it is known. It counts for more of
    them, where what is expected leaves open that it is all: who is known by one may have another that is not.

    >>> [tuple(round(each, 1) for each in within(mean, 4.0, 6)) for mean in (3.0, 20.0)]
    [(3.0, 2.7), (6.0, 0.0)]
    >>> [tuple(round(each, 1) for each in within(3.0, 4.0, most, (5, 5))) for most in (6, 30)]
    [(5.1, 0.9), (3.2, 3.3)]
    """
    if variance <= 0:
        return min(max(mean, 0.0), float(most)), 0.0
    so, known = alike if most <= mean + 2 * sqrt(variance) else (0, 0)
    weight = min(known, _ALIKE) / known if known else 0.0
    values = range(0, most + 1, max(most // 200, 1))
    logs = [-((value - mean) ** 2) / (2 * variance) + weight * so * log((value + 0.5) / (most + 1)) for value in values]
    top = max(logs)
    weights = [exp(each - top) for each in logs]
    total = sum(weights)
    inside = sum(weight * value for weight, value in zip(weights, values, strict=True)) / total
    square = sum(weight * value**2 for weight, value in zip(weights, values, strict=True)) / total
    return inside, square - inside**2


def at_most(expected: float) -> int:
    """The number that a rare thing stays within 95 times in 100, when so many are expected (Poisson).

    >>> at_most(0.0), at_most(0.5), at_most(10), at_most(400)
    (0, 2, 15, 433)
    """
    if expected <= 0.05:
        return 0
    if expected > 100:
        return ceil(expected + 1.645 * sqrt(expected))
    term = total = exp(-expected)
    number = 0
    while total < 0.95:
        number += 1
        term *= expected / number
        total += term
    return number
