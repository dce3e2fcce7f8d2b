"""Archives of Outlook (.pst, .ost): each message, contact, appointment or note is an item, with its attachments.

Read block by block by its two indexes, so that memory is that of one message. An item is handed on as a mail, which is
what it was, or what Outlook would make of it: so everything that reads mails reads it, attachments in attachments too.
Structure and the substitution of letters by [MS-PST], https://learn.microsoft.com/openspecs/office_file_formats/ms-pst/.
A password on such a file is a note to Outlook and hides nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, BinaryIO

from bailee.extractors import mapi, media_type
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({media_type.PST})

_LEVELS = 10  # of an index, and of messages in messages
_PAGES_KEPT = 512
_MESSAGE, _ATTACHMENT, _RECIPIENTS = 4, 5, 0x12
_FAULTS = (struct.error, ValueError, IndexError, KeyError, zlib.error, OverflowError, RecursionError)
# [MS-PST] 5.1, the table that reads
_PLAIN = bytes.fromhex(
    "47f1b4e60b6a7248854e9eebe2f89453e0bba002e85a09abdbe3bac67cc310dd39059630f53760828cc9134a6b1df3fb8f2697ca911701c4322d6e31"
    "95ffd923d1005e79dc443b1a28c5615720903d83b943be67d2464276c06d5b7eb20f16293ca903540dda5ddff6b7c762cd8d06d3695c86d614f7a566"
    "75acb1e94521700c879f74a4224c6fbf1f56aa2eb3783350b0a392bccf191ca763cb1e4d3e4b1b9b4fe7f0eead3ab55904ea40552551e57a89386852"
    "7bfc27aed7bdfa07f4cc8e5fef359c842b15d5773449b6120a7f7188fd9d18417d93d8582ccefe24afdeb836c8a180a69998a82f0e816573e4c2a28a"
    "d4e111d0088b2af2ed9a643fc16cf9ec"
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as stream:
        try:
            store = _Store(stream, budget)
            nodes = store.nodes()
            number = 0
            for nid, data_block, sub_block in nodes:
                if nid & 0x1F != _MESSAGE:
                    continue
                number += 1
                segment = f"message {number}"
                try:
                    mail = store.mail(data_block, sub_block, _LEVELS)
                except _FAULTS:
                    budget.member()
                    yield Unread(item.locator.inside(segment), Reason.DAMAGED)
                    continue
                yield Item.nested(item.locator, segment, mail, media_type.MAIL, file_name="message.eml")
                for reason in store.left:
                    yield Unread(item.locator.inside(segment), reason)
                store.left.clear()
        except _FAULTS:
            raise Unreadable(Reason.DAMAGED) from None


class _Store:
    """The two indexes of a file: of nodes (things) and of blocks (where their bytes lie)."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget
        self.pages: dict[int, tuple[int, list[bytes]]] = {}
        self.left: list[Reason] = []
        head = stream.read(1024)
        if head[:4] != b"!BDN":
            raise ValueError
        version = struct.unpack_from("<H", head, 10)[0]
        self.wide = version >= 23
        self.big = version >= 36  # pages of 4 KiB, blocks that may be packed
        if self.wide:
            self.node_root, self.block_root = (struct.unpack_from("<Q", head, at)[0] for at in (0xE0, 0xF0))
        else:
            self.node_root, self.block_root = (struct.unpack_from("<I", head, at)[0] for at in (0xBC, 0xC4))
        self.coded = head[0x201 if self.wide else 0x1CD]
        if self.coded > 1:
            raise Unreadable(Reason.UNKNOWN_FORMAT)

    def at(self, place: int, size: int) -> bytes:
        self.stream.seek(place)
        return self.stream.read(size)

    # indexes

    def page(self, place: int) -> tuple[int, list[bytes]]:
        """(level, entries) of a page of an index."""
        if place in self.pages:
            return self.pages[place]
        if self.big:
            raw = self.at(place, 4096)
            count, _, width, level = struct.unpack_from("<HHBB", raw, 4056)
        else:
            raw = self.at(place, 512)
            count, _, width, level = struct.unpack_from("<BBBB", raw, 488 if self.wide else 496)
        if width == 0 or count * width > len(raw) or level > _LEVELS:
            raise ValueError
        found = level, [raw[width * index : width * (index + 1)] for index in range(count)]
        if len(self.pages) >= _PAGES_KEPT:
            self.pages.clear()
        self.pages[place] = found
        return found

    def _numbers(self, entry: bytes, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{count}{'Q' if self.wide else 'I'}", entry)

    def nodes(self) -> Iterator[tuple[int, int, int]]:
        """(number, block of its data, block of what is under it) of every node."""
        stack = [(self.node_root, _LEVELS)]
        while stack:
            place, above = stack.pop()
            level, entries = self.page(place)
            if level >= above:
                raise ValueError
            if level:
                stack += [(self._numbers(entry, 3)[2], level) for entry in reversed(entries)]
                continue
            for entry in entries:
                nid, data_block, sub_block = self._numbers(entry, 3)
                yield nid & 0xFFFFFFFF, data_block, sub_block

    def block(self, bid: int) -> bytes:
        bid &= ~1
        place = self.block_root
        for _ in range(_LEVELS):
            level, entries = self.page(place)
            below = [entry for entry in entries if self._numbers(entry, 1)[0] & ~1 <= bid]
            if not below:
                raise KeyError
            if level:
                place = self._numbers(below[-1], 3)[2]
                continue
            found, start = self._numbers(below[-1], 2)
            if found & ~1 != bid:
                raise KeyError
            size, inflated = struct.unpack_from("<HH", below[-1], 16 if self.wide else 8)
            raw = self.at(start, size)
            if self.big and inflated and inflated != size:
                raw = zlib.decompressobj().decompress(raw, 1 << 17)
            if self.coded and not bid & 2:
                raw = raw.translate(_PLAIN)
            return raw
        raise ValueError

    # data

    def blocks(self, bid: int, depth: int = 3) -> Iterator[bytes]:
        """The blocks of a piece of data; many are listed in a block of their own."""
        raw = self.block(bid)
        if not bid & 2:
            self.budget.take(len(raw))
            yield raw
            return
        kind, _, count = struct.unpack_from("<BBH", raw)
        if kind != 1 or depth == 0:
            raise ValueError
        for inner in struct.unpack_from(f"<{count}{'Q' if self.wide else 'I'}", raw, 8):
            yield from self.blocks(inner, depth - 1)

    def data(self, bid: int) -> bytes:
        pieces, size = [], 0
        for piece in self.blocks(bid):
            pieces.append(piece)
            size += len(piece)
            if size > MEMBER_LIMIT:
                raise ValueError
        return b"".join(pieces)

    def under(self, bid: int, depth: int = 3) -> dict[int, tuple[int, int]]:
        """Nodes under a node: number to (block of its data, block of what is under it)."""
        if bid == 0 or depth == 0:
            return {}
        raw = self.block(bid)
        kind, level, count = struct.unpack_from("<BBH", raw)
        if kind != 2:
            raise ValueError
        width = 8 if self.wide else 4
        start = 8 if self.wide else 4
        found: dict[int, tuple[int, int]] = {}
        for index in range(count):
            if level:
                entry = raw[start + 2 * width * index :][: 2 * width]
                found.update(self.under(self._numbers(entry, 2)[1], depth - 1))
            else:
                entry = raw[start + 3 * width * index :][: 3 * width]
                nid, data_block, sub_block = self._numbers(entry, 3)
                found[nid & 0xFFFFFFFF] = (data_block, sub_block)
        return found

    # things

    def values(self, data_block: int, under: dict[int, tuple[int, int]]) -> dict[int, Any]:
        """Properties of a thing by tag."""
        heap = _Heap(list(self.blocks(data_block)), self.big)
        found: dict[int, Any] = {}
        for record in heap.records():
            number, kind, place = struct.unpack_from("<HHI", record)
            tag = number << 16 | kind
            if kind in (0x0003, 0x0002, 0x000B):
                found[tag] = place
            elif kind in (0x001E, 0x001F, 0x0102, 0x000D, 0x101E, 0x101F):
                try:
                    found[tag] = self.value(heap, place, under)
                except _FAULTS:
                    self.left.append(Reason.DAMAGED)
        pages = [value for tag, value in found.items() if tag >> 16 in (mapi.MESSAGE_CODE_PAGE, mapi.CODE_PAGE)]
        codec = mapi.codec_of(pages[0]) if pages and isinstance(pages[0], int) else "cp1252"
        for tag, value in found.items():
            kind = tag & 0xFFFF
            if isinstance(value, bytes) and kind in (0x001E, 0x001F):
                found[tag] = mapi.string(value, kind, codec)
            elif isinstance(value, bytes) and kind in (0x101E, 0x101F):
                found[tag] = [mapi.string(piece, kind & 0xFFF, codec) for piece in _several(value)]
        return found

    def value(self, heap: _Heap, place: int, under: dict[int, tuple[int, int]]) -> bytes:
        if place == 0:
            return b""
        if place & 0x1F == 0:
            return heap.item(place)
        return self.data(under[place][0])

    def mail(self, data_block: int, sub_block: int, depth: int) -> bytes:
        """A thing as a mail."""
        under = self.under(sub_block)
        values = self.values(data_block, under)
        headers = [_headers(mapi.lines(values))]
        transport = _first(values, mapi.TRANSPORT_HEADERS)
        if isinstance(transport, str):
            headers.append(transport.strip().replace("\r\n", "\n"))
        for nid, (block, _) in under.items():
            if nid & 0x1F == _RECIPIENTS:
                headers += [f"Recipient: {text}" for text in self.strings(block)]
        parts: list[tuple[str, bytes]] = []
        body, html, packed = (_first(values, number) for number in (mapi.BODY, mapi.HTML, mapi.RTF))
        if isinstance(body, str):
            parts.append(("text/plain; charset=utf-8", body.encode("utf-8", "replace")))
        if isinstance(html, str):
            parts.append(("text/html; charset=utf-8", html.encode("utf-8", "replace")))
        elif isinstance(html, bytes) and html:
            page = _first(values, mapi.CODE_PAGE)
            codec = mapi.codec_of(page) if isinstance(page, int) else "utf-8"
            parts.append((f"text/html; charset={codec}", html))
        if isinstance(packed, bytes) and not html:
            rich = mapi.unpacked(packed, MEMBER_LIMIT)
            if rich and (not body or b"\\fromhtml" in rich[:4096]):
                parts.append(('application/rtf; name="body.rtf"', rich))
        for nid, (block, below) in under.items():
            if nid & 0x1F == _ATTACHMENT:
                try:
                    parts += self.attachment(block, below, depth)
                except _FAULTS:
                    self.left.append(Reason.DAMAGED)
        return _assembled(headers, parts)

    def attachment(self, block: int, below: int, depth: int) -> Iterator[tuple[str, bytes]]:
        under = self.under(below)
        values = self.values(block, under)
        name = next(
            (
                str(value)
                for number in (mapi.LONG_FILE_NAME, mapi.FILE_NAME, mapi.DISPLAY_NAME)
                if (value := _first(values, number))
            ),
            "",
        )
        title = name.replace("\\", "_").replace('"', "'").replace("\n", " ").replace("\r", " ")
        content = _first(values, mapi.ATTACHMENT)
        if any(tag == mapi.ATTACHMENT << 16 | 0x000D for tag in values) and isinstance(content, bytes):
            nid = struct.unpack_from("<I", content)[0] if len(content) >= 4 else 0
            if nid in under and depth > 0:
                yield f'message/rfc822; name="{title or "message"}.eml"', self.mail(*under[nid], depth - 1)
            else:
                self.left.append(Reason.TOO_DEEP if depth <= 0 else Reason.UNKNOWN_FORMAT)
        elif isinstance(content, bytes) and content:
            declared = _first(values, mapi.MIME_TYPE)
            kind = declared if isinstance(declared, str) and "/" in declared else "application/octet-stream"
            if kind.startswith(("message/", "multipart/")) or "\n" in kind:
                kind = "application/octet-stream"
            yield f'{kind.split(";")[0].strip()}; name="{title}"', content

    def strings(self, block: int) -> list[str]:
        """Texts in a table, such as names and addresses of recipients."""
        found = []
        for raw in _Heap(list(self.blocks(block)), self.big).items():
            for encoding in ("utf-16-le", "ascii"):
                try:
                    text = raw.decode(encoding)
                except UnicodeDecodeError:
                    continue
                if len(text) > 2 and text.isprintable() and sum(map(str.isalnum, text)) > len(text) / 2:
                    found.append(text)
                    break
        return list(dict.fromkeys(found))


class _Heap:
    """Small pieces of data in a few blocks, found by the number of block and piece."""

    def __init__(self, blocks: list[bytes], big: bool) -> None:
        self.blocks = blocks
        self.shift = 19 if big else 16
        if len(blocks[0]) < 12 or blocks[0][2] != 0xEC:
            raise ValueError
        self.root = struct.unpack_from("<I", blocks[0], 4)[0]

    def _map(self, block: bytes) -> tuple[int, ...]:
        at = struct.unpack_from("<H", block)[0]
        count = struct.unpack_from("<H", block, at)[0]
        return struct.unpack_from(f"<{count + 1}H", block, at + 4)

    def item(self, hid: int) -> bytes:
        block = self.blocks[hid >> self.shift]
        places = self._map(block)
        index = (hid & (1 << self.shift) - 1) >> 5
        return block[places[index - 1] : places[index]]

    def items(self) -> Iterator[bytes]:
        for block in self.blocks:
            places = self._map(block)
            for start, end in pairwise(places):
                yield block[start:end]

    def records(self) -> Iterator[bytes]:
        """Records of the tree at the root: number and kind of a property, and where its value is."""
        head = self.item(self.root)
        kind, key, width, levels, root = struct.unpack_from("<BBBBI", head)
        if kind != 0xB5 or key != 2 or width != 6 or levels > _LEVELS:
            raise ValueError
        stack = [(root, levels)] if root else []
        while stack:
            hid, level = stack.pop()
            raw = self.item(hid)
            size = key + (4 if level else width)
            for at in range(0, len(raw) - size + 1, size):
                if level:
                    stack.append((struct.unpack_from("<I", raw, at + key)[0], level - 1))
                else:
                    yield raw[at : at + size]


def _several(raw: bytes) -> list[bytes]:
    if len(raw) < 4:
        return []
    (count,) = struct.unpack_from("<I", raw)
    if count * 4 + 4 > len(raw):
        return []
    places = [*struct.unpack_from(f"<{count}I", raw, 4), len(raw)]
    return [raw[start:end] for start, end in pairwise(places)]


def _first(values: dict[int, Any], number: int) -> Any:
    return next((value for tag, value in values.items() if tag >> 16 == number), None)


def _headers(lines: str) -> str:
    """Named values as headers of a mail: no blanks in names, lines of a value folded, Outlook's own marks left out."""
    found = []
    for line in lines.split("\n"):
        name, mark, value = line.partition(": ")
        if mark and name.replace(" ", "").isalnum():
            value = value[2:] if value.startswith("\x01") else value
            found.append(f"{name.replace(' ', '-')}: {value}")
        elif line.strip():
            found.append(f" {line}")
    return "\n".join(found)


def _assembled(headers: list[str], parts: list[tuple[str, bytes]]) -> bytes:
    number = 0
    boundary = b"part-of-outlook-0"
    while any(boundary in content for _, content in parts):
        number += 1
        boundary = b"part-of-outlook-%d" % number
    head = "\n".join(["MIME-Version: 1.0", *filter(None, headers)])
    # A message's own headers about its structure are of the mail that it once was
    kept = [line for line in head.split("\n") if line.strip() and not line.lower().startswith("content-")]
    output = ["\n".join(kept).lstrip().encode("utf-8", "replace")]
    output.append(b'\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\n\n')
    for kind, content in parts:
        output.append(b"--" + boundary + b"\nContent-Type: " + kind.encode("utf-8", "replace") + b"\n\n")
        output += [content, b"\n"]
    output.append(b"--" + boundary + b"--\n")
    return b"".join(output)
