"""A scan in full swing, as tests meet it that stop it, halt it or kill it: `process, workers = started(place, "--jobs", "2")`."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import warm
from waiting import until


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


def gone(pids: set[int]) -> bool:
    return until(lambda: not any(map(_is_alive, pids)), "its processes are gone")


def _is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def started(place: Path, *options: str) -> tuple[warm.Process, set[int]]:
    """A scan in full swing, in which both its workers read `a.txt` and `b.txt`: its process, and those that it started."""
    process = warm.start(
        "scan", place, *options,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, environment={**os.environ, "NO_COLOR": "1"}, is_own_session=True,
    )  # fmt: skip

    def are_reading() -> bool:
        assert process.poll() is None, process.communicate()[0]
        return {"a.txt", "b.txt"} <= {name for pid in below(process.pid) for name in open_files(pid)}

    until(are_reading, "both long files are being read")
    return process, below(process.pid)


def open_files(pid: int) -> set[str]:
    found = set()
    for path in Path(f"/proc/{pid}/fd").glob("*"):
        with contextlib.suppress(OSError):
            found.add(path.readlink().name)
    return found
