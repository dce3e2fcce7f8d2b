"""Counts, people and lists as a cell says them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date

from bailee.counting import count
from bailee.dates import in_short
from bailee.inventory import Holding, PeopleRange
from bailee.matrix.cells import Departed
from bailee.vocabulary import DATA_CATEGORIES

number = count


def people_words(people: PeopleRange) -> str:
    """
    >>> people_words(PeopleRange(41, 44)), people_words(PeopleRange(1, 1))
    ('41–44 people', '1 person')
    """
    if people.low == people.high:
        return number(people.low, "person", "people")
    return f"{people.low:,}–{people.high:,} people"


def category_words(category: str) -> str:
    return DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category


def day_words(day: date) -> str:
    return in_short(day)


def listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]


def declare_command(holding: Holding) -> str:
    if holding.tools:
        return f"bailee declare monitoring {shlex.quote(holding.tools[0])} --purpose PURPOSE"
    return (
        f"bailee declare activity --name NAME --purpose PURPOSE --category {holding.category} "
        f"--subject {holding.subject.value}"
    )


def where_words(holding: Holding) -> str:
    since = f", since {holding.since.year}" if holding.since else ""
    return f"{number(len(holding.stores), 'store')}, {people_words(holding.people)}{since}."


def named(departed: Sequence[Departed]) -> tuple[str, str, str]:
    """Why, next step and command of what departs, the worst first."""
    more = f" And {len(departed) - 1} more." if len(departed) > 1 else ""
    return f"{departed[0].title}.{more}", departed[0].next, departed[0].command
