"""Words drawn in the pictures of Windows programs."""

from __future__ import annotations

import struct

from reading import read, reasons, texts

from bailee.extractors.interface import Unread
from bailee.vocabulary import Reason


def emf(*words: str, end: bool = True) -> bytes:
    out = struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64)
    for line, word in enumerate(words):
        raw = word.encode("utf-16-le") + b"\0" * (len(word) % 2 * 2)
        record = bytes(28) + struct.pack("<iiIIIiiiiI", 0, line // 2, len(word), 76, 0, 0, 0, 0, 0, 0) + raw
        out += struct.pack("<II", 84, len(record) + 8) + record
    return out + (struct.pack("<IIIII", 14, 20, 0, 0, 20) if end else b"")


def wmf(word: bytes) -> bytes:
    record = struct.pack("<hhHH", 5, 0, len(word), 0) + word + b"\0" * (len(word) % 2)
    return (
        b"\x01\0\x09\0\0\x03"
        + bytes(12)
        + struct.pack("<IH", (len(record) + 6) // 2, 0x0A32)
        + record
        + struct.pack("<IH", 3, 0)
    )


def test_words_of_one_height_are_one_line() -> None:
    assert [text.content for text in texts(emf("SSN", "512-44-7313", "Zoë"))] == ["SSN 512-44-7313\nZoë"]


def test_older_pictures_are_read_too() -> None:
    assert [text.content for text in texts(wmf(b"Ann Roe"))] == ["Ann Roe"]


def test_a_picture_cut_short_keeps_its_words_and_says_so() -> None:
    assert reasons(emf("Ann", end=False)) == {Reason.DAMAGED}
    assert len([piece for piece in read(emf("Ann", end=False)) if not isinstance(piece, Unread)]) == 1
