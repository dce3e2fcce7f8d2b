"""Ranges: a listing cut into pieces that together hold each key once, whatever is added later; and folders walked by them."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from bailee.errors import CannotRead
from bailee.items import Item
from bailee.sources.files import Files
from bailee.sources.folder_walks import folders, listable
from bailee.sources.ranges import FolderRange, FolderSet, key_of, ranges


@pytest.fixture
def share(tmp_path: Path) -> Path:
    rng = random.Random(4)
    for number in range(120):
        folder = tmp_path.joinpath(*(f"{rng.choice('ab-é')}{rng.randrange(4)}" for _ in range(rng.randrange(4))))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text("x" * rng.randrange(50))
    return tmp_path


def _read(files: Files) -> list[str]:
    return [str(entry.locator) for entry in files.items() if isinstance(entry, Item)]


@pytest.mark.parametrize("most", [1, 7, 40, 1000])
def test_the_ranges_of_a_share_hold_each_file_once(share: Path, most: int) -> None:
    cut = list(ranges(folders(share), items=most))
    found = Counter(name for each in cut for name in _read(Files(share, part=FolderRange(each))))
    assert found == Counter(_read(Files(share))) and found.total() == 120
    assert sum(each.items for each in cut) == 120 and (len(cut) == 1) is (most == 1000)


def test_what_comes_after_the_listing_lies_in_one_range(share: Path) -> None:
    cut = list(ranges(folders(share), items=7))
    for name in ("", "zz", "a0", "a0/new", "-"):
        (share / name).mkdir(exist_ok=True, parents=True)
        (share / name / "late.txt").write_text("x")
    found = Counter(name for each in cut for name in _read(Files(share, part=FolderRange(each))))
    assert found == Counter(_read(Files(share))) and found.total() == 125


def test_names_of_objects_are_cut_by_the_same_function() -> None:
    names = sorted(f"scans/{number:04}.pdf" for number in range(100))
    cut = list(ranges(((name, 1, 1000) for name in names), items=30, bytes=25_000))
    assert [each.items for each in cut] == [25, 25, 25, 25]
    assert all(sum(each.holds(name) for each in cut) == 1 for name in [*names, "", "scans/0042.pdf/x", "zzz"])


def test_a_listing_out_of_order_is_refused() -> None:
    with pytest.raises(CannotRead, match="order"):
        list(ranges([("b", 1, 1), ("a", 1, 1)]))


def test_a_folder_with_a_file_of_several_names_is_left_to_another(share: Path) -> None:
    (share / "one").mkdir()
    (share / "two").mkdir()
    (share / "one" / "x.txt").write_text("x")
    os.link(share / "one" / "x.txt", share / "two" / "y.txt")
    files = Files(share, part=FolderRange(next(ranges(folders(share)))))
    assert not {"one/x.txt", "two/y.txt"} & set(_read(files)) and files.left == ["one", "two"]
    assert _read(Files(share, part=FolderSet(map(key_of, files.left)))) == ["one/x.txt", "two/y.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may look into every folder")
def test_a_folder_that_may_not_be_opened_is_told_by_one_range(share: Path) -> None:
    shut = share / "shut"
    shut.mkdir(mode=0)
    assert listable(share)[1] == {"shut"}
    cut = list(ranges(folders(share), items=7))
    told = [e for each in cut for e in Files(share, part=FolderRange(each)).items() if not isinstance(e, Item)]
    assert [str(entry.locator) for entry in told] == ["shut"]
