"""Formats that can be redacted: one module each; a module with `REDACTS` and `redact` is one, and there is no second list.

>>> format_for("text/csv").__name__
'bailee.protection.redaction.formats.tables'
>>> format_for("application/vnd.ms-outlook-pst") is None
True
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

import bailee.protection.redaction.reading as reading
from bailee.extractors.media_type import EMPTY
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import Work


class Format(Protocol):
    REDACTS: frozenset[str]

    def redact(self, data: bytes, work: Work) -> bytes: ...


@cache
def _formats() -> dict[str, Format]:
    found: dict[str, Format] = {}
    for _, name, _ in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "REDACTS") and hasattr(module, "redact"):
            one = cast("Format", module)
            for media_type in one.REDACTS:
                if media_type in found:
                    raise RuntimeError(f"{media_type} is redacted by two modules")
                found[media_type] = one
    return found


def format_for(media_type: str) -> Format | None:
    """The module that redacts a media type, as `recognition.recognise` names it."""
    return _formats().get(media_type)


def redact_item(item: Item, work: Work) -> bytes:
    """A file, redacted; as it is where no module knows its format, but readers read it in full and find nothing in it."""
    data = item.read()
    if not data:
        return data
    media_type = recognise(item)
    if media_type == EMPTY:
        return data
    known = format_for(media_type)
    if known is not None:
        return known.redact(data, work)
    reading.nothing_in(item, work, media_type)
    return data


def refuse(why: Why, place: str = "") -> RefusedRedaction:
    return RefusedRedaction(why, place)
