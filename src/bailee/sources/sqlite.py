"""SQLite: a database that is a file, so it is scanned like one: a worker reads it whole, and nobody writes beside it.
    sqlite:///srv/shop/till.db

Its path can be given as well, as that of any file.
"""

from __future__ import annotations

from pathlib import Path

from bailee.errors import InvalidInput
from bailee.sources.addresses import Address
from bailee.sources.credentials import Need

SCHEMES = ("sqlite",)
LABEL = "Database file (SQLite)"
EXAMPLE = "sqlite:///srv/shop/till.db"
NEEDS: tuple[Need, ...] = ()
OPTIONS: frozenset[str] = frozenset()
STEERING: frozenset[str] = frozenset()


def path_of(address: Address) -> Path:
    """The file of an address, as a place.

    >>> from bailee.sources.addresses import parse
    >>> str(path_of(parse("sqlite:///srv/shop/till.db")))
    '/srv/shop/till.db'
    """
    if address.host or not address.path:
        raise InvalidInput("an address of a database file has three slashes", hint=f"as in {EXAMPLE}")
    drive = len(address.path) > 1 and address.path[1] == ":"  # sqlite:///C:/shop/till.db
    return Path(address.path if drive else f"/{address.path}")
