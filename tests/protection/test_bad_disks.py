"""Real disks that are full or read-only half way, faults of reading, accounts that may not: the original stays as it was."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from shelf import AT, KEYS, Shelf, state
from test_killed import recovered

from bailee.errors import Error, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys, recovery_files
from bailee.protection import files
from bailee.protection.encrypt import MOVE, QUARANTINE, seal
from bailee.protection.files import Refused, Why
from bailee.protection.journal import Journal
from bailee.protection.undo import check, undo

CONTENT = os.urandom(2 << 20)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Five megabytes, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own can be mounted here")
    yield folder
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    subprocess.run(["umount", folder], check=True)


def shelf_on(disk: Path, home: Path) -> Shelf:
    (disk / "hr").mkdir()
    return Shelf(home, disk / "hr")


def filled(disk: Path, left: int) -> None:
    free = os.statvfs(disk)
    (disk / "filler").write_bytes(b"x" * (free.f_bavail * free.f_frsize - left))


@pytest.mark.parametrize("act", ["seal", QUARANTINE, "across", "undo"])
def test_a_full_disk(disk: Path, tmp_path: Path, act: str) -> None:
    shelf = shelf_on(disk, tmp_path / "home")
    apart = disk / "apart"
    apart.mkdir()
    if act == "across":  # from another disk into a full one
        shelf = Shelf(tmp_path / "home", tmp_path / "hr")
        shelf.folder.mkdir()
    path = shelf.file(content=CONTENT)
    before, sealed = state(path), shelf.seal(path) if act == "undo" else None
    filled(disk, 1 << 20)
    tries: dict[str, Callable[[], object]] = {
        "seal": lambda: shelf.seal(path),
        QUARANTINE: lambda: shelf.put(path, QUARANTINE, apart),
        "across": lambda: shelf.put(path, MOVE, apart),
        "undo": lambda: sealed and shelf.undo(sealed),
    }
    with pytest.raises(Refused) as caught:
        tries[act]()
    assert caught.value.why is Why.DISK_FULL and not list(apart.iterdir())
    if sealed:
        assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}
        (disk / "filler").unlink()
        shelf.undo(sealed)
    assert shelf.names() == {"pay.csv"} and state(path) == before


@pytest.mark.parametrize("label", ["temporary made", "compared", "linked", "note written"])
def test_a_disk_that_turns_read_only_half_way(disk: Path, tmp_path: Path, label: str) -> None:
    shelf = shelf_on(disk, tmp_path / "home")
    path = shelf.file(content=CONTENT)
    before = state(path)

    def step(reached: str) -> None:
        if reached == label:  # a mount cannot be made read-only while something writes; a fault of the disk makes it so
            for name in ("write", "link", "unlink", "fsync"):
                monkey.setattr(files.os, name, refused)
            monkey.setattr(files.os, "open", read_only)

    opened = os.open

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    def read_only(name: object, flags: int, *rest: object, **named: object) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "read-only")
        return opened(name, flags, *rest, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as monkey, pytest.raises(Error) as caught:
        shelf.seal(path, step)
    assert isinstance(caught.value, Refused | NotAllowed)  # of the file, or of the journal
    assert path.read_bytes() == CONTENT
    recovered(shelf)
    assert shelf.names() == {"pay.csv"} and state(path)[1:] == before[1:]


def test_a_disk_that_is_read_only(disk: Path, tmp_path: Path) -> None:
    shelf = shelf_on(disk, tmp_path / "home")
    path = shelf.file(content=CONTENT)
    before = state(path)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for act in (shelf.seal, shelf.restrict, shelf.erase):
        with pytest.raises(Refused) as caught:
            act(path)
        assert caught.value.why is Why.READ_ONLY
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    recovered(shelf)
    assert shelf.names() == {"pay.csv"} and state(path)[1:] == before[1:]


@pytest.mark.parametrize("method", ["read", "write"])
def test_a_fault_of_the_disk_in_the_middle(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    path = shelf.file(content=CONTENT)
    before, true = state(path), getattr(files.Hashing, method)

    def failing(self: files.Hashing, *given: object) -> object:
        if self.size > 1 << 19:
            self.error = OSError(errno.EIO, "fault")
            raise self.error
        return true(self, *given)

    monkeypatch.setattr(files.Hashing, method, failing)
    with pytest.raises(Refused) as caught:
        shelf.seal(path)
    assert caught.value.why is Why.DISK_FAULT
    monkeypatch.undo()
    assert shelf.names() == {"pay.csv"} and state(path)[1:] == before[1:]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
@pytest.mark.parametrize("act", ["seal", "restrict", "erase"])
def test_an_account_that_may_not(shelf: Shelf, tmp_path: Path, act: str) -> None:
    path = shelf.file(content=CONTENT)
    path.chmod(0o644)
    before = state(path)
    shelf.home.mkdir()
    for folder in (shelf.home, *tmp_path.parents, tmp_path):
        if folder.is_relative_to(tmp_path.parents[2]):
            folder.chmod(folder.stat().st_mode | 0o055)
    shelf.home.chmod(0o777)
    shelf.folder.chmod(0o755)
    pid = os.fork()
    if pid == 0:
        code = 9
        try:
            os.setuid(65534)
            getattr(shelf, act)(path)
        except Refused as refused:
            code = 1 if refused.why is Why.NO_PERMISSION else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert shelf.names() == {"pay.csv"} and state(path)[1:] == before[1:]


def test_a_wrong_key_opens_nothing_and_the_recovery_key_all(tmp_path: Path) -> None:
    keys, _ = OrganisationKeys.create(MasterKey.create(tmp_path / "keyhome"), "acme")
    (tmp_path / "hr").mkdir()
    shelf = Shelf(tmp_path / "home", tmp_path / "hr", keys)
    sealed = shelf.seal(shelf.file(content=CONTENT))
    stranger, _ = OrganisationKeys.create(MasterKey.random(), "acme")
    with pytest.raises(Refused) as caught:
        check(sealed, stranger)
    assert caught.value.why is Why.DAMAGED
    with Journal(tmp_path / "another home", stranger) as journal, pytest.raises(Refused):
        undo(sealed, stranger, journal)
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}
    (kept,) = recovery_files(
        tmp_path / "keyhome"
    )  # the organisation's own key is lost; this one is printed and put away
    (key,) = [line for line in kept.read_text().split() if line.startswith("AGE-SECRET-KEY-")]
    assert pyrage.decrypt(sealed.sealed.read_bytes(), [pyrage.x25519.Identity.from_str(key)]) == CONTENT


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="a descriptor without a name is of Linux")
def test_a_reader_elsewhere_keeps_what_it_has_open(shelf: Shelf) -> None:
    """Open for reading is no reason to leave it: who has it open reads on, and is named in the plan."""
    path = shelf.file(content=CONTENT)
    with path.open("rb") as reader:
        sealed = shelf.seal(path)
        assert reader.read() == CONTENT
    shelf.undo(sealed)
    assert path.read_bytes() == CONTENT


def test_a_path_through_a_link_is_told_by_where_it_leads(shelf: Shelf, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "pay.csv").write_bytes(CONTENT)
    (shelf.folder / "way out").symlink_to(outside)
    with Journal(shelf.home, KEYS) as journal, pytest.raises(Refused) as caught:
        seal(shelf.folder / "way out" / "pay.csv", KEYS, journal, ask="the office", at=AT)
    assert (
        caught.value.why is Why.LINK and "link" in str(caught.value) and (outside / "pay.csv").read_bytes() == CONTENT
    )
