"""What the scanner reads in one file, place by place, for a person to look at: `bailee read`.

The file is read in a process of its own under the same limits as in a scan; the text is shown and kept nowhere.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bailee.errors import CannotRead
from bailee.items import Item
from bailee.passwords import Passwords
from bailee.scanner.limits import Limits
from bailee.scanner.watched import watched
from bailee.sources.files import Files
from bailee.sources.interface import Same, Unreachable
from bailee.text import Text
from bailee.vocabulary import Locator, Reason


@dataclass(frozen=True, slots=True)
class Place:
    """A place of text in a file, or one that was not read, and why."""

    locator: Locator
    text: str = ""
    reason: Reason | None = None


def look_into(file: Path, limits: Limits | None = None, passwords: Passwords | None = None) -> Iterator[Place]:
    """Places of one file, in the order in which they are read. CannotRead where it is no file that can be opened."""
    if file.is_dir():
        raise CannotRead(f"{file} is a folder", hint="bailee scan reads folders; bailee read shows one file")
    entry = next(Files(file).items(), None)
    if entry is None or isinstance(entry, Same):
        raise CannotRead(f"{file} is no regular file", hint="devices, pipes and links are never opened")
    if isinstance(entry, Unreachable):
        yield Place(entry.locator, reason=entry.reason)
        return
    limits = (limits or Limits(ocr="full")).for_pictures()
    for told in watched(_show, entry, limits, passwords or Passwords()):
        if isinstance(told, Reason):
            yield Place(entry.locator, reason=told)
        else:
            reason = Reason(told["reason"]) if told["reason"] else None
            yield Place(Locator(tuple(told["locator"])), told["text"], reason)


def _show(channel: Connection, item: Item, limits: Limits, passwords: Passwords) -> None:
    # In the child only: the parent loads no parser of files.
    from bailee.extractors import visible_text
    from bailee.scanner.reading import places_of
    from bailee.scanner.worker import settle

    settle(limits, (str(item.path),))
    visible_text.begin(limits.ocr, alive=lambda _: channel.send_bytes(b"{}"))
    with contextlib.suppress(BrokenPipeError):
        for place in places_of(item, limits, passwords):
            text, reason = (place.content, "") if isinstance(place, Text) else ("", place.reason.value)
            told = {"locator": place.locator.segments, "text": text, "reason": reason}
            channel.send_bytes(json.dumps(told).encode())
        channel.send_bytes(b"null")
