"""Shortcuts: of Windows to a file (.lnk), to an address (.url), of desktops (.desktop). Whose folder it was, on which machine.

Structure of .lnk: [MS-SHLLINK], https://learn.microsoft.com/openspecs/windows_protocols/ms-shllink/.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors.data_types import LINK, SHORTCUT
from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.written_out import hidden_in
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({SHORTCUT, LINK})

_LIMIT = 1 << 20
_STRINGS = ((0x04, "description"), (0x08, "relative path"), (0x10, "folder"), (0x20, "arguments"), (0x40, "icon"))


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    data = item.read(_LIMIT)
    if not data.startswith(b"\x4c\0\0\0"):
        text = decoder_for(encoding_of(data) or "cp1252").decode(data, final=True)
        yield from texts(text, item.locator)
        yield from hidden_in(text, item.locator, budget)
        return
    if len(data) < 76:
        raise Unreadable(Reason.DAMAGED)
    yield from texts("\n".join(dict.fromkeys(_lines(data))), item.locator)


def _lines(data: bytes) -> Iterator[str]:
    (flags,) = struct.unpack_from("<I", data, 20)
    at = 76
    shown: list[str] = []
    if flags & 0x01:
        size = int.from_bytes(data[at : at + 2], "little")
        shown = _words(data[at + 2 : at + 2 + size])
        at += 2 + size
    if flags & 0x02 and at + 28 <= len(data):
        size = int.from_bytes(data[at : at + 4], "little")
        yield from (f"target: {line}" for line in _target(data[at : at + size]))
        at += size
    for flag, name in _STRINGS:
        if flags & flag and at + 2 <= len(data):
            length = int.from_bytes(data[at : at + 2], "little") * (2 if flags & 0x80 else 1)
            raw = data[at + 2 : at + 2 + length]
            yield f"{name}: {raw.decode('utf-16-le' if flags & 0x80 else 'cp1252', 'replace')}"
            at += 2 + length
    yield from (f"shown: {word}" for word in shown)
    yield from _words(data[at:])  # machine, account, property store


def _target(info: bytes) -> Iterator[str]:
    """Path, label of the disk, name of the share."""
    if len(info) < 28:
        return
    header, _, volume, local, network, suffix = struct.unpack_from("<6I", info, 4)
    for start in (local, suffix):
        if 0 < start < len(info):
            yield info[start:].split(b"\0")[0].decode("cp1252", "replace")
    if header >= 0x24:
        for place in struct.unpack_from("<II", info, 28):
            if 0 < place < len(info) - 1:
                yield _wide(info[place:])
    for start in (volume, network):
        if 0 < start < len(info):
            yield from _words(info[start : start + 512])


def _wide(raw: bytes) -> str:
    text = raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
    return text.split("\0")[0]


def _words(raw: bytes) -> list[str]:
    wide = [part.decode("utf-16-le", "replace") for part in re.findall(rb"(?:[\x20-\x7e\xa0-\xff]\0){3,}", raw)]
    plain = [part.decode("cp1252", "replace") for part in re.findall(rb"[\x20-\x7e\xa0-\xff]{4,}", raw)]
    return [*wide, *plain]
