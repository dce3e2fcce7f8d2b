"""Series of pictures, films and mails: recognised however many they are, whenever they came, whatever ended the scan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bailee.items import ItemFacts, Media
from bailee.kinds.interface import Sibling
from bailee.operations.scan_store import scan_store
from bailee.scanner.series import Series
from bailee.store.place_rows import retold, told
from bailee.vocabulary import Locator
from world import World

PIL = pytest.importorskip("PIL")
from PIL import Image, ImageDraw  # noqa: E402 - after the path that finds them


def screens(folder: Path, first: int, count: int) -> None:
    """Pictures as a program that watches a screen makes them: one each five minutes."""
    import os

    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        picture = Image.new("RGB", (1920, 1080), "white")
        drawing = ImageDraw.Draw(picture)
        drawing.rectangle((0, 0, 1920, 60), fill="navy")
        drawing.rectangle((100 + number, 200, 900, 700), fill="lightgrey", outline="black")
        path = folder / f"{number:03}.png"
        picture.save(path)
        at = 1_700_000_000 + number * 300
        os.utime(path, (at, at))


def captures(world: World) -> set[str]:
    return {held.kind.locator.item for held in world.alice.kinds() if held.kind.kind == "screen-capture"}


def test_a_picture_that_joins_a_folder_is_part_of_its_series_though_the_others_are_not_read_again(
    world: World, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    screens(place, 0, 7)
    scan_store(world.alice, [place], jobs=1)
    assert len(captures(world)) == 7
    screens(place, 7, 1)
    summary = scan_store(world.alice, [place], jobs=1)
    assert summary.counts.unchanged == 7 and len(captures(world)) == 8


def test_a_series_that_was_not_told_before_a_kill_is_told_by_the_next_scan(world: World, tmp_path: Path) -> None:
    place = tmp_path / "place"
    screens(place, 0, 7)

    def killed(place: Path, keys, known):  # type: ignore[no-untyped-def]
        from bailee.scanner import ItemRead, scan

        for event in scan(place, keys=keys, known=known, jobs=1):
            if isinstance(event, ItemRead):
                yield event

    scan_store(world.alice, [place], scanner=killed)
    assert captures(world) == set()
    assert scan_store(world.alice, [place], jobs=1).counts.unchanged == 7
    assert len(captures(world)) == 7


def test_a_folder_is_not_taken_for_known_before_its_series_was_told(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between the last picture and what shows in all of them together."""
    place = tmp_path / "place"
    screens(place, 0, 7)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Series, "end", killed)
        assert scan_store(world.alice, [place], jobs=1).state == "stopped"
    assert captures(world) == set() and len(world.alice.files()) == 7
    scan_store(world.alice, [place], jobs=1)
    assert len(captures(world)) == 7
    assert scan_store(world.alice, [place], jobs=1).counts.unchanged == 7


def sibling(number: int) -> Sibling:
    place = Locator((f"{number:05}.png",))
    media = Media(place, "image", 1920, 1080, flat_share=0.8)
    return Sibling(place, "image/png", 90_000, (1_700_000_000 + number * 300) * 10**9, media, ())


def test_each_of_a_thousand_pictures_is_told_once() -> None:
    series = Series()
    found = [event for number in range(1_001) for event in series.add(sibling(number))] + list(series.end())
    assert [event.locator.item for event in found] == [f"{number:05}.png" for number in range(1_001)]


def test_what_is_kept_of_a_sibling_comes_back_as_it_was() -> None:
    one = sibling(3)
    kept = json.loads(json.dumps(told(one)))
    assert retold(kept, one.locator, ItemFacts(one.size, one.modified_ns)) == one
