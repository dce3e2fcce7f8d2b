"""What a server lends to organisations that are not its own: folders and addresses, by the person who runs the machine.

Several providers may share a server. Its files and its network are those of the one that set it up, so another's people name
there only what HOME/places.toml gives their organisation:

    [second-provider]
    places = ["/srv/second", "imap://mail.second.example/"]

>>> lent = read_text('[second-provider]\\nplaces = ["/srv/second"]')
>>> lent.holds("second-provider", Path("/srv/second/hr")), lent.holds("second-provider", Path("/srv/second/../first"))
(True, False)
>>> lent.holds("third-provider", Path("/srv/second"))
False
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bailee.errors import CannotRead, InvalidInput, line_of
from bailee.sources import where as read_where
from bailee.sources.addresses import Address, Where

FILE = "places.toml"  # in the home folder
_EXAMPLE = '[second-provider]\\nplaces = ["/srv/second"]'


@dataclass(frozen=True, slots=True)
class Lent:
    """Places by the ident of the organisation that may name them, and all that lies in them."""

    by_organisation: Mapping[str, tuple[Where, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def holds(self, organisation: str, where: Where) -> bool:
        """Whether `where` lies in what this organisation was lent; links of folders are followed first."""
        return any(_holds(each, where) for each in self.by_organisation.get(organisation, ()))


def read(file: Path) -> Lent:
    """What the file says; nothing where there is none. CannotRead and InvalidInput name the file."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Lent()
    except (OSError, ValueError):
        raise CannotRead(f"{FILE} cannot be read", hint="see to its rights and that it is UTF-8") from None
    return read_text(text)


def read_text(text: str) -> Lent:
    """As `read`, of the text itself."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{FILE} is no TOML{line_of(error)}", hint=f"as in {_EXAMPLE}") from None
    return Lent(
        MappingProxyType({organisation: _places(organisation, table) for organisation, table in tables.items()})
    )


def _places(organisation: str, table: Any) -> tuple[Where, ...]:
    places = table.get("places") if isinstance(table, dict) else None
    if not isinstance(places, list) or not all(isinstance(each, str) and each.strip() for each in places):
        raise InvalidInput(f"{FILE}: [{organisation}] names no places", hint=f"as in {_EXAMPLE}")
    return tuple(_place(organisation, each) for each in places)


def _place(organisation: str, text: str) -> Where:
    place = read_where(text)
    if isinstance(place, Path) and not place.is_absolute():
        raise InvalidInput(f"{FILE}: [{organisation}] names {text}, which is no whole path", hint=f"as in {_EXAMPLE}")
    return place


def _holds(lent: Where, where: Where) -> bool:
    if isinstance(lent, Address) and isinstance(where, Address):
        return (lent if lent.user else replace(lent, user=where.user)).holds(where)
    if isinstance(lent, Path) and isinstance(where, Path):
        return where.resolve().is_relative_to(lent.resolve())
    return False
