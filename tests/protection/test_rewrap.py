"""Other readers for a sealed file: the header is new, what is sealed is byte for byte the same, and no kill leaves a file that nobody opens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519
from shelf import Shelf

from bailee.keys import OrganisationKeys
from bailee.keys.age_header import Header
from bailee.keys.organisation import new_identity
from bailee.keys.recovery import recipient_of
from bailee.protection.files import Refused, Why
from bailee.protection.rewrap import COPIED, IN_PLACE, RewrapJournal, Rewrapped, no_step, rewrap, settle

IN_PLACE_STEPS = ("begun", "half written", "written", "noted")
COPIED_STEPS = ("copy begun", "copied", "compared", "replaced", "noted")


class Stopped(BaseException):
    """As a kill: nothing after it is done."""


def rotated(keys: OrganisationKeys) -> tuple[OrganisationKeys, str]:
    """The organisation's keys after both keys of files were replaced, and the new recovery key."""
    recovery = new_identity().decode()
    return replace(
        keys,
        age_identity=new_identity().decode(),
        older_identities=(keys.age_identity,),
        recovery_recipient=recipient_of(recovery),
    ), recovery


def parts(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as stream:
        return Header.read(stream).written(), stream.read()


def wrapped(shelf: Shelf, path: Path, keys: OrganisationKeys) -> Rewrapped:
    with RewrapJournal(shelf.home, keys) as journal:
        return rewrap(path, "a1", keys, journal)


def opens(path: Path, identity: str) -> bytes | None:
    try:
        return bytes(pyrage.decrypt(path.read_bytes(), [x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError:
        return None


def test_a_few_hundred_bytes_are_written_and_the_rest_stays(shelf: Shelf) -> None:
    content = os.urandom(3 << 20)
    sealed = shelf.seal(shelf.file(content=content)).sealed
    inode, (_, before) = sealed.stat().st_ino, parts(sealed)
    keys, recovery = rotated(shelf.keys)
    made = wrapped(shelf, sealed, keys)
    assert made.how == IN_PLACE and made.written < 1_000
    assert sealed.stat().st_ino == inode and parts(sealed)[1] == before
    assert opens(sealed, keys.age_identity) == opens(sealed, recovery) == content
    assert opens(sealed, shelf.keys.age_identity) is None
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_stock_age_opens_it_with_the_new_page(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file()).sealed
    keys, recovery = rotated(shelf.keys)
    wrapped(shelf, sealed, keys)
    done = subprocess.run(["age", "-d", "-i", "-", sealed], input=recovery.encode(), capture_output=True, check=True)
    assert done.stdout == b"name,ssn\n" * 30_000


def test_it_is_put_back_as_ever_afterwards(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file())
    keys, _ = rotated(shelf.keys)
    wrapped(shelf, sealed.sealed, keys)
    shelf.keys = keys
    assert shelf.undo(sealed) == ()
    assert sealed.original.read_bytes() == b"name,ssn\n" * 30_000


def test_one_with_more_readers_is_copied_and_renamed(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file()).sealed
    third = x25519.Identity.generate().to_public()
    content = b"name,ssn\n" * 30_000
    recipients = [x25519.Recipient.from_str(each) for each in (shelf.keys.age_recipient, shelf.keys.recovery_recipient)]
    sealed.write_bytes(pyrage.encrypt(content, [*recipients, third]))
    before = parts(sealed)[1]
    keys, recovery = rotated(shelf.keys)
    assert wrapped(shelf, sealed, keys).how == COPIED
    assert parts(sealed)[1] == before and opens(sealed, recovery) == content
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[1].split(os.pathsep)
import pickle
from bailee.protection.rewrap import RewrapJournal, rewrap
home, path, at, keys = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], pickle.load(open(sys.argv[5], "rb"))

def step(label):
    if label == at:
        os.kill(os.getpid(), signal.SIGKILL)

with RewrapJournal(home, keys) as journal:
    rewrap(path, "a1", keys, journal, step=step)
"""


@pytest.mark.parametrize("at", [*IN_PLACE_STEPS, *COPIED_STEPS])
def test_killed_at_any_step_it_opens_after_settling(shelf: Shelf, tmp_path: Path, at: str) -> None:
    import pickle

    sealed = shelf.seal(shelf.file()).sealed
    content = b"name,ssn\n" * 30_000
    if at in COPIED_STEPS and at != "noted":
        third = x25519.Identity.generate().to_public()
        names = (shelf.keys.age_recipient, shelf.keys.recovery_recipient)
        sealed.write_bytes(pyrage.encrypt(content, [*(x25519.Recipient.from_str(each) for each in names), third]))
    keys, recovery = rotated(shelf.keys)
    secret = tmp_path / "keys.pickle"
    secret.write_bytes(pickle.dumps(keys))
    words = [sys.executable, "-c", KILLED, os.pathsep.join(sys.path), str(shelf.home), str(sealed), at, str(secret)]
    assert subprocess.run(words, capture_output=True, check=False).returncode == -9
    with RewrapJournal(shelf.home, keys) as journal:
        list(settle(journal))
        assert journal.open_entries() == {}
        assert content in (opens(sealed, keys.age_identity), opens(sealed, shelf.keys.age_identity))
        rewrap(sealed, "a1", keys, journal)
    assert opens(sealed, recovery) == content
    assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}


def test_a_header_torn_anywhere_is_written_whole_from_the_journal(shelf: Shelf) -> None:
    """Power goes while the disk writes the header: any mix of old and new bytes lies there afterwards."""
    sealed = shelf.seal(shelf.file()).sealed
    whole = sealed.read_bytes()
    keys, recovery = rotated(shelf.keys)

    def stop(label: str) -> None:
        if label == "half written":
            raise Stopped

    with RewrapJournal(shelf.home, keys) as journal, pytest.raises(Stopped):
        rewrap(sealed, "a1", keys, journal, step=stop)
    size = len(parts_size(whole))
    torn = [
        whole[:size],
        os.urandom(size),
        bytes(size),
        *(os.urandom(at) + whole[at:size] for at in range(0, size, 37)),
    ]
    for start in torn:
        with sealed.open("r+b") as stream:
            stream.write(start)
        with RewrapJournal(shelf.home, keys) as journal:
            entries = journal.open_entries()
            assert list(entries) == ["a1"]
            assert list(settle(journal)) == [("a1", "finished")]
            assert opens(sealed, recovery) == b"name,ssn\n" * 30_000
            journal.write("a1", "rewrap-begun", entries["a1"][-1].data)  # for the next mix


def parts_size(content: bytes) -> bytes:
    import io

    return Header.read(io.BytesIO(content)).written()


def test_what_cannot_be_wrapped_is_left_as_it_was(shelf: Shelf) -> None:
    sealed = shelf.seal(shelf.file()).sealed
    keys, _ = rotated(shelf.keys)
    before = sealed.read_bytes()
    stranger, _ = rotated(replace(keys, age_identity=new_identity().decode(), older_identities=()))
    stranger = replace(stranger, older_identities=())
    for why, make in {
        Why.DAMAGED: lambda: stranger,
        Why.HARD_LINKS: lambda: os.link(sealed, sealed.with_name("other.age")) or keys,
    }.items():
        with pytest.raises(Refused) as caught:
            wrapped(shelf, sealed, make())
        assert caught.value.why is why and sealed.read_bytes() == before
    with pytest.raises(Refused) as caught:
        wrapped(shelf, sealed.with_name("gone.age"), keys)
    assert caught.value.why is Why.VANISHED
    sealed.with_name("link.age").symlink_to(sealed)
    with pytest.raises(Refused) as caught:
        wrapped(shelf, sealed.with_name("link.age"), keys)
    assert caught.value.why is Why.LINK and no_step("") is None
