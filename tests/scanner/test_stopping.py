"""However a scan ends, no process of it stays, and what was read is kept where there is a store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bailee.operations.open_store import open_store
from bailee.store import database

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")


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
        env={**os.environ, "NO_COLOR": "1"}, start_new_session=True,
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


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Small files first, then two that take long."""
    folder = tmp_path / "place"
    (folder / "z").mkdir(parents=True)
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Social Security number: 512-44-73{number:02}\n")
    for name in ("a", "b"):
        (folder / "z" / f"{name}.txt").write_bytes(b"Mary Smith, 12 Main Street, born 01/02/1980\n" * 1_500_000)
    return folder


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_keeps_what_was_read_and_says_so(wish: signal.Signals, place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--home", str(tmp_path / "home"), "--jobs", "2")
    time.sleep(1.5)
    process.send_signal(wish)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 130 and "stopped" in output and "Traceback" not in output
    assert gone(workers, 5)
    workspace = open_store(tmp_path / "home", create=False)
    assert workspace.scans()[-1].state == "stopped"
    kept = {finding.finding.locator.item for finding in workspace.findings()}
    assert {f"{number:02}.txt" for number in range(30)} <= kept
    database.disconnect(tmp_path / "home")


def test_a_stop_without_a_store_still_shows_what_was_found(place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--no-store", "--report", str(tmp_path / "r.json"), "--jobs", "2")
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 130 and "Traceback" not in output
    assert '"us-ssn"' in (tmp_path / "r.json").read_text()
    assert gone(workers, 5)


def test_workers_end_by_themselves_when_the_scan_is_killed(place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--home", str(tmp_path / "home"), "--jobs", "2")
    process.kill()
    process.communicate(timeout=30)
    assert len(workers) >= 3 and gone(workers, 8)
