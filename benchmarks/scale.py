"""What a file and a finding cost in processor time and on the disk, on either database, at several sizes: the points of docs/scale.md.

    python benchmarks/scale.py                    # 2,000, 8,000 and 32,000 files with ten findings each; some minutes
    python benchmarks/scale.py --files 1000 --on sqlite

Events as a scan tells them are made up and saved by the writer that scans use, so nothing is read: what is measured is the
store alone. Processor time is that of this process and, on PostgreSQL, of the server's processes. Then an unchanged folder is
listed again, and the coverage is asked, which every scan does once at its end. At the end all findings go, and are archived.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.operations.archive_findings import archive_findings
from bailee.operations.open_store import open_store
from bailee.scanner import Event, ItemRead
from bailee.sources.folder_walks import folders
from bailee.sources.ranges import ranges
from bailee.store import database
from bailee.store.bulk import PlaceWriter, batches
from bailee.store.models import Finding as Row
from bailee.store.place_rows import Counts
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence, Locator, SubjectCategory

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))  # the simulators

EACH = 10  # findings of a file
PER_FOLDER = 100


@dataclass(frozen=True)
class Point:
    stands_on: str
    files: int
    findings: int
    seconds: float  # of processor time, to save all
    bytes: int  # on the disk, with indexes
    asked: float  # seconds of processor time, to count the coverage
    listed: float  # of processor time, to lay a listing of as many files out in ranges
    archived: int  # bytes of them all in archives
    moving: float  # seconds of processor time, to move them there


def events(workspace: Workspace, files: int) -> Iterator[Event]:
    key = workspace.keys.fingerprint_key
    for number in range(files):
        item = f"department {number // PER_FOLDER // 50}/folder {number // PER_FOLDER}/letter {number}.txt"
        for each in range(EACH):
            value = f"512-44-{(number * EACH + each) % 10_000:04}"
            yield Finding(
                ident=fingerprint(key, "finding", f"{item} {each}"),
                locator=Locator((item,)),
                detector="us-ssn",
                category="social-security-number",
                subject=SubjectCategory.EMPLOYEE,
                position=each * 60,
                count=1,
                confidence=Confidence.LIKELY,
                probability=0.9,
                fingerprint=fingerprint(key, "value", value),
                normal_forms=(),
                group=fingerprint(key, "group", f"{item} {each}")[:16],
                mask="",
                attributes=(),
            )
        facts = ItemFacts(600, 1_700_000_000_000_000_000 + number, 1_000 + number, 7, 0o100640, 1000, 50)
        yield ItemRead(Locator((item,)), facts, "text/plain", fingerprint(key, "content", str(number)))


def measure(home: Path, stands_on: str, files: int, server: int | None = None) -> Point:
    workspace = open_store(home)
    with workspace.transaction():
        place = workspace.add_place(Path("/srv/share"))
        scan = workspace.begin_scan([place])
    before = _size(workspace, home)
    writer = PlaceWriter(workspace, scan.ident, place, Counts(), "measured")
    began = time.process_time() + _servers(server)
    for batch in batches(events(workspace, files)):
        writer.save(batch)
    seconds = time.process_time() + _servers(server) - began
    began = time.process_time() + _servers(server)
    coverage = workspace.coverage()
    asked = time.process_time() + _servers(server) - began
    assert coverage.read == files
    size = _size(workspace, home) - before
    with workspace.transaction():
        workspace.end_scan(scan, "finished", Counts(), covered={}, conduct={}, cause="")
        workspace._rows(Row).update(gone_at=datetime(2025, 3, 3, tzinfo=UTC))
    began = time.process_time() + _servers(server)
    archives = archive_findings(workspace, datetime.now(UTC).date())
    moving = time.process_time() + _servers(server) - began
    assert sum(each.findings for each in archives) == files * EACH
    archived = sum(each.size for each in archives)
    told = Point(stands_on, files, files * EACH, seconds, size, asked, _listed(files), archived, moving)
    database.disconnect(home)
    return told


def _listed(files: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for number in range(files):
            path = Path(folder, str(number // PER_FOLDER))
            if number % PER_FOLDER == 0:
                path.mkdir()
            (path / str(number)).touch()
        began = time.process_time()
        assert sum(each.items for each in ranges(folders(Path(folder)), items=500)) == files
        return time.process_time() - began


def _size(workspace: Workspace, home: Path) -> int:
    from django.db import connections

    with connections[workspace.alias].cursor() as cursor:
        if not database.engine(home).needs_transactions:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return (home / "bailee.sqlite3").stat().st_size
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _servers(postmaster: int | None) -> float:
    """Processor seconds of PostgreSQL's own processes."""
    if postmaster is None:
        return 0.0
    ticks = 0
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            told = (path / "stat").read_text().rpartition(")")[2].split()
            if int(told[1]) == postmaster or int(path.name) == postmaster:
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def on_sqlite(sizes: Sequence[int]) -> Iterator[Point]:
    for files in sizes:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield measure(Path(folder, "home"), "SQLite", files)


def on_postgresql(sizes: Sequence[int]) -> Iterator[Point]:
    from simulators import postgres_store

    with postgres_store.running() as cluster:
        if cluster is None:
            return
        for files in sizes:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                home = Path(folder, "home")
                postgres_store.stand_on(home, cluster, f"measured_{files}")
                yield measure(home, "PostgreSQL", files, cluster.server.process.pid)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, action="append")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), action="append")
    given = parser.parse_args()
    sizes = given.files or [2_000, 8_000, 32_000]
    print(
        "| database | files | findings | CPU s | CPU µs a finding | disk, bytes a finding | coverage, CPU ms | laid out, CPU µs a file | archived, bytes a finding | CPU µs a finding |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for on in given.on or ("sqlite", "postgresql"):
        for each in (on_sqlite if on == "sqlite" else on_postgresql)(sizes):
            print(
                f"| {each.stands_on} | {each.files:,} | {each.findings:,} | {each.seconds:.1f} | {each.seconds / each.findings * 1e6:.0f} "
                f"| {each.bytes / each.findings:.0f} | {each.asked * 1000:.0f} | {each.listed / each.files * 1e6:.1f} "
                f"| {each.archived / each.findings:.0f} | {each.moving / each.findings * 1e6:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
