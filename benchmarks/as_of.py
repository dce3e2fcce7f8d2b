"""As of a past day, over three years of a million changes: how much slower than now? Both databases.

    python benchmarks/as_of.py                                  # a million changes: some minutes, 2 GB of disk
    python benchmarks/as_of.py --changes 15000 --stores PostgreSQL

A weekly scan over three years finds, loses and finds again; people judge, declare, join and leave. Then each view is asked of now and as
of a day in the middle, in both times, from a door that was opened anew: the median of five. The limit is three times the present view.
Seconds are of processor, those of the database's own processes too: other work on the machine counts for nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the PostgreSQL that tests start for themselves

from bailee.findings import weight_of  # noqa: E402 - after the path that finds them
from bailee.operations.open_store import open_store  # noqa: E402 - after the path that finds them
from bailee.operations.show_status import show_status  # noqa: E402 - after the path that finds them
from bailee.store import database  # noqa: E402 - after the path that finds them
from bailee.store.as_of import AsOf  # noqa: E402 - after the path that finds them
from bailee.store.rows import past  # noqa: E402 - after the path that finds them
from bailee.store.rows.settled import States  # noqa: E402 - after the path that finds them
from bailee.store.rows.snapshots import Snapshot  # noqa: E402 - after the path that finds them
from bailee.store.then import WorkspaceThen  # noqa: E402 - after the path that finds them
from bailee.store.workspace import Workspace  # noqa: E402 - after the path that finds them
from bailee.vocabulary import Confidence  # noqa: E402 - after the path that finds them

YEARS, WEEKS = 3, 156
LIMIT = 3.0
ROUNDS = 5
BATCH = 5_000
SORTS = (
    ("us-ssn", "social-security-number"),
    ("email-address", "email-address"),
    ("phone-number", "phone-number"),
    ("iban", "bank-account"),
)


def lay(workspace: Workspace, changes: int, seed: int = 7) -> int:
    """Three years of changes; how many there are. Rows are written as scans and people write them, at the time at which they would."""
    from bailee.store import models

    chance = random.Random(seed)
    alias, ours = workspace.alias, workspace.organisation_id
    of = {"organisation_id": ours}
    now = datetime.now(UTC)
    begun = now - timedelta(weeks=WEEKS)
    done = 0
    engine = database.engine(workspace.home)
    from bailee.store.asking import atomic

    with atomic(alias):
        engine.enter(alias, (ours,))
        place = models.Place.objects.using(alias).create(
            **of,
            name="share",
            path_fingerprint="p",
            path=workspace._encrypted("place.path", "/nowhere"),
            added_at=begun,
        )
        scans = []
        for week in range(WEEKS):
            at = begun + timedelta(weeks=week)
            scans.append(
                models.Scan.objects.using(alias).create(
                    **of, started_at=at, ended_at=at + timedelta(hours=1), state="finished", places=[place.pk]
                )
            )
        exact = workspace._encrypted("finding.locator", ["a.txt"])
        own = workspace._encrypted("scanned_file.locator", "a.txt")
        files = changes // 40
        made = [
            models.ScannedFile(
                **of, place=place, fingerprint=f"f{number}", locator=f"s{number % 40}/{number}.txt", exact_locator=own,
                store=f"share/s{number % 40}", outcome="read", size=900, modified_ns=int(begun.timestamp() * 1e9),
                first_scan=scans[0], last_scan=scans[-1],
            )
            for number in range(files)
        ]  # fmt: skip
        models.ScannedFile.objects.using(alias).bulk_create(made, batch_size=BATCH)
        made = list(models.ScannedFile.objects.using(alias).filter(**of).order_by("pk"))
        done += files
        rows, turned = [], []
        for number in range(changes // 2):
            first = int(WEEKS * (number / (changes / 2)))
            fate = chance.random()
            gone = min(first + 1 + int(chance.random() * 60), WEEKS - 1) if fate < 0.5 and first < WEEKS - 2 else None
            back = min(gone + 2, WEEKS - 1) if gone is not None and fate < 0.1 and gone < WEEKS - 2 else None
            detector, category = SORTS[number % 4]
            rows.append(
                models.Finding(
                    **of, ident=f"{number:032x}", file=made[number % files], detector=detector, category=category,
                    subject="employee", locator='["a.txt"]', exact_locator=exact, position=number, count=1,
                    confidence="verified", probability=0.99, fingerprint=f"v{number}", group="g", first_seen=scans[first],
                    last_seen=scans[-1], gone_at=scans[gone].ended_at if gone is not None and back is None else None,
                    weight=weight_of(category, Confidence.VERIFIED),
                )
            )  # fmt: skip
            turned.append((gone, back))
            done += 1 + (gone is not None) + (back is not None)
            if len(rows) == BATCH:
                _save(alias, of, scans, rows, turned)
        _save(alias, of, scans, rows, turned)
        left = max(changes - done, 1_000)
        member = models.Member.objects.using(alias).get(**of, ident=workspace.member)
        decided = [
            models.Decision(
                **of, ident=f"{number * 3:032x}", detector="us-ssn", fingerprint=f"v{number * 3}", verdict="dismissed",
                reason="test-data", decided_by=member, decided_at=begun + timedelta(weeks=WEEKS * number / (left / 4)),
            )
            for number in range(left // 4)
        ]  # fmt: skip
        models.Decision.objects.using(alias).bulk_create(decided, batch_size=BATCH)
        facts = [
            models.Fact(
                **of, name=f"fact{number % 200}", value=number,
                true_from=(begun + timedelta(weeks=WEEKS * number / (left / 2))).date(),
                known_from=begun + timedelta(weeks=WEEKS * number / (left / 2)),
            )
            for number in range(left // 2)
        ]  # fmt: skip
        models.Fact.objects.using(alias).bulk_create(facts, batch_size=BATCH)
        fields = workspace._encrypted("roster_person.fields", {"name": "Pat"})
        said = workspace._encrypted("roster_change.fields", {"name": "Pat"})
        people = [
            models.RosterPerson(
                **of, ident=f"p{number}", category="employee", fields=fields, joined_on=(begun + timedelta(days=number % 900)).date(),
                added_at=begun + timedelta(days=number % 900),
            )
            for number in range(min(left // 8, 2_000))
        ]  # fmt: skip
        models.RosterPerson.objects.using(alias).bulk_create(people, batch_size=BATCH)
        people = list(models.RosterPerson.objects.using(alias).filter(**of).order_by("pk"))
        changed = [
            models.RosterChange(
                **of, person=people[number % len(people)], act="added" if number < len(people) else "changed", category="employee",
                fields=said, true_from=people[number % len(people)].joined_on,
                known_from=people[number % len(people)].added_at + timedelta(days=number // len(people)),
            )
            for number in range(left // 4)
        ]  # fmt: skip
        models.RosterChange.objects.using(alias).bulk_create(changed, batch_size=BATCH)
        done += len(decided) + len(facts) + len(changed)
    for week in range(0, WEEKS, 4):  # a page is kept whenever it changes
        at = begun + timedelta(weeks=week, hours=2)
        content = show_status_of(workspace, at)
        workspace.save_status_page(
            content, Snapshot(at, at.date(), week, 1, 1, 1, 100, 100), stamp=f"{week} x", seconds=60.0
        )
    return done


def show_status_of(workspace: Workspace, at: datetime) -> dict[str, Any]:
    """A page as long as one of a company with forty stores."""
    row = {
        "category": "social-security-number",
        "subject": "employee",
        "label": f"{at}",
        "columns": [],
        "why": "x" * 400,
    }
    return {
        "found": {"holdings": [], "exposures": [], "ages": []},
        "people": {},
        "groups": [row] * 120,
        "total": 120,
        "at": f"{at}",
    }


def _save(alias: str, of: dict[str, Any], scans: list[Any], rows: list[Any], turned: list[tuple[Any, Any]]) -> None:
    from bailee.store import models

    first = models.Finding.objects.using(alias).order_by("-pk").values_list("pk", flat=True).first() or 0
    models.Finding.objects.using(alias).bulk_create(rows, batch_size=BATCH)
    saved = list(models.Finding.objects.using(alias).filter(pk__gt=first).order_by("pk").values_list("pk", "file_id"))
    changes = []
    for (pk, file), (gone, back) in zip(saved, turned, strict=True):
        for week, what in ((gone, "gone"), (back, "back")):
            if week is not None:
                changes.append(models.ScanChange(**of, scan=scans[week], file_id=file, finding_id=pk, what=what))
    models.ScanChange.objects.using(alias).bulk_create(changes, batch_size=BATCH)
    rows.clear()
    turned.clear()


VIEWS: dict[str, tuple[Callable[[Workspace], Any], Callable[[WorkspaceThen], Any]]] = {
    "overview": (lambda now: show_status(now, patience=0), lambda then: then.status_page(then.as_of.on) or then.past_page(then.as_of.moment)),
    "findings, a page of 50": (lambda now: now.queue(States.TO_JUDGE, limit=50), lambda then: then.queue_on(then.as_of.known_at, States.TO_JUDGE, limit=50)),
    "findings, a page of those dismissed": (lambda now: now.queue(States.DISMISSED, limit=50), lambda then: then.queue_on(then.as_of.known_at, States.DISMISSED, limit=50)),
    "stores, counted": (lambda now: now.held_by_store(), lambda then: then.held_by_store_on(then.as_of.known_at)),
    "findings, all of them": (lambda now: len(now.findings()), lambda then: len(then.findings())),
    "facts": (lambda now: now.facts(), lambda then: then.facts()),
    "roster": (lambda now: now.roster(), lambda then: then.roster()),
    "coverage": (lambda now: now.coverages(), lambda then: then.coverages()),
    "who did what, a month": (lambda now: now.acts_counted(datetime.now(UTC) - timedelta(days=30), datetime.now(UTC)), lambda then: then.acts_counted(then.as_of.end - timedelta(days=30), then.as_of.end)),
}  # fmt: skip


def measure(name: str, changes: int, folder: Path, cluster: Any) -> list[str]:
    from simulators import postgres_store

    home = folder / name
    if name == "PostgreSQL":
        postgres_store.stand_on(home, cluster, "benchmark_as_of")
    workspace = open_store(home)
    begun = perf_counter()
    done = lay(workspace, changes)
    database.engine(home).measure(workspace.alias)
    print(f"{name}: {done:,} changes laid in {perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    workspace.settle(datetime.now(UTC).date())
    middle = (datetime.now(UTC) - timedelta(weeks=WEEKS // 2)).astimezone().date()
    today = datetime.now(UTC).astimezone().date()
    lines = []
    spent = process_time if cluster is None or name != "PostgreSQL" else lambda: process_time() + _spent_by(cluster)
    for view, (now_, then_) in VIEWS.items():
        present = median(_timed(lambda view=now_: view(workspace), spent) for _ in range(ROUNDS))
        row = [name, f"{done:,}", view, _said(present)]
        for known in (middle, today):
            took = median(
                _timed(lambda view=then_, known=known: _as_of(workspace, AsOf(middle, known), view), spent)
                for _ in range(ROUNDS)
            )
            row += [
                _said(took),
                f"{took / present:.1f}" + (" **over**" if took > LIMIT * present and took > 0.05 else ""),
            ]
        lines.append("| " + " | ".join(row) + " |")
        print(lines[-1], flush=True)
    database.disconnect(home)
    return lines


def _as_of(workspace: Workspace, as_of: AsOf, view: Callable[[WorkspaceThen], Any]) -> None:
    past._counts.clear()  # a day that nobody asked for yet
    with WorkspaceThen(workspace, as_of) as then, then.reading():
        view(then)


def _timed(act: Callable[[], Any], spent: Callable[[], float]) -> float:
    begun = spent()
    act()
    return spent() - begun


def _spent_by(cluster: Any) -> float:
    """Seconds of processor of the database's processes that live, and of those that ended: parallel workers do, with their question."""
    boss = cluster.server.process.pid
    ended = Path(f"/proc/{boss}/stat").read_text().rpartition(")")[2].split()
    total = (int(ended[13]) + int(ended[14])) / os.sysconf("SC_CLK_TCK")  # cutime, cstime: proc(5)
    for process in Path(f"/proc/{boss}/task/{boss}/children").read_text().split():
        with suppress(OSError):
            total += int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return total


def _said(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--changes", type=int, default=1_000_000)
    arguments.add_argument("--stores", nargs="*", choices=["SQLite", "PostgreSQL"], default=["SQLite", "PostgreSQL"])
    wanted = arguments.parse_args()
    from simulators import postgres_store

    print("| store | changes | view | now | known then | × | known since | × |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    load = os.getloadavg()[0]
    over = False
    with tempfile.TemporaryDirectory(prefix="bailee-as-of-") as folder, postgres_store.running() as cluster:
        for name in wanted.stores:
            if name == "PostgreSQL" and cluster is None:
                continue
            over |= any("**over**" in line for line in measure(name, wanted.changes, Path(folder), cluster))
    print(f"{datetime.now(UTC):%Y-%m-%d}, load {load:.1f} to {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
