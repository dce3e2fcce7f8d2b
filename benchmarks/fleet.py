"""A fleet that is made up, at a real server: thousands of agents, answers lost, the server killed and PostgreSQL stopped in the middle.

    make fleet                                                      # 2,000 agents, 20,000 jobs of 100 findings, on PostgreSQL
    python benchmarks/fleet.py --jobs 100000 --findings 20          # as many findings in five times as many jobs: over an hour
    python benchmarks/fleet.py --agents 20 --jobs 60 --findings 10 --kills 2 --stops 1

Each agent has a folder, a key, a chain and a spool of its own and speaks as an agent does (`Line`, `Work`, `Spool`); only what it
reads is made up, and which machine it stands on. The server is `bailee serve` with its worker. An answer is lost in one request of
fifty: the agent has to ask again, and nothing may be taken twice. In the end every finding of every job has to be there, once.
docs/scale.md has the last result.
"""

from __future__ import annotations

import argparse
import ctypes
import http.client
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the cluster of PostgreSQL, and the world
sys.path.insert(0, str(ROOT / "benchmarks"))

import world as worlds  # noqa: E402 - after the path that finds it
from bailee import machines  # noqa: E402 - after the path that finds it
from bailee.agent.enrol import enrol  # noqa: E402 - after the path that finds it
from bailee.agent.folder import Folder  # noqa: E402 - after the path that finds it
from bailee.agent.line import Away, Line, Trust  # noqa: E402 - after the path that finds it
from bailee.agent.spool import Job, Spool  # noqa: E402 - after the path that finds it
from bailee.agent.work import Work  # noqa: E402 - after the path that finds it
from bailee.errors import Error  # noqa: E402 - after the path that finds it
from bailee.findings import Finding  # noqa: E402 - after the path that finds it
from bailee.fleet.pieces import Cutter, packed  # noqa: E402 - after the path that finds it
from bailee.items import ItemFacts  # noqa: E402 - after the path that finds it
from bailee.keys import ScannerKeys, fingerprint  # noqa: E402 - after the path that finds it
from bailee.operations.ask_agent import ask_agent  # noqa: E402 - after the path that finds it
from bailee.operations.enrol_agent import make_code  # noqa: E402 - after the path that finds it
from bailee.scanner.events import Event, ItemRead  # noqa: E402 - after the path that finds it
from bailee.store import database  # noqa: E402 - after the path that finds it
from bailee.store.workspace import Workspace  # noqa: E402 - after the path that finds it
from bailee.vocabulary import Confidence, Locator, SubjectCategory  # noqa: E402 - after the path that finds it

LOST = 0.02  # of all requests: those whose answer never comes
PER_FILE = 20  # findings
PER_OFFICE = 50  # devices behind one address
DRIVERS = 2  # processes that play the agents


def findings(key: bytes, job: str, count: int) -> Iterator[Event]:
    """What one job comes to: files with made-up numbers, the same however often it is asked."""
    for file in range(-(-count // PER_FILE)):
        name = f"{job}/letter {file}.txt"
        for each in range(file * PER_FILE, min(count, (file + 1) * PER_FILE)):
            yield Finding(
                ident=fingerprint(key, "finding", f"{name} {each}"),
                locator=Locator((name,)),
                detector="us-ssn",
                category="social-security-number",
                subject=SubjectCategory.EMPLOYEE,
                position=each,
                count=1,
                confidence=Confidence.LIKELY,
                probability=0.95,
                fingerprint=fingerprint(key, "us-ssn", f"{job} {each}"),
                normal_forms=(),
                group=fingerprint(key, "group", f"{job} {each}"),
            )
        yield ItemRead(Locator((name,)), ItemFacts(4_000, 1, inode=file + 1), "text/plain", "ab" * 16)


@dataclass(frozen=True)
class FromOffice(Trust):
    """A line out of one of forty offices: each has an address of its own, and fifty devices behind it."""

    address: str = "127.0.0.1"

    def connect(self, seconds: float = 60.0) -> http.client.HTTPConnection:
        parts = urlsplit(self.server)
        connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=seconds, source_address=(self.address, 0)
        )
        try:
            connection.connect()
        except OSError:
            raise Away("the server is not reached") from None
        return connection


class LossyLine(Line):
    """A line on which answers are lost: the server has taken what was sent, and the agent does not know it."""

    rng = random.Random()
    asked: ClassVar[Counter[str]] = Counter()

    def _send(self, path: str, content: bytes, seconds: float) -> tuple[int, dict[str, str], dict[str, Any]]:
        status, heads, answer = super()._send(path, content, seconds)
        self.asked[path.rpartition("/")[2]] += 1
        if self.rng.random() < LOST:
            self.asked["answers lost"] += 1
            self.close()
            raise Away("the answer was lost")
        return status, heads, answer


class Made(Work):
    """An agent whose reading is made up: pieces are cut, sealed and spooled at once."""

    count = 0

    def _start_reading(self, job: Job) -> None:
        enrolment, spool = self.folder.enrolment(), Spool(self.folder.database)
        key, _ = enrolment.keys
        sealer = ScannerKeys(*enrolment.keys, enrolment.recipient)
        spool.begin_again(job.lease)
        for few in Cutter().cut(findings(key, f"{enrolment.ident}{job.told['path']}", self.count)):
            spool.put(job.lease, sealer.seal(packed(few)))
        told = {"ended": "whole", "says": "", "staff": [], "conduct": {}}
        spool.put(job.lease, sealer.seal(b"end\n" + json.dumps(told).encode()), is_last=True)


@dataclass(frozen=True)
class Plan:
    url: str
    folder: Path
    codes: tuple[str, ...]
    agents: range
    findings: int
    seed: int


def play(plan: Plan, told: Any, stop: Any) -> None:
    """The agents of one process, in turn, until `stop` is set. Tells what was asked of the server, now and then."""
    rng = random.Random(plan.seed)
    LossyLine.rng, Made.count = rng, plan.findings
    lines: dict[int, tuple[Made, LossyLine, Spool]] = {}
    stands_on: Any = machines  # which machine it is: the one thing that a made-up agent does not have
    for number in plan.agents:
        folder = Folder(plan.folder / str(number))
        machine = machines.Machine(f"linux:made-up {number}", f"WS-{number:04}", "Linux")
        stands_on.here = lambda machine=machine: machine
        office = FromOffice(plan.url, address=f"127.1.0.{1 + number // PER_OFFICE % 250}")
        while not folder.is_enrolled:
            try:
                enrol(folder, office, plan.codes[number % len(plan.codes)])
            except Away:
                time.sleep(0.5)
        line = LossyLine(folder, folder.enrolment())
        line.trust = office
        lines[number] = (Made(folder), line, Spool(folder.database))
    told.put(("enrolled", len(lines)))
    while not stop.is_set():
        for work, line, spool in lines.values():
            if stop.is_set():
                break
            before = spool.jobs()
            work.polled = -1e9  # nobody waits here for the minute of an agent
            slept = work.turn(line, spool, holds=False)
            if not before and not spool.jobs():
                time.sleep(0.002)
            if work.failures and not work.refused:
                time.sleep(min(0.05, slept))
            line.close()  # two thousand open ones are not what is measured
        told.put(("asked", dict(LossyLine.asked)))
        LossyLine.asked.clear()
    told.put(("asked", dict(LossyLine.asked)))


def _end_with_us() -> None:
    """A server whose benchmark was killed ends, too (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Served:
    """`bailee serve` on one port, however often it is killed; what its processes used."""

    def __init__(self, home: Path, port: int, address: tuple[str, str] | tuple[()]) -> None:
        """`address`: of the database, as the account that works with its tables and as the one that makes them."""
        self.home, self.port = home, port
        self.environment = {
            **os.environ,
            **dict(zip(("BAILEE_DATABASE", "BAILEE_DATABASE_OWNER"), address, strict=False)),
        }
        self.spent = 0.0  # seconds of processor of those that are gone, web server only
        self.largest = 0  # bytes of memory, of one process that makes pages
        self.starting = 0.0  # seconds of processor until this one answered: a start is no request
        self.process = self._start()
        self._await_answer()

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-c", "from bailee.cli.main import main; main()"]
        words += ["serve", "--port", str(self.port), "--home", str(self.home)]
        with (self.home.parent / "serve.log").open("ab") as log:
            return subprocess.Popen(
                words, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True, env=self.environment,
                preexec_fn=_end_with_us if sys.platform == "linux" else None,
            )  # fmt: skip

    def look(self) -> float:
        """Seconds of processor of the web server so far, of this one and those before, less what starting took."""
        self.now = max(0.0, self._used() - self.starting)
        return self.spent + self.now

    def _used(self) -> float:
        used = 0.0
        for pid in _family(self.process.pid, without=b"worker import beside"):  # which takes in: no request
            with suppress(OSError, IndexError, ValueError):
                stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used += (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                self.largest = max(self.largest, pages * os.sysconf("SC_PAGE_SIZE"))
        return used

    def kill(self) -> None:
        """All of it, at once; and again."""
        self.look()
        self.spent += self.now
        for pid in reversed(_family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        time.sleep(1)
        self.process = self._start()
        self._await_answer()

    def _await_answer(self) -> None:
        self.starting = 0.0
        for _ in range(600):
            with suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status < 500:
                    break
            time.sleep(0.1)
        self.starting = self._used()

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            for pid in reversed(_family(self.process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def _family(pid: int, *, without: bytes = b"\0\0") -> list[int]:
    """A process and all below it, but for those whose command says so, and what is below them."""
    found = [pid]
    for each in found:
        with suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                below = map(int, (task / "children").read_text().split())
                found += (one for one in below if without not in Path(f"/proc/{one}/cmdline").read_bytes())
    return found


@dataclass
class Result:
    agents: int
    jobs: int
    findings: int  # that had to come
    kills: int = 0
    stops: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    there: int = 0
    wrong: int = 0  # places with another number of findings than their job has
    scans: int = 0
    processor: float = 0.0  # seconds of the web server
    memory: int = 0
    seconds: float = 0.0

    @property
    def requests(self) -> int:
        return sum(self.asked[name] for name in ("poll", "push"))

    def is_right(self) -> bool:
        return self.there == self.findings and not self.wrong and self.states == {"done": self.jobs}


def counted(workspace: Workspace, result: Result, each: int) -> None:
    """What the store holds in the end."""
    from django.db.models import Count

    from bailee.store.models import AgentLease, Scan
    from bailee.store.models import Finding as Row

    with workspace._reading():
        result.states = Counter(workspace._rows(AgentLease).values_list("state", flat=True))
        per_place = workspace._rows(Row).filter(gone_at=None).values_list("file__place_id").annotate(found=Count("pk"))
        found = [count for _, count in per_place.order_by()]
        result.scans = workspace._rows(Scan).count()
    result.there = sum(found)
    result.wrong = sum(count != each for count in found) + abs(len(found) - result.jobs)


def heard(told: Any, result: Result) -> None:
    """What the agents asked since."""
    while not told.empty():
        about, counts = told.get()
        if about == "asked":
            result.asked.update(counts)


def waiting(home: Path, workspace: Workspace) -> int | None:
    """Jobs that are not done. None where the store is not reached."""
    from bailee.store.models import AgentLease

    try:
        with workspace._reading():
            return int(workspace._rows(AgentLease).exclude(state__in=("done", "failed", "withdrawn")).count())
    except Error:
        database.disconnect(home)
        return None


def ask(workspace: Workspace, home: Path, devices: list[str], turn: int) -> None:
    """One job for each device, at a place of its own. What was cut off by a stopped database is asked again."""
    for device in devices:
        for _ in range(60):
            try:
                ask_agent(workspace, device, f"/srv/round {turn}")
                break
            except Error:
                database.disconnect(home)
                time.sleep(1)


def measured(agents: int, jobs: int, each: int, *, kills: int, stops: int, seed: int, limit: float) -> Result | None:
    from jobs import postgresql_home
    from simulators.database_servers import _free_port

    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, postgresql_home(Path(name)) as there:
        if there is None:
            return None
        home, address, stop_database = there
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        rounds = jobs // agents
        result = Result(agents, rounds * agents, rounds * agents * each)
        codes = tuple(make_code(alice, most=500).code for _ in range(-(-agents // 500) + 1))
        served = Served(home, port := _free_port(), address)
        context = multiprocessing.get_context("spawn")
        told, stop = context.Queue(), context.Event()
        plans = [
            Plan(
                f"http://127.0.0.1:{port}",
                Path(name) / "agents",
                codes,
                range(first, agents, DRIVERS),
                each,
                seed + first,
            )
            for first in range(DRIVERS)
        ]
        drivers = [context.Process(target=play, args=(plan, told, stop), daemon=True) for plan in plans]
        started = time.monotonic()
        try:
            for driver in drivers:
                driver.start()
            come = 0
            while come < agents:
                about, count = told.get(timeout=limit)
                come += count if about == "enrolled" else 0
            print(f"{come:,} agents enrolled in {time.monotonic() - started:.0f} s", flush=True)
            devices = [agent.device for agent in alice.agents() if agent.state == "active"]
            disturbances = ["kill"] * kills + ["stop"] * stops
            rng.shuffle(disturbances)
            marks = sorted(rng.uniform(0.05, 0.95) for _ in disturbances)
            turn, started = 0, time.monotonic()
            before = served.look()
            while time.monotonic() - started < limit:
                if not all(driver.is_alive() for driver in drivers):
                    raise SystemExit("an agent broke")
                left = waiting(home, alice)
                heard(told, result)
                if left is None:
                    time.sleep(1)
                    continue
                if left < agents // 2 and turn < rounds:
                    ask(alice, home, devices, turn)
                    turn += 1
                    continue
                done = (turn * agents - left) / result.jobs
                if marks and done >= marks[0]:
                    marks.pop(0)
                    act = disturbances.pop()
                    print(f"{time.monotonic() - started:6.0f} s  {done:4.0%} done, {act}", flush=True)
                    if act == "kill":
                        served.kill()
                        result.kills += 1
                    else:
                        stop_database()
                        result.stops += 1
                if not left and turn == rounds:
                    break
                served.look()
                time.sleep(0.5)
            result.seconds = time.monotonic() - started
            result.processor, result.memory = served.look() - before, served.largest
        finally:
            stop.set()
            for driver in drivers:
                driver.join(60)
                if driver.is_alive():
                    driver.terminate()
            heard(told, result)
            served.end()
        database.disconnect(home)  # which may have been cut off by the last stop
        counted(alice, result, each)
        alice.close()
        return result


def written(result: Result) -> str:
    rows = (
        ("agents, each with a folder, a key, a chain and a spool", f"{result.agents:,}"),
        ("jobs", f"{result.jobs:,}"),
        ("kills of the whole server with -9", f"{result.kills}"),
        ("times that PostgreSQL was stopped for 3 s", f"{result.stops}"),
        ("requests", f"{result.requests:,}"),
        ("of those, answers that were lost", f"{result.asked['answers lost']:,}"),
        ("jobs by state in the end", ", ".join(f"{name} {count:,}" for name, count in sorted(result.states.items()))),
        ("findings that had to come", f"{result.findings:,}"),
        ("findings that are there", f"{result.there:,}"),
        ("places with too few or too many", f"{result.wrong:,}"),
        ("scans that they were taken in by", f"{result.scans:,}"),
        ("processor of the web server, a request", f"{1000 * result.processor / max(result.requests, 1):.2f} ms"),
        ("most memory of one process of it", f"{result.memory / 1e6:.0f} MB"),
        ("in all, server and agents on one machine", f"{result.seconds:,.0f} s"),
    )
    return "| what | |\n|---|---|\n" + "\n".join(f"| {name} | {value} |" for name, value in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--findings", type=int, default=100, help="of a job")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--stops", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--limit", type=float, default=7200, help="seconds")
    asked = parser.parse_args()
    result = measured(
        asked.agents, asked.jobs, asked.findings,
        kills=asked.kills, stops=asked.stops, seed=asked.seed, limit=asked.limit,
    )  # fmt: skip
    if result is None:
        print("there is no PostgreSQL here")
        return
    print(written(result))
    sys.exit(not result.is_right())


if __name__ == "__main__":
    main()
