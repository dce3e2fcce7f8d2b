"""Lengths that records have to be kept, or may be, as the rules of the law tables say.

>>> [str(each.at_least) for each in periods() if each.rule == "ret-us-fmla"]
['3 years']
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bailee.departures.ground import Ground
from bailee.inventory.retention import Length, length_of
from bailee.obligations.evaluate import Obligation

TABLE = Path(__file__).with_name("periods.toml")


@dataclass(frozen=True, slots=True)
class Legal:
    """A bound that a rule sets for some records."""

    rule: str  # ident in the law tables
    categories: tuple[str, ...]
    kinds: tuple[str, ...] = ()  # of these categories only records of these kinds; empty: all
    at_least: Length | None = None
    at_most: Length | None = None
    starts: str = ""  # from what on it runs; empty: the record's own date
    practice: bool = False  # no law says it
    unless: bool = False  # longer where it is needed, with a reason

    def is_about(self, category: str, kinds: frozenset[str]) -> bool:
        return category in self.categories and (not self.kinds or not kinds.isdisjoint(self.kinds))


@cache
def periods() -> tuple[Legal, ...]:
    """Every bound of the table."""
    return tuple(
        Legal(
            row["rule"],
            tuple(row["categories"]),
            tuple(row.get("kinds", ())),
            length_of(row["at_least"]) if "at_least" in row else None,
            length_of(row["at_most"]) if "at_most" in row else None,
            row.get("starts", ""),
            row.get("practice", False),
            row.get("unless", False),
        )
        for row in tomllib.loads(TABLE.read_text("utf-8"))["period"]
    )


@cache
def _unverified() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = tomllib.loads(TABLE.read_text("utf-8"))["named"]
    return tuple((row["rule"], frozenset(row["categories"])) for row in rows)


def named(ground: Ground, categories: Iterable[str]) -> tuple[str, ...]:
    """Laws that may say how long such records are kept, and that nobody verified: their names, and no more."""
    wanted = frozenset(categories)
    return tuple(
        ground.rules[rule].text
        for rule, about in _unverified()
        if rule in ground.rules and not wanted.isdisjoint(about)
    )


def at_least(ground: Ground, category: str, kinds: frozenset[str] = frozenset()) -> tuple[Length, Obligation] | None:
    """The longest time for which a rule that applies asks to keep a category; None where none does."""
    bounds = [
        (each.at_least, ground.rules[each.rule])
        for each in periods()
        if each.at_least is not None
        and each.rule in ground.rules
        and ground.rules[each.rule].applies
        and (category in each.categories and (not each.kinds or not kinds or not kinds.isdisjoint(each.kinds)))
    ]
    return max(bounds, key=lambda pair: pair[0].days, default=None)
