"""`bailee worker`, as a service runs it: a scan whose worker is killed goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from bailee.operations.scan_history import scan_history
from bailee.operations.scan_options import ScanOptions
from bailee.operations.start_scan import start_scan
from bailee.store import jobs, models
from waiting import PATIENCE, until
from world import World

FILES = 24


def _until(world: World, job: str, reached: int, worker: subprocess.Popen[bytes]) -> jobs.JobState:
    def is_so() -> jobs.JobState | None:
        assert worker.poll() is None, "the worker ended"
        state = jobs.state(world.home, world.alice, job)
        return state if state.has_ended or state.done >= reached else None

    state = until(is_so, f"{reached} are read")
    assert state is not None
    return state


def _slot(world: World) -> int:
    with world.alice.transaction():
        lease = world.alice._rows(models.Job).values_list("lease", flat=True).get(state="running")
    return int(lease.split(":")[1])


def test_a_scan_whose_worker_is_killed_is_continued_by_the_next(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"Employee {number}, SSN 512-44-{7300 + number}\n")
    options = ScanOptions(names="off", ocr="off", jobs=1, megabytes=0.00004)
    job = start_scan(world.alice, [world.alice.add_place(folder).ident], options)
    command = [sys.executable, "-c", "from bailee.cli.main import main; main()", "worker", "--home", str(world.home)]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        assert not _until(world, job.ident, 3, worker).has_ended
        until(lambda: any(each.outcome == "read" for each in world.alice.files()), "a batch is kept")
        os.kill(_slot(world), signal.SIGKILL)
        state = _until(world, job.ident, FILES + 1, worker)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(PATIENCE)
    assert (state.state, state.attempts) == ("done", 2) and state.result["unchanged"] > 0
    assert [scan.cause for scan in scan_history(world.alice)] == ["", "killed"]
    assert len(world.alice.findings()) == FILES
