"""However a scan ends, no process of it stays, and what was read is kept where there is a store."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from full_swing import gone, started

from bailee.operations.open_store import open_store
from bailee.store import database
from waiting import PATIENCE, within

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Small files first, then two that take long."""
    folder = tmp_path / "place"
    (folder / "z").mkdir(parents=True)
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Social Security number: 512-44-73{number:02}\n")
    for name in ("a", "b"):
        (folder / "z" / f"{name}.txt").write_bytes(b"Mary Smith, 12 Main Street, born 01/02/1980\n" * 900_000)
    return folder


@pytest.mark.timed
def test_a_stop_by_the_system_keeps_what_was_read_and_says_so(place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--home", str(tmp_path / "home"), "--jobs", "2")
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate()
    assert process.returncode == 130 and "stopped" in output and "Traceback" not in output
    with within(5):
        assert gone(workers)
    workspace = open_store(tmp_path / "home", create=False)
    assert workspace.scans()[-1].state == "stopped"
    kept = {finding.finding.locator.item for finding in workspace.findings()}
    assert {f"{number:02}.txt" for number in range(30)} <= kept
    database.disconnect(tmp_path / "home")


@pytest.mark.timed
def test_a_stop_by_a_person_without_a_store_still_shows_what_was_found(place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--no-store", "--report", str(tmp_path / "r.json"), "--jobs", "2")
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 130 and "Traceback" not in output
    told = json.loads((tmp_path / "r.json").read_text())
    assert any(each["detector"] == "us-ssn" for each in told["findings"])
    assert told["stopped"] and told["workers"]["started"] >= 1 and told["isolation"] is not None
    with within(5):
        assert gone(workers)


@pytest.mark.timed
def test_workers_end_by_themselves_when_the_scan_is_killed(place: Path, tmp_path: Path) -> None:
    process, workers = started(place, "--home", str(tmp_path / "home"), "--jobs", "2")
    process.kill()
    process.communicate()
    with within(8):
        assert len(workers) >= 3 and gone(workers)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="workers are spawned here")
def test_a_python_that_this_account_may_not_run_is_named(place: Path) -> None:
    """As where an environment was made by root with a Python of its own home, and somebody else scans."""
    program = (
        "import sys, multiprocessing; multiprocessing.set_executable('/bin/false'); sys.argv[0] = 'bailee'; "
        "from bailee.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "scan", str(place), "--no-store"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "error: no process that reads files could be started" in done.stderr
    assert f"may run {os.path.realpath('/bin/false')}," in done.stderr
