"""A postal address as it stands in the window of an envelope, with the country in the last line where it goes abroad.

>>> window("Pat Doe", "12 Elm St, NY 12207, Albany, USA", home="US").lines
('Pat Doe', '12 Elm St', 'Albany, NY 12207')
>>> window("Ana Díaz", "Calle Mayor 3, 28013, Madrid, Spain", home="US").lines
('Ana Díaz', 'Calle Mayor 3', '28013 Madrid', 'SPAIN')
>>> window("Kim Roe", "12 Elm St, NY 12207, Albany", home="US")
<Reason.NO_COUNTRY: 'no-country'>
>>> window("Kim Roe", "12 Elm St, NY 12207, Albany", home="US", usual="US").country
'US'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from textwrap import wrap

from bailee.deliveries.acts import Reason
from bailee.errors import InvalidInput
from bailee.rendering import glyphs

LONGEST = 42  # letters of a line: as many as the window holds
_STATE_CODE = re.compile(r"([A-Z]{2,3}) (\d{4,5}(?:-\d{4})?)")
_CODE = re.compile(r"[A-Z]{0,2}-?\d{3,6}(?:[ -]?[A-Z]{0,3}\d{0,4})?")
_BRITISH = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Window:
    """Lines of an address in the window; `country` by its code."""

    name: tuple[str, ...] = field(repr=False)
    place: tuple[str, ...] = field(repr=False)
    country: str

    @property
    def lines(self) -> tuple[str, ...]:
        return (*self.name, *self.place)


@cache
def _names() -> dict[str, str]:
    table = resources.files("bailee.deliveries").joinpath("countries.tsv").read_text("utf-8")
    found = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, names = line.partition("\t")
            found.update({_plain(name): code for name in names.split("|")})
    return found


@cache
def _usual_names() -> dict[str, str]:
    table = resources.files("bailee.deliveries").joinpath("countries.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if not line.startswith("#"))
    return {code: names.split("|")[0] for code, _, names in rows}


def country_code(text: str) -> str:
    """The code of a country by its name or code; InvalidInput where there is none.

    >>> country_code("Deutschland"), country_code("us")
    ('DE', 'US')
    """
    code = text.strip().upper()
    if code in _usual_names():
        return code
    if found := _names().get(_plain(text)):
        return found
    raise InvalidInput(
        f'there is no country "{text[:60]}"', hint="its name, or its code of two letters, as in US or DE"
    )


def country_name(code: str) -> str:
    return _usual_names()[code]


def window(name: str, address: str, *, home: str, usual: str = "", lines: int = 6) -> Window | Reason:
    """The lines for the window, or why there are none. `home`: where letters are posted; `usual`: the country of an
    address that names none; `lines`: as many as fit."""
    parts = [" ".join(part.split()) for part in re.split(r"[,;\r\n]+", address)]
    parts = [_tidy(part) for part in parts if part]
    if not parts:
        return Reason.NO_ADDRESS
    country = _country_of(parts[-1], home)
    if country:
        parts.pop()
    else:
        country = usual
    if not country:
        return Reason.NO_COUNTRY
    if not parts:
        return Reason.NO_ADDRESS
    place = [*_placed(parts), *([country_name(country).upper()] if country != home else [])]
    found = Window(tuple(wrap(_tidy(name), LONGEST)), tuple(place), country)
    if not all(map(_is_printable, "".join(found.lines))):
        return Reason.OTHER_SCRIPT
    if len(found.lines) > lines or any(len(line) > LONGEST for line in found.lines):
        return Reason.LONG_ADDRESS
    return found


def _country_of(text: str, home: str) -> str:
    """The code of the country that a last line names; empty where it is a town, or, in letters from there, one of the United States."""
    code = text.strip(" .").upper()
    if len(code) == 2 and code in _usual_names() | {"UK": ""}:
        return "" if home == "US" and code in _STATES else code.replace("UK", "GB")
    found = _names().get(_plain(text), "")
    return "" if found == "GE" and home == "US" else found


_STATES = frozenset(
    {
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
        "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
        "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
    }
)  # fmt: skip


def _placed(parts: list[str]) -> list[str]:
    """Postcode and town in one line, as the post of the country wants them: a roster may keep them apart, in its own order."""
    lines: list[str] = []
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        with_state = _STATE_CODE.fullmatch(part)
        if with_state and rest:
            lines.append(f"{rest.pop(0)}, {part}")
        elif with_state and lines and len(lines) > 1 and not any(sign.isdigit() for sign in lines[-1]):
            lines.append(f"{lines.pop()}, {part}")
        elif _CODE.fullmatch(part) and rest:
            lines.append(f"{part} {rest.pop(0)}")
        elif _BRITISH.fullmatch(part) and rest:
            lines += [rest.pop(0), part]
        else:
            lines.append(part)
    return lines


def _is_printable(sign: str) -> bool:
    """Whether our letters have it: they are set in fonts of ours, so that the same letter is the same on every machine."""
    return not sign.isalpha() or glyphs.has(sign)


def _tidy(text: str) -> str:
    """Without signs that would break out of a line, or turn its direction."""
    return " ".join("".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf")).split())


def _plain(text: str) -> str:
    small = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in small if sign.isalnum() or sign.isspace()).split())
