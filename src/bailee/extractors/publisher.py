"""Publications of Publisher since 98 (.pub): text of all frames, links, properties, pictures, embedded files."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.extractors import media_type, ole
from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.mail import texts
from bailee.extractors.office_old import letters
from bailee.extractors.works import chunks, readable
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.PUBLISHER})

_TEXT = ["Quill", "QuillSub", "CONTENTS"]
_DRAWN = ["Escher", "EscherStm"]
_PICTURES = ["Escher", "EscherDelayStm"]


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with ole.opened(item) as file:
        listed = chunks(ole.content(file, _TEXT))
        body = [data.decode("utf-16-le", "replace") for kind, data in listed if kind == "TEXT"]
        yield from texts(readable("\n".join(body)), item.locator.inside("body"))
        said = [
            line
            for kind, data in listed
            if kind not in ("TEXT", "FDPP", "FDPC")
            for line in letters(data, narrow=False)
        ]
        for path in (_DRAWN, "Contents"):
            said += letters(ole.content(file, path), narrow=False)
        yield from texts("\n".join(dict.fromkeys(said)), item.locator.inside("links and names"), Part.METADATA)
        yield from ole.properties(file, item.locator)
        yield from ole.embedded(file, item.locator, budget, own="CONTENTS")
        yield from ole.pictures(ole.content(file, _PICTURES), item.locator, budget)
        if not body:
            yield Unread(item.locator, Reason.UNKNOWN_FORMAT if not listed else Reason.DAMAGED)
