"""A source that is a dictionary: what any source may do to a scan, without a network."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from bailee.items import Item, ItemFacts
from bailee.sources.interface import Entry, Note, stamp
from bailee.vocabulary import Locator

Content = bytes | Callable[[], BinaryIO]


@dataclass
class Shelf:
    """Items by name: bytes, or what opens them. Entries of `beside` are listed after them."""

    things: dict[str, Content]
    beside: list[Entry | Exception] = field(default_factory=list)
    only_changes: bool = False
    next_state: bytes = b""
    opened: list[str] = field(default_factory=list)
    closed: bool = False

    def items(self) -> Iterator[Entry]:
        for name, content in self.things.items():
            yield self._item(name, content)
        for entry in self.beside:
            if isinstance(entry, Exception):
                raise entry
            yield entry

    def _item(self, name: str, content: Content) -> Item:
        def opener() -> BinaryIO:
            self.opened.append(name)
            return io.BytesIO(content) if isinstance(content, bytes) else content()

        size = len(content) if isinstance(content, bytes) else 10
        facts = ItemFacts(size, 1_700_000_000_000_000_000, inode=stamp(content if isinstance(content, bytes) else name))
        return Item(Locator((name,)), size, facts=facts, opener=opener)

    def state(self) -> bytes:
        return self.next_state

    def notes(self) -> tuple[Note, ...]:
        return ()

    def close(self) -> None:
        self.closed = True
