"""A moved or copied file is not read again: what was found in it stands at its new path."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from bailee.operations import scan_store as scanning
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits
from bailee.vocabulary import Confidence
from world import World

LIMITS = Limits(names="off", ocr="off")
PAY = "Employee: Ann Berg\nSocial Security number: 512-44-7313\ne-mail ann@example.org\n"


def found(world: World, item: str) -> list[tuple[str, ...]]:
    """What is found in a file, without the path: place in it, detector, value, how often."""
    held = world.alice.findings(exact_locators=True, confidence=Confidence.POSSIBLE)
    return sorted(
        (*f.finding.locator.segments[1:], f.finding.detector, f.finding.fingerprint, str(f.finding.count))
        for f in held
        if f.finding.locator.item == item
    )


@pytest.fixture
def share(tmp_path: Path) -> Path:
    place = tmp_path / "share"
    place.mkdir()
    (place / "pay.txt").write_text(PAY)
    with zipfile.ZipFile(place / "pay.zip", "w") as archive:
        archive.writestr("a.txt", PAY)
        archive.writestr("Staff/b.csv", "name,ssn\nAnn Berg,514-44-7313\nBob Low,515-44-7314\n")
    return place


def test_a_moved_file_keeps_what_was_found_and_is_not_read_again(world: World, share: Path, opened: list[str]) -> None:
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    before = {name: found(world, name) for name in ("pay.txt", "pay.zip")}
    assert len(before["pay.txt"]) >= 2 and len(before["pay.zip"]) >= 4
    opened.clear()
    (share / "2024").mkdir()
    for name in before:
        (share / name).rename(share / "2024" / name)
    summary = scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert opened == []
    assert {name: found(world, f"2024/{name}") for name in before} == before
    assert all(found(world, name) == [] for name in before)
    assert (summary.counts.new, summary.counts.gone) == (0, 0) and summary.counts.unchanged == 2
    assert scan_store(world.alice, [share], limits=LIMITS, jobs=1).counts.unchanged == 2 and opened == []


def _people(world: World) -> list[tuple[str, int, int]]:
    return [(held.category, held.people.low, held.people.high) for held in world.alice.holdings()]


def test_a_copy_has_findings_of_its_own_with_the_links_between_people(
    world: World, share: Path, opened: list[str]
) -> None:
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    people = _people(world)
    opened.clear()
    shutil.copy(share / "pay.txt", share / "copy.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert opened == [] and found(world, "copy.txt") == found(world, "pay.txt")
    assert _people(world) == people  # documents are one more, people are not


def test_its_new_name_is_looked_at_and_its_old_one_is_forgotten(world: World, share: Path, opened: list[str]) -> None:
    (share / "512-44-7399 review.txt").write_text("Nothing to see here.\n")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert len(found(world, "512-44-7399 review.txt")) == 1
    opened.clear()
    (share / "512-44-7399 review.txt").rename(share / "516-44-7313 review.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    (now,) = found(world, "516-44-7313 review.txt")
    assert opened == [] and now[0] == "us-ssn" and found(world, "512-44-7399 review.txt") == []


def test_a_file_of_the_same_size_is_read(world: World, share: Path, opened: list[str]) -> None:
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    (share / "other.txt").write_text(PAY.replace("512-44-7313", "517-44-7319"))
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert len(found(world, "other.txt")) == len(found(world, "pay.txt"))
    assert found(world, "other.txt") != found(world, "pay.txt")


def test_another_bailee_reads_it_again_and_knows_each_finding_of_it(
    world: World, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    (share / "pay.zip").rename(share / "moved.zip")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    before = {f.finding.ident for f in world.alice.findings() if f.finding.locator.item == "moved.zip"}
    monkeypatch.setattr(scanning, "reader", lambda **_: "another")
    summary = scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    after = {f.finding.ident for f in world.alice.findings() if f.finding.locator.item == "moved.zip"}
    assert after == before and (summary.counts.new, summary.counts.gone, summary.counts.changed) == (0, 0, 0)
