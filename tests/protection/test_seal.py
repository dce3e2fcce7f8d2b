"""Sealing and putting back: the same file again, and a clear no where that cannot be had."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import AT, KEYS, Shelf, state

from bailee.errors import CannotRead, NotAllowed
from bailee.protection.encrypt import seal
from bailee.protection.files import SEALED_ENDING, Refused, Why
from bailee.protection.journal import Journal
from bailee.protection.undo import check


def refusal(shelf: Shelf, path: Path) -> Why:
    before = sorted((p.name, p.lstat().st_size) for p in shelf.folder.iterdir())
    with pytest.raises(Refused) as caught:
        shelf.seal(path)
    assert sorted((p.name, p.lstat().st_size) for p in shelf.folder.iterdir()) == before
    assert str(path) not in str(caught.value)
    return caught.value.why


def test_a_sealed_file_comes_back_as_it_was(shelf: Shelf) -> None:
    path = shelf.file()
    before = state(path)
    sealed = shelf.seal(path)
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}
    check(sealed, KEYS)
    assert shelf.undo(sealed) == ()
    assert shelf.names() == {"pay.csv"} and state(path) == before


@given(content=st.binary(max_size=300), name=st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_under_any_name(shelf: Shelf, content: bytes, name: str) -> None:
    raw = name.encode("utf-8", "replace")
    path = shelf.folder / os.fsdecode(raw)
    if path.name in (".", "..") or len(raw) > 200 or content.startswith((b"age-encryption", b"-----BEGIN AGE")):
        return
    path.write_bytes(content)
    before = state(path)
    shelf.undo(shelf.seal(path))
    assert state(path) == before
    path.unlink()


def test_a_name_that_is_no_utf_8(shelf: Shelf) -> None:
    path = shelf.file(os.fsdecode(b"pay\xff\xfe.csv"))
    before = state(path)
    shelf.undo(shelf.seal(path))
    assert state(path) == before


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
@pytest.mark.parametrize("identity", ["organisation", "recovery"])
def test_stock_age_opens_the_sealed_copy(shelf: Shelf, tmp_path: Path, identity: str) -> None:
    from bailee.keys import MasterKey, OrganisationKeys, recovery_files

    keys, _ = OrganisationKeys.create(MasterKey.create(tmp_path / "keyhome"), "acme")
    shelf.keys = keys
    sealed = shelf.seal(shelf.file(content=b"hello" * 40_000))
    (key,) = recovery_files(tmp_path / "keyhome")
    if identity == "organisation":
        key = tmp_path / "identity"
        key.write_text(keys.age_identity + "\n")
    opened = subprocess.run(["age", "-d", "-i", key, sealed.sealed], capture_output=True, check=True)
    assert opened.stdout == b"hello" * 40_000


def test_nobody_elses_key_opens_it(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file())
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed.sealed.read_bytes(), [pyrage.x25519.Identity.generate()])
    assert sealed.sealed.stat().st_mode & 0o777 == 0o600


def test_the_note_says_what_happened_and_names_nothing(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file("Alice Example 078-05-1120.csv"))
    note = (shelf.folder / sealed.note_name).read_text()
    assert "was sealed" in note and "ask the office" in note and sealed.ident in note and "2026-03-03" in note
    assert "Alice" not in note and "1120" not in note


def test_the_journal_holds_no_name_in_the_clear(shelf: Shelf) -> None:
    shelf.seal(shelf.file("Alice Example.csv"))
    content = b"".join(path.read_bytes() for path in (shelf.home / "protection").iterdir())
    assert content and b"Alice" not in content and b"QWxpY2" not in content


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes are read on Linux")
def test_extended_attributes_and_acls_come_back(shelf: Shelf) -> None:
    path = shelf.file()
    try:
        os.setxattr(path, "user.comment", b"from payroll\x00\xff")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    before = state(path)
    shelf.undo(shelf.seal(path))
    assert state(path) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_set_user_id_come_back(shelf: Shelf) -> None:
    path = shelf.file()
    os.chown(path, 1234, 4321)
    path.chmod(0o4751)
    before = state(path)
    sealed = shelf.seal(path)
    assert (sealed.sealed.stat().st_uid, sealed.sealed.stat().st_gid) == (1234, 4321)
    shelf.undo(sealed)
    assert state(path) == before


def test_a_big_file_takes_little_memory(shelf: Shelf) -> None:
    """In a process of its own, since the high-water mark of this one says nothing."""
    path = shelf.folder / "big.bin"
    with path.open("wb") as stream:
        for _ in range(96):
            stream.write(os.urandom(1 << 20))
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            shelf.undo(shelf.seal(path))
            os._exit(0 if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10 else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert path.stat().st_size == 96 << 20


# --- what is refused


def test_links_are_not_followed(shelf: Shelf) -> None:
    path = shelf.file()
    (shelf.folder / "link").symlink_to(path)
    assert refusal(shelf, shelf.folder / "link") is Why.LINK
    os.link(path, shelf.folder / "second")
    assert refusal(shelf, path) is Why.HARD_LINKS


def test_what_is_no_file_is_not_opened(shelf: Shelf) -> None:
    os.mkfifo(shelf.folder / "pipe")
    (shelf.folder / "sub").mkdir()
    assert refusal(shelf, shelf.folder / "pipe") is Why.NO_FILE
    assert refusal(shelf, shelf.folder / "sub") is Why.NO_FILE
    assert refusal(shelf, shelf.folder / "absent") is Why.VANISHED
    assert refusal(shelf, shelf.folder / "no folder" / "absent") is Why.VANISHED


def test_a_sealed_file_is_not_sealed_twice(shelf: Shelf) -> None:
    assert refusal(shelf, shelf.seal(shelf.file()).sealed) is Why.SEALED_ALREADY


@pytest.mark.parametrize("ending", [".age", ".sealed.txt"])
def test_names_beside_it_are_not_overwritten(shelf: Shelf, ending: str) -> None:
    path = shelf.file()
    (shelf.folder / f"pay.csv{ending}").write_text("somebody else's")
    assert refusal(shelf, path) is Why.NAME_TAKEN
    assert (shelf.folder / f"pay.csv{ending}").read_text() == "somebody else's"


def test_a_name_with_no_room_for_an_ending(shelf: Shelf) -> None:
    assert refusal(shelf, shelf.file("x" * 250)) is Why.NAME_TOO_LONG


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes")
def test_a_file_that_a_program_writes_to_is_left(shelf: Shelf) -> None:
    path = shelf.file()
    with path.open("ab"):
        assert refusal(shelf, path) is Why.IN_USE
    shelf.seal(path)


STEPS = ["begun", "temporary made", "half encrypted", "encrypted", "flushed", "compared", "ready", "linked",
         "temporary removed", "note written"]  # fmt: skip


@pytest.mark.parametrize("label", STEPS)
@pytest.mark.parametrize("change", ["append", "same size and time", "exchange", "vanish", "rights"])
def test_a_file_that_changes_meanwhile_is_left_as_it_is(shelf: Shelf, label: str, change: str) -> None:
    path = shelf.file()

    def meddle(reached: str) -> None:
        if reached != label:
            return
        old = path.stat()
        if change == "append":
            with path.open("ab") as stream:
                stream.write(b"more")
        elif change == "same size and time":
            with path.open("r+b") as stream:
                stream.write(b"X")
            os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
        elif change == "exchange":
            (shelf.folder / "new").write_bytes(b"another file")
            (shelf.folder / "new").rename(path)
        elif change == "rights":
            path.chmod(0o600)
        else:
            path.rename(shelf.folder / "moved away")

    with pytest.raises(Refused) as caught:
        shelf.seal(path, meddle)
    assert caught.value.why in (Why.CHANGED, Why.VANISHED)
    assert shelf.names() == ({"moved away"} if change == "vanish" else {"pay.csv"})


def test_a_link_put_in_its_place_leads_nowhere(shelf: Shelf, tmp_path: Path) -> None:
    path, victim = shelf.file(), tmp_path / "victim"
    victim.write_bytes(path.read_bytes())

    def meddle(label: str) -> None:
        if label == "ready":
            path.unlink()
            path.symlink_to(victim)

    with pytest.raises(Refused):
        shelf.seal(path, meddle)
    assert victim.exists() and path.is_symlink() and shelf.names() == {"pay.csv"}


def limited(shelf: Shelf, path: Path, size: int) -> int:
    """Seal in a process that cannot make files larger than `size`: the error of a full disk, without filling one."""
    import signal

    pid = os.fork()
    if pid == 0:
        code = 9
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            shelf.seal(path)
        except Refused as error:
            code = 1 if error.why is Why.DISK_FULL else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_full_disk_leaves_the_original_alone(shelf: Shelf) -> None:
    path = shelf.file(content=os.urandom(500_000))
    before = state(path)
    assert limited(shelf, path, 200_000) == 1
    assert shelf.names() == {"pay.csv"} and state(path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(shelf: Shelf) -> None:
    path = shelf.file()
    shelf.folder.chmod(0o500)
    try:
        assert refusal(shelf, path) is Why.NO_PERMISSION
    finally:
        shelf.folder.chmod(0o700)


# --- putting back


def test_nothing_is_put_over_a_new_file(shelf: Shelf) -> None:
    path = shelf.file()
    sealed = shelf.seal(path)
    path.write_text("new")
    with pytest.raises(Refused) as caught:
        shelf.undo(sealed)
    assert caught.value.why is Why.NAME_TAKEN and path.read_text() == "new" and sealed.sealed.exists()


def test_a_name_taken_in_the_last_moment_is_kept(shelf: Shelf) -> None:
    path = shelf.file()
    sealed = shelf.seal(path)

    def meddle(label: str) -> None:
        if label == "undo ready":
            path.write_text("new")

    with pytest.raises(Refused) as caught:
        shelf.undo(sealed, meddle)
    assert caught.value.why is Why.NAME_TAKEN and path.read_text() == "new"
    assert shelf.names() == {"pay.csv", "pay.csv.age", "pay.csv.sealed.txt"}


@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "exchange"])
def test_a_damaged_copy_is_not_put_back(shelf: Shelf, damage: str) -> None:
    sealed = shelf.seal(shelf.file(content=os.urandom(200_000)))
    content = sealed.sealed.read_bytes()
    other = pyrage.encrypt(b"another file", [pyrage.x25519.Recipient.from_str(KEYS.age_recipient)])
    flipped = content[:150_000] + bytes([content[150_000] ^ 1]) + content[150_001:]
    sealed.sealed.write_bytes({"flip": flipped, "truncate": content[:-9], "empty": b"", "exchange": other}[damage])
    for action in (lambda: check(sealed, KEYS), lambda: shelf.undo(sealed)):
        with pytest.raises(Refused) as caught:
            action()
        assert caught.value.why is Why.DAMAGED
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}


def test_a_copy_that_is_gone_is_said(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file())
    sealed.sealed.unlink()
    with pytest.raises(Refused) as caught:
        shelf.undo(sealed)
    assert caught.value.why is Why.VANISHED


def test_a_note_in_which_somebody_wrote_stays(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file())
    with (shelf.folder / sealed.note_name).open("a") as stream:
        stream.write("I asked on Monday")
    shelf.undo(sealed)
    assert shelf.names() == {"pay.csv", "pay.csv.sealed.txt"}


# --- the journal


def test_two_at_once_are_refused(shelf: Shelf) -> None:
    with Journal(shelf.home, KEYS), pytest.raises(NotAllowed, match="another bailee"):
        shelf.seal(shelf.file())


def test_a_damaged_journal_stops_everything(shelf: Shelf) -> None:
    shelf.seal(shelf.file())
    (journal,) = (shelf.home / "protection").iterdir()
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0][:40] + b"A" + lines[0][41:] + b"".join(lines[1:]))
    with Journal(shelf.home, KEYS) as opened, pytest.raises(CannotRead, match="damaged"):
        opened.open_entries()


def test_a_torn_line_does_not_count(shelf: Shelf) -> None:
    with Journal(shelf.home, KEYS) as journal:
        journal.write("a", "seal-begun")
    with journal.path.open("ab") as stream:
        stream.write(b"c3RhcnQ")
    with Journal(shelf.home, KEYS) as journal:
        journal.write("b", "seal-begun")
        assert list(journal.open_entries()) == ["a", "b"]


def test_a_long_journal_is_emptied_once_all_is_settled(shelf: Shelf) -> None:
    with Journal(shelf.home, KEYS) as journal:
        journal.write("a", "seal-begun", {"x": "y" * (1 << 20)})
        journal.shorten()
        assert journal.open_entries()
        journal.write("a", "noted")
        journal.shorten()
        assert journal.path.stat().st_size == 0


def test_without_a_journal_no_file_is_touched(shelf: Shelf) -> None:
    path = shelf.file()
    shelf.home.write_text("a file in the way")
    with pytest.raises(NotAllowed, match="without it no file is touched"):
        shelf.seal(path)
    assert shelf.names() == {"pay.csv"} and SEALED_ENDING == ".age"


def test_sealing_says_when(shelf: Shelf) -> None:
    with Journal(shelf.home, KEYS) as journal:
        assert seal(shelf.file(), KEYS, journal, ask="x", at=AT).at == AT
