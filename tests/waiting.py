"""Waiting for something to be so: one helper, patient enough for a machine that does ten other things.

    page = until(lambda: "What it found" in person.get(job) and person.text, "the scan ends")

A test says what it waits for, never how long that takes: a quick machine waits for milliseconds, a busy one for minutes.
Only what never comes true fails, and says what it was.

What must not take long is measured by `make proofs`, on a machine that does nothing else: `timed` tests hold their block `within` it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 600.0  # seconds; what takes longer hangs
EVERY = 0.02  # seconds between two looks


def until(is_so: Callable[[], T], what: str, *, every: float = EVERY) -> T:
    """The first answer that is true. AssertionError, with `what` was waited for, where none comes."""
    end = time.monotonic() + PATIENCE
    while not (answer := is_so()):
        assert time.monotonic() < end, f"waited in vain for this: {what}"
        time.sleep(every)
    return answer


@contextmanager
def within(seconds: float, *, least: float = 0.0) -> Iterator[None]:
    """By the clock, where `BAILEE_TEST_CLOCK` asks for it (benchmarks/proofs.py does); elsewhere a machine may be busy."""
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    assert not os.environ.get("BAILEE_TEST_CLOCK") or least <= took < seconds, f"it took {took:.1f} s"
