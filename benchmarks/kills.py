"""Scans killed with -9 at random moments: parent, one worker, or all of them; each round ends as if nobody had killed it.

    make kills                               # 1,000 kills; about half an hour
    python benchmarks/kills.py --kills 20    # as in the tests

A round lays a tree, scans it into a store while it is killed again and again, changes the tree, and scans it again in the
same way. Then every file, finding, kind and count of the store is compared with those of a round that nobody disturbed, and
the log is verified. The last result goes to docs/kills.md.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PER_ROUND = 20  # kills, half of them before the tree changes and half after


def note(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"Employee {number}-{line}, SSN 512-44-{7000 + number % 900 + line:04}, pat{number}@example.org"
        for line in range(4)
    ]
    path.write_text("\n".join(lines) + "\n")


def lay(tree: Path) -> None:
    """Small files in folders, archives, one long file that a kill finds in the middle."""
    for number in range(60):
        note(tree / f"{number % 6}" / f"note {number}.txt", number)
    for number in range(6):
        with zipfile.ZipFile(tree / f"{number}" / "papers.zip", "w") as archive:
            for member in range(8):
                archive.writestr(f"{member}.txt", f"Social Security number: 514-44-{7000 + 10 * number + member}\n")
    (tree / "0" / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    (tree / "1" / "long.csv").write_text(
        "name,ssn\n" + "".join(f"Pat {n},515-44-{1000 + n % 8999:04}\n" for n in range(5_000))
    )


def change(tree: Path) -> None:
    """What happens between two scans: files are gone, new, changed, moved, touched, a folder is gone."""
    shutil.rmtree(tree / "5")
    for number in range(0, 60, 7):
        path = tree / f"{number % 6}" / f"note {number}.txt"
        if path.exists():
            path.unlink()
    for number in range(60, 80):
        note(tree / f"{number % 5}" / f"note {number}.txt", number)
    (tree / "2" / "note 2.txt").write_text("Social Security number: 516-44-7313\n")
    (tree / "3" / "note 3.txt").rename(tree / "4" / "moved.txt")


@dataclass
class Tally:
    kills: Counter[str] = field(default_factory=Counter)
    in_mid_scan: int = 0  # of them, after the first file was saved
    rounds: int = 0
    unlike: list[str] = field(default_factory=list)
    broken_logs: int = 0


def _scan(home: Path, tree: Path) -> None:
    """In a process of its own: one scan to its end."""
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_store import scan_store
    from bailee.scanner import Limits

    scan_store(open_store(home), [tree], limits=Limits(names="off", ocr="off"), jobs=2)


def started(home: Path, tree: Path) -> int:
    """A scan in a process of its own. All share the one process that workers are forked from: it takes a second to load."""
    forkserver.ensure_running()  # it dies of a client that is killed while it asks for a worker; a scan of its own has its own
    pid = os.fork()
    if pid == 0:
        os.setsid()
        # it is our parent's child, and lives
        forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined, method-assign]
        code = 1
        try:
            _scan(home, tree)
            code = 0
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
    warm, found = forkserver._forkserver._forkserver_pid, []  # type: ignore[attr-defined]
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


def disturbed(home: Path, tree: Path, kills: int, longest: float, rng: random.Random, tally: Tally) -> None:
    """Scan until the tree is read, killed so many times on the way."""
    while kills > 0:
        pid = started(home, tree)
        dead = False
        while kills > 0 and not dead:
            if has_ended(pid, rng.uniform(0, longest)):
                dead = True
                break
            whom = rng.choice(("parent", "parent", "worker", "all"))
            dead = kill(pid, whom)
            tally.kills[whom] += 1
            kills -= 1
        if not dead and not has_ended(pid, 300):
            raise SystemExit("a scan hangs")
    pid = started(home, tree)
    if not has_ended(pid, 300):
        raise SystemExit("a scan hangs")
    if codes.pop(pid):
        raise SystemExit("a scan that nobody killed failed")


def state(home: Path) -> dict[str, Any]:
    """All that the store says is there; `doubled` are rows that stand there more than once."""
    from django.db import connections

    from bailee.operations.open_store import open_store
    from bailee.store import database

    workspace = open_store(home, create=False)
    with connections[workspace.alias].cursor() as cursor:
        cursor.execute("SELECT COUNT(*), COUNT(DISTINCT ident) FROM finding WHERE gone_at IS NULL")
        rows, distinct = cursor.fetchone()
    made = {
        "files": sorted(
            (str(f.locator), f.outcome, str(f.reason), f.media_type, f.facts.size if f.facts else 0)
            for f in workspace.files(exact_locators=True)
        ),
        "findings": sorted(
            (f.finding.ident, str(f.finding.locator), f.finding.count, f.finding.confidence.value)
            for f in workspace.findings(exact_locators=True)
        ),
        "kinds": sorted((str(k.kind.locator), k.kind.kind) for k in workspace.kinds(exact_locators=True)),
        "coverage": workspace.coverage(),
        "doubled": rows - distinct,
    }
    database.disconnect(home)
    return made


def unlike(found: Any, expected: Any) -> str:
    """In what two states differ; the tree is made up, so its names may be told."""
    if not isinstance(found, list):
        return f"{found} instead of {expected}"
    more, fewer = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
    return f"{sum(more.values())} more {list(more)[:2]}, {sum(fewer.values())} fewer {list(fewer)[:2]}"


def whole(home: Path) -> bool:
    from bailee.operations.verify_evidence import verify_evidence
    from bailee.store import database

    report = verify_evidence(home)
    database.disconnect(home)
    return report.ok


def template(home: Path) -> None:
    """An empty store: all rounds have its keys, so their findings compare."""
    from bailee.operations.open_store import open_store
    from bailee.store import database

    open_store(home)
    database.disconnect(home)


def run(kills: int, seed: int = 1, out: Path | None = None) -> Tally:
    from bailee.scanner import warm_up

    rng, tally, began = random.Random(seed), Tally(), time.monotonic()
    random.seed(seed)
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tree = work / "share"
        in_forked(lambda: template(work / "empty"))
        expected: list[dict[str, Any]] = []
        longest = 1.0
        for round_ in range(-1, -(-kills // PER_ROUND)):
            home = work / f"home {round_}"
            shutil.copytree(work / "empty", home)
            shutil.rmtree(tree, ignore_errors=True)
            for step, alter in enumerate((lay, change)):
                alter(tree)
                before = time.monotonic()
                left = kills - sum(tally.kills.values())
                disturbed(home, tree, 0 if round_ < 0 else min(PER_ROUND // 2, left), longest, rng, tally)
                if round_ < 0:
                    longest = max(1.0, time.monotonic() - before)
                    expected.append(in_forked(partial(state, home)))
                    continue
                found = in_forked(partial(state, home))
                tally.unlike += [
                    f"round {round_ + 1}, step {step + 1}: {name}: {unlike(found[name], expected[step][name])}"
                    for name in found
                    if found[name] != expected[step][name]
                ]
            tally.rounds += round_ >= 0
            tally.broken_logs += not in_forked(partial(whole, home))
            shutil.rmtree(home)
            if round_ >= 0:
                done = sum(tally.kills.values())
                print(f"{done:,} kills, {len(tally.unlike)} unlike, {time.monotonic() - began:.0f} s", flush=True)
                if out is not None:
                    out.write_text(page(tally, expected, time.monotonic() - began), encoding="utf-8")
    return tally


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


def page(tally: Tally, expected: list[dict[str, Any]], spent: float) -> str:
    listed = "\n".join(f"- {line}" for line in tally.unlike[:50]) or "None."
    killed = sum(tally.kills.values())
    return f"""# Killed in the middle

*Written by `make kills` on {datetime.now(UTC):%d %B %Y}: scans into a store, killed with -9 at random moments, continued until they are through, and compared with scans that nobody disturbed.*

| | |
|---|---|
| kills | {killed:,}: {", ".join(f"{count:,} of {_WHOM[whom]}" for whom, count in sorted(tally.kills.items()))} |
| rounds, each two scans with changes between | {tally.rounds:,} |
| files and findings that a round comes to | {", ".join(f"{len(step['files']):,} files with {len(step['findings']):,} findings" for step in expected)} |
| states unlike the undisturbed one | {len(tally.unlike):,} |
| logs of evidence that do not verify | {tally.broken_logs:,} |
| in all | {spent:,.0f} s |

## Unlike

{listed}
"""


_WHOM = {"parent": "the scan itself", "worker": "one worker", "all": "all at once"}


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--kills", type=int, default=1_000)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "kills.md")
    asked = wanted.parse_args()
    tally = run(asked.kills, asked.seed, asked.out)
    return 1 if tally.unlike or tally.broken_logs else 0


if __name__ == "__main__":
    sys.exit(main())
