"""Where somebody lives, as the address on the roster says: a state, a province or a country. What does not say is unknown, never guessed.

>>> residence("12 Elm St, Albany, NY 12207", home="US"), residence("Calle Mayor 3, 28013 Madrid, Spain", home="US")
('US-NY', 'ES')
>>> residence("4 High St, Toronto, ON M5V 2T6, Canada", home="US"), residence("1 George St, Sydney NSW 2000, Australia", home="US")
('CA-ON', 'AU-NSW')
>>> residence("12 Elm St", home="US"), residence("", home="US")
('', '')
"""

from __future__ import annotations

import re
from functools import cache

from bailee.deliveries.addresses import Window, window
from bailee.obligations.load import members, place_codes, place_name

UNKNOWN = ""  # nobody said where
_STATE = re.compile(r"\b([A-Z]{2,3})\s+(?=[A-Z]?\d)")  # before a ZIP or postal code
_WITH_PARTS = frozenset({"US", "CA", "AU"})


def residence(address: str, *, home: str) -> str:
    """The code of the place: "US-NY", "CA-ON", "DE"; empty where the address does not say. `home`: the country of an address that names none."""
    found = window("", address, home=home, usual=home, lines=99)
    if not isinstance(found, Window):
        return UNKNOWN
    if found.country not in _WITH_PARTS:
        return found.country
    text = ", ".join(found.place).upper()
    known = place_codes()
    for code in reversed(_STATE.findall(text)):
        if f"{found.country}-{code}" in known:
            return f"{found.country}-{code}"
    for part in reversed(text.split(",")):
        words = " ".join(part.split())
        if code := _by_name().get((found.country, re.sub(r"\s*\d[\d-]*$", "", words))):
            return code
    return UNKNOWN if found.country == "US" else found.country


@cache
def _by_name() -> dict[tuple[str, str], str]:
    return {(code[:2], place_name(code).upper()): code for code in place_codes() if code[2:3] == "-"}


def is_in(place: str, jurisdiction: str) -> bool:
    """Whether who lives in a place lives where a law reaches.

    >>> is_in("US-NY", "US-NY"), is_in("DE", "EU"), is_in("CA-ON", "CA"), is_in("", "US-NY")
    (True, True, True, False)
    """
    if not place:
        return False
    return place == jurisdiction or place.partition("-")[0] in members(jurisdiction)


def called(place: str) -> str:
    """A place by its name."""
    return place_name(place) if place else "Not known"
