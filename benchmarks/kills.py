"""Scans killed with -9 at random moments: parent, one worker, or all of them; each round ends as if nobody had killed it.

    make kills                               # 1,000 kills of small scans, then 100 of one of the sample company
    python benchmarks/kills.py --kills 20    # as in the tests
    python benchmarks/kills.py --company 100

A round lays a tree, scans it into a store while it is killed again and again, changes the tree, and scans it again in the
same way. Then every file, finding, kind, trace and count of the store is compared with those of a round that nobody disturbed,
and the log is verified. Batches are smaller than in life, so that more of them are cut off. The sample company is scanned once,
as `bailee demo` does it, and taken up again after each kill. The last result goes to docs/kills.md.

bailee itself must not change meanwhile: another reader finds other things, and reads everything again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import kills_tree
from bailee.demo.company import make_company
from bailee.findings import Finding
from bailee.operations import scan_store
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.scanner import Limits, warm_up
from bailee.store import database
from bailee.store.bulk import BATCH, batches
from bailee.vocabulary import Confidence

ROOT = Path(__file__).parent.parent
PER_ROUND = 50  # kills, half of them before the tree changes and half after
HANGS = 900  # seconds after which a scan that nobody kills is taken for one that hangs


@dataclass
class Tally:
    kills: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)  # of them, by how far the scan was
    rounds: int = 0
    unlike: list[str] = field(default_factory=list)
    broken_logs: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def killed(self) -> int:
        return self.kills.total()


@dataclass(frozen=True)
class Course:
    """What is scanned, how, and how long a kill waits at most."""

    limits: Limits
    batch: int  # events
    seconds: float  # that a batch may last


SMALL = Course(Limits(names="off", ocr="off"), batch=60, seconds=0.15)
COMPANY = Course(Limits(), batch=BATCH, seconds=0.5)


def _scan(home: Path, tree: Path, course: Course) -> None:
    """In a process of its own: one scan to its end."""
    scan_store.batches = partial(batches, size=course.batch, seconds=course.seconds)  # type: ignore[attr-defined]  # a part of the library's own, replaced on purpose
    scan_store.scan_store(open_store(home), [tree], limits=course.limits, jobs=2)


def started(home: Path, tree: Path, course: Course) -> int:
    """A scan in a process of its own. All share the one process that workers are forked from: it takes a second to load."""
    forkserver.ensure_running()  # it dies of a client that is killed while it asks for a worker; a scan of its own has its own
    pid = os.fork()
    if pid == 0:
        os.setsid()
        # it is our parent's child, and lives
        forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined, method-assign]  # a part of the library's own, replaced on purpose
        code = 1
        try:
            _scan(home, tree, course)
            code = 0
        except ConnectionRefusedError:
            print("  no worker to be had", flush=True)
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


codes: dict[int, int] = {}  # by process, of those that ended by themselves


def has_ended(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            codes[pid] = status
            return True
        time.sleep(0.005)
    return False


def workers() -> list[int]:
    """Processes that were forked from the warm one."""
    warm, found = forkserver._forkserver._forkserver_pid, []  # type: ignore[attr-defined]  # a part of the library's own, replaced on purpose
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if int((path / "stat").read_text().rpartition(")")[2].split()[1]) == warm:
                found.append(int(path.name))
        except (OSError, ValueError):
            continue
    return found


def kill(pid: int, whom: str) -> bool:
    """Kill one or all; whether the scan itself was among them."""
    victims = workers() if whom != "parent" else []
    if whom == "worker":
        victims = random.sample(victims, min(1, len(victims)))
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
    if whom == "worker":
        return False
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def phase(home: Path) -> str:
    """How far the latest scan was when it was killed."""
    with closing(sqlite3.connect(f"file:{home / 'bailee.sqlite3'}?mode=ro", uri=True)) as database:
        latest, state = database.execute("SELECT id, state FROM scan ORDER BY id DESC LIMIT 1").fetchone() or (
            0,
            "none",
        )
        if state != "running":
            return "before or after"
        saved = database.execute("SELECT COUNT(*) FROM scanned_file WHERE last_scan_id = ?", (latest,)).fetchone()[0]
        half = database.execute("SELECT COUNT(*) FROM scanned_file WHERE outcome = 'reading'").fetchone()[0]
    return "with a file half saved" if half else "with files saved" if saved else "before a file was saved"


def disturbed(
    home: Path, tree: Path, course: Course, kills: int, longest: float, rng: random.Random, tally: Tally
) -> None:
    """Scan until the tree is read, killed so many times on the way."""
    bag: list[str] = []  # of four that are killed one after the other, each sort is one
    while kills > 0:
        pid = started(home, tree, course)
        dead = False
        while kills > 0 and not dead:
            if has_ended(pid, rng.uniform(0, longest)):
                dead = True
                break
            bag = bag or rng.sample(("parent", "parent", "worker", "all"), 4)
            whom = bag.pop()
            dead = kill(pid, whom)
            tally.kills[whom] += 1
            if dead:
                tally.phases[phase(home)] += 1
            kills -= 1
        if not dead and not has_ended(pid, HANGS):
            raise SystemExit("a scan hangs")
    for _ in range(5):
        pid = started(home, tree, course)
        if not has_ended(pid, HANGS):
            raise SystemExit("a scan hangs")
        if not codes.pop(pid):
            return
        time.sleep(3)  # what workers are forked from is slow to die of a scan that was killed while it asked
    raise SystemExit("a scan that nobody killed failed")


def state(home: Path) -> dict[str, Any]:
    """All that the store says is there; `doubled` are rows that stand there more than once."""
    from django.db import connections

    workspace = open_store(home, create=False)
    with connections[workspace.alias].cursor() as cursor:

        def rows(asked: str) -> list[Any]:
            cursor.execute(asked)
            return sorted(cursor.fetchall())

        idents = [ident for (ident,) in rows("SELECT ident FROM finding WHERE gone_at IS NULL")]
        made = {
            "files": sorted(
                (str(f.locator), f.outcome, str(f.reason), f.media_type, f.facts.size if f.facts else 0)
                for f in workspace.files(exact_locators=True)
            ),
            "findings": sorted(
                (str(f.finding.locator), *_told(f.finding))
                for f in workspace.findings(exact_locators=True, confidence=Confidence.POSSIBLE)
            ),
            "kinds": sorted(
                (str(k.kind.locator), k.kind.kind, k.kind.subject.value, k.kind.confidence.value)
                for k in workspace.kinds(exact_locators=True, confidence=Confidence.POSSIBLE)
            ),
            "coverage": workspace.coverage(),
            "findings that are gone": rows("SELECT ident FROM finding WHERE gone_at IS NOT NULL"),
            "normal forms": rows(
                "SELECT f.ident, n.form, n.fingerprint FROM normal_form n JOIN finding f ON f.id = n.finding_id"
            ),
            "traces of tools": rows(
                "SELECT s.fingerprint, t.traces FROM tool_trace t JOIN scanned_file s ON s.id = t.file_id"
            ),
            "folders known": rows("SELECT fingerprint, read, partly, skipped, digest = '' FROM scanned_folder"),
            "doubled": len(idents) - len(set(idents)),
        }
    database.disconnect(home)
    return made


def _told(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.detector, finding.ident, finding.count, finding.position, finding.confidence.value, finding.probability,
        finding.subject.value, finding.group, finding.attributes,
    )  # fmt: skip


def unlike(found: Any, expected: Any) -> str:
    """In what two states differ; the tree is made up, so its names may be told."""
    if not isinstance(found, list):
        return f"{found} instead of {expected}"
    more, fewer = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
    return f"{more.total()} more {list(more)[:5]}, {fewer.total()} fewer {list(fewer)[:5]}"


def whole(home: Path) -> bool:
    report = verify_evidence(home)
    database.disconnect(home)
    return report.ok


def template(home: Path) -> None:
    """An empty store: all rounds have its keys, so their findings compare."""
    open_store(home)
    database.disconnect(home)


@dataclass
class Rounds:
    """Rounds in one folder of work: the first is disturbed by nobody, and says what the others are to come to."""

    work: Path
    course: Course
    steps: Sequence[Path]  # trees, each as it is laid for a step
    rng: random.Random
    tally: Tally
    expected: list[dict[str, Any]] = field(default_factory=list)
    lasted: list[float] = field(default_factory=list)  # seconds, of the steps that nobody disturbed

    def run(self, number: int, kills: int, longest: float) -> None:
        home, tree, reader = self.work / f"home {number}", self.work / "share", scan_store.reader()
        shutil.copytree(self.work / "empty", home)
        for step, laid in enumerate(self.steps):
            shutil.rmtree(tree, ignore_errors=True)
            shutil.copytree(laid, tree)
            before = time.monotonic()
            left = kills // len(self.steps) if step + 1 < len(self.steps) else kills - kills // len(self.steps) * step
            disturbed(home, tree, self.course, left, longest, self.rng, self.tally)
            found = in_forked(partial(state, home))
            if number == 0:
                self.lasted.append(time.monotonic() - before)
                self.expected.append(found)
                continue
            self.tally.unlike += [
                f"round {number}, step {step + 1}: {name}: {unlike(found[name], self.expected[step][name])}"
                for name in found
                if found[name] != self.expected[step][name]
            ]
        scan_store.reader.cache_clear()
        if reader != scan_store.reader():
            raise SystemExit("bailee itself was changed while it was tried")
        self.tally.broken_logs += not in_forked(partial(whole, home))
        self.tally.rounds += number > 0
        shutil.rmtree(home)
        print(
            f"round {number}: {self.tally.killed:,} kills, {len(self.tally.unlike)} unlike, "
            f"{time.monotonic() - self.tally.began:.0f} s, {dict(self.tally.phases)}",
            flush=True,
        )
        for line in self.tally.unlike:
            if line.startswith(f"round {number},"):
                print(f"  {line}", flush=True)


def small(kills: int, seed: int = 1, told: Callable[[Rounds], None] = lambda _: None) -> Rounds:
    """Rounds of the small tree and what becomes of it."""
    with tempfile.TemporaryDirectory() as folder:
        work, rng = Path(folder), random.Random(seed)
        kills_tree.lay(work / "laid")
        shutil.copytree(work / "laid", work / "changed")
        kills_tree.change(work / "changed")
        rounds = Rounds(work, SMALL, (work / "laid", work / "changed"), rng, Tally())
        _begin(rounds)
        while (left := kills - rounds.tally.killed) > 0:
            rounds.run(rounds.tally.rounds + 1, min(PER_ROUND, left), max(0.5, max(rounds.lasted) / 2))
            told(rounds)
        return rounds


def company(kills: int, seed: int = 1, *, with_models: bool = True) -> Rounds:
    """One scan of the sample company, taken up again after each kill. The models of names and of pictures cost most of it."""
    with tempfile.TemporaryDirectory() as folder:
        work, rng = Path(folder), random.Random(seed)
        make_company(work / "company", seed=seed)
        course = COMPANY if with_models else replace(COMPANY, limits=SMALL.limits)
        rounds = Rounds(work, course, (work / "company",), rng, Tally())
        _begin(rounds)
        if kills:
            rounds.run(1, kills, 2.0 + 2 * rounds.lasted[0] / kills)
        return rounds


def _begin(rounds: Rounds) -> None:
    random.seed(1)
    warm_up()
    in_forked(partial(template, rounds.work / "empty"))
    rounds.run(0, 0, 1.0)


def in_forked(work: Any) -> Any:
    """What a piece of work comes to, done in a process that ends with it: this one opens no database, for it forks."""
    import pickle

    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as told:
                pickle.dump(work(), told)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    if os.waitpid(pid, 0)[1]:
        raise SystemExit("a step of the benchmark failed")
    return pickle.loads(content)  # noqa: S301 - our own child


def table(rounds: Rounds) -> str:
    tally, models = rounds.tally, rounds.course.limits
    listed = "\n".join(f"- {line}" for line in tally.unlike[:50]) or "None."
    dead = tally.phases.total() or 1
    return f"""| | |
|---|---|
| kills | {tally.killed:,}: {", ".join(f"{count:,} of {_WHOM[whom]}" for whom, count in sorted(tally.kills.items()))} |
| scans that were killed, by how far they were | {", ".join(f"{count:,} {name}" for name, count in tally.phases.most_common())} ({100 - 100 * tally.phases["before or after"] // dead} % while the scan ran) |
| rounds | {tally.rounds:,}; names by the model: {models.names}, text in pictures: {models.ocr} |
| what a round comes to | {", then ".join(f"{len(step['files']):,} files with {len(step['findings']):,} findings and {len(step['kinds']):,} records of a kind" for step in rounds.expected)} |
| states unlike the undisturbed one | {len(tally.unlike):,} |
| logs of evidence that do not verify | {tally.broken_logs:,} |
| in all | {time.monotonic() - tally.began:,.0f} s, the machine's load at the end {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors |

Unlike: {listed}
"""


def page(small: str, company: str) -> str:
    return f"""# Killed in the middle

*Written by `make kills` on {datetime.now(UTC):%d %B %Y}: scans into a store, killed with -9 at random moments, continued until they are through, and compared with scans that nobody disturbed: files, findings with all that is said of them, kinds, normal forms, traces, folders, what is gone, and coverage.*

## A small tree with every kind of container, scanned, changed, and scanned again

{small}
## The sample company, its scan taken up again after each kill

{company}"""


_WHOM = {"parent": "the scan itself", "worker": "one worker", "all": "all at once"}


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--kills", type=int, default=0)
    wanted.add_argument("--company", type=int, default=0, metavar="KILLS")
    wanted.add_argument("--without-models", action="store_true", help="the company's names and pictures by rules alone")
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "kills.md")
    asked = wanted.parse_args()
    many, few = (asked.kills, asked.company) if asked.kills or asked.company else (1_000, 100)
    first, second, bad = "Not run.\n", "Not run.\n", False

    def write(rounds: Rounds) -> None:
        asked.out.write_text(page(table(rounds), second), encoding="utf-8")

    if many:
        rounds = small(many, asked.seed, write)
        first, bad = table(rounds), bool(rounds.tally.unlike or rounds.tally.broken_logs)
    if few:
        rounds = company(few, asked.seed, with_models=not asked.without_models)
        second, bad = table(rounds), bad or bool(rounds.tally.unlike or rounds.tally.broken_logs)
    asked.out.write_text(page(first, second), encoding="utf-8")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
