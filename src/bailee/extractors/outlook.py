"""Messages, contacts, appointments and tasks of Outlook (.msg): headers, bodies, recipients, attachments."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from bailee.extractors import mapi, media_type, ole
from bailee.extractors.hypertext import readable_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import decoded, texts
from bailee.extractors.rtf import readable_rtf
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.MSG})

_STORAGES = 3_000
_NESTED = 12  # a message in a message in a message lies in the same file


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with ole.opened(item) as file:
        if not file.exists("__properties_version1.0"):
            raise Unreadable(Reason.DAMAGED)
        tree = _tree(file)
        yield from _message(file, tree, [], item.locator, budget, _NESTED)


def _tree(file: Any) -> dict[tuple[str, ...], list[str]]:
    """Names by the storage that holds them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for path in file.listdir(streams=True, storages=True)[:50_000]:
        found.setdefault(tuple(path[:-1]), []).append(path[-1])
    return found


def _message(
    file: Any, tree: dict[tuple[str, ...], list[str]], at: list[str], locator: Locator, budget: Budget, depth: int
) -> Iterator[Extracted]:
    if depth == 0:
        yield Unread(locator, Reason.TOO_DEEP)
        return
    names = tree.get(tuple(at), [])
    codec = _codec(file, at)
    values = _values(file, at, names, codec)
    headers = [mapi.lines(values)]
    for name in [name for name in names if name.startswith("__recip_version1.0_")][:_STORAGES]:
        inner = [*at, name]
        headers.append(mapi.lines(_values(file, inner, tree.get(tuple(inner), []), codec)))
    transport = _first(values, mapi.TRANSPORT_HEADERS)
    if isinstance(transport, str):
        headers.append(transport)
    yield from texts("\n".join(filter(None, headers)), locator.inside("headers"), Part.HEADER)
    yield from bodies(values, locator, codec)
    attachments = [name for name in names if name.startswith("__attach_version1.0_")]
    for number, name in enumerate(attachments[:_STORAGES], 1):
        yield from _attachment(file, tree, [*at, name], locator, f"attachment {number}", codec, budget, depth)


def bodies(values: dict[int, Any], locator: Locator, codec: str) -> Iterator[Text]:
    """The text of a message in each of the forms in which it came."""
    plain = _first(values, mapi.BODY)
    if isinstance(plain, str):
        yield from texts(plain.replace("\r\n", "\n"), locator.inside("body"))
    html = _first(values, mapi.HTML)
    if isinstance(html, bytes):
        html = decoded(html, codec)
    if isinstance(html, str) and html.strip():
        yield from texts(readable_text(html), locator.inside("body html"))
    packed = _first(values, mapi.RTF)
    if isinstance(packed, bytes):
        rich = mapi.unpacked(packed, ole.STREAM_LIMIT)
        if rich and not (isinstance(html, str) and html.strip()):  # else it says the same once more
            text, _ = readable_rtf(rich)
            if isinstance(plain, str) and text.split() == plain.split():
                return
            yield from texts(text, locator.inside("body rtf"))


def _attachment(
    file: Any,
    tree: dict[tuple[str, ...], list[str]],
    at: list[str],
    locator: Locator,
    segment: str,
    codec: str,
    budget: Budget,
    depth: int,
) -> Iterator[Extracted]:
    names = tree.get(tuple(at), [])
    values = _values(file, at, names, codec)
    title = next(
        (
            str(value)
            for number in (mapi.LONG_FILE_NAME, mapi.FILE_NAME, mapi.DISPLAY_NAME)
            if (value := _first(values, number))
        ),
        "",
    )
    place = locator.inside(segment)
    if title:
        yield Text.of(title, place, Part.NAME)
    object_name = f"__substg1.0_{mapi.ATTACHMENT:04X}000D"
    if object_name in names:
        inner = [*at, object_name]
        within = tree.get(tuple(inner), [])
        if "__properties_version1.0" in within:
            yield from _message(file, tree, inner, place, budget, depth - 1)
            return
        for name in within:
            data = ole.content(file, [*inner, name])
            if name in ("CONTENTS", "Package", "\x01Ole10Native") and data:
                budget.take(len(data))
                yield Item.nested(locator, segment, ole.native(data)[1] if name[0] == "\x01" else data)
                return
        yield Unread(place, Reason.UNKNOWN_FORMAT)
        return
    content = _first(values, mapi.ATTACHMENT)
    if isinstance(content, bytes) and content:
        budget.take(len(content))
        declared = _first(values, mapi.MIME_TYPE)
        yield Item.nested(locator, segment, content, declared if isinstance(declared, str) else None, file_name=title)
    elif f"__substg1.0_{mapi.ATTACHMENT:04X}0102" in names:
        yield Unread(place, Reason.DAMAGED if content is None else Reason.TOO_BIG)


def _values(file: Any, at: list[str], names: list[str], codec: str) -> dict[int, Any]:
    """Text and bytes of one storage by tag."""
    found: dict[int, Any] = {}
    for name in names:
        if not name.startswith("__substg1.0_") or len(name) < 20:
            continue
        try:
            tag = int(name[12:20], 16)
        except ValueError:
            continue
        kind = tag & 0xFFFF
        if kind in (0x001E, 0x001F):
            found[tag] = mapi.string(ole.content(file, [*at, name]), kind, codec)
        elif kind in (0x101E, 0x101F) and "-" in name:
            found.setdefault(tag, []).append(mapi.string(ole.content(file, [*at, name]), kind & 0xFFF, codec))
        elif kind == 0x0102 and tag >> 16 in (mapi.HTML, mapi.RTF, mapi.ATTACHMENT):
            found[tag] = ole.content(file, [*at, name])
    return found


def _first(values: dict[int, Any], number: int) -> Any:
    return next((value for tag, value in values.items() if tag >> 16 == number), None)


def _codec(file: Any, at: list[str]) -> str:
    """Code page of strings that are not UTF-16, from the fixed properties of the message."""
    raw = ole.content(file, [*at, "__properties_version1.0"])
    start = 32 if not at else 24
    for place in range(start, len(raw) - 15, 16):
        (tag,) = struct.unpack_from("<I", raw, place)
        if tag >> 16 in (mapi.MESSAGE_CODE_PAGE, mapi.CODE_PAGE):
            return mapi.codec_of(struct.unpack_from("<I", raw, place + 8)[0])
    return "cp1252"
