"""A word in each place where text hides, in files written byte by byte: each is found, and a damaged file loses no worker."""

from __future__ import annotations

import random

import pytest

import needles
from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.scanner.limits import Limits
from bailee.scanner.reading import places_of
from bailee.text import Text
from bailee.vocabulary import Locator, Reason
from needles_files import Made

FILES = needles.made([])
SMALL = [file for file in FILES if len(file.data) < 200_000]


def item_of(file: Made, data: bytes | None = None) -> Item:
    data = file.data if data is None else data
    return Item(Locator((file.name,)), len(data), data=data)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_word_is_found_and_nothing_is_left(file: Made) -> None:
    places = list(places_of(item_of(file), Limits()))
    said = "\n".join(
        " ".join(place.locator.segments) + "\n" + place.content for place in places if isinstance(place, Text)
    )
    assert [place for place, word in file.needles.items() if word not in said] == []
    assert [place for place in places if isinstance(place, Unread) and place.reason is not Reason.EXCLUDED] == []


@pytest.mark.parametrize("file", SMALL, ids=lambda file: file.name)
def test_a_damaged_file_ends_with_a_reason(file: Made) -> None:
    generator = random.Random(file.name)
    cut = [file.data[: len(file.data) * share // 100] for share in (40, 95)]
    flipped = []
    for _ in range(3):
        data = bytearray(file.data)
        for _ in range(5):
            data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
        flipped.append(bytes(data))
    for data in (*cut, *flipped):
        item = item_of(file, data)
        extractor = extractor_for(recognise(item))
        if extractor is None:
            continue
        try:
            for piece in extractor.extract(item, Budget()):
                assert isinstance(piece, Text | Item | Unread) or piece.form
        except Unreadable as refusal:
            assert refusal.reason in Reason
