"""Shares of other machines that drop in the middle of a scan: what was read stays read, the cause is told, the next scan goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.errors import CannotRead
from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.scanner import Limits
from bailee.store.workspace import Workspace
from simulators.network_share import Share, share
from world import World

_QUICK = Limits(names="off", ocr="off")
ENOTCONN = 107


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    (folder / "hr").mkdir(parents=True)
    for number in range(3):
        (folder / "hr" / f"{number}.txt").write_text(f"Social Security number: 514-44-73{number}3\n")
    return folder


@pytest.fixture
def mounted(tmp_path: Path, office: Path) -> Iterator[Share]:
    with share(office, tmp_path / "mnt") as made:
        if made is None:
            pytest.skip("this system lets nobody mount (FUSE)")
        yield made


def scanned(workspace: Workspace, place: Path) -> ScanSummary:
    return scan_store(workspace, [place], limits=_QUICK, jobs=1)


def test_what_a_share_did_not_give_is_not_connected_and_is_read_when_it_is_back(world: World, mounted: Share) -> None:
    mounted.reads_fail()  # EIO: a broken disk says the same
    away = scanned(world.alice, mounted.at)
    assert away.counts.read == 0 and [cause for cause, *_ in away.coverage.causes] == ["not-connected"]
    mounted.comes_back()
    back = scanned(world.alice, mounted.at)  # its folders are as they were listed before
    assert (back.counts.read, back.counts.new, back.counts.skipped) == (3, 3, 0)


def test_a_file_that_was_read_to_its_middle_keeps_its_findings_and_is_read_to_its_end(
    world: World, mounted: Share, office: Path
) -> None:
    line = "Nothing to be seen here, and nobody is named.\n"
    (office / "hr" / "long.txt").write_text(
        f"Social Security number: 514-44-7393\n{line * 100_000}Social Security number: 514-44-7483\n"
    )
    mounted.reads_fail(beyond=3 << 20)
    away = scanned(world.alice, mounted.at)
    assert (away.counts.read, away.counts.new) == (3, 4)
    assert [cause for cause, *_ in away.coverage.causes] == ["not-connected"]
    mounted.comes_back()
    back = scanned(world.alice, mounted.at)
    assert (back.counts.read, back.counts.new, back.counts.gone, back.counts.unchanged) == (4, 1, 0, 3)


@pytest.mark.parametrize("error", [5, ENOTCONN])
def test_a_share_that_is_away_is_said_at_once_and_what_it_held_stands(world: World, mounted: Share, error: int) -> None:
    scanned(world.alice, mounted.at)
    mounted.drops(error)
    with pytest.raises(CannotRead, match="is not connected"):
        scanned(world.alice, mounted.at)
    assert len(world.alice.findings()) == 3


def test_a_share_whose_program_ended_in_the_middle_loses_nothing(world: World, mounted: Share, office: Path) -> None:
    for number in range(200):
        (office / "hr" / f"more {number}.txt").write_text(f"Social Security number: 514-44-{1000 + number}\n")
    heard = 0

    def dies(_: object) -> None:
        nonlocal heard
        heard += 1
        if heard == 20:
            mounted.dies()

    away = scan_store(world.alice, [mounted.at], limits=_QUICK, jobs=1, progress=dies)
    assert 0 < away.counts.read < 203 and away.counts.gone == 0
    assert [cause for cause, *_ in away.coverage.causes] == ["not-connected"]
    with share(office, mounted.at.with_name("again")) as again:
        assert again is not None
        assert scanned(world.charlie, again.at).counts.read == 203


def test_an_empty_folder_that_a_share_was_mounted_on_says_nothing_of_what_is_gone(
    world: World, office: Path, tmp_path: Path
) -> None:
    with share(office, tmp_path / "mnt") as made:
        if made is None:
            pytest.skip("this system lets nobody mount (FUSE)")
        scanned(world.alice, made.at)
    away = scanned(world.alice, tmp_path / "mnt")
    assert away.counts.gone == away.counts.files_gone == 0 and ("not-connected", 1, 0) in away.coverage.causes
