"""Workers that read ranges of a share are killed with -9: what they come to is what one scan comes to that nobody disturbs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import ranges as disturbed

sys.path.pop(0)


def test_ranges_whose_workers_are_killed_come_to_what_one_scan_comes_to() -> None:
    given = argparse.Namespace(files=600, workers=4, kills=4, range=80, seed=3, longest=0.8)
    result = disturbed.run("sqlite", given)  # `make ranges` kills on PostgreSQL, too
    assert result is not None
    assert result.unlike == [] and result.log_is_whole
    # how many are killed before all is read hangs on the machine
    assert result.files >= 600 and result.kills >= 1 and result.attempts > result.ranges
