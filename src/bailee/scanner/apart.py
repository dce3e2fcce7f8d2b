"""A file of anybody's, read by a process of its own that reaches neither the network nor the store nor its keys.

    told = ask_apart("bailee.rosters.sheets", content, seconds=120)   # None: it broke off; TimeoutError: it took too long

What that module runs begins with `shut_in`; whatever it raises ends it without a word, for a message may quote the file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable

from bailee.scanner.isolation import Held, isolate


def ask_apart(module: str, given: bytes, *words: str, seconds: int) -> bytes | None:
    """What `python -m module WORDS` answers to these bytes; None where it broke off. TimeoutError after so many seconds."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BAILEE_")}
    command = [sys.executable, "-m", module, *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, env=own)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{module} takes too long") from None
    return done.stdout if done.returncode == 0 else None


def shut_in(*, memory: int, seconds: int, readable: Iterable[str] = ()) -> Held:
    """In that process: at most so many bytes of memory and seconds of processor time, and nothing of the system but `readable`."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits
    return isolate(readable)
