"""A second scan looks at changed folders only, and comes to the same as if it had looked at everything."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bailee.operations import visit_place
from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.scanner import Conduct, FolderUnchanged, Limits
from bailee.sources import files as files_source
from bailee.store import bulk
from bailee.store.workspace import Workspace
from world import World

LIMITS = Limits(names="off", ocr="off")


def note(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Employee {number}\nSocial Security number: 512-44-{7313 + number}\n")


def scanned(workspace: Workspace, *places: Path, **options: Any) -> ScanSummary:
    return scan_store(workspace, list(places), limits=LIMITS, jobs=2, **options)


def present(workspace: Workspace) -> set[tuple[str, str, str]]:
    """Every file that is there and every finding in it."""
    found = {(f.place, str(f.locator), f.outcome) for f in workspace.files(exact_locators=True)}
    return found | {
        (f.place, str(f.finding.locator), f.finding.fingerprint) for f in workspace.findings(exact_locators=True)
    }


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for number in range(24):
        note(tmp_path / "share" / f"{number % 4}" / f"{number % 2}" / f"{number}.txt", number)
    return tmp_path / "share"


def test_unchanged_folders_are_told_whole_and_counted_as_files(world: World, tree: Path) -> None:
    first = scanned(world.alice, tree)
    told: list[object] = []
    again = scanned(world.alice, tree, progress=told.append)
    assert told and all(isinstance(event, FolderUnchanged) for event in told)
    assert again.counts.read == again.counts.unchanged == first.counts.read == 24
    assert (again.counts.new, again.counts.changed, again.counts.gone) == (0, 0, 0)
    assert again.coverage == first.coverage


def test_only_the_folder_that_changed_is_looked_through(world: World, tree: Path) -> None:
    scanned(world.alice, tree)
    (tree / "1" / "1" / "1.txt").unlink()
    told: list[Any] = []
    again = scanned(world.alice, tree, progress=told.append)
    opened = {e.locator.item.rpartition("/")[0] for e in told if not isinstance(e, FolderUnchanged)}
    assert opened == {"1/1"} and again.counts.gone == 1 and again.counts.files_gone == 1


def test_a_folder_that_is_gone_is_gone_with_all_that_lay_in_it(world: World, tree: Path) -> None:
    scanned(world.alice, tree)
    shutil.rmtree(tree / "2")
    again = scanned(world.alice, tree)
    assert again.counts.files_gone == 6 and again.counts.gone == 6
    assert scanned(world.alice, tree).counts.files_gone == 0


def test_a_touched_file_is_known_by_its_content_and_not_read(world: World, tree: Path) -> None:
    scanned(world.alice, tree)
    (tree / "0" / "0" / "0.txt").touch()
    told: list[Any] = []
    again = scanned(world.alice, tree, progress=told.append)
    (event,) = [e for e in told if not isinstance(e, FolderUnchanged) and e.locator.item == "0/0/0.txt"]
    assert event.unchanged and event.content_digest and again.counts.changed == again.counts.gone == 0
    assert scanned(world.alice, tree).counts.unchanged == 24


def test_new_rights_of_a_file_are_kept_although_its_content_is_as_it_was(world: World, tree: Path) -> None:
    scanned(world.alice, tree)
    (tree / "0" / "0" / "0.txt").chmod(0o600)
    scanned(world.alice, tree)
    (file,) = [f for f in world.alice.files(exact_locators=True) if str(f.locator) == "0/0/0.txt"]
    assert file.facts is not None and file.facts.mode & 0o777 == 0o600


def rewritten(path: Path) -> None:
    """Another content of the same size, and the old time set back."""
    before = path.stat()
    path.write_text(path.read_text().replace("512-44", "513-44"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_another_content_of_the_same_size_and_time_is_found_by_the_time_of_change(world: World, tree: Path) -> None:
    scanned(world.alice, tree)
    rewritten(tree / "0" / "0" / "0.txt")
    again = scanned(world.alice, tree)
    assert again.counts.new == again.counts.gone == 1 and again.counts.unchanged == 23


def test_a_full_pass_finds_what_no_time_and_size_tell(
    world: World, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = files_source.facts_of
    monkeypatch.setattr(files_source, "facts_of", lambda *told: replace(really(*told), changed_ns=0))
    scanned(world.alice, tree)
    rewritten(tree / "0" / "0" / "0.txt")
    assert scanned(world.alice, tree).counts.new == 0
    full = scanned(world.alice, tree, conduct=Conduct(is_full=True))
    assert full.counts.new == full.counts.gone == 1 and full.counts.unchanged == 23


def test_what_cannot_be_listed_stands_and_is_looked_at_when_it_can(
    world: World, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(world.alice, tree)
    before = present(world.alice)
    really = files_source.os.scandir

    def refusing(path: str) -> Any:
        if path.endswith("/3"):
            raise PermissionError(13, "no")
        return really(path)

    monkeypatch.setattr(files_source.os, "scandir", refusing)
    assert scanned(world.alice, tree).counts.files_gone == 0
    assert before < present(world.alice)  # and that the folder was not listed
    monkeypatch.setattr(files_source.os, "scandir", really)
    scanned(world.alice, tree)
    assert present(world.alice) == before


def test_a_share_that_was_unmounted_leaves_an_empty_folder_and_nothing_is_gone(
    world: World, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(world.alice, tree)
    before = present(world.alice)
    shutil.move(tree, tree.with_name("elsewhere"))
    tree.mkdir()
    really = bulk.PlaceWriter._without_missing_disks

    def on_another_disk(writer: bulk.PlaceWriter) -> Any:
        for file in writer.lost:
            file.device = "4242"
        return really(writer)

    monkeypatch.setattr(bulk.PlaceWriter, "_without_missing_disks", on_another_disk)
    away = scanned(world.alice, tree)
    assert away.counts.gone == 0 and ("not-connected", 1, 0) in away.coverage.causes
    monkeypatch.setattr(bulk.PlaceWriter, "_without_missing_disks", really)
    tree.rmdir()
    shutil.move(tree.with_name("elsewhere"), tree)
    scanned(world.alice, tree)
    assert present(world.alice) == before


def test_many_changes_come_to_the_same_as_a_look_at_everything(
    world: World, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_source, "MOST", 5)  # some folders are too big to hold
    rng = random.Random(4)
    scanned(world.alice, tree)
    for round_ in range(2):
        for number in range(10):
            files = [path for path in tree.rglob("*") if path.is_file()]
            path = rng.choice(files)
            match rng.randrange(5):
                case 0:
                    path.unlink()
                case 1:
                    note(path.parent / f"new {round_} {number}.txt", 100 + 10 * round_ + number)
                case 2:
                    path.write_text(path.read_text() + "Social Security number: 514-44-7313\n")
                case 3:
                    path.rename(tree / f"moved {round_} {number}.txt")
                case _:
                    path.touch()
        scanned(world.alice, tree)
        with monkeypatch.context() as everything:
            everything.setattr(visit_place.PlaceWriter, "by_folder", lambda *_, **__: None)
            scanned(world.charlie, tree)
        assert strip(present(world.alice)) == strip(present(world.charlie))


def strip(rows: set[tuple[str, str, str]]) -> dict[str, int]:
    """Without fingerprints, which no two organisations share."""
    counted: dict[str, int] = {}
    for _, locator, what in rows:
        key = f"{locator} {what if what in ('read', 'partly', 'skipped') else 'finding'}"
        counted[key] = counted.get(key, 0) + 1
    return counted
