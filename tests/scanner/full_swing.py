"""A scan in full swing, as tests meet it that stop it, halt it or kill it: `process, workers = started(place, "--jobs", "2")`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import as_typed


def parents() -> dict[int, int]:
    """The parent of each process."""
    found: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            found[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return found


def below(pid: int) -> set[int]:
    """Processes that descend from one, wherever they are now."""
    parent_of = parents()
    found: set[int] = set()
    while more := {child for child, parent in parent_of.items() if parent in found | {pid}} - found:
        found |= more
    return found


def gone(pids: set[int], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        alive = [pid for pid in pids if _is_alive(pid)]
        if not alive:
            return True
        time.sleep(0.1)
    return False


def _is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def started(place: Path, *options: str) -> tuple[subprocess.Popen[str], set[int]]:
    """A scan in full swing: its process, and those that it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bailee", "scan", str(place), *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "NO_COLOR": "1"}, start_new_session=True, preexec_fn=as_typed.heeding,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        time.sleep(0.2)
        workers = below(process.pid)
        readers = workers - {
            child for child, parent in parents().items() if parent == process.pid
        }  # what they are forked from
        if len(workers) >= 3 and any(_seconds(pid) > 0.5 for pid in readers):
            return process, workers
    raise AssertionError(process.communicate()[0])


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
