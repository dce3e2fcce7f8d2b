"""kill -9 at random moments, of the scan, of a worker, of all: in the end the store is as if nobody had killed anything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent.parent / "benchmarks"))

import kills


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc and fork")
def test_nothing_is_lost_or_doubled_over_some_kills() -> None:
    tally = kills.small(6, seed=7).tally  # `make kills` kills by the hundred
    assert tally.killed == 6 and len(tally.kills) == 3
    assert tally.unlike == [] and tally.broken_logs == 0
