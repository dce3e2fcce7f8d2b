"""A document that is a zip of parts (Open XML, OpenDocument): its parts as bytes under the budget, damaged ones too.

Where the zip's directory is lost, as in a download that stopped, the parts that are still whole are found by their own
headers. What could not be read is in `unread`.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO

from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

STEP = 65_536
SALVAGE = 128 << 20  # bytes of a damaged file that are searched
PARTS = 20_000
_LOCAL = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True)
class PartInfo:
    name: str
    size: int
    entry: zipfile.ZipInfo | None = field(default=None, compare=False)
    start: int = -1  # of the data, where the directory is lost
    method: int = 0


class Package:
    """Use as a context. Raises Unreadable where no part can be found."""

    def __init__(self, item: Item, budget: Budget) -> None:
        self.item = item
        self.budget = budget
        self.unread: list[Unread] = []
        self._stream: BinaryIO = item.open()
        self._zip: zipfile.ZipFile | None = None
        self._raw = b""
        self.parts: list[PartInfo] = []

    def __enter__(self) -> Package:
        try:
            self._open()
        except BaseException:
            self._stream.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._zip is not None:
            self._zip.close()
        self._stream.close()

    def _open(self) -> None:
        try:
            self._zip = zipfile.ZipFile(self._stream)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError):
            self._salvage()
            return
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > PARTS:
            raise Unreadable(Reason.TOO_BIG)
        self.parts = [
            PartInfo(entry.filename.replace("\\", "/").lstrip("/"), entry.file_size, entry) for entry in entries
        ]
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(Reason.ENCRYPTED)

    @property
    def remarks(self) -> str:
        """What somebody wrote onto the archive itself, and onto its parts."""
        if self._zip is None:
            return ""
        written = [self._zip.comment, *(part.entry.comment for part in self.parts if part.entry is not None)]
        return "\n".join(dict.fromkeys(remark.decode("utf-8", "replace") for remark in written if remark.strip()))

    def _salvage(self) -> None:
        self._stream.seek(0)
        self._raw = self._stream.read(SALVAGE)
        for found in re.finditer(rb"PK\x03\x04", self._raw):
            header = self._raw[found.start() : found.start() + _LOCAL.size]
            if len(header) < _LOCAL.size:
                break
            _, _, flags, method, _, _, _, compressed, size, name_length, extra = _LOCAL.unpack(header)
            at = found.start() + _LOCAL.size
            name = self._raw[at : at + name_length].decode("utf-8", "replace")
            if not name or name.endswith("/") or method not in (0, 8) or not name.isprintable() or name_length > 512:
                continue
            if flags & 1:
                raise Unreadable(Reason.ENCRYPTED)
            self.parts.append(PartInfo(name, size or compressed, start=at + name_length + extra, method=method))
        if not self.parts:
            raise Unreadable(Reason.DAMAGED)
        self.unread.append(Unread(self.item.locator, Reason.DAMAGED))

    def names(self) -> list[str]:
        return [part.name for part in self.parts]

    def part(self, name: str) -> PartInfo | None:
        """By its name; case does not count, as in Open XML."""
        folded = name.lower()
        return next((part for part in self.parts if part.name.lower() == folded), None)

    def chunks(self, part: PartInfo) -> Iterator[bytes]:
        """The bytes of a part. A fault ends them, and is noted in `unread`; a budget that is spent raises."""
        try:
            if part.entry is not None and self._zip is not None:
                self.budget.take(0)
                with self._zip.open(part.entry) as stream:
                    while chunk := stream.read(STEP):
                        self.budget.take(len(chunk))
                        yield chunk
            else:
                yield from self._salvaged(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, NotImplementedError, ValueError):
            self.left(part, Reason.DAMAGED)

    def _salvaged(self, part: PartInfo) -> Iterator[bytes]:
        if part.method == 0:
            chunk = self._raw[part.start : part.start + part.size]
            self.budget.take(len(chunk))
            yield chunk
            return
        decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        at = part.start
        while not decompressor.eof:
            source = decompressor.unconsumed_tail
            if not source:
                source = self._raw[at : at + STEP]
                at += STEP
                if not source:
                    raise EOFError
            chunk = decompressor.decompress(source, STEP * 4)
            self.budget.take(len(chunk))
            yield chunk

    def read(self, part: PartInfo | str, limit: int = 64 << 20) -> bytes:
        """A part whole; empty where there is none. One over `limit` is left."""
        info = self.part(part) if isinstance(part, str) else part
        if info is None:
            return b""
        pieces: list[bytes] = []
        size = 0
        for chunk in self.chunks(info):
            size += len(chunk)
            if size > limit:
                self.left(info, Reason.TOO_BIG)
                return b""
            pieces.append(chunk)
        return b"".join(pieces)

    def left(self, part: PartInfo, reason: Reason) -> None:
        self.unread.append(Unread(self.item.locator.inside(part.name), reason))
