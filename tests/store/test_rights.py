"""Rights are kept once for all files that share them, and a place that is not connected stays known."""

from __future__ import annotations

import errno
import os
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bailee.matrix.secured import _exposure_words
from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.protection.exposure import Rights
from bailee.protection.surroundings import is_connected
from bailee.scanner import FolderUnchanged, Limits
from bailee.store.rights import rights_by_number
from bailee.store.workspace import Workspace
from world import World

ACL = "system.posix_acl_access"
_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20


@pytest.fixture
def share(tmp_path: Path) -> Path:
    for number in range(6):
        path = tmp_path / "share" / str(number % 2) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Employee {number}\nSocial Security number: 512-44-{7313 + number}\n")
        path.chmod(0o640)
    return tmp_path / "share"


def scanned(workspace: Workspace, place: Path, **options: Any) -> ScanSummary:
    return scan_store(workspace, [place], limits=Limits(names="off", ocr="off"), jobs=1, **options)


def let_in(path: Path, user: int) -> bytes:
    """An access list that names one more account, as `setfacl -m u:USER:r` writes it; the mode stays what it was."""
    nobody = 0xFFFFFFFF
    entries = ((_OWNER, 6, nobody), (_USER, 4, user), (_GROUP, 4, nobody), (_MASK, 4, nobody), (_OTHER, 0, nobody))
    written = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)
    try:
        os.setxattr(path, ACL, written)
    except OSError as error:
        assert error.errno == errno.ENOTSUP
        pytest.skip("no access lists on this file system")
    return written


def rights(workspace: Workspace) -> list[Rights]:
    with workspace._reading():
        return list(rights_by_number(workspace).values())


def exposures(workspace: Workspace) -> list[Any]:
    return sorted((each for found in workspace.exposures().values() for each in found), key=str)


def test_files_with_the_same_rights_share_a_row(world: World, share: Path) -> None:
    scanned(world.alice, share)
    files = world.alice.files()
    assert len(files) == 6 and {file.facts.mode & 0o777 for file in files if file.facts} == {0o640}
    kinds = [each.mode >> 12 for each in rights(world.alice)]
    assert sorted(kinds) == [0o04, 0o10]  # one row for the folders, one for the files
    assert scanned(world.alice, share).counts.unchanged == 6
    assert len(rights(world.alice)) == 2


def test_an_access_list_that_changed_and_nothing_else_is_seen_and_no_file_is_read(world: World, share: Path) -> None:
    scanned(world.alice, share)
    path = share / "1" / "3.txt"
    before = path.stat()
    written = let_in(path, 65533)
    assert (path.stat().st_mode, path.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
    told: list[Any] = []
    again = scanned(world.alice, share, progress=told.append)
    assert again.counts.unchanged == 6 and again.counts.changed == again.counts.new == 0
    assert [str(event.locator) for event in told if isinstance(event, FolderUnchanged)] == ["0"]
    lists = {str(file.locator): file.facts.acl for file in world.alice.files() if file.facts}
    assert lists.pop("1/3.txt") == written and set(lists.values()) == {b""}


def test_who_may_look_into_a_folder_is_seen_though_no_file_of_it_changed(world: World, share: Path) -> None:
    scanned(world.alice, share)
    (share / "0").chmod(0o700)
    assert scanned(world.alice, share).counts.unchanged == 6
    modes = {each.mode & 0o777 for each in rights(world.alice) if each.mode >> 12 == 4}
    assert 0o700 in modes


def test_a_place_that_is_not_connected_stays_known_with_its_day(world: World, share: Path) -> None:
    (share / "0").chmod(0o700)
    scanned(world.alice, share)
    here = exposures(world.alice)
    assert here and {each.seen_on for each in here} == {None}
    share.rename(share.with_name("on a shelf"))
    away = exposures(world.alice)
    assert {each.seen_on for each in away} == {datetime.now(UTC).date()}
    assert [(e.store, e.items, e.encrypted_items, e.readers, e.open_to_everyone) for e in away] == [
        (e.store, e.items, e.encrypted_items, e.readers, e.open_to_everyone) for e in here
    ]
    assert "not connected now" in _exposure_words(away[0])
    share.with_name("on a shelf").rename(share)
    assert exposures(world.alice) == here


def test_an_empty_folder_on_another_disk_is_where_one_was_mounted(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    assert is_connected(tmp_path, device) and not is_connected(tmp_path / "absent", device)
    assert not is_connected(tmp_path, device + 1)
    (tmp_path / "a").touch()
    assert is_connected(tmp_path, device + 1)  # numbers of disks change; what is in it shows that it is there
