"""A number of people as an honest range, and how often what is rare happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, exp, floor, sqrt


@dataclass(frozen=True, slots=True)
class PeopleRange:
    """Distinct people, as an honest range: `low` were told apart, more than `high` are not to be expected."""

    low: int
    high: int
    reasons: tuple[str, ...] = ()


def missed_of(places: Iterable[int], recall: float) -> int:
    """How many more people there may be, given in how many places each of those found stands.

    Of the people in one place a share of 1 - `recall` is missed; of those in two or more, missed every time, its square:
    a form that a detector fails on it fails on again, so that more places are no more proof. (Horvitz and Thompson's count,
    and 95 times in 100 not more than this.)

    >>> missed_of([1] * 40, 0.95), missed_of([2] * 40, 0.95), missed_of([1] * 40, 1.0)
    (5, 1, 0)
    """
    expected = 0.0
    for number in places:
        missed = (1 - recall) ** min(max(number, 1), 2)
        expected += missed / (1 - missed)
    return at_most(expected) if expected >= 0.1 else 0


def at_most(expected: float, sure: float = 0.95) -> int:
    """The number that a rare thing stays within 95 times in 100, when so many are expected (Poisson)."""
    if expected <= 0:
        return 0
    if expected > 100:
        return ceil(expected + (1.645 if sure < 0.96 else 2.06) * sqrt(expected))
    term = total = exp(-expected)
    number = 0
    while total < sure:
        number += 1
        term *= expected / number
        total += term
    return number


def at_least(expected: float) -> int:
    """The number that it reaches 98 times in 100.

    >>> at_least(0.5), at_least(10), at_least(400)
    (0, 4, 358)
    """
    if expected > 100:
        return floor(expected - 2.06 * sqrt(expected))
    term = total = exp(-expected)
    number = 0
    while total < 0.02:
        number += 1
        term *= expected / number
        total += term
    return number
