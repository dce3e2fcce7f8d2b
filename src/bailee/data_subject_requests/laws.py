"""Laws that say how long a request may take: rows of `laws.toml`.

>>> gdpr = laws()["gdpr"]
>>> gdpr.clock(Right.ERASE).answer, gdpr.clock(Right.OPT_OUT)
(Span(months=1, days=0, business_days=0), None)
>>> [each.ident for each in laws_for(Right.ACCESS, ["US-CA"])]
['ccpa']
>>> [each.ident for each in laws_for(Right.ACCESS, ["DE"])]
['gdpr']
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput

# Member states of the EU, and the three more of the European Economic Area in which the GDPR holds.
EEA = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "IS",
        "LI",
        "NO",
    ]
)


@dataclass(frozen=True, slots=True)
class Span:
    """How long: in months, in days, or in business days."""

    months: int = 0
    days: int = 0
    business_days: int = 0

    @property
    def words(self) -> str:
        """
        >>> Span(months=1).words, Span(business_days=10).words, Span().words
        ('1 month', '10 business days', 'at once')
        """
        for number, word in ((self.months, "month"), (self.days, "day"), (self.business_days, "business day")):
            if number:
                return f"{number} {word}{'s' * (number != 1)}"
        return "at once"


@dataclass(frozen=True, slots=True)
class Clock:
    """How long some rights take. `answer` None: the law names no day."""

    rights: tuple[Right, ...]
    citation: str
    answer: Span | None = None
    extend: Span | None = None
    confirm: Span | None = None  # that it was received


@dataclass(frozen=True, slots=True)
class Law:
    """One law, and how it counts."""

    ident: str
    name: str
    places: tuple[str, ...]
    confidence: str
    clocks: tuple[Clock, ...] = ()
    moves: bool = False  # a last day on a weekend or a holiday moves to the next working day
    identity: str = "runs"
    clarification: str = "runs"
    source: tuple[str, ...] = ()
    unverified_details: tuple[str, ...] = ()

    @property
    def is_verified(self) -> bool:
        return self.confidence != "unverified"

    def clock(self, right: Right) -> Clock | None:
        return next((each for each in self.clocks if right in each.rights), None)


@cache
def laws() -> Mapping[str, Law]:
    """All of them, by ident."""
    text = resources.files("bailee.data_subject_requests").joinpath("laws.toml").read_text(encoding="utf-8")
    return {row["ident"]: _law(row) for row in tomllib.loads(text)["law"]}


def law_named(ident: str) -> Law:
    """InvalidInput where there is none."""
    known = laws()
    if ident not in known:
        raise InvalidInput(f'there is no law "{ident[:60]}" among those that say how long a request may take', hint="one of: " + ", ".join(known))  # fmt: skip
    return known[ident]


def laws_for(right: Right, places: Iterable[str]) -> tuple[Law, ...]:
    """Laws with a day for a right, of the places where the organisation and the person are; nearest place first.

    HIPAA is for whoever is covered by it, so nobody gets it by a place: it is named.
    """
    wanted = list(dict.fromkeys(code for place in places for code in _wider(place)))
    found = [
        law
        for code in wanted
        for law in laws().values()
        if code in law.places and law.is_verified and law.ident != "hipaa" and law.clock(right)
    ]
    return tuple(dict.fromkeys(found))


def named_only(places: Iterable[str]) -> tuple[Law, ...]:
    """Laws of these places that nobody could verify: they are named, and counsel is asked."""
    wanted = {code for place in places for code in (place, "US" if place.startswith("US-") else place)}
    own = {place for place in places if any(place in law.places and law.is_verified for law in laws().values())}
    return tuple(
        law
        for law in laws().values()
        if not law.is_verified and wanted & set(law.places) and not (law.places == ("US",) and own)
    )


def _wider(place: str) -> Iterable[str]:
    yield place
    country = place.partition("-")[0]
    if country != place:
        yield country
    if country in EEA:
        yield "EU"


def _law(row: Mapping[str, Any]) -> Law:
    return Law(
        row["ident"],
        row["name"],
        tuple(row["places"]),
        row["confidence"],
        tuple(
            Clock(
                tuple(map(Right, each["rights"])),
                each["citation"],
                *(Span(**each[name]) if name in each else None for name in ("answer", "extend", "confirm")),
            )
            for each in row.get("clock", ())
        ),
        row["counting"] == "to-working-day",
        row.get("identity", "runs"),
        row.get("clarification", "runs"),
        tuple(row["source"]),
        tuple(row.get("unverified_details", ())),
    )
