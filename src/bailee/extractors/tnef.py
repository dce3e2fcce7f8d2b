"""What Outlook packs as winmail.dat (TNEF): the message it replaced and the files it hides."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from bailee.extractors import mapi, media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.outlook import bodies
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.TNEF})

_SIZE_LIMIT = 128 << 20
_FROM, _SUBJECT, _BODY, _DATA, _TITLE, _BEGINS = 0x8000, 0x8004, 0x800C, 0x800F, 0x8010, 0x9002
_MESSAGE, _ATTACHMENT, _CODE_PAGE, _RECIPIENTS = 0x9003, 0x9005, 0x9007, 0x9004


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if len(data) < 6:
        raise Unreadable(Reason.DAMAGED)
    codec = "cp1252"
    values: dict[int, Any] = {}
    headers: list[str] = []
    attachments: list[dict[str, Any]] = []
    at, whole = 6, True
    while at + 9 <= len(data):
        _, name, _, length = struct.unpack_from("<BHHI", data, at)
        at += 9
        body = data[at : at + length]
        whole = len(body) == length
        at += length + 2
        text = body.rstrip(b"\0")
        if name == _CODE_PAGE and len(body) >= 4:
            codec = mapi.codec_of(struct.unpack_from("<I", body)[0])
        elif name == _SUBJECT:
            headers.append(f"Subject: {mapi.string(text, 0x1E, codec)}")
        elif name == _FROM:
            headers.append("From: " + " ".join(_readable(body, codec)))
        elif name == _BODY:
            values.setdefault(mapi.BODY << 16 | 0x1E, mapi.string(text, 0x1E, codec))
        elif name == _MESSAGE:
            values.update(mapi.packed_properties(body, 0, codec))
        elif name == _RECIPIENTS:
            headers.append(" ".join(_readable(body, codec)))
        elif name == _BEGINS:
            attachments.append({})
        elif name == _TITLE and attachments:
            attachments[-1]["title"] = mapi.string(text, 0x1E, codec)
        elif name == _DATA and attachments:
            attachments[-1]["data"] = body
        elif name == _ATTACHMENT and attachments:
            attachments[-1]["values"] = dict(mapi.packed_properties(body, 0, codec))
        if not whole:
            break
    headers.append(mapi.lines(values))
    found = [
        *texts("\n".join(filter(None, headers)), item.locator.inside("headers"), Part.HEADER),
        *bodies(values, item.locator, codec),
    ]
    yield from found
    for number, attachment in enumerate(attachments, 1):
        yield from _attachment(attachment, item.locator, f"attachment {number}", budget)
    if not whole or not (found or attachments):
        yield Unread(item.locator, Reason.DAMAGED)


def _attachment(attachment: dict[str, Any], locator: Locator, segment: str, budget: Budget) -> Iterator[Extracted]:
    by_number = {tag >> 16: value for tag, value in attachment.get("values", {}).items()}
    title = by_number.get(mapi.LONG_FILE_NAME) or by_number.get(mapi.FILE_NAME) or attachment.get("title", "")
    if title:
        yield Text.of(str(title), locator.inside(segment), Part.NAME)
    content = by_number.get(mapi.ATTACHMENT)
    if isinstance(content, bytes) and content[16:20] == b"\x78\x9f\x3e\x22":  # a message, after the mark of its sort
        content = content[16:]
    else:
        content = attachment.get("data") or (content if isinstance(content, bytes) else b"")
    if content:
        budget.take(len(content))
        yield Item.nested(locator, segment, content, file_name=str(title))
    else:
        yield Unread(locator.inside(segment), Reason.DAMAGED)


def _readable(raw: bytes, codec: str) -> list[str]:
    """Names and addresses in a structure of which only these matter."""
    from bailee.extractors.office_old import letters

    return list(letters(raw)) or [mapi.string(raw.rstrip(b"\0"), 0x1E, codec)]
