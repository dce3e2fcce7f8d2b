"""Waiting for something to be so: one helper, patient enough for a machine that does ten other things.

    page = until(lambda: "What it found" in person.get(job) and person.text, "the scan ends")

A test says what it waits for, never how long that takes: a quick machine waits for milliseconds, a busy one for minutes.
Only what never comes true fails, and says what it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
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
