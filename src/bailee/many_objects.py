"""Making millions of objects without having the interpreter look for cycles among them, time and again: a quarter of the time.

>>> with no_cycles_made():
...     gc.isenabled()
False
>>> gc.isenabled()
True
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycles_made() -> Iterator[None]:
    """For a block that makes none worth speaking of; what others of the process leave waits until it ends."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
