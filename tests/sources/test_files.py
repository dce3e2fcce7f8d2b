"""Files below a place: each regular file once, nothing followed, nothing opened that is no file, faults told."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

import bailee.sources.system_errors as system_errors
from bailee.disks import mount_of
from bailee.errors import CannotRead
from bailee.items import Item
from bailee.sources.files import Files, reason_of
from bailee.sources.interface import Unreachable
from bailee.vocabulary import Reason


def listed(place: Path, *excluded: Path) -> dict[str, Item | Unreachable]:
    found = list(Files(place, excluded).items())
    names = [entry.locator.item for entry in found]
    assert len(names) == len(set(names))
    return dict(zip(names, found, strict=True))


def test_every_file_comes_up_once_with_what_the_system_says_of_it(tmp_path: Path) -> None:
    (tmp_path / "hr" / "2024").mkdir(parents=True)
    (tmp_path / "hr" / "2024" / "pay.csv").write_text("name")
    (tmp_path / "empty").touch()
    found = listed(tmp_path)
    assert set(found) == {"hr/2024/pay.csv", "empty"}
    item = found["hr/2024/pay.csv"]
    assert isinstance(item, Item) and item.read() == b"name" and item.facts is not None
    assert (item.facts.size, item.facts.inode) == (4, (tmp_path / "hr/2024/pay.csv").stat().st_ino)


def test_a_place_may_be_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann")
    assert list(listed(tmp_path / "a.txt")) == ["a.txt"]


def test_links_are_not_followed_and_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert list(listed(tmp_path)) == ["a.txt"]


def test_a_file_with_two_names_comes_up_under_both(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann")
    (tmp_path / "b.txt").hardlink_to(tmp_path / "a.txt")
    found = listed(tmp_path)
    assert {entry.facts.inode for entry in found.values() if isinstance(entry, Item) and entry.facts} == {
        (tmp_path / "a.txt").stat().st_ino
    }
    assert set(found) == {"a.txt", "b.txt"}


def test_pipes_and_sockets_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket"))
        (tmp_path / "a.txt").write_text("Ann")
        assert list(listed(tmp_path)) == ["a.txt"]
    with pytest.raises(CannotRead):
        Files(tmp_path / "pipe")


def test_a_name_that_is_no_text_can_still_be_opened_and_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"Zo\xeb.txt")
    (tmp_path / name).write_text("Ann")
    (item,) = listed(tmp_path).values()
    assert isinstance(item, Item) and item.read() == b"Ann" and str(item.locator) == "Zo\\xeb.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir(mode=0)
    try:
        (entry,) = listed(tmp_path).values()
    finally:
        (tmp_path / "hr").chmod(0o700)
    assert isinstance(entry, Unreachable) and (entry.locator.item, entry.reason) == ("hr", Reason.NO_PERMISSION)


def test_a_folder_that_vanishes_while_others_are_listed_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "x").touch()
    source = Files(tmp_path).items()
    assert next(source).locator.item == "a/x"
    (tmp_path / "b").rmdir()
    assert [(entry.locator.item, entry.reason) for entry in source if isinstance(entry, Unreachable)] == [
        ("b", Reason.VANISHED)
    ]


def test_a_tree_as_deep_as_the_system_allows_is_walked(tmp_path: Path) -> None:
    folders = [str(tmp_path) + "/d" * depth for depth in range(1, 1_501)]
    for folder in folders:
        Path(folder).mkdir()
    file = Path(f"{folders[-1]}/a.txt")
    file.touch()
    found = list(listed(tmp_path))
    file.unlink()
    for folder in reversed(folders):  # shutil.rmtree of Python 3.11 would recurse
        Path(folder).rmdir()
    assert found == ["/".join(["d"] * 1_500) + "/a.txt"]


def test_what_is_excluded_is_told_and_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "a.txt").touch()
    (tmp_path / "b.txt").touch()
    found = listed(tmp_path, Path("private"))
    assert set(found) == {"private", "b.txt"}
    entry = found["private"]
    assert isinstance(entry, Unreachable) and entry.reason is Reason.EXCLUDED


@pytest.mark.parametrize("name", ["gone", "nul\0name", "x" * 5_000])
def test_a_place_that_is_not_there_is_said_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotRead):
        Files(tmp_path / name)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(13, ""), Reason.NO_PERMISSION), (FileNotFoundError(2, ""), Reason.VANISHED), (OSError(107, ""), Reason.NOT_CONNECTED), (OSError(5, ""), Reason.DISK_ERROR), (OSError(36, ""), Reason.TOO_DEEP)],
)  # fmt: skip
def test_a_fault_has_the_reason_that_the_system_gives(error: OSError, reason: Reason) -> None:
    assert reason_of(error) is reason


@pytest.mark.parametrize(("kind", "reason"), [("cifs", Reason.NOT_CONNECTED), ("nfs4", Reason.NOT_CONNECTED), ("fuse.sshfs", Reason.NOT_CONNECTED), ("ext4", Reason.DISK_ERROR), ("fuse.gocryptfs", Reason.DISK_ERROR)])  # fmt: skip
def test_a_share_that_drops_is_no_broken_disk(monkeypatch: pytest.MonkeyPatch, kind: str, reason: Reason) -> None:
    mounts = f"36 35 254:0 / / rw - ext4 /dev/vda rw\n40 36 0:52 / /mnt/h\\040r rw - {kind} //office/hr rw\n"
    monkeypatch.setattr(system_errors, "mount_of", lambda path: mount_of(path, mounts))
    assert reason_of(OSError(5, ""), "/mnt/h r/2024/a.txt") is reason
    assert reason_of(OSError(5, ""), "/mnt/h r2/a.txt") is Reason.DISK_ERROR
