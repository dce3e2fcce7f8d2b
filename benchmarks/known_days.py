"""What a look costs at days of laws while 1, 10 and 50 incidents are open, in seconds of processor: the first look, and those after it.

    python benchmarks/known_days.py
    python benchmarks/known_days.py --findings 5000

The store is that of `incidents.py`, with people in 51 jurisdictions on its roster; each incident is about one office of it. *First* is a
look of a program that just began, *next* the one after it (the median of five), *after a note* the one after somebody noted what was
done about one of them, *after a scan* the one after a scan ended.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from bailee.operations.known_days import due_of_incidents
from bailee.operations.open_store import open_store
from bailee.operations.report_incident import Report, add_fact, report_incident
from bailee.store.workspace import Workspace
from incidents import list_people
from people_at_scale import fill

OPEN = (1, 10, 50)
ROUNDS = 5


def _spent(act: Callable[[], object]) -> float:
    begun = process_time()
    act()
    return process_time() - begun


def _looked(workspace: Workspace) -> float:
    return _spent(lambda: due_of_incidents(workspace, datetime.now(UTC)))


def _scanned(workspace: Workspace) -> None:
    """The record of a scan's end: what a look stands on counts as changed."""
    with workspace.transaction():
        workspace.record("scan-ended", "scan-0", {})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=int, default=50_000)
    options.add_argument("--size", type=int, default=60, help="people of each office")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bailee-known-days-") as folder:
        home = Path(folder) / "home"
        findings, _ = fill(home, chosen.findings, chosen.size)
        listed = list_people(home, 5_000)
        workspace = open_store(home)
        stores = sorted(workspace.coverage_by_store())
        print(f"{findings:,} findings in {len(stores)} data stores, {listed:,} people on the roster\n")
        print("| open | first | next | after a note | after a scan |\n| --- | --- | --- | --- | --- |")
        told: list[str] = []
        for many in OPEN:
            for number in range(len(told), many):
                at = datetime.now(UTC) - timedelta(seconds=1)
                told.append(
                    report_incident(
                        workspace,
                        Report(
                            f"Office {number}",
                            "open-store",
                            "store",
                            stores[number % len(stores)],
                            at,
                            "America/New_York",
                        ),
                    )
                )
            row = [_looked(workspace), median(_looked(workspace) for _ in range(ROUNDS))]
            add_fact(workspace, told[0], "Asked who had it", source="telephone")
            row.append(_looked(workspace))
            _scanned(workspace)
            row.append(_looked(workspace))
            print(f"| {many} | " + " | ".join(f"{each * 1000:,.0f} ms" for each in row) + " |", flush=True)
        workspace.close()


if __name__ == "__main__":
    main()
