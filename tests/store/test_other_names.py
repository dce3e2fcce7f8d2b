"""A file with several names is read once, told under one of them, and kept when that one goes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bailee.operations.scan_store import scan_store
from bailee.scanner import ItemPartly, ItemRead, Limits, ScanKeys, Skipped, scan
from bailee.vocabulary import Confidence
from world import World

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a listing of Windows tells no names")
LIMITS = Limits(names="off", ocr="off")
PAY = "Employee: Ann Berg\nSocial Security number: 512-44-7313\n"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    place = tmp_path / "share"
    for folder in ("daily.0", "daily.1", "daily.2"):
        (place / folder).mkdir(parents=True)
    (place / "daily.0/pay.txt").write_text(PAY)
    (place / "daily.0/locked.txt").write_bytes(PAY.encode() + b"-----BEGIN PGP MESSAGE-----\n")
    for folder in ("daily.1", "daily.2"):
        (place / folder / "pay.txt").hardlink_to(place / "daily.0/pay.txt")
        (place / folder / "locked.txt").hardlink_to(place / "daily.0/locked.txt")
    (place / "daily.2/alone.txt").write_text("Bob Low, SSN 515-44-7314")
    return place


def numbers(world: World) -> dict[str, int]:
    """Present findings of numbers, by file."""
    found: dict[str, int] = {}
    for each in world.alice.findings(exact_locators=True, confidence=Confidence.POSSIBLE):
        if each.finding.detector == "us-ssn":
            found[each.finding.locator.item] = found.get(each.finding.locator.item, 0) + 1
    return found


def test_each_name_ends_and_one_of_them_holds_what_was_found(share: Path) -> None:
    events = list(scan(share, keys=ScanKeys.random(), limits=LIMITS, jobs=2))
    ends = {event.locator.item: event for event in events if isinstance(event, ItemRead | ItemPartly | Skipped)}
    assert len(ends) == 7
    names = [name for name in ends if name.endswith("pay.txt")]
    firsts = {
        event.same_as.item
        for name in names
        if (event := ends[name]) and not isinstance(event, Skipped) and event.same_as
    }
    assert len(firsts) == 1 and len(names) == 3
    partly = [event for name, event in ends.items() if name.endswith("locked.txt")]
    assert [isinstance(event, ItemPartly) and event.parts[0][0].item == event.locator.item for event in partly] == [
        True
    ] * 3
    told = [event for event in events if getattr(event, "detector", "") == "us-ssn"]
    assert len({event.ident for event in told}) == 3  # type: ignore[union-attr]


def test_in_a_store_they_are_counted_once_and_not_read_again(world: World, share: Path, opened: list[str]) -> None:
    first = scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert first.counts.read + first.counts.partly == 7 and len(opened) == 3
    before = numbers(world)
    assert sorted(before.values()) == [1, 1, 1]
    opened.clear()
    again = scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert opened == [] and numbers(world) == before and again.counts.new == again.counts.gone == 0
    assert again.counts.read + again.counts.partly == 7


def test_when_the_name_that_holds_it_goes_another_one_does(world: World, share: Path) -> None:
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    holds = next(name for name in numbers(world) if name.endswith("pay.txt"))
    (share / holds).unlink()
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    kept = [name for name in numbers(world) if name.endswith("pay.txt")]
    assert len(kept) == 1 and kept != [holds]
    (share / kept[0]).unlink()
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    (last,) = [name for name in numbers(world) if name.endswith("pay.txt")]
    assert last not in (holds, kept[0]) and (share / last).stat().st_nlink == 1


def test_a_name_that_comes_later_and_one_outside(world: World, share: Path, tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "elsewhere.txt").hardlink_to(share / "daily.2/alone.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert numbers(world)["daily.2/alone.txt"] == 1
    opened.clear()
    (share / "daily.1/SSN 516-44-7315.txt").hardlink_to(share / "daily.2/alone.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert opened == []
    assert numbers(world)["daily.1/SSN 516-44-7315.txt"] == 1  # its name, and nothing that stands in it
    with (share / "daily.2/alone.txt").open("a") as file:
        file.write("\nEve Ray, SSN 517-44-7316\n")
    os.utime(share / "daily.2/alone.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    found = numbers(world)
    assert found["daily.2/alone.txt"] + found["daily.1/SSN 516-44-7315.txt"] == 3


def test_who_can_open_it_by_any_of_its_names_counts(world: World, share: Path) -> None:
    (share / "daily.0").chmod(0o700)
    (share / "daily.1").chmod(0o700)
    (share / "daily.2").chmod(0o755)
    for name in ("pay.txt", "locked.txt"):
        (share / "daily.2" / name).unlink()
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    stores = {
        each.store
        for key, told in world.alice.exposures().items()
        if key[0] == "social-security-number"
        for each in told
    }
    assert {"share/daily.0", "share/daily.1", "share/daily.2"} <= stores
