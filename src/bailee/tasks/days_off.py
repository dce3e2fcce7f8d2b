"""Public holidays of the places whose laws give a day: said beside it, and never moved, for the tables count calendar days.

>>> falls_on(date(2026, 12, 25), "DE"), falls_on(date(2026, 11, 26), "US-NY"), falls_on(date(2026, 11, 27), "US-NY")
('Christmas Day', 'Thanksgiving Day', '')
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

GROUPS = frozenset({"EU", "XX"})  # of many countries: each has its own


@lru_cache(maxsize=4_096)
def falls_on(day: date, place: str) -> str:
    """The public holiday that a day is in a place, by its English name where there is one; empty where it is none, or not known."""
    country, _, part = place.partition("-")
    if not country or country in GROUPS:
        return ""
    import holidays  # where a day is planned at all

    try:
        known = holidays.country_holidays(country, subdiv=part or None, years=day.year, language="en_US")
    except NotImplementedError:  # it has no such part, or the package no such country
        try:
            known = holidays.country_holidays(country, years=day.year, language="en_US")
        except NotImplementedError:
            return ""
    return str(known.get(day) or "")
