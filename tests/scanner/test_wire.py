"""What goes between scanner and worker comes back as it was, whatever the names in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bailee.extractors.interface import Unread
from bailee.findings import Finding
from bailee.items import Item, ItemFacts, Media
from bailee.scanner import wire
from bailee.scanner.events import KindFound
from bailee.scanner.pieces import Done, Progress
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

names = st.text(min_size=1).filter(lambda name: "\0" not in name)
locators = st.lists(names, min_size=1, max_size=5).map(lambda segments: Locator(tuple(segments)))
whole = st.integers(0, 2**64)


@given(locators, whole, st.builds(ItemFacts, whole, whole, whole, whole, whole, st.integers(-1, 2**32), whole))
def test_an_item(locator: Locator, size: int, facts: ItemFacts) -> None:
    item = Item(locator, size, path=Path("/srv") / "x\udcff", facts=facts)
    assert wire.decode_item(wire.encode_item(item)) == item


@given(locators, names, st.sampled_from(Confidence), st.floats(0, 1), st.lists(st.tuples(names, names), max_size=3))
def test_a_finding(locator: Locator, word: str, sure: Confidence, chance: float, pairs: list[tuple[str, str]]) -> None:
    finding = Finding(
        word, locator, "us-ssn", "social-security-number", SubjectCategory.EMPLOYEE, 3, 2, sure, chance, "f" * 32,
        tuple(pairs), "g", "•••-••-7313", tuple(pairs),
    )  # fmt: skip
    assert wire.decode_pieces(wire.encode_pieces([finding])) == [finding]


@given(locators, st.sampled_from(Reason), st.lists(names, max_size=3), st.none() | st.floats(0, 1))
def test_the_rest(locator: Locator, reason: Reason, words: list[str], share: float | None) -> None:
    unread = Unread(locator, reason)
    media = Media(locator, "video", 1920, 1080, 60.0, 25.0, 30, True, share, share, "x", "2026-01-01", share)
    kind = KindFound(locator, "payroll", "payroll", SubjectCategory.EMPLOYEE, Confidence.LIKELY, tuple(words))
    pieces = [
        unread, kind, Progress(5, 7), Done("text/csv", "d", (unread,), media, tuple(words)), Done("", "", (), None, ()),
    ]  # fmt: skip
    assert wire.decode_pieces(wire.encode_pieces(pieces)) == pieces  # type: ignore[arg-type]
