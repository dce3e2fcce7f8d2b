"""Bytes that grow when they are read: members of archives, compressed files. All of them under one budget.

A member small enough lies in memory; a big one that is text becomes an item that is expanded again each time it is
opened, and so does a tar or a compressed file; a big one of another sort is left, and that is said.

>>> from bailee.vocabulary import Locator
>>> pieces = member(iter([b"name,", b"ssn"]), Locator(("a.zip",)), "pay.csv", Budget(bytes_left=6))
>>> [(str(piece.locator), getattr(piece, "data", None) or piece.reason.value) for piece in pieces]
[('a.zip / pay.csv', b'name,'), ('a.zip / pay.csv', 'too-big')]
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from bailee.extractors.encodings import HEAD, encoding_of
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

MEMBER_LIMIT = 64 << 20  # bytes of a member that may lie in memory
STEP = 1 << 20
RATIO_LIMIT = 200  # logs and tables shrink to a tenth or a fiftieth; bombs to a thousandth


def member(chunks: Iterator[bytes], outer: Locator, name: str, budget: Budget) -> Iterator[Extracted]:
    """A member as an item, from chunks that raise Unreadable at a fault; what came before the fault is kept."""
    buffer = io.BytesIO()
    reason: Reason | None = None
    try:
        for chunk in chunks:
            budget.take(len(chunk))
            buffer.write(chunk)
            if buffer.tell() > MEMBER_LIMIT:
                raise Unreadable(Reason.TOO_BIG)
    except Unreadable as refusal:
        reason = refusal.reason
    if reason is None or buffer.tell():
        yield Item.nested(outer, name, buffer.getvalue())
    if reason is not None:
        yield Unread(outer.inside(name), reason)


def streamed(
    chunks: Callable[[], Iterator[bytes]], outer: Locator, name: str, size: int, budget: Budget
) -> Iterator[Extracted]:
    """A member too big for memory: an item to read as a stream where it is text, or packed from front to back; else left."""
    with Expanding(chunks(), budget) as beginning:
        head = beginning.peek(HEAD)
        fault = beginning.fault
    if not head or not (_is_packed(head) or encoding_of(head) is not None):
        yield Unread(outer.inside(name), fault or Reason.TOO_BIG)
        return
    yield Item(outer.inside(name), size, opener=lambda: io.BufferedReader(Expanding(chunks(), budget, strict=True)))


def _is_packed(head: bytes) -> bool:
    """gzip, bzip2, xz, tar: what is in them is read in one go, however long."""
    return head.startswith((b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0")) or head[257:262] == b"ustar"


class Expanding(io.RawIOBase):
    """A stream over chunks that expand as they are asked for; every byte is taken from the budget.

    It ends where the chunks end, or at the first fault, which is kept in `fault`; a strict one raises it there.
    """

    def __init__(self, chunks: Iterator[bytes], budget: Budget, *, strict: bool = False) -> None:
        super().__init__()
        self._chunks = chunks
        self._budget = budget
        self._strict = strict
        self._pending = b""
        self.fault: Reason | None = None

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, or fewer at the end, without passing them."""
        while len(self._pending) < size and self.fault is None:
            try:
                chunk = next(self._chunks, b"")
                self._budget.take(len(chunk))
            except Unreadable as refusal:
                self.fault = refusal.reason
            else:
                if not chunk:
                    break
                self._pending = self._pending + chunk if self._pending else chunk
        return self._pending[:size]

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        taken = self.peek(min(len(buffer), 1)) and self._pending[: len(buffer)]
        if not taken and self.fault is not None and self._strict:
            raise Unreadable(self.fault)
        buffer[: len(taken)] = taken
        self._pending = self._pending[len(taken) :]
        return len(taken)
