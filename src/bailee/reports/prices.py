"""Prices of a breach, each with its public source and year: a table that one may add to.

>>> [price.ident for price in read()][:2]
['response', 'claims-median']
>>> rounded(21_834), rounded(0), rounded(96)
('22,000', '0', '96')
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput

FILE = "prices.toml"
_PER = ("person", "incident", "offence")
_NEEDED = ("ident", "name", "low", "high", "currency", "per", "year", "source")


@dataclass(frozen=True, slots=True)
class Price:
    """One price, low to high, and where it stands."""

    ident: str
    name: str
    low: float
    high: float
    currency: str  # ISO 4217
    per: str  # person, incident, offence
    year: str
    source: str
    about: str = ""
    categories: tuple[str, ...] = ()  # of data that it is for; empty: any
    places: tuple[str, ...] = ()  # where it may be owed
    counted: bool = True  # whether it is in the range
    is_yours: bool = False

    @property
    def words(self) -> str:
        """
        >>> Price("a", "", 10, 30, "USD", "person", "", "").words, Price("a", "", 107.14, 107.14, "USD", "person", "", "").words
        ('USD 10–30 a person', 'USD 107.14 a person')
        """
        low, high = (f"{each:,.2f}".removesuffix(".00") for each in (self.low, self.high))
        return f"{self.currency} {low if low == high else f'{low}–{high}'} {'an' if self.per[0] in 'io' else 'a'} {self.per}"


def read(own: Path | None = None) -> tuple[Price, ...]:
    """Ours, and those of a file over them. InvalidInput says which row of it is wrong."""
    ours = resources.files("bailee.reports").joinpath(FILE).read_text("utf-8")
    found = {price.ident: price for price in _prices(tomllib.loads(ours), is_yours=False)}
    if own is not None and own.is_file():
        try:
            told = tomllib.loads(own.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise InvalidInput(f"{own.name} is no TOML that can be read", hint=type(error).__name__) from None
        found |= {price.ident: price for price in _prices(told, is_yours=True)}
    return tuple(found.values())


def _prices(told: Mapping[str, Any], *, is_yours: bool) -> Iterable[Price]:
    for at, row in enumerate(told.get("price", ()), 1):
        missing = [name for name in _NEEDED if not str(row.get(name, "")).strip()]
        if missing:
            raise InvalidInput(f"price {at} has no {missing[0]}", hint="each price names its source and its year")
        low, high = row["low"], row["high"]
        if (
            not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (low, high))
            or not 0 <= low <= high
        ):
            raise InvalidInput(
                f'price "{row["ident"]}" is no range', hint="low = 10, high = 30: numbers, the lower one first"
            )
        if row["per"] not in _PER:
            raise InvalidInput(f'price "{row["ident"]}" is per nothing that is known', hint=", ".join(_PER))
        yield Price(
            str(row["ident"]), str(row["name"]), float(low), float(high), str(row["currency"]), str(row["per"]), str(row["year"]),
            str(row["source"]), str(row.get("about", "")), tuple(row.get("categories", ())), tuple(row.get("places", ())),
            bool(row.get("counted", True)), is_yours,
        )  # fmt: skip


def rounded(amount: float) -> str:
    """Two figures are all that such a product is good for."""
    if amount < 100:
        return f"{round(amount):,}"
    tens = 10 ** (len(str(int(amount))) - 2)
    return f"{round(amount / tens) * tens:,}"
