"""A backup of a million findings, put back on an empty machine: how long, and is it equal? Both databases.

    python benchmarks/backup.py                                   # a million findings: some minutes, 2 GB of disk
    python benchmarks/backup.py --findings 100000 --stores SQLite

The findings are written by the store's own bulk writer, as a scan writes them: twenty a file, half of them with normal forms.
Equal means: every row of every table, hashed in the order of its numbers, and the logs of evidence verify. The last result
goes to docs/backup.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the PostgreSQL that tests start for themselves

from bailee.findings import Finding  # noqa: E402 - after the path that finds them
from bailee.items import ItemFacts  # noqa: E402 - after the path that finds them
from bailee.keys import fingerprint  # noqa: E402 - after the path that finds them
from bailee.operations.back_up import back_up  # noqa: E402 - after the path that finds them
from bailee.operations.open_store import open_store  # noqa: E402 - after the path that finds them
from bailee.operations.restore import restore  # noqa: E402 - after the path that finds them
from bailee.operations.scan_store import scan_store  # noqa: E402 - after the path that finds them
from bailee.scanner import Event, ItemRead, ScanKeys  # noqa: E402 - after the path that finds them
from bailee.store import database, dump  # noqa: E402 - after the path that finds them
from bailee.store.organisations import numbers_of  # noqa: E402 - after the path that finds them
from bailee.vocabulary import Confidence, Locator, SubjectCategory  # noqa: E402 - after the path that finds them

IN_A_FILE, IN_A_FOLDER = 20, 200
WORDS = "a passphrase of the benchmark"
LIMIT = 300  # seconds, for backup and restore together
SORTS = (("us-ssn", "social-security-number"), ("email-address", "email-address"))


def findings(count: int) -> Any:
    """A scanner that finds so many."""

    def scan(place: Path, keys: ScanKeys, _known: Any) -> Iterator[Event]:
        key = keys.fingerprint_key
        for number in range(count // IN_A_FILE):
            path = f"{number // IN_A_FOLDER:05}/{number:07}.txt"
            locator = Locator((path,))
            for each in range(IN_A_FILE):
                detector, category = SORTS[each % 2]
                value = f"{number * IN_A_FILE + each:09}"
                forms = (("email", fingerprint(key, "email", value)),) if each % 2 else ()
                yield Finding(
                    fingerprint(key, "finding", f"{path}{value}"), locator, detector, category,
                    SubjectCategory.EMPLOYEE, each * 40, 1, Confidence.VERIFIED, 0.99, fingerprint(key, detector, value),
                    forms, fingerprint(key, "group", f"{path}{each // 2}")[:16],
                )  # fmt: skip
            yield ItemRead(locator, ItemFacts(900, number, inode=number, mode=0o100644), "text/plain", f"{number:032x}")

    return scan


def hashes(home: Path) -> dict[str, str]:
    """Every table's rows, hashed in the order of their numbers."""
    alias = database.connect(home)
    stands_on = database.engine(home)
    told: dict[str, Any] = {}
    with database.explained(home), stands_on.snapshot(alias):
        stands_on.enter(alias, numbers_of(home, alias))
        for piece in dump.pieces(alias, 5_000):
            told.setdefault(piece.table, hashlib.sha256()).update(piece.content)
    return {table: digest.hexdigest() for table, digest in told.items()}


class Took:
    """Wall and CPU seconds of a block: ours, and not those of the database's own processes."""

    def __enter__(self) -> Took:
        self.began, self.used = perf_counter(), _used()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall, self.cpu = perf_counter() - self.began, _used() - self.used


def _used() -> float:
    here = resource.getrusage(resource.RUSAGE_SELF)
    return here.ru_utime + here.ru_stime


def measure(name: str, count: int, folder: Path, cluster: Any) -> dict[str, Any]:
    from simulators import postgres_store

    home, again = folder / name / "home", folder / name / "again"
    if name == "PostgreSQL":
        postgres_store.stand_on(home, cluster, "benchmark_from")
        postgres_store.stand_on(again, cluster, "benchmark_to")
    place = folder / name / "share"
    place.mkdir(parents=True)
    workspace = open_store(home)
    with Took() as writing:
        scan_store(workspace, [place], scanner=findings(count))
    file = folder / name / "store.bailee"
    with Took() as backing:
        kept = back_up(home, file, passphrase=WORDS)
    with Took() as restoring:
        restore(file, again, passphrase=WORDS)
    is_equal = hashes(home) == hashes(again)
    told = {"findings": kept.rows["finding"], "rows": kept.all_rows, "bytes": file.stat().st_size, "equal": is_equal}
    for each in (home, again):
        database.disconnect(each)
    return {"store": name, **told, "writing": writing, "backing": backing, "restoring": restoring}


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--findings", type=int, default=1_000_000)
    arguments.add_argument("--stores", nargs="*", choices=["SQLite", "PostgreSQL"], default=["SQLite", "PostgreSQL"])
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "backup.md")
    wanted = arguments.parse_args()
    from simulators import postgres_store

    rows = kept(wanted.out)
    good = True
    with tempfile.TemporaryDirectory(prefix="bailee-backup-") as folder, postgres_store.running() as cluster:
        for name in wanted.stores:
            if name == "PostgreSQL" and cluster is None:
                continue
            load = os.getloadavg()[0]
            told = measure(name, wanted.findings, Path(folder), cluster)
            rows[name] = row(told, load)
            print(rows[name], flush=True)
            good &= told["equal"] and told["backing"].wall + told["restoring"].wall <= LIMIT
    wanted.out.write_text(page(rows))
    return 0 if good else 1


def kept(out: Path) -> dict[str, str]:
    """Rows of the stores that were measured before, by store: one run need not measure both."""
    lines = out.read_text().splitlines() if out.exists() else []
    return {name: line for name in ("SQLite", "PostgreSQL") for line in lines if line.startswith(f"| {name} |")}


def row(told: dict[str, Any], load: float) -> str:
    def both(took: Took) -> str:
        return f"{took.wall:.0f} s ({took.cpu:.0f} CPU s)"

    return (
        f"| {told['store']} | {told['findings']:,} | {told['rows']:,} | {both(told['writing'])} | {both(told['backing'])} | "
        f"{both(told['restoring'])} | {told['bytes'] / 1e6:,.0f} MB | {'yes' if told['equal'] else 'NO'} | "
        f"{datetime.now(UTC).date().isoformat()} | {load:.1f} to {os.getloadavg()[0]:.1f} |"
    )


def page(rows: dict[str, str]) -> str:
    table = "\n".join(rows.values())
    return f"""# Backup and restore, measured

Made by `python benchmarks/backup.py` on machines of 2 cores; their load, from the start of a run to its end, is told. CPU seconds
are those of bailee, without the database's own processes.

| store | findings | rows | written by a scan | backup | restore, with verification | file | equal | on | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{table}

Equal: every row of every table of the restored store, hashed in the order of its numbers, is what it was, and every
organisation's log of evidence verifies. The limit is {LIMIT} seconds for backup and restore together.

What a backup is, who can open it, and how to try it: [keys.md](keys.md).
"""


if __name__ == "__main__":
    sys.exit(main())
