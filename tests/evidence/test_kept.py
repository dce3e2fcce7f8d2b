"""The checkpoint beside the store moves forward along the log, and never away from what it has seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from log_builder import KEYS, Log, log

from bailee.errors import NotAllowed
from bailee.evidence.kept import keep, path, read

SEVEN = log(7)


def kept(home: Path, made: Log, size: int) -> str | None:
    keep(home, made.checkpoints[size - 1], lambda n: made.checkpoints[n - 1], KEYS.verify_key)
    return read(home, 1)


def test_it_follows_the_log(tmp_path: Path) -> None:
    assert read(tmp_path, 1) is None
    for size in (1, 2, 7):
        assert kept(tmp_path, SEVEN, size) == SEVEN.checkpoints[size - 1].note
    assert path(tmp_path, 1).stat().st_mode & 0o777 == 0o600
    assert {file.name for file in path(tmp_path, 1).parent.iterdir()} == {"1.checkpoint", ".lock"}


def test_a_slow_writer_does_not_turn_it_back(tmp_path: Path) -> None:
    kept(tmp_path, SEVEN, 5)
    assert kept(tmp_path, SEVEN, 4) == SEVEN.checkpoints[4].note


def test_it_stays_where_the_log_no_longer_knows_it(tmp_path: Path) -> None:
    kept(tmp_path, SEVEN, 5)
    assert kept(tmp_path, log(7), 7) == SEVEN.checkpoints[4].note
    assert log(7).broken(str(read(tmp_path, 1))) == {(5, "kept")}


def test_a_damaged_one_stays_for_verify_to_name(tmp_path: Path) -> None:
    kept(tmp_path, SEVEN, 5)
    path(tmp_path, 1).write_text("nonsense")
    assert kept(tmp_path, SEVEN, 7) == "nonsense"
    assert SEVEN.broken("nonsense") == {(0, "kept")}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file in the way")
    with pytest.raises(NotAllowed, match="cannot be written; the record itself is stored"):
        kept(tmp_path, SEVEN, 1)
