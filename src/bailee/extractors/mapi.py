"""Properties of Outlook: what their numbers mean in words, and how their values are written.

Every property that is text is read, also one whose number has no name here: a context word less, no value lost.

>>> lines({0x0037001F: "Invoice", 0x3A1C001F: "+1 212 555 0100", 0x00171234: "high"})
'Subject: Invoice\\nMobile phone: +1 212 555 0100\\nProperty 0017: high'
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

BODY, HTML, RTF, TRANSPORT_HEADERS = 0x1000, 0x1013, 0x1009, 0x007D
DISPLAY_NAME, ATTACHMENT, FILE_NAME, LONG_FILE_NAME, MIME_TYPE = 0x3001, 0x3701, 0x3704, 0x3707, 0x370E
CODE_PAGE, MESSAGE_CODE_PAGE = 0x3FDE, 0x3FFD
_NAMES = {
    0x001A: "Message class", 0x0037: "Subject", 0x0042: "Sent for", 0x0065: "Sent for address", 0x0070: "Topic",
    0x0C1A: "From", 0x0C1F: "From address", 0x0E02: "Bcc", 0x0E03: "Cc", 0x0E04: "To", 0x0E1D: "Normalised subject",
    0x1035: "Message-ID", 0x1039: "References", 0x1042: "In reply to", 0x3001: "Name", 0x3003: "E-mail address",
    0x3004: "Comment", 0x39FE: "E-mail address", 0x39FF: "Name", 0x3A00: "Account", 0x3A02: "Callback phone", 0x3A05: "Generation",
    0x3A06: "Given name", 0x3A07: "Government id number", 0x3A08: "Business phone", 0x3A09: "Home phone",
    0x3A0A: "Initials", 0x3A0B: "Keyword", 0x3A0C: "Language", 0x3A0D: "Location", 0x3A0F: "Common name",
    0x3A10: "Employee number", 0x3A11: "Surname", 0x3A15: "Postal address", 0x3A16: "Company", 0x3A17: "Job title",
    0x3A18: "Department", 0x3A19: "Office", 0x3A1A: "Primary phone", 0x3A1B: "Business phone 2", 0x3A1C: "Mobile phone",
    0x3A1D: "Radio phone", 0x3A1E: "Car phone", 0x3A1F: "Other phone", 0x3A21: "Pager", 0x3A23: "Primary fax",
    0x3A24: "Business fax", 0x3A25: "Home fax", 0x3A26: "Country", 0x3A27: "City", 0x3A28: "State", 0x3A29: "Street",
    0x3A2A: "Postal code", 0x3A2B: "Post box", 0x3A2C: "Telex", 0x3A2D: "ISDN", 0x3A2E: "Assistant phone",
    0x3A2F: "Home phone 2", 0x3A30: "Assistant", 0x3A40: "Send rich text", 0x3A41: "Wedding anniversary", 0x3A42: "Birthday",
    0x3A43: "Hobbies", 0x3A44: "Middle name", 0x3A45: "Title", 0x3A46: "Profession", 0x3A48: "Spouse",
    0x3A49: "Computer network", 0x3A4A: "Customer id", 0x3A4B: "Text telephone", 0x3A4C: "FTP site", 0x3A4D: "Gender",
    0x3A4E: "Manager", 0x3A4F: "Nickname", 0x3A50: "Personal home page", 0x3A51: "Business home page", 0x3A57: "Company phone",
    0x3A58: "Children", 0x3A59: "Home city", 0x3A5A: "Home country", 0x3A5B: "Home postal code", 0x3A5C: "Home state",
    0x3A5D: "Home street", 0x3A5E: "Home post box", 0x3A5F: "Other city", 0x3A60: "Other country",
    0x3A61: "Other postal code", 0x3A62: "Other state", 0x3A63: "Other street", 0x5D01: "From address", 0x5D02: "Sent for address",
    0x5D09: "From address",
}  # fmt: skip
_PLUMBING = frozenset({0x001A, 0x3002, 0x0C1E, 0x0064, 0x0075, 0x0077, 0x3703, 0x370A, 0x370F, 0x6610})
_BODIES = frozenset({BODY, HTML, RTF, TRANSPORT_HEADERS})


def lines(values: Mapping[int, Any]) -> str:
    """Properties that are text, a line each, named. Keys are tags: number and type, as 0xNNNNTTTT."""
    found = []
    for tag, value in values.items():
        number = tag >> 16
        if number in _BODIES or number in _PLUMBING:
            continue
        for piece in value if isinstance(value, list) else [value]:
            if isinstance(piece, str) and piece.strip("\0 \r\n"):
                name = _NAMES.get(number, f"Property {number:04X}")
                found.append(f"{name}: {piece.strip(chr(0) + ' ')}")
    return "\n".join(dict.fromkeys(found))


def codec_of(code_page: int) -> str:
    return {65001: "utf-8", 1200: "utf-16-le", 20127: "cp1252", 28591: "cp1252", 0: "cp1252"}.get(
        code_page, f"cp{code_page}"
    )


def string(raw: bytes, kind: int, codec: str) -> str:
    """A value of type 001E (in a code page) or 001F (UTF-16)."""
    if kind & 0xFFF == 0x001F:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    for name in (codec, "utf-8"):
        try:
            return raw.decode(name).rstrip("\0")
        except (UnicodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace").rstrip("\0")


def unpacked(raw: bytes, limit: int) -> bytes:
    """RTF out of its compression in Outlook; empty where it is damaged.

    >>> unpacked(bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"), 1000)
    b'{\\\\rtf1 WXYZWXYZWXYZWXYZWXYZ}'
    """
    if len(raw) < 16:
        return b""
    size, kind = struct.unpack_from("<I4s", raw, 4)
    if kind == b"MELA":
        return raw[16 : 16 + min(size, limit)]
    if kind != b"LZFu":
        return b""
    output = bytearray(_COMMON)
    at, wanted = 16, len(_COMMON) + min(size, limit)
    while at < len(raw) and len(output) < wanted:
        control = raw[at]
        at += 1
        for bit in range(8):
            if at >= len(raw):
                break
            if not control >> bit & 1:
                output.append(raw[at])
                at += 1
                continue
            if at + 2 > len(raw):
                at = len(raw)
                break
            word = raw[at] << 8 | raw[at + 1]
            at += 2
            place, length = word >> 4, (word & 15) + 2
            write = len(output) % 4096
            if place == write:
                return bytes(output[len(_COMMON) :])
            begin = len(output) - ((write - place) % 4096)
            if begin < 0:
                return bytes(output[len(_COMMON) :])
            for step in range(length):
                output.append(output[begin + step])
    return bytes(output[len(_COMMON) :])


_COMMON = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def packed_properties(data: bytes, at: int, codec: str) -> Iterator[tuple[int, Any]]:
    """(tag, value) of a list as TNEF writes it; ends at the first that does not fit."""
    fixed = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
             0x0048: 16}  # fmt: skip
    try:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(min(count, 20_000)):
            kind, number = struct.unpack_from("<HH", data, at)
            at += 4
            if number >= 0x8000:
                (named,) = struct.unpack_from("<I", data, at + 16)
                at += 24
                if named == 1:
                    (length,) = struct.unpack_from("<I", data, at - 4)
                    at += length + -length % 4
            base = kind & 0xFFF
            several = kind & 0x1000 or base in (0x001E, 0x001F, 0x000D, 0x0102)
            values = 1
            if several:
                (values,) = struct.unpack_from("<I", data, at)
                at += 4
            found: list[Any] = []
            for _ in range(min(values, 20_000)):
                if base in fixed:
                    found.append(data[at : at + fixed[base]])
                    at += fixed[base]
                    continue
                (length,) = struct.unpack_from("<I", data, at)
                raw = data[at + 4 : at + 4 + length]
                at += 4 + length + -length % 4
                found.append(string(raw, base, codec) if base in (0x001E, 0x001F) else raw)
            yield number << 16 | kind, found if kind & 0x1000 else found[0] if found else None
    except struct.error:
        return
