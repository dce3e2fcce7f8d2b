"""What tests of extractors ask for: everything of some bytes, as a scan would read it."""

from __future__ import annotations

from pathlib import Path

from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator, Reason


def read(data: bytes | Path, name: str = "file", budget: Budget | None = None) -> list[Text | Item | Unread]:
    """All that the extractor for these bytes yields; raises what it raises."""
    if isinstance(data, Path):
        item = Item(Locator((data.name,)), data.stat().st_size, path=data)
    else:
        item = Item(Locator((name,)), len(data), data=data, file_name=name)
    extractor = extractor_for(recognise(item))
    assert extractor is not None
    return list(extractor.extract(item, budget or Budget()))  # type: ignore[arg-type]


def texts(data: bytes | Path, name: str = "file") -> list[Text]:
    return [piece for piece in read(data, name) if isinstance(piece, Text)]


def words_by_place(data: bytes, name: str = "file") -> dict[str, str]:
    """Place, without the file's own name, to all that stands there."""
    found: dict[str, str] = {}
    for text in texts(data, name):
        place = " / ".join(text.locator.segments[1:])
        found[place] = found.get(place, "") + text.content + "\n"
    return found


def reasons(data: bytes, name: str = "file") -> set[Reason]:
    """Why something of it was not read; the whole of it, where it is unreadable."""
    try:
        return {piece.reason for piece in read(data, name) if isinstance(piece, Unread)}
    except Unreadable as failure:
        return {failure.reason}
