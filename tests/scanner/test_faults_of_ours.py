"""A fault of ours is not laid to the file: it costs that item, and says `crashed`."""

from __future__ import annotations

import io
import zipfile

from bailee import detectors
from bailee.extractors.interface import Unread
from bailee.items import Item
from bailee.scanner import Limits, ScanKeys
from bailee.scanner.pieces import Done
from bailee.scanner.reading import read_file
from bailee.text import Part
from bailee.vocabulary import Locator, Reason


def read(data: bytes, name: str):
    item = Item(Locator((name,)), len(data), data=data)
    return list(read_file(item, keys=ScanKeys.random(), limits=Limits(), place="here"))


def test_a_detector_that_fails_is_our_crash_and_no_damage(monkeypatch):
    def broken(text, **_):
        if text.part is Part.NAME:
            return []
        raise ValueError("with a value in it")

    monkeypatch.setattr(detectors, "detect", broken)
    pieces = read(b"words of a letter, and some more of them", "letter.txt")
    done = next(piece for piece in pieces if isinstance(piece, Done))
    assert [part.reason for part in done.unread] == [Reason.CRASHED]


def test_a_damaged_file_is_no_crash_of_ours():
    with zipfile.ZipFile(whole := io.BytesIO(), "w") as archive:
        archive.writestr("a.txt", "words " * 200)
    cut = whole.getvalue()[:-40]
    reasons = {piece.reason for piece in read(cut, "broken.zip") if isinstance(piece, Unread)}
    assert reasons and Reason.CRASHED not in reasons


def test_the_same_place_met_twice_is_read_twice():
    mail = b"From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@example.com\r\nSubject: y\r\n\r\nbody\r\n"
    done = next(piece for piece in read(mail, "m.eml") if isinstance(piece, Done))
    assert done.unread == ()
