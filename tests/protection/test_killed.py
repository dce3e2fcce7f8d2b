"""Killed at any step: after the next start nothing is lost, nothing is there twice, nothing is left over."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from shelf import KEYS, Shelf, state

from bailee.protection.encrypt import Sealed
from bailee.protection.files import Refused
from bailee.protection.journal import Journal
from bailee.protection.recover import UNSETTLED, Settled, recover

SEALING = ["begun", "temporary made", "half encrypted", "encrypted", "flushed", "compared", "ready", "linked",
           "temporary removed", "note written", "sealed", "original removed", "done"]  # fmt: skip
UNDOING = ["undo begun", "undo temporary made", "decrypted", "undo compared", "undo ready", "undo linked",
           "undo temporary removed", "restored", "sealed copy removed", "note removed", "undone"]  # fmt: skip
CONTENT = bytes(range(256)) * 2000


def killed(action: Callable[[Callable[[str], None]], object], label: str) -> bool:
    """Run in a child that is killed when it reaches the step; whether it was."""

    def step(reached: str) -> None:
        if reached == label:
            os.kill(os.getpid(), signal.SIGKILL)

    pid = os.fork()
    if pid == 0:
        try:
            action(step)
        finally:
            os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def recovered(shelf: Shelf) -> list[Settled]:
    with Journal(shelf.home, KEYS) as journal:
        settled = recover(journal)
        for each in settled:
            if each.outcome in UNSETTLED:
                journal.write(each.sealed.ident, "noted")
        assert not journal.open_entries()
        return settled


def is_whole(shelf: Shelf, sealed: Sealed | None, before: tuple[object, ...]) -> None:
    """Exactly one of the two is there: the original as it was, or its sealed copy with a note."""
    if sealed is None:
        assert shelf.names() == {"pay.csv"}
        assert state(shelf.folder / "pay.csv") == before
    else:
        assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}
        shelf.undo(sealed)
        assert state(shelf.folder / "pay.csv") == before
        assert shelf.names() == {"pay.csv"}


@pytest.mark.parametrize("label", SEALING)
def test_killed_while_sealing(shelf: Shelf, label: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    assert killed(lambda step: shelf.seal(path, step), label)
    (settled,) = recovered(shelf)
    assert settled.outcome == ("sealed" if SEALING.index(label) >= SEALING.index("sealed") else "kept")
    is_whole(shelf, settled.sealed if settled.outcome == "sealed" else None, before)
    assert recovered(shelf) == []


@pytest.mark.parametrize("label", UNDOING)
def test_killed_while_putting_back(shelf: Shelf, label: str) -> None:
    path = shelf.file(content=CONTENT)
    before = state(path)
    sealed = shelf.seal(path)
    assert killed(lambda step: shelf.undo(sealed, step), label)
    (settled,) = recovered(shelf)
    assert settled.outcome == ("undone" if UNDOING.index(label) >= UNDOING.index("undo linked") else "kept")
    is_whole(shelf, sealed if settled.outcome == "kept" else None, before)


@pytest.mark.parametrize("label", ["linked", "note written", "sealed"])
def test_an_original_written_to_after_the_crash_is_kept(shelf: Shelf, label: str) -> None:
    path = shelf.file(content=CONTENT)
    killed(lambda step: shelf.seal(path, step), label)
    path.write_bytes(b"newer")
    assert [each.outcome for each in recovered(shelf)] == ["kept"]
    assert shelf.names() == {"pay.csv"} and path.read_bytes() == b"newer"


@pytest.mark.parametrize("label", ["ready", "linked", "note written", "sealed"])
def test_an_original_removed_after_the_crash_leaves_the_copy(shelf: Shelf, label: str) -> None:
    path = shelf.file(content=CONTENT)
    killed(lambda step: shelf.seal(path, step), label)
    path.unlink()
    (settled,) = recovered(shelf)
    assert settled.outcome == "sealed"
    shelf.undo(settled.sealed)
    assert path.read_bytes() == CONTENT


def test_a_restored_file_moved_after_the_crash_leaves_the_copy(shelf: Shelf) -> None:
    path = shelf.file(content=CONTENT)
    sealed = shelf.seal(path)
    killed(lambda step: shelf.undo(sealed, step), "restored")
    path.rename(shelf.folder / "moved")
    assert [each.outcome for each in recovered(shelf)] == ["kept"]
    assert "pay.csv.age" in shelf.names() and (shelf.folder / "moved").read_bytes() == CONTENT


def test_a_folder_that_is_away_waits_until_it_is_back(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.file(content=CONTENT)
    killed(lambda step: shelf.seal(path, step), "linked")
    shelf.folder.rename(tmp_path / "unmounted")
    with Journal(shelf.home, KEYS) as journal:
        assert [each.outcome for each in recover(journal)] == ["waiting"]
    (tmp_path / "unmounted").rename(shelf.folder)
    assert [each.outcome for each in recovered(shelf)] == ["kept"]
    assert shelf.names() == {"pay.csv"}


@pytest.mark.proof
def test_killed_at_random_moments(shelf: Shelf) -> None:
    """Sealing and putting back in turns, with the clock instead of a label."""
    path, chance = shelf.file(content=CONTENT * 6), random.Random(3)
    before, midway = state(path), 0
    started = time.monotonic()
    sealed: Sealed | None = shelf.seal(path)
    usual = time.monotonic() - started
    for _ in range(40):
        pid = os.fork()
        if pid == 0:
            try:
                shelf.undo(sealed) if sealed else shelf.seal(path)
            finally:
                os._exit(0)
        time.sleep(chance.random() * usual * 1.5)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        for settled in recovered(shelf):
            midway += 1
            sealed = {"sealed": settled.sealed, "undone": None, "kept": sealed}[settled.outcome]
        if "pay.csv" in shelf.names():
            sealed = None
            assert shelf.names() == {"pay.csv"} and state(path) == before
        else:
            assert shelf.names() == {"pay.csv.age", "pay.csv.sealed.txt"}
            sealed = sealed or _from_journal(shelf)
    assert midway > 3
    if sealed:
        shelf.undo(sealed)
    assert state(path) == before


def _from_journal(shelf: Shelf) -> Sealed:
    """A seal that was noted just before the kill: the parent has not heard of it."""
    with Journal(shelf.home, KEYS) as journal:
        ready = [entry for entry in journal.entries() if entry.event == "seal-ready"]
        return Sealed.of_details(ready[-1].data["sealed"])


def test_an_interrupted_one_does_not_stop_the_next(shelf: Shelf) -> None:
    first, second = shelf.file("a.csv", CONTENT), shelf.file("b.csv", CONTENT)
    killed(lambda step: shelf.seal(first, step), "half encrypted")
    shelf.seal(second)
    assert [each.outcome for each in recovered(shelf)] == ["kept"]
    assert shelf.names() == {"a.csv", "b.csv.age", "b.csv.sealed.txt"}
    with pytest.raises(Refused):
        shelf.seal(second)
