"""Workers that read ranges of a share are killed with -9: what they come to is what one scan comes to that nobody disturbs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import ranges as disturbed

sys.path.pop(0)


def test_ranges_whose_workers_are_killed_come_to_what_one_scan_comes_to() -> None:
    given = argparse.Namespace(files=200, workers=2, kills=2, range=40, seed=3, longest=0.0)
    result = disturbed.run("sqlite", given)  # `make ranges` kills on PostgreSQL, too
    assert result is not None
    assert result.unlike == [] and result.log_is_whole
    assert result.files >= 200 and result.kills == 2 and result.attempts > result.ranges
