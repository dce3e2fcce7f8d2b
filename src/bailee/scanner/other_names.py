"""Files with several names (hard links): each is looked through once in a scan, and its other names are told as such.

The first name that is listed is read, or stands as it was. Another one waits until nothing else is to be listed; then its
own words are looked at, and what the file holds is told under the first alone. Beside a store each name of which nothing is
known waits, for one that stands may be listed yet.
"""

from __future__ import annotations

from dataclasses import replace

from bailee.items import Item, ItemFacts
from bailee.scanner.events import ItemPartly, ItemRead
from bailee.scanner.known import Known
from bailee.vocabulary import Locator

MOST = 200_000  # files of several names that are remembered; beyond that each name is read
PUT_OFF = 50_000  # names that wait
LOOKED_AT = 64  # of them, for one that need not wait longer

_File = tuple[int, int]  # device and inode


class OtherNames:
    """Those of one scan of one place."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Item, Known | None]] = []
        self._first: dict[_File, Known | None] = {}  # None: its first name is on its way

    @property
    def waiting(self) -> list[Locator]:
        return [item.locator for item, _ in self._waiting]

    def stands(self, item: Item, known: Known) -> None:
        """A name whose file did not change since it was read."""
        file = _file(item.facts)
        if file is not None and len(self._first) < MOST and self._first.get(file) is None and known.content:
            self._first[file] = _under(item.locator, known)

    def put_off(self, item: Item, known: Known | None, *, beside_a_store: bool) -> bool:
        """Whether a name waits. The first of a file goes on its way, unless a store may know of an earlier one."""
        file = _file(item.facts)
        if file is None:
            return False
        if (file in self._first or beside_a_store) and len(self._waiting) < PUT_OFF:
            self._waiting.append((item, known))
            return True
        if len(self._first) < MOST:
            self._first.setdefault(file, None)
        return False

    def read(self, item: Item, ended: ItemRead | ItemPartly) -> None:
        """The first name was read."""
        file = _file(item.facts)
        if file is not None and file in self._first and self._first[file] is None:
            reason, parts = (ended.reason, ended.parts) if isinstance(ended, ItemPartly) else (None, ())
            known = Known(reason, parts, content=ended.content_digest, media_type=ended.media_type)
            self._first[file] = _under(item.locator, known)

    def next(self, *, busy: bool) -> tuple[Item, Known | None] | None:
        """A name that waited, and what is known: that it is another one of a file (`same_as`), or what the store said of it."""
        for at in range(len(self._waiting) - 1, max(-1, len(self._waiting) - LOOKED_AT), -1):
            item, known = self._waiting[at]
            file = _file(item.facts) or (0, 0)
            first = self._first.get(file)
            if first is None and file in self._first and busy:
                continue  # its first name is being read
            del self._waiting[at]
            if first is None:
                self._first[file] = None
                return item, None if known is not None and known.is_other_name else known
            return item, replace(first, is_other_name=known is not None and known.is_other_name)
        return None

    def told(self, item: Item, known: Known, *, unchanged: bool = False) -> ItemRead | ItemPartly:
        """How another name ends: as the first did, with nothing of its own."""
        facts = item.facts or ItemFacts(item.size, 0)
        if known.reason is None:
            return ItemRead(item.locator, facts, known.media_type, unchanged=unchanged, same_as=known.same_as)
        parts = tuple((Locator((item.locator.item, *part.segments[1:])), reason) for part, reason in known.parts)
        return ItemPartly(
            item.locator, facts, known.reason, parts, known.media_type, unchanged=unchanged, same_as=known.same_as
        )


def _under(name: Locator, known: Known) -> Known:
    return Known(
        known.reason, known.parts, digest=known.content, elsewhere=lambda _: None, media_type=known.media_type,
        same_as=name,
    )  # fmt: skip


def _file(facts: ItemFacts | None) -> _File | None:
    return (facts.device, facts.inode) if facts is not None and facts.links > 1 and facts.inode else None
