"""What a source remembers from one scan to the next: a mark for each folder or drive, and the names that it held.

A service tells what changed since a mark, but of what is gone it tells the ident alone; so names are kept by ident, each
folder's apart and compressed, and only the folder in hand is unpacked.

>>> memory = Memory(); folder = memory.begin("INBOX")
>>> folder.add("7", "2024-03-05"); memory.end(folder, "7;8")
>>> again = Memory.read(memory.written())
>>> again.mark("INBOX"), again.names("INBOX")
('7;8', {'7': '2024-03-05'})
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

VERSION = 1
MOST = 200_000  # names in one folder; beyond, the whole is listed anew each time, in constant memory
LARGEST = 64 << 20  # bytes of all of it


@dataclass(slots=True)
class Folder:
    """Names of one folder while it is listed."""

    key: str
    count: int = 0
    _packing: zlib._Compress = field(default_factory=zlib.compressobj)
    _packed: bytearray = field(default_factory=bytearray)

    def add(self, ident: str, name: str) -> None:
        self.count += 1
        if self.count <= MOST:
            self._packed += self._packing.compress(f"{ident}\t{name}\n".encode("utf-8", "surrogatepass"))

    def packed(self) -> bytes:
        return bytes(self._packed + self._packing.flush())


class Memory:
    """Marks and names by folder."""

    def __init__(self, kept: Mapping[str, tuple[str, bytes]] | None = None) -> None:
        self._kept: dict[str, tuple[str, bytes]] = dict(kept or {})
        self._too_many = False

    @classmethod
    def read(cls, state: bytes) -> Memory | None:
        """None where there is nothing, or nothing that this version understands: everything is listed then."""
        try:
            told = json.loads(state) if 0 < len(state) <= LARGEST else {}
            if told.get("version") != VERSION:
                return None
            return cls({key: (mark, base64.b64decode(names)) for key, (mark, names) in told["folders"].items()})
        except (ValueError, TypeError, AttributeError, KeyError):
            return None

    def written(self) -> bytes:
        """To be read the next time; empty where there is too much to remember."""
        folders = {key: (mark, base64.b64encode(names).decode()) for key, (mark, names) in self._kept.items()}
        state = json.dumps({"version": VERSION, "folders": folders}).encode()
        return b"" if self._too_many or len(state) > LARGEST else state

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def doubt(self, keys: Iterable[str]) -> None:
        """These are to be looked through anew the next time, and compared with what is remembered."""
        for key in keys:
            if key in self._kept:
                self._kept[key] = ("", self._kept[key][1])

    def mark(self, key: str) -> str:
        return self._kept[key][0] if key in self._kept else ""

    def names(self, key: str) -> dict[str, str]:
        if key not in self._kept:
            return {}
        try:
            unpacked = zlib.decompressobj().decompress(self._kept[key][1], LARGEST).decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError):
            return {}
        return dict(line.split("\t", 1) for line in unpacked.split("\n") if "\t" in line)

    def begin(self, key: str, names: Iterable[tuple[str, str]] = ()) -> Folder:
        folder = Folder(key)
        for ident, name in names:
            folder.add(ident, name)
        return folder

    def end(self, folder: Folder, mark: str) -> None:
        """A folder was listed to its end."""
        self._too_many |= folder.count > MOST
        self._kept[folder.key] = (mark, folder.packed())

    def keep(self, key: str, before: Memory | None) -> None:
        """A folder could not be listed this time, or did not change: what is remembered of it stands."""
        if before is not None and key in before._kept:
            self._kept[key] = before._kept[key]
