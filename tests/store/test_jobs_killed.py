"""Workers killed with -9 in the middle of jobs, and PostgreSQL stopped and started: each done once in effect, none lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import jobs as disturbed

sys.path.pop(0)


def _is_whole(result: disturbed.Result) -> bool:
    once = len(result.effects) == result.jobs and set(result.effects.values()) == {1}
    return once and result.states == {"done": result.jobs}


def test_workers_on_sqlite_are_killed_and_nothing_is_lost_or_done_twice() -> None:
    result = disturbed.on_sqlite(12, 3, slots=2, seed=5, milliseconds=300)
    assert _is_whole(result) and result.kills == 3 and result.attempts >= 12


def test_workers_are_killed_and_postgresql_is_stopped_and_nothing_is_lost_or_done_twice() -> None:
    result = disturbed.on_postgresql(12, 2, slots=2, stops=1, seed=7, milliseconds=300)
    if result is None:
        pytest.skip("PostgreSQL 15 or later is not installed")
    assert _is_whole(result) and (result.kills, result.stops) == (2, 1)
