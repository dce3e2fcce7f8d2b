"""Everything of an organisation out, in again on the other database, out again, and back: is it the same, and how long does it take?

    python benchmarks/round_trip.py                          # a hundred thousand findings, SQLite → PostgreSQL → SQLite
    python benchmarks/round_trip.py --findings 1000000

The findings are written by the store's own bulk writer, as a scan writes them. The same means: every file of every export, byte for
byte; and the log verifies in each store.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the PostgreSQL that tests start for themselves
sys.path.insert(0, str(ROOT / "benchmarks"))

from backup import findings  # noqa: E402 - after the path that finds them
from bailee.operations.export_organisation import export_organisation  # noqa: E402 - after the path that finds them
from bailee.operations.import_organisation import import_organisation  # noqa: E402 - after the path that finds them
from bailee.operations.open_store import open_store  # noqa: E402 - after the path that finds them
from bailee.operations.scan_store import scan_store  # noqa: E402 - after the path that finds them
from bailee.operations.verify_evidence import verify_evidence  # noqa: E402 - after the path that finds them
from bailee.store import database  # noqa: E402 - after the path that finds them


def differing(one: Path, other: Path) -> list[str]:
    """Names of files that are not the same in two folders, byte for byte."""
    names = {each.relative_to(top).as_posix() for top in (one, other) for each in top.rglob("*") if each.is_file()}
    return sorted(
        name
        for name in names
        if not (
            (one / name).is_file() and (other / name).is_file() and filecmp.cmp(one / name, other / name, shallow=False)
        )
    )


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--findings", type=int, default=100_000)
    wanted = arguments.parse_args()
    from simulators import postgres_store

    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bailee-round-trip-") as name, postgres_store.running() as cluster:
        folder = Path(name)
        homes = [folder / "home-0", folder / "home-1", folder / "home-2"]
        kinds = ["SQLite", "PostgreSQL" if cluster is not None else "SQLite", "SQLite"]
        if cluster is not None:
            postgres_store.stand_on(homes[1], cluster, "benchmark_round_trip")
        (folder / "share").mkdir()
        workspace = open_store(homes[0])
        scan_store(workspace, [folder / "share"], scanner=findings(wanted.findings))
        rows = 0
        print("| step | rows | seconds | rows a second |")
        print("| --- | --- | --- | --- |")
        for number, (home, kind) in enumerate(zip(homes, kinds, strict=True)):
            if number:
                begun = perf_counter()
                came = import_organisation(home, folder / f"export-{number - 1}")
                took = perf_counter() - begun
                print(
                    f"| import into {kind} | {came.all_rows:,} | {took:.1f} | {came.all_rows / took:,.0f} |", flush=True
                )
            door = open_store(home, create=False)
            begun = perf_counter()
            done = export_organisation(door, folder / f"export-{number}", in_clear=True)
            took, rows = perf_counter() - begun, done.all_rows
            print(f"| export from {kind} | {rows:,} | {took:.1f} | {rows / took:,.0f} |", flush=True)
            if not verify_evidence(home).ok:
                print(f"the log in {kind} is broken", file=sys.stderr)
                return 1
        files = [name for number in (1, 2) for name in differing(folder / "export-0", folder / f"export-{number}")]
        print(
            f"\n{datetime.now(UTC):%Y-%m-%d}, load {load:.1f} to {os.getloadavg()[0]:.1f}; files that differ: {len(files)} {files[:3]}"
        )
        for home in homes:
            database.disconnect(home)
    return int(bool(files))


if __name__ == "__main__":
    sys.exit(main())
