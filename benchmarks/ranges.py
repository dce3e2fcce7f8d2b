"""A share read in ranges by several workers that are killed with -9: equal to one scan that nobody disturbed.

    make ranges                                                       # 100,000 files, 4 workers, 20 kills, on PostgreSQL and SQLite
    python benchmarks/ranges.py --files 1000000 --on postgresql      # the figure that is asked for: an hour or two
    python benchmarks/ranges.py --files 600 --kills 4 --range 80     # as in the tests

Every file, finding (its name, all that is said of it), kind of record, normal form, what is gone, coverage, and what the scan
counted are compared. The tree holds notes with made-up numbers, pictures that show only in a series, archives, files of several
names, and a folder that nobody may open; then some of it changes, and it is scanned again in the same way. The last result
goes to docs/scale.md.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bailee import settings
from bailee.errors import Error
from bailee.operations.open_store import open_store
from bailee.operations.scan_options import ScanOptions, Surroundings
from bailee.operations.start_scan import start_scan
from bailee.operations.tasks import registry
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database, jobs
from bailee.store.work.task import Task
from bailee.store.work.values import Timing
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "benchmarks"))

PER_FOLDER = 100
LINKED = 2_000  # one file of so many has another name, in another folder
TIMING = Timing(beat=0.5, stale=8.0, poll=0.2, sweep=0.5)
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- ranges: by benchmarks/ranges.py -->", "<!-- end of ranges -->"


def lay(tree: Path, files: int) -> None:
    """A share: folders of notes, two deep, with an archive in each tenth and a folder of pictures."""
    import kills_tree

    for number in range(files):
        folder = tree / f"{number // PER_FOLDER // 30:03}" / f"{number // PER_FOLDER:05}"
        if number % PER_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number:07}.txt"
        path.write_text(note(number))
        if number % LINKED == 7:
            other = tree / f"{(number // PER_FOLDER + 7) % 3:03}" / "other names"
            other.mkdir(parents=True, exist_ok=True)
            os.link(path, other / f"of {number}.txt")
        if number % (10 * PER_FOLDER) == 0:
            with zipfile.ZipFile(folder / "kept.zip", "w") as archive:
                archive.writestr("in it.txt", note(number + 1_000_000))
    kills_tree.screens(tree / "screens", 0, 5)
    (tree / "empty").mkdir()


def note(number: int) -> str:
    if number % 10:
        return f"Minutes of meeting {number}: nothing was decided.\n"
    return (
        f"Employee {number}, SSN 512-{10 + number // 9000 % 89:02}-{1000 + number % 8999:04}, pat{number}@example.org\n"
    )


def change(tree: Path, files: int) -> None:
    """What happens between two scans: folders and files are gone, new, moved, written anew, touched."""
    folders = sorted(each for each in tree.glob("[0-9]*/[0-9]*") if each.is_dir())
    shutil.rmtree(folders[len(folders) // 2])
    for folder in folders[:: max(1, len(folders) // 20)]:
        if not folder.exists():
            continue
        notes = sorted(folder.glob("*.txt"))
        notes[10].unlink()
        notes[20].write_text(note(2_000_000 + 10 * int(folder.name)))
        notes[30].rename(tree / "empty" / f"moved {folder.name}.txt")
        notes[31].touch()
        (folder / "new.txt").write_text(note(3_000_000 + 10 * int(folder.name)))


def tasks(home: Path) -> dict[str, Task]:
    return registry(Surroundings(home, settings.read({"BAILEE_JOBS": "1"})))


def serve(home: Path, slots: int, address: Sequence[str]) -> None:
    """A worker process of its own, as a service runs it."""
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    if address:
        database.use(home, *address)
    while True:
        try:
            jobs.run_worker(home, tasks, jobs=slots, timing=TIMING)
            return
        except Error:
            database.disconnect(home)
            time.sleep(0.5)


@dataclass
class Result:
    stands_on: str
    files: int
    workers: int
    kills: int = 0
    ranges: int = 0
    attempts: int = 0
    seconds: float = 0.0
    cpu: float = 0.0  # processor seconds of all workers but those that were killed with their whole service
    alone: float = 0.0  # seconds of the scan that nobody disturbed
    alone_cpu: float = 0.0
    findings: int = 0
    unlike: list[str] = field(default_factory=list)
    log_is_whole: bool = True


def state(workspace: Workspace) -> dict[str, Any]:
    """All that the store says is there, and what the newest scan counted. Of two files with the same content it is chance which
    one was read and which taken over, so each finding is named by where it is and what it is."""
    from bailee.store.models import Finding, NormalForm

    newest = workspace.scans()[-1]
    with workspace.reading():
        forms = Counter(workspace._rows(NormalForm).values_list("form", "fingerprint"))
        gone = Counter(
            workspace._rows(Finding).exclude(gone_at=None).values_list("detector", "locator", "fingerprint", "position")
        )
    return {
        "files": Counter(
            (str(each.locator), each.outcome, str(each.reason), each.media_type, each.facts.size if each.facts else 0)
            for each in workspace.files(exact_locators=True)
        ),
        "findings": Counter(
            (
                str(each.finding.locator), each.finding.detector, each.finding.count, each.finding.position,
                each.finding.confidence.value, each.finding.probability, each.finding.subject.value,
                each.finding.fingerprint, each.finding.attributes, each.is_new,
            )
            for each in workspace.findings(exact_locators=True, confidence=Confidence.POSSIBLE)
        ),
        "kinds": Counter(
            (str(each.kind.locator), each.kind.kind, each.kind.subject.value, each.kind.confidence.value)
            for each in workspace.kinds(exact_locators=True, confidence=Confidence.POSSIBLE)
        ),
        "normal forms": forms,
        "gone": gone,
        "coverage": Counter({str(workspace.coverage()): 1}),
        "state": Counter({newest.state: 1}),
        "counts": Counter({(name, str(value)): 1 for name, value in newest.counts.items()}),
    }  # fmt: skip


def unlike(found: dict[str, Any], expected: dict[str, Any], step: str) -> list[str]:
    lines = []
    for name, one in found.items():
        more, fewer = one - expected[name], expected[name] - one
        if more or fewer:
            lines.append(
                f"{step}: {name}: {more.total()} more {list(more)[:3]}, {fewer.total()} fewer {list(fewer)[:3]}"
            )
    return lines


def _holders(workspace: Workspace) -> list[int]:
    """Processes that have a range now."""
    from bailee.store.models import Job

    with workspace.reading():
        leases = workspace._rows(Job).filter(state="running", task="scan-range").values_list("lease", flat=True)
        return [int(lease.split(":")[1]) for lease in leases if lease]


def _worker(home: Path, slots: int, address: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, __file__, "--serve", str(home), str(slots), *address], stdin=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def divided(
    home: Path, workspace: Workspace, tree: Path, options: ScanOptions, result: Result, kills: int,
    rng: random.Random, address: Sequence[str], longest: float,
) -> None:  # fmt: skip
    """One scan by several worker processes in two services, of which `kills` are killed while they read a range."""
    began, before = time.monotonic(), os.times()
    with workspace.transaction():
        place = workspace.add_place(tree).ident
    job = start_scan(workspace, [place], options).ident
    halves = [result.workers - result.workers // 2, result.workers // 2]
    services = [_worker(home, slots, address) for slots in halves if slots]
    done = 0
    try:
        while time.monotonic() - began < 6 * 3600:
            time.sleep(rng.uniform(0.1, longest) if longest else 0.02)  # 0: as soon as a range is held
            told = jobs.state(home, workspace, job)
            if told.has_ended:
                break
            if done >= kills:
                continue
            victims = _holders(workspace)
            if not victims:
                continue
            if rng.random() < 0.15:  # a whole service at once, with its keeper: as where a machine loses its power
                at = rng.randrange(len(services))
                with suppress(ProcessLookupError):
                    os.killpg(services[at].pid, signal.SIGKILL)
                services[at].wait()
                services[at] = _worker(home, halves[at], address)
            else:
                with suppress(ProcessLookupError):
                    os.kill(rng.choice(victims), signal.SIGKILL)
            done += 1
    finally:
        for service in services:
            service.send_signal(signal.SIGTERM)
        for service in services:
            with suppress(subprocess.TimeoutExpired):
                service.wait(60)
            with suppress(ProcessLookupError):
                os.killpg(service.pid, signal.SIGKILL)
            service.wait()
    after = os.times()
    result.cpu += after.children_user + after.children_system - before.children_user - before.children_system
    result.seconds += time.monotonic() - began
    result.kills += done
    told = jobs.state(home, workspace, job)
    if told.state != "done":
        result.unlike.append(f"the scan's job ended as {told.state}: {told.cause} {told.hint}")
    pieces = jobs.list(home, workspace, task="scan-range", limit=100_000)
    result.ranges, result.attempts = len(pieces), sum(each.attempts for each in pieces)  # of both steps


def alone(home: Path, tree: Path, address: Sequence[str]) -> tuple[float, float]:
    """One scan by `scan_store`, that nobody disturbs, in a process of its own; seconds and processor seconds."""
    began, before = time.monotonic(), os.times()
    subprocess.run([sys.executable, __file__, "--alone", str(home), str(tree), *address], check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - began, cpu


def scan_alone(home: Path, tree: Path, address: Sequence[str]) -> None:
    from bailee.operations.scan_store import scan_store
    from bailee.scanner import Limits

    if address:
        database.use(home, *address)
    options = ScanOptions(names="off", ocr="off")
    limits = Surroundings(home, settings.read({})).limits(options)
    assert isinstance(limits, Limits)
    scan_store(open_store(home, create=False), [tree], limits=limits, jobs=2)


def measure(
    stands_on: str, files: int, workers: int, kills: int, range_files: int, seed: int = 1, longest: float = 2.0,
    places: tuple[tuple[Path, Sequence[str]], tuple[Path, Sequence[str]]] | None = None, work: Path | None = None,
) -> Result:  # fmt: skip
    """Both scans, before and after the tree changes; two homes with the same keys, so that all that is keyed compares."""
    assert places is not None and work is not None
    (first, first_address), (second, second_address) = places
    rng, tree = random.Random(seed), work / "share"
    shutil.rmtree(tree, ignore_errors=True)
    lay(tree, files)
    result = Result(stands_on, sum(len(names) for _, _, names in os.walk(tree)), workers)
    options = ScanOptions(names="off", ocr="off", ranges=range_files)
    for step in ("first scan", "after a change"):
        if step != "first scan":
            change(tree, files)
        seconds, cpu = alone(first, tree, first_address)
        result.alone, result.alone_cpu = result.alone + seconds, result.alone_cpu + cpu
        workspace = open_store(second, create=False)
        divided(second, workspace, tree, options, result, kills - kills // 2 if step == "first scan" else kills // 2,
                rng, second_address, longest)  # fmt: skip
        found, expected = state(workspace), state(open_store(first, create=False))
        result.unlike += unlike(found, expected, step)
        result.findings = max(result.findings, found["findings"].total())
    report = verify_evidence(second)
    result.log_is_whole = report.ok
    for home in (first, second):
        database.disconnect(home)
    return result


@contextmanager
def on_sqlite(work: Path) -> Iterator[tuple[tuple[Path, Sequence[str]], tuple[Path, Sequence[str]]]]:
    first, second = work / "alone", work / "divided"
    open_store(first)
    database.disconnect(first)
    shutil.copytree(first, second)
    yield (first, ()), (second, ())


@contextmanager
def on_postgresql(work: Path) -> Iterator[tuple[tuple[Path, Sequence[str]], tuple[Path, Sequence[str]]] | None]:
    """Two databases of one PostgreSQL, and two homes with the same master key; the second is made as a copy of the first."""
    from simulators import database_servers, postgres_store

    with database_servers.restartable_postgresql() as laid:
        if laid is None:
            yield None
            return
        with laid.running() as process:
            cluster = postgres_store.Cluster(database_servers.Server(laid.port, laid.folder, process))
            cluster.role(postgres_store.OWNER)
            cluster.role(postgres_store.APP)
            first, second = work / "alone", work / "divided"
            postgres_store.stand_on(first, cluster, "alone")
            open_store(first)
            database.disconnect(first)
            shutil.copytree(first, second)
            postgres_store.stand_on(second, cluster, "divided", template="alone")
            address = [
                (cluster.url(name, postgres_store.APP), cluster.url(name, postgres_store.OWNER))
                for name in ("alone", "divided")
            ]
            yield (first, address[0]), (second, address[1])


def run(stands_on: str, given: argparse.Namespace) -> Result | None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        with (on_sqlite if stands_on == "sqlite" else on_postgresql)(work) as places:
            if places is None:
                return None
            return measure(
                stands_on, given.files, given.workers, given.kills, given.range, given.seed, given.longest, places, work
            )


def written(results: Sequence[Result], day: date) -> str:
    """The part of docs/scale.md that this script keeps."""
    rows: list[tuple[str, Callable[[Result], str]]] = [
        ("files", lambda result: f"{result.files:,}"),
        ("workers", lambda result: f"{result.workers} in two services"),
        ("kills with -9 while a range was read", lambda result: f"{result.kills}"),
        ("ranges, of both scans", lambda result: f"{result.ranges}"),
        ("times that a range was begun", lambda result: f"{result.attempts}"),
        ("findings", lambda result: f"{result.findings:,}"),
        ("differences from the undisturbed scans", lambda result: f"{len(result.unlike)}"),
        ("log of evidence verifies", lambda result: "yes" if result.log_is_whole else "**no**"),
        ("processor seconds, divided and killed", lambda result: f"{result.cpu:.0f}" if result.cpu else "not measured"),
        ("processor seconds, alone", lambda result: f"{result.alone_cpu:.0f}"),
    ]
    lines = [
        f"*Written by `python benchmarks/ranges.py --write` on {day.day} {day:%B %Y}; two scans, the second after a change.*",
        "",
        f"| | {' | '.join({'sqlite': 'SQLite', 'postgresql': 'PostgreSQL'}[result.stands_on] for result in results)} |",
        f"|---|{'---|' * len(results)}",
        *(f"| {name} | {' | '.join(told(result) for result in results)} |" for name, told in rows),
    ]
    return "\n".join(lines)


def put(section: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{section}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        serve(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
        return
    if sys.argv[1:2] == ["--alone"]:
        scan_alone(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--range", type=int, default=2_000, help="files of a range")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds between two kills, at most")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--write", action="store_true", help="put the result into docs/scale.md")
    given = parser.parse_args()
    results = [result for on in given.on or ("postgresql", "sqlite") if (result := run(on, given)) is not None]
    for result in results:
        print(result)
    if given.write:
        put(written(results, datetime.now(UTC).date()))
    if any(result.unlike or not result.log_is_whole for result in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
