"""The state or province that an address names beside its postal code: "US-NY". It says where somebody lives, and no more than that.

>>> region_of("12 Elm St, Albany, NY 12207"), region_of("9 Pine Rd, Hartford, Connecticut 06103-1234"), region_of("4 High St, Toronto ON M5V 2T6")
('US-NY', 'US-CT', 'CA-ON')
>>> region_of("12 Elm St, Albany"), region_of("Calle Mayor 3, 28013 Madrid")
('', '')
"""

from __future__ import annotations

import re

_STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado", "CT": "connecticut",
    "DE": "delaware", "DC": "district of columbia", "FL": "florida", "GA": "georgia", "HI": "hawaii", "ID": "idaho", "IL": "illinois",
    "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland",
    "MA": "massachusetts", "MI": "michigan", "MN": "minnesota", "MS": "mississippi", "MO": "missouri", "MT": "montana",
    "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey", "NM": "new mexico", "NY": "new york",
    "NC": "north carolina", "ND": "north dakota", "OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania",
    "RI": "rhode island", "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah",
    "VT": "vermont", "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
}  # fmt: skip
_PROVINCES = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
_NAMES = {name: code for code, name in _STATES.items()}
_US = re.compile(
    rf"\b(?:({'|'.join(_STATES)})|({'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))}))[\s,.]+\d{{5}}(?:-\d{{4}})?\b",
    re.IGNORECASE,
)
_CA = re.compile(rf"\b({'|'.join(_PROVINCES.split())})[\s,.]+[A-Z]\d[A-Z] ?\d[A-Z]\d\b")


def region_of(address: str) -> str:
    """Its code, or an empty string where the address names none beside a postal code."""
    last = ""
    for found in _US.finditer(address):
        last = found[1].upper() if found[1] else _NAMES[" ".join(found[2].lower().split())]
    if last:
        return f"US-{last}"
    canadian = _CA.search(address)
    return f"CA-{canadian[1]}" if canadian else ""
