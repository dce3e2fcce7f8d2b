"""Every place of data, logs, archives and mail that a needle file has is read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import needles_data

FILES = needles_data.made()


@pytest.mark.parametrize(("made", "beside"), FILES, ids=[made.name for made, _ in FILES])
def test_nothing_planted_is_passed_over(made: needles_data.Made, beside: dict[str, bytes], tmp_path: Path) -> None:
    gone, _ = needles_data.missed(made, beside, tmp_path)
    assert gone == []


def test_there_are_enough_of_them() -> None:
    assert sum(len(made.needles) for made, _ in FILES) >= 200
