"""Workers that read ranges of a share are killed with -9: what they come to is what one scan comes to that nobody disturbs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import ranges as disturbed

sys.path.pop(0)


@pytest.mark.parametrize("stands_on", ["sqlite", "postgresql"])
def test_ranges_whose_workers_are_killed_come_to_what_one_scan_comes_to(stands_on: str) -> None:
    given = argparse.Namespace(files=2_000, workers=4, kills=6, range=250, seed=3, longest=2.5)
    result = disturbed.run(stands_on, given)
    if result is None:
        pytest.skip("PostgreSQL 15 or later is not installed")
    assert result.unlike == [] and result.log_is_whole
    assert (result.files, result.kills) == (2_008, 6) and result.attempts > result.ranges
