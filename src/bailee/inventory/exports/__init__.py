"""The record for other tools: a format exists when its file exists.

>>> [(each, load(each).SUFFIX) for each in idents()]
[('ccpa', '.csv'), ('dpv', '.jsonld'), ('fideslang', '.yml'), ('ropa-csv', '.csv'), ('ropa-json', '.json'), ('ropa-xlsx', '.xlsx')]

A module here has `LABEL`, `SUFFIX`, `MEDIA_TYPE` and `write(record)`; one that can be taken back has `read(text, file)`, too,
which gives activities with the line that each begins at, and `contacts(text)` where it names whom the record does.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, cast

from bailee.errors import InvalidInput
from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.reading import Faults
from bailee.inventory.record import CONTACTS, Contact, Record

Read = Callable[[str, Faults], Iterator[tuple[int, ProcessingActivity]]]


class Format(Protocol):
    LABEL: str
    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, record: Record) -> str | bytes: ...


def idents() -> tuple[str, ...]:
    """All formats."""
    return tuple(sorted(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(__path__)))


def load(ident: str) -> Format:
    """The module of a format; InvalidInput where there is none."""
    if ident not in idents():
        raise InvalidInput(f'there is no format "{ident}"', hint="one of: " + ", ".join(idents()))
    return cast(Format, importlib.import_module(f"{__name__}.{ident.replace('-', '_')}"))


def reader(ident: str) -> Read:
    """What reads a format back."""
    read: Read = importlib.import_module(f"{__name__}.{ident.replace('-', '_')}").read
    return read


def contacts_in(ident: str, text: str) -> Mapping[str, Contact]:
    """Whom the record of a file names, by CONTACTS; of a file that `read` took. A table names nobody."""
    read = getattr(importlib.import_module(f"{__name__}.{ident.replace('-', '_')}"), "contacts", None)
    found = cast("Mapping[str, Contact]", read(text)) if read is not None else {}
    return {sort: each for sort, each in found.items() if sort in CONTACTS and (each.name or each.contact)}


def sort_of(text: str) -> str:
    """Which format a file is in.

    >>> sort_of('{"@context": {}}'), sort_of('{"activities": []}'), sort_of("Activity,Role")
    ('dpv', 'ropa-json', 'ropa-csv')
    """
    if text.lstrip().startswith("{"):
        return "dpv" if '"@context"' in text[:4_000] else "ropa-json"
    return "ropa-csv"
