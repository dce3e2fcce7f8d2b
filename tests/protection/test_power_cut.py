"""The power is cut after any call, and what was not flushed is dropped, cut or reordered: no file is lost, none is there twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pyrage
import pytest
from power import Record, State, recording
from shelf import KEYS, Shelf

from bailee.protection.encrypt import MOVE, QUARANTINE, Sealed
from bailee.protection.journal import Journal
from bailee.protection.recover import UNSETTLED, recover
from bailee.protection.restrict import Restricted

CONTENT = b"name,ssn\n" * 40
FEWEST = 10  # states of an act: fewer, and nothing was tried


@dataclass
class Cut:
    """What recovery left of one state."""

    original: bytes | None
    mode: int
    copies: list[bytes]
    rest: list[str]  # names that nobody should find
    outcomes: list[str]


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    folder = tmp_path / "apart"
    folder.mkdir()
    return folder


def recorded(shelf: Shelf, apart: Path, act: Callable[[], object]) -> Record:
    """The journal is there already: that its own name is flushed is another test's."""
    other = shelf.file("other.csv", b"other")
    shelf.undo(shelf.seal(other))
    other.unlink()
    with recording([shelf.folder, apart, shelf.home / "protection"]) as record:
        act()
    return record


def cuts(record: Record, tmp_path: Path) -> list[Cut]:
    found = []
    with mock.patch.object(os, "fsync", lambda _: None):  # what recovery does has power
        for number, state in enumerate(record.states()):
            found.append(_after(record, state, tmp_path / "cut" / str(number)))
    assert len(found) >= FEWEST
    return found


def _after(record: Record, state: State, into: Path) -> Cut:
    hr, apart, journals = record.laid(state, into, KEYS).values()
    home = into / "home"
    home.mkdir()
    journals.rename(home / "protection")
    with Journal(home, KEYS) as journal:
        settled = recover(journal)
        for each in settled:
            if each.outcome in UNSETTLED:
                journal.write(each.sealed.ident, "noted")
        assert not journal.open_entries()
    original = hr / "pay.csv"
    copies, rest = [], []
    for path in (*hr.iterdir(), *apart.iterdir()):
        if path.suffix == ".age":
            copies.append(pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(KEYS.age_identity)]))
        elif path.parent == apart and path.name == "pay.csv":
            copies.append(path.read_bytes())
        elif path != original and path.suffix != ".txt":
            rest.append(path.name)
    return Cut(
        original.read_bytes() if original.exists() else None,
        original.stat().st_mode & 0o777 if original.exists() else 0,
        copies,
        rest,
        [each.outcome for each in settled],
    )


def exactly_one_is_whole(found: list[Cut]) -> None:
    for each in found:
        there = [each.original] if each.original is not None else []
        assert (there + each.copies) == [CONTENT], each.outcomes
        assert not each.rest
    assert {each.original is None for each in found} == {True, False}  # some of both: the cut fell everywhere


def put(shelf: Shelf, apart: Path, path: Path, act: str) -> Sealed:
    return shelf.seal(path) if act == "seal" else shelf.put(path, act, apart)


@pytest.mark.parametrize("act", ["seal", QUARANTINE, MOVE])
def test_closing_a_file(shelf: Shelf, apart: Path, tmp_path: Path, act: str) -> None:
    path = shelf.file(content=CONTENT)
    exactly_one_is_whole(cuts(recorded(shelf, apart, lambda: put(shelf, apart, path, act)), tmp_path))


@pytest.mark.parametrize("act", ["seal", QUARANTINE, MOVE])
def test_putting_it_back(shelf: Shelf, apart: Path, tmp_path: Path, act: str) -> None:
    path = shelf.file(content=CONTENT)
    done = put(shelf, apart, path, act)
    exactly_one_is_whole(cuts(recorded(shelf, apart, lambda: shelf.undo(done)), tmp_path))


def test_restricting_and_giving_back(shelf: Shelf, apart: Path, tmp_path: Path) -> None:
    path = shelf.file(content=CONTENT)
    done: list[Restricted] = []
    found = cuts(recorded(shelf, apart, lambda: done.append(shelf.restrict(path))), tmp_path / "a")
    found += cuts(recorded(shelf, apart, lambda: shelf.unrestrict(done[0])), tmp_path / "b")
    modes = {"restricted": 0o600, "kept": 0o640, "undone": 0o640}
    for each in found:
        assert each.original == CONTENT
        assert [each.mode] == [modes[outcome] for outcome in each.outcomes] or not each.outcomes
    assert {outcome for each in found for outcome in each.outcomes} == set(modes)


def test_erasing_is_done_or_was_never_begun(shelf: Shelf, apart: Path, tmp_path: Path) -> None:
    path = shelf.file(content=CONTENT)
    found = cuts(recorded(shelf, apart, lambda: shelf.erase(path)), tmp_path)
    for each in found:
        if each.original is None:
            assert each.outcomes == ["erased"] or not each.outcomes  # noted already
        else:
            assert each.original == CONTENT and "erased" not in each.outcomes
    assert {each.original is None for each in found} == {True, False}


def test_a_disk_that_forgets_what_was_flushed_is_noticed(shelf: Shelf, apart: Path, tmp_path: Path) -> None:
    """The model can fail: without the flushes of folders it loses files."""
    path = shelf.file(content=CONTENT)
    record = recorded(shelf, apart, lambda: shelf.seal(path))
    folder = shelf.folder.stat().st_ino
    record.ops = [op for op in record.ops if not (op.what == "flush" and op.of == folder)]
    with pytest.raises(AssertionError):
        exactly_one_is_whole(cuts(record, tmp_path))
