"""Compiled patterns are kept for the next run, believed only where they can be, and never needed."""

import os

import platformdirs
import pytest

from bailee.detectors import compiled
from bailee.detectors.triggers import Hyperscan, Trigger, outline

hyperscan = pytest.importorskip("hyperscan")
GROUPS = [[Trigger(b"ssn", caseless=True)], [Trigger(b"000-00-0000", outline=True)]]
BLOCK = b"SSN 512-44-7313"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *a, **k: str(tmp_path / "cache"))
    return tmp_path / "cache" / "patterns"


def compilations(monkeypatch):
    counted = []
    real = hyperscan.Database
    monkeypatch.setattr(hyperscan, "Database", lambda *a, **k: counted.append(1) or real(*a, **k))
    return counted


def test_the_second_run_compiles_nothing_and_finds_the_same(place, monkeypatch):
    first = Hyperscan(GROUPS, kept=True).scan(BLOCK, outline(BLOCK))
    counted = compilations(monkeypatch)
    assert Hyperscan(GROUPS, kept=True).scan(BLOCK, outline(BLOCK)) == first == [3 << 16, 15 << 16 | 1]
    assert not counted
    assert len(list(place.glob("*.hs"))) == 2
    assert not list(place.glob("*.part"))


@pytest.mark.parametrize("harm", ["truncated", "changed", "empty", "writable"])
def test_a_file_that_cannot_be_believed_is_made_anew(place, monkeypatch, harm):
    Hyperscan(GROUPS, kept=True)
    for path in place.glob("*.hs"):
        content = path.read_bytes()
        if harm == "writable":
            path.chmod(0o666)
        else:
            path.write_bytes(
                {"truncated": content[:-9], "changed": content[:-1] + bytes([content[-1] ^ 1]), "empty": b""}[harm]
            )
    counted = compilations(monkeypatch)
    assert Hyperscan(GROUPS, kept=True).scan(BLOCK, outline(BLOCK)) == [3 << 16, 15 << 16 | 1]
    assert len(counted) == 2


def test_without_a_place_to_write_it_works_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *a, **k: str(blocked))
    assert Hyperscan(GROUPS, kept=True).scan(BLOCK, outline(BLOCK)) == [3 << 16, 15 << 16 | 1]


def test_old_files_go_and_the_folder_is_the_users_own(place):
    for number in range(12):
        Hyperscan([[Trigger(b"ssn%d" % number)]], kept=True)
    assert len(list(place.glob("*.hs"))) <= compiled.KEPT
    assert os.name != "posix" or place.stat().st_mode & 0o077 == 0
