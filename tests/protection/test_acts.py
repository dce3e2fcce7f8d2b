"""Moving, quarantining, restricting and erasing: killed at any step nothing is lost; undone, the file is what it was."""

from __future__ import annotations

import base64
import errno
import os
import struct
from pathlib import Path

import pytest
from shelf import KEYS, Shelf, facts, state
from test_killed import killed, recovered

from bailee.protection import files
from bailee.protection.encrypt import MOVE, QUARANTINE, Sealed
from bailee.protection.files import Refused, Why
from bailee.protection.restrict import ACL
from bailee.protection.undo import check

CONTENT = bytes(range(256)) * 800
MOVING = [
    "begun",
    "temporary made",
    "ready",
    "linked",
    "temporary removed",
    "note written",
    "sealed",
    "original removed",
    "done",
]
PASSING = [*MOVING[:2], "half encrypted", "encrypted", "flushed", "compared", *MOVING[2:]]
RETURNING = ["undo begun", "undo temporary made", "undo ready", "undo linked", "undo temporary removed", "restored",
             "sealed copy removed", "note removed", "undone"]  # fmt: skip
RESTRICTING = ["restrict begun", "mode narrowed", "list removed", "restricted"]
UNRESTRICTING = ["unrestrict begun", "rights given back", "unrestricted"]
ERASING = ["erase begun", "erase note written", "erasing", "unlinked", "erased"]


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    folder = tmp_path / "confidential"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder lies on another file system: names cannot be shared with it."""
    link = os.link

    def refused(old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int, follow_symlinks: bool) -> None:
        if os.fstat(src_dir_fd).st_ino != os.fstat(dst_dir_fd).st_ino:
            raise OSError(errno.EXDEV, "another disk")
        link(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "link", refused)


def acl_for(user: int) -> bytes:
    """A list that lets one more account read: version 2, as Linux keeps it."""
    entries = [(1, 6, 0xFFFFFFFF), (2, 4, user), (4, 4, 0xFFFFFFFF), (16, 4, 0xFFFFFFFF), (32, 0, 0xFFFFFFFF)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


@pytest.mark.parametrize("act", [MOVE, QUARANTINE])
def test_put_and_back(shelf: Shelf, apart: Path, act: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    done = shelf.put(path, act, apart)
    assert not path.exists() and done.sealed.parent == apart and len(list(apart.iterdir())) == 1
    (note,) = shelf.folder.iterdir()
    assert "pay.csv" not in note.read_text() and done.ident in note.read_text()
    assert (done.sealed.read_bytes() == CONTENT) is (act == MOVE)
    assert ("pay" in done.sealed_name) is (act == MOVE)  # in quarantine not even the name is told
    check(done, KEYS)
    assert shelf.undo(done) == ()
    assert state(path) == before and shelf.names() == {"pay.csv"} and not list(apart.iterdir())


@pytest.mark.usefixtures("another_disk")
def test_moved_to_another_disk_and_back(shelf: Shelf, apart: Path) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    done = shelf.put(path, MOVE, apart)
    assert done.facts.inode != done.sealed.stat().st_ino and state(done.sealed) == before
    shelf.undo(done)
    assert state(path) == before and not list(apart.iterdir())


def is_one_of_both(shelf: Shelf, apart: Path, done: Sealed | None, before: tuple[object, ...]) -> None:
    if done is None:
        assert shelf.names() == {"pay.csv"} and not list(apart.iterdir())
    else:
        assert len(list(apart.iterdir())) == 1 and not (shelf.folder / "pay.csv").exists()
        shelf.undo(done)
    assert state(shelf.folder / "pay.csv") == before and shelf.names() == {"pay.csv"}


@pytest.mark.parametrize(("act", "label"), [(MOVE, each) for each in MOVING] + [(QUARANTINE, each) for each in PASSING])
def test_killed_while_it_is_put(shelf: Shelf, apart: Path, act: str, label: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    assert killed(lambda step: shelf.put(path, act, apart, step), label)
    (settled,) = recovered(shelf)
    is_done = MOVING.index("sealed") <= (MOVING.index(label) if label in MOVING else 0)
    assert settled.outcome == ("sealed" if is_done else "kept")
    assert isinstance(settled.sealed, Sealed)
    is_one_of_both(shelf, apart, settled.sealed if is_done else None, before)


@pytest.mark.parametrize("label", RETURNING)
def test_killed_while_it_comes_back(shelf: Shelf, apart: Path, label: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    done = shelf.put(path, MOVE, apart)
    assert killed(lambda step: shelf.undo(done, step), label)
    (settled,) = recovered(shelf)
    is_back = RETURNING.index(label) >= RETURNING.index("undo linked")
    assert settled.outcome == ("undone" if is_back else "kept")
    is_one_of_both(shelf, apart, None if is_back else done, before)


def test_what_was_worked_on_since_it_was_moved_comes_back_as_it_is(shelf: Shelf, apart: Path) -> None:
    path = shelf.file(content=CONTENT)
    done = shelf.put(path, MOVE, apart)
    done.sealed.write_bytes(b"newer")
    shelf.undo(done)
    assert path.read_bytes() == b"newer" and path.stat().st_mode & 0o777 == 0o640


def test_twins_by_case_are_kept_apart_where_they_meet(shelf: Shelf, apart: Path) -> None:
    first, second = shelf.file("Pay.csv", b"one"), shelf.file("pay.CSV", b"two")
    moved = [shelf.put(each, MOVE, apart) for each in (first, second)]
    assert len({each.sealed_name.casefold() for each in moved}) == 2
    for each in moved:
        shelf.undo(each)
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    sealed = [shelf.seal(each) for each in (first, second)]
    for each in sealed:
        shelf.undo(each)
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


def test_a_name_of_255_bytes_is_carried_through_or_refused(shelf: Shelf, apart: Path) -> None:
    path = shelf.file("é" * 127 + "x", CONTENT)
    with pytest.raises(Refused) as caught:
        shelf.seal(path)
    assert caught.value.why is Why.NAME_TOO_LONG
    for act in (MOVE, QUARANTINE):
        shelf.undo(shelf.put(path, act, apart))
    assert path.read_bytes() == CONTENT and shelf.names() == {path.name}


def test_a_disk_that_knows_no_second_names(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick: copies take their final names by being renamed."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    path = shelf.file(content=CONTENT)
    before = state(path)
    monkeypatch.setattr(os, "link", refused)
    shelf.undo(shelf.seal(path))
    assert state(path) == before and shelf.names() == {"pay.csv"}


# --- restricted


@pytest.fixture
def listed(shelf: Shelf) -> Path:
    path = shelf.file(content=CONTENT)
    try:
        os.setxattr(path, ACL, acl_for(1234))
    except OSError:
        pytest.skip("this file system keeps no access lists")
    os.utime(path, ns=(1_700_000_000_123_456_789, 1_600_000_000_987_654_321))
    return path


def test_restricted_and_given_back(shelf: Shelf, listed: Path) -> None:
    before = state(listed)
    done = shelf.restrict(listed)
    assert listed.stat().st_mode & 0o777 == 0o600 and ACL not in os.listxattr(listed)
    shelf.unrestrict(done)
    assert state(listed) == before


@pytest.mark.parametrize("label", RESTRICTING)
def test_killed_while_restricting(shelf: Shelf, listed: Path, label: str) -> None:
    before = state(listed)
    assert killed(lambda step: shelf.restrict(listed, step), label)
    (settled,) = recovered(shelf)
    assert settled.outcome == ("restricted" if label == "restricted" else "kept")
    if label == "restricted":
        assert listed.stat().st_mode & 0o077 == 0
        shelf.unrestrict(settled.sealed)  # type: ignore[arg-type]  # what was restricted is
    assert state(listed) == before


@pytest.mark.parametrize("label", UNRESTRICTING)
def test_killed_while_giving_rights_back(shelf: Shelf, listed: Path, label: str) -> None:
    before = state(listed)
    done = shelf.restrict(listed)
    assert killed(lambda step: shelf.unrestrict(done, step), label)
    assert [each.outcome for each in recovered(shelf)] == ["undone"]
    assert state(listed) == before


def test_rights_that_somebody_gave_since_stay(shelf: Shelf) -> None:
    path = shelf.file()
    done = shelf.restrict(path)
    path.chmod(0o660)
    with pytest.raises(Refused) as caught:
        shelf.unrestrict(done)
    assert caught.value.why is Why.CHANGED and path.stat().st_mode & 0o777 == 0o660


def test_where_a_server_decides_nothing_is_claimed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the mount of a share a mode can be set, and nothing comes of it."""
    path = shelf.file()
    before = state(path)
    monkeypatch.setattr(os, "fchmod", lambda descriptor, mode: None)
    with pytest.raises(Refused) as caught:
        shelf.restrict(path)
    assert caught.value.why is Why.DECIDED_ELSEWHERE and state(path) == before


# --- erased


def test_erased_and_a_note_says_whom_to_ask(shelf: Shelf) -> None:
    path = shelf.file(content=CONTENT)
    done = shelf.erase(path)
    assert shelf.names() == {"pay.csv.erased.txt"}
    assert "the office" in (shelf.folder / "pay.csv.erased.txt").read_text() and done.digest


@pytest.mark.parametrize("label", ERASING)
def test_killed_while_erasing(shelf: Shelf, label: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    assert killed(lambda step: shelf.erase(path, step), label)
    (settled,) = recovered(shelf)
    is_gone = ERASING.index(label) >= ERASING.index("unlinked")
    assert settled.outcome == ("erased" if is_gone else "kept")
    if is_gone:
        assert shelf.names() == {"pay.csv.erased.txt"}
    else:
        assert shelf.names() == {"pay.csv"} and state(path)[1:] == before[1:]


@pytest.mark.parametrize("change", ["append", "exchange", "rights", "second name", "link"])
def test_a_decision_about_another_file_erases_nothing(shelf: Shelf, tmp_path: Path, change: str) -> None:
    path = shelf.file(content=CONTENT)
    seen = facts(path)
    if change == "append":
        path.write_bytes(CONTENT + b"more")
    elif change == "exchange":
        path.unlink()
        shelf.file(content=CONTENT)
    elif change == "rights":
        path.chmod(0o600)
    elif change == "second name":
        os.link(path, tmp_path / "second")
    else:
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused) as caught:
        shelf.erase(path, seen=seen)
    assert caught.value.why in (Why.CHANGED_SINCE, Why.LINK)
    assert path.read_bytes().startswith(CONTENT) and shelf.names() == {"pay.csv"}


def test_a_folder_exchanged_for_a_link_leads_nowhere(shelf: Shelf, tmp_path: Path) -> None:
    """Between the plan and the act somebody puts a link in the folder's place: nothing behind it is touched."""
    path = shelf.file(content=CONTENT)
    outside = tmp_path / "outside"
    shelf.folder.rename(outside)
    shelf.folder.symlink_to(outside)
    for act in (shelf.seal, shelf.erase, shelf.restrict):
        with pytest.raises(Refused) as caught:
            act(path)
        assert caught.value.why is Why.LINK
    assert {each.name for each in outside.iterdir()} == {"pay.csv"} and path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("fault", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("act", ["seal", "move", "quarantine", "erase"])
def test_a_disk_that_fails_half_way(
    shelf: Shelf, apart: Path, monkeypatch: pytest.MonkeyPatch, act: str, fault: int
) -> None:
    """A store that is gone read-only, full or broken at the moment when the note is written: all is as it was."""
    path = shelf.file(content=CONTENT)
    before = state(path)
    create = files.Folder.create

    def failing(self: files.Folder, name: str, mode: int = 0o600) -> object:
        if name.endswith(".txt"):
            raise OSError(fault, "no")
        return create(self, name, mode)

    monkeypatch.setattr(files.Folder, "create", failing)
    with pytest.raises(Refused):
        if act in (MOVE, QUARANTINE):
            shelf.put(path, act, apart)
        else:
            getattr(shelf, act)(path)
    assert state(path)[1:] == before[1:] and shelf.names() == {"pay.csv"} and not list(apart.iterdir())


def test_a_sparse_file_comes_back_byte_for_byte(shelf: Shelf) -> None:
    path = shelf.folder / "sparse.bin"
    with path.open("wb") as stream:
        stream.write(b"start")
        stream.seek(3 << 20)
        stream.write(b"end")
    before = state(path)
    shelf.undo(shelf.seal(path))
    assert state(path) == before


def test_the_first_entry_of_a_journal_survives_a_power_cut(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal's own name is flushed before anything relies on it."""
    flushed: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: (flushed.append(os.fstat(descriptor).st_ino), fsync(descriptor))[1]
    )
    seen: list[bool] = []
    shelf.seal(shelf.file(), lambda label: seen.append((shelf.home / "protection").stat().st_ino in flushed))
    assert seen[0]


def test_a_block_that_a_power_cut_left_empty_was_never_acted_upon(shelf: Shelf) -> None:
    path = shelf.file(content=CONTENT)
    killed(lambda step: shelf.seal(path, step), "linked")
    (journal,) = (shelf.home / "protection").iterdir()
    content = journal.read_bytes()
    last = content.rstrip(b"\n").rfind(b"\n") + 1
    journal.write_bytes(content[:last] + b"\0" * 64 + content[last + 64 :] + base64.b64encode(b"x") + b"\n")
    assert [each.outcome for each in recovered(shelf)] == ["kept"]
