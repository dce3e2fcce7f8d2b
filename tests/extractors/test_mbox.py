"""Mailboxes: messages come apart where mail programs put them together, and one is in memory at a time."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from reading import read

from bailee.extractors import mbox
from bailee.extractors.interface import Budget, Unread
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

FROM = b"From ann@example.org Thu Jan  1 00:00:00 2026"


def bodies(data: bytes) -> list[bytes | None]:
    return [piece.data for piece in read(data, "box") if isinstance(piece, Item)]


def test_messages_come_apart_with_windows_line_ends_too() -> None:
    unix = FROM + b"\nSubject: 1\nTo: b\n\none\n\n" + FROM + b"\nSubject: 2\nTo: b\n\ntwo\n"
    assert bodies(unix) == [b"Subject: 1\nTo: b\n\none\n", b"Subject: 2\nTo: b\n\ntwo\n"]
    assert len(bodies(unix.replace(b"\n", b"\r\n"))) == 2


def test_from_in_a_text_begins_no_message() -> None:
    text = b"\nSubject: 1\nTo: b\n\nFrom here on, 24 of them.\n\n>From 2024 on\n\nFrom now on\n"
    (body,) = bodies(FROM + text)
    assert body is not None and b"\nFrom 2024 on" in body


def test_message_numbers_are_places() -> None:
    pieces = read((FROM + b"\nSubject: 1\nTo: b\n\none\n\n") * 3, "box")
    assert [piece.locator.segments[-1] for piece in pieces] == ["message 1", "message 2", "message 3"]


def test_a_long_mailbox_is_read_in_the_memory_of_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / "box"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(FROM + b"\nSubject: 1\nTo: b\n\n" + b"words and words\n" * 10_000 + b"\n")
    tracemalloc.start()
    count = sum(1 for _ in mbox.extract(Item(Locator(("box",)), path.stat().st_size, path=path), Budget()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200 and peak < 8 << 20


def test_a_message_too_long_to_keep_is_said_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "_MESSAGE_LIMIT", 1 << 20)
    data = FROM + b"\nSubject: 1\nTo: b\n\n" + b"x" * (5 << 20) + b"\n\n" + FROM + b"\nSubject: 2\nTo: b\n\ntwo\n"
    pieces = read(data, "box")
    assert [piece.reason for piece in pieces if isinstance(piece, Unread)] == [Reason.TOO_BIG]
    assert bodies(data)[-1] == b"Subject: 2\nTo: b\n\ntwo\n"
