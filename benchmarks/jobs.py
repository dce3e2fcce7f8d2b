"""Work in the background, disturbed: workers killed with -9, PostgreSQL stopped and started; each job done once in effect.

    python benchmarks/jobs.py                                    # 400 jobs, 50 kills, on PostgreSQL (stopped twice) and on SQLite
    python benchmarks/jobs.py --jobs 30 --kills 5 --stops 1      # as in the tests

A job waits a while and then writes one record of evidence, in the transaction that notes its step: a job done twice in
effect would have two records, a lost one none. The last result goes to docs/jobs.md.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailee.errors import Error
from bailee.store import database, jobs
from bailee.store.work.task import Task
from bailee.store.work.values import Timing
from bailee.store.workspace import Workspace

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the simulators

TIMING = Timing(beat=1.0, stale=8.0, poll=0.2, sweep=1.0)
MARK = "job-measured"


def slow(workspace: Workspace, arguments: Mapping[str, Any], progress: jobs.Progress) -> dict[str, int]:
    """A job that takes a while, and counts."""
    until = time.monotonic() + arguments["milliseconds"] / 1000
    steps = 0
    while time.monotonic() < until:
        progress(done=steps, where="a slow job")
        time.sleep(0.02)
        steps += 1
    with progress.once("record") as is_first:
        if is_first:
            workspace.record(MARK, f"job-{arguments['number']}")
    return {"steps": steps}


def tasks(_home: Path) -> dict[str, Task]:
    return {"slow": Task("slow", slow, ("number", "milliseconds"), attempts=40, wait=0.5)}


@dataclass
class Result:
    stands_on: str
    jobs: int
    kills: int = 0
    midway: int = 0  # kills that met a worker with a job
    keepers: int = 0  # kills of a keeper with all its workers
    stops: int = 0
    effects: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    attempts: int = 0
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        return self.jobs - len(self.effects)

    @property
    def doubled(self) -> int:
        return sum(count > 1 for count in self.effects.values())


class Worker:
    """`bailee worker`, in a process of its own, as a service would run it: started again where it dies."""

    def __init__(self, home: Path, address: tuple[str, str], slots: int) -> None:
        self.command = [sys.executable, __file__, "--serve", str(home), str(slots), *address]
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, stdin=subprocess.DEVNULL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process = self._started()

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(40)
        self.process.kill()
        self.process.wait()


def serve(home: Path, slots: int, address: tuple[str, ...]) -> None:
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    if address:
        database.use(home, *address)
    while True:  # a database that is not there yet is waited for
        try:
            jobs.run_worker(home, tasks, jobs=slots, timing=TIMING)
            return
        except Error:
            database.disconnect(home)
            time.sleep(0.5)


def _alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _running(home: Path, workspace: Workspace) -> list[int]:
    """Process numbers of workers that have a job."""
    from bailee.store.models import Job

    try:
        with workspace._reading():
            leases = list(workspace._rows(Job).filter(state="running").values_list("lease", flat=True))
    except Error:
        database.disconnect(home)
        return []
    return [pid for lease in leases if lease and _alive(pid := int(lease.split(":")[1]))]


def _left(home: Path, workspace: Workspace) -> int | None:
    from bailee.store.models import Job

    try:
        with workspace._reading():
            return int(workspace._rows(Job).filter(state__in=("waiting", "running")).count())
    except Error:
        database.disconnect(home)
        return None


def measure(
    home: Path, workspace: Workspace, result: Result, *, kills: int, slots: int, rng: random.Random,
    milliseconds: int = 300, address: tuple[str, str] | tuple[()] = (), stop: Callable[[], None] | None = None,
    stops: int = 0, limit: float = 1800,
) -> Result:  # fmt: skip
    """Put the jobs aside, have them done while workers are killed and the database is stopped, and count what came of it."""
    for number in range(result.jobs):
        jobs.defer(
            home, "slow", workspace.organisation,
            {"number": number, "milliseconds": round(milliseconds * rng.uniform(0.5, 1.5))}, by=workspace.member,
        )  # fmt: skip
    started = time.monotonic()
    worker = Worker(home, address, slots)
    try:
        while time.monotonic() - started < limit:
            time.sleep(rng.uniform(0.2, 0.6))
            left = _left(home, workspace)
            if left == 0:
                break
            if left is None:
                continue
            share = 1 - left / result.jobs
            if stop is not None and result.stops < stops and share > (result.stops + 1) / (stops + 1):
                stop()
                result.stops += 1
            elif result.kills < kills and share > 0.9 * result.kills / kills:
                if rng.random() < 0.1:  # all of them at once
                    worker.kill()
                    result.keepers += 1
                    result.midway += 1
                    result.kills += 1
                elif running := _running(home, workspace):
                    with suppress(ProcessLookupError):
                        os.kill(rng.choice(running), signal.SIGKILL)
                        result.kills += 1
                        result.midway += 1
    finally:
        result.seconds = time.monotonic() - started
        worker.end()
    for row in workspace.evidence()[0]:
        if row.action == MARK:
            result.effects[row.subject] += 1
    for state in jobs.list(home, workspace, limit=result.jobs + 1):
        result.states[state.state] += 1
        result.attempts += state.attempts
    return result


def on_sqlite(count: int, kills: int, slots: int, seed: int, milliseconds: int) -> Result:
    import world as worlds

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        result = Result("SQLite", count)
        measure(home, alice, result, kills=kills, slots=slots, rng=random.Random(seed), milliseconds=milliseconds)
        alice.close()
        return result


@contextmanager
def postgresql_home(folder: Path) -> Iterator[tuple[Path, tuple[str, str], Callable[[], None]] | None]:
    """A home on a PostgreSQL of its own, its addresses, and a call that stops and starts that; None where there is none."""
    from simulators import database_servers, postgres_store

    with database_servers.restartable_postgresql() as laid:
        if laid is None:
            yield None
            return
        running = ExitStack()
        process = running.enter_context(laid.running())
        try:
            cluster = postgres_store.Cluster(database_servers.Server(laid.port, laid.folder, process))
            cluster.role(postgres_store.OWNER)
            cluster.role(postgres_store.APP)
            home = folder / "home"
            postgres_store.stand_on(home, cluster, "measured")
            address = (cluster.url("measured", postgres_store.APP), cluster.url("measured", postgres_store.OWNER))

            def stop() -> None:
                running.close()
                time.sleep(3)
                running.enter_context(laid.running())

            yield home, address, stop
        finally:
            running.close()


def on_postgresql(count: int, kills: int, slots: int, stops: int, seed: int, milliseconds: int) -> Result | None:
    import world as worlds

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, postgresql_home(Path(folder)) as there:
        if there is None:
            return None
        home, address, stop = there
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        result = Result("PostgreSQL", count)
        measure(
            home, alice, result, kills=kills, slots=slots, rng=random.Random(seed), milliseconds=milliseconds,
            address=address, stop=stop, stops=stops,
        )  # fmt: skip
        alice.close()
        return result


def written(results: list[Result], slots: int, day: datetime) -> str:
    head = f"""# Work in the background

*Written by `python benchmarks/jobs.py` on {day.day} {day:%B %Y}: slow jobs, done by {slots} worker processes that are killed with -9 in the
middle of them, one at a time or all with their keeper, while PostgreSQL is stopped and started. A job's effect is one record of
evidence: a lost job has none, one done twice in effect has two.*

| | {" | ".join(result.stands_on for result in results)} |
|---|{"---|" * len(results)}
"""
    rows: list[tuple[str, Callable[[Result], str]]] = [
        ("jobs", lambda result: f"{result.jobs}"),
        ("kills of a worker in the middle of a job", lambda result: f"{result.midway - result.keepers}"),
        ("kills of the keeper with all its workers", lambda result: f"{result.keepers}"),
        ("times that the database was stopped for 3 s", lambda result: f"{result.stops}" if result.stops else "–"),
        ("done", lambda result: f"{result.states['done']}"),
        ("done once in effect", lambda result: f"{sum(count == 1 for count in result.effects.values())}"),
        ("lost", lambda result: f"{result.lost}"),
        ("done twice in effect", lambda result: f"{result.doubled}"),
        ("attempts", lambda result: f"{result.attempts}"),
        ("in all", lambda result: f"{result.seconds:.0f} s"),
    ]
    return head + "\n".join(f"| {name} | {' | '.join(map(told, results))} |" for name, told in rows) + "\n"


TEXT = ROOT / "docs" / "jobs.md"
BELOW = "<!-- below: written by hand -->"


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        serve(Path(sys.argv[2]), int(sys.argv[3]), tuple(sys.argv[4:]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=400)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--stops", type=int, default=2)
    parser.add_argument("--slots", type=int, default=3)
    parser.add_argument("--milliseconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], default="")
    parser.add_argument("--write", action="store_true", help="to docs/jobs.md")
    asked = parser.parse_args()
    results: list[Result] = []
    if asked.only != "sqlite":
        result = on_postgresql(asked.jobs, asked.kills, asked.slots, asked.stops, asked.seed, asked.milliseconds)
        if result is None:
            print("PostgreSQL is not installed here", file=sys.stderr)
        else:
            results.append(result)
    if asked.only != "postgresql":
        results.append(on_sqlite(asked.jobs, asked.kills, asked.slots, asked.seed, asked.milliseconds))
    text = written(results, asked.slots, datetime.now(UTC))
    print(text)
    if asked.write:
        by_hand = TEXT.read_text(encoding="utf-8").partition(BELOW)[2] if TEXT.is_file() else "\n"
        TEXT.write_text(text + "\n" + BELOW + by_hand, encoding="utf-8")
    if any(result.lost or result.doubled or result.states["done"] != result.jobs for result in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
