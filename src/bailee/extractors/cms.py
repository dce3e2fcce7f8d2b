"""Signed and encrypted messages (S/MIME, .p7m, .p7s): what was signed, and who signed it. What is encrypted is said.

Only the frame is walked, in BER as mail programs write it (lengths left open, strings in pieces): no signature is
checked, because a scan asks what text there is and not whether it is true.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({media_type.PKCS7, "application/x-pkcs7-mime", "application/pkcs7-signature"})

_SIZE_LIMIT = 64 << 20
_DEPTH = 12
_SIGNED = bytes.fromhex("2a864886f70d010702")
_COMPRESSED = bytes.fromhex("2a864886f70d0109100109")
_LOCKED = {
    bytes.fromhex("2a864886f70d010703"),  # enveloped
    bytes.fromhex("2a864886f70d010704"),  # signed and enveloped
    bytes.fromhex("2a864886f70d010706"),  # encrypted
    bytes.fromhex("2a864886f70d0109100117"),  # enveloped and authenticated
}


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    at: int
    start: int  # of its content
    end: int
    after: int  # where the next element begins


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    try:
        frame = list(_inside(data, _element(data, 0, len(data), 0)))
        kind = data[frame[0].start : frame[0].end]
        if kind in _LOCKED:
            raise Unreadable(Reason.ENCRYPTED)
        if kind not in (_SIGNED, _COMPRESSED):
            raise Unreadable(Reason.UNKNOWN_FORMAT)
        parts = list(_inside(data, next(_inside(data, frame[1]))))
        sequences = [part for part in parts if part.tag == 0x30]
        # The first sequence frames the content; in what was compressed, the method stands before it (RFC 3274).
        inner = sequences[1 if kind == _COMPRESSED else 0]
        inner_parts = list(_inside(data, inner))
        content = _octets(data, inner_parts[-1]) if inner_parts[-1].tag == 0xA0 else b""
    except (ValueError, IndexError, StopIteration):
        raise Unreadable(Reason.DAMAGED) from None
    if kind == _COMPRESSED:
        if not content:
            raise Unreadable(Reason.DAMAGED)
        expander = zlib.decompressobj()
        try:
            content = expander.decompress(content, min(_SIZE_LIMIT, budget.bytes_left))
        except zlib.error:
            raise Unreadable(Reason.DAMAGED) from None
        if expander.unconsumed_tail:
            yield Unread(item.locator.inside("content"), Reason.TOO_BIG)
    names: list[str] = []
    with suppress(ValueError, IndexError):
        names.extend(_people(data, parts))
    if names:
        yield Text.of("\n".join(names), item.locator.inside("certificates"), Part.METADATA)
    if content:
        budget.take(len(content))
        yield Item.nested(item.locator, "content", content, file_name=item.name.removesuffix(".p7m"))


def _element(data: bytes, at: int, end: int, depth: int) -> _Element:
    """The element at `at`. ValueError where there is none."""
    if depth > _DEPTH or at + 2 > end:
        raise ValueError
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80:  # its end is marked by two zeros
        inner = start
        while data[inner : inner + 2] != b"\0\0":
            inner = _element(data, inner, end, depth + 1).after
        return _Element(tag, at, start, inner, inner + 2)
    if length > 0x80:
        width = length - 0x80
        if width > 4:
            raise ValueError
        length = int.from_bytes(data[start : start + width], "big")
        start += width
    if start + length > end:
        raise ValueError
    return _Element(tag, at, start, start + length, start + length)


def _inside(data: bytes, element: _Element) -> Iterator[_Element]:
    at = element.start
    while at < element.end:
        inner = _element(data, at, element.end, 0)
        yield inner
        at = inner.after


def _octets(data: bytes, element: _Element) -> bytes:
    """Bytes of a string that may come in pieces."""
    if not element.tag & 0x20:
        return data[element.start : element.end]
    return b"".join(_octets(data, inner) for inner in _inside(data, element))


def _people(data: bytes, parts: list[_Element]) -> Iterator[str]:
    """Subjects of the certificates that came along, with the addresses they are for."""
    from cryptography import x509

    for holder in (part for part in parts if part.tag == 0xA0):
        for certificate in _inside(data, holder):
            try:
                parsed = x509.load_der_x509_certificate(data[certificate.at : certificate.end])
                yield "certificate of " + ", ".join(str(attribute.value) for attribute in parsed.subject)
                names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
                yield from names.get_values_for_type(x509.RFC822Name)
            except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension, TypeError):
                continue
