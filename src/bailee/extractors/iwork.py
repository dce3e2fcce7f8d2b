"""Pages, Numbers and Keynote: every string in every part of the package, pictures and previews as items.

The parts are protocol buffers without a published description, so strings are taken as they come: text, comments, names
of authors. Tables are laid into rows; where one is packed in a form that is not known, it is said (`cells`).

>>> decompressed(bytes([12, 0x14]) + b"Anna A" + bytes([0x09, 6]), 100)
b'Anna AAnna A'
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.extractors import archives, media_type
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.iwork_tables import Tables
from bailee.extractors.iwork_xml import lines
from bailee.extractors.mail import texts
from bailee.extractors.office_xml import BrokenPart
from bailee.extractors.rows import sparse_texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.PAGES, media_type.NUMBERS, media_type.KEYNOTE})

_LEVELS = 12
_STYLES = ("Stylesheet", "ThemeStylesheet", "Metadata", "ViewState", "AnnotationAuthorStorage-theme")

# What the program made out of the document itself: pictures of its pages, its own version
_RENDERINGS = ("preview", "thumbs/", "QuickLook/Thumbnail", "Metadata/", "buildVersionHistory")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    tables = Tables(_walk)
    lists: list[tuple[Locator, list[str]]] = []  # strings of tables, some of which no cell shows any more
    for piece in archives.extract(item, budget):
        if not isinstance(piece, Item) or piece.data is None:
            yield piece
            continue
        name = piece.locator.segments[-1]
        if name == "Index.zip":  # a package of 2013 keeps its parts in a zip of their own
            yield from extract(piece, budget)
        elif name in ("index.xml", "index.apxl"):
            yield from _of_2009(piece)
        elif name.endswith(".iwph"):
            raise Unreadable(Reason.ENCRYPTED)
        elif not name.endswith(".iwa"):
            if not name.startswith(_RENDERINGS):
                yield piece
        elif not any(word in name for word in _STYLES):
            try:
                data = _parts(piece.data, budget)
                for ident, kind, payload in messages(data):
                    tables.add(ident, kind, payload)
                strings = list(dict.fromkeys(_strings(data)))
            except (ValueError, IndexError):
                yield Unread(piece.locator, Reason.DAMAGED)
                continue
            if "/Tables/" in name:
                lists.append((piece.locator, strings))
            else:
                yield from texts("\n".join(strings), piece.locator, _part(name))
    yield from _tables(tables, item)
    for locator, strings in lists:
        yield from texts("\n".join(text for text in strings if text not in tables.shown), locator, Part.HIDDEN)


def _of_2009(piece: Item) -> Iterator[Extracted]:
    said: list[str] = []
    whole = True
    try:
        for line in lines([piece.read()]):
            said.append(line)
    except BrokenPart:
        whole = False
    yield from texts("\n".join(said), piece.locator)
    if not whole:
        yield Unread(piece.locator, Reason.DAMAGED)


def _tables(tables: Tables, item: Item) -> Iterator[Extracted]:
    try:
        for title, rows in tables.rows():
            yield from sparse_texts(rows, item.locator.inside(f"table {title}"))
    except (ValueError, IndexError):
        tables.is_partly = True
    if tables.is_partly:
        yield Unread(item.locator.inside("cells"), Reason.UNKNOWN_FORMAT)


def _part(name: str) -> Part:
    if "Comment" in name or "Annotation" in name:
        return Part.COMMENT
    return Part.HEADER if "Master" in name or "Template" in name else Part.BODY


def _parts(data: bytes, budget: Budget) -> bytes:
    """All chunks of an archive, expanded."""
    output = []
    at = 0
    while at + 4 <= len(data):
        length = int.from_bytes(data[at + 1 : at + 4], "little")
        chunk = data[at + 4 : at + 4 + length]
        if data[at] != 0 or len(chunk) < length:
            raise ValueError
        output.append(decompressed(chunk, min(MEMBER_LIMIT, budget.bytes_left)))
        budget.take(len(output[-1]))
        at += 4 + length
    return b"".join(output)


def decompressed(data: bytes, limit: int) -> bytes:
    """Bytes of a block of Snappy. ValueError where it is none."""
    size, at = _number(data, 0)
    if size > limit:
        raise ValueError
    output = bytearray()
    while at < len(data):
        tag = data[at]
        at += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                width = length - 59
                length = int.from_bytes(data[at : at + width], "little")
                at += width
            output += data[at : at + length + 1]
            at += length + 1
        else:
            if tag & 3 == 1:
                length, back = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | data[at]
                at += 1
            else:
                width = 2 if tag & 3 == 2 else 4
                length, back = (tag >> 2) + 1, int.from_bytes(data[at : at + width], "little")
                at += width
            if not 0 < back <= len(output):
                raise ValueError
            while length > 0:
                piece = output[-back:][:length]
                output += piece
                length -= len(piece)
        if len(output) > size:
            raise ValueError
    return bytes(output)


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError


def messages(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(ident of an object, type, message) of messages, each of which follows its own header: a number, then what follows it."""
    at = 0
    while at < len(data):
        length, at = _number(data, at)
        ident, listed = _header(data[at : at + length])
        at += length
        for kind, size in listed:
            yield ident, kind, data[at : at + size]
            at += size
        if not listed:
            return


def _strings(data: bytes) -> Iterator[str]:
    for _, _, message in messages(data):
        yield from _fields(message, 0)


def _header(header: bytes) -> tuple[int, list[tuple[int, int]]]:
    """(ident, (type, length) of each message that a header announces)."""
    ident = 0
    found = []
    for field, value in _walk(header):
        if field == 1 and isinstance(value, int):
            ident = value
        elif field == 2 and isinstance(value, bytes):
            told = dict(_walk(value))
            kind, size = told.get(1, 0), told.get(3)
            if isinstance(size, int):
                found.append((kind if isinstance(kind, int) else 0, size))
    return ident, found


def _fields(data: bytes, level: int) -> Iterator[str]:
    try:
        fields = list(_walk(data))
    except (ValueError, IndexError):
        return
    for _, value in fields:
        if not isinstance(value, bytes) or len(value) < 2:
            continue
        text = _text(value)
        if text is not None:
            if any(map(str.isalnum, text)) and len(text) > 1:
                yield text
        elif level < _LEVELS:
            yield from _fields(value, level + 1)


def _walk(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(number of a field, its value) of a message. ValueError or IndexError where it is none."""
    at = 0
    while at < len(data):
        key, at = _number(data, at)
        field, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _number(data, at)
            yield field, value
        elif kind == 2:
            length, at = _number(data, at)
            if at + length > len(data) or field == 0:
                raise ValueError
            yield field, data[at : at + length]
            at += length
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
            if at > len(data):
                raise ValueError
        else:
            raise ValueError


def _text(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    plain = sum(1 for character in text if character.isprintable() or character in "\n\t\r\u2028\u2029\u200b\ufffc")
    return text.replace("\u2028", "\n").strip() if plain == len(text) else None
