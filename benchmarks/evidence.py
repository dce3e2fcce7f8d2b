"""The log at a hundred thousand records: appended, proven, verified; beside the figures that are asked for:  make evidence

Appending is measured into a store, by the 500 in one transaction; proofs off that store, each with its two queries; verifying once as
`bailee evidence verify` does (every row, every mark, every signature), and once as `verify.py` does over what was exported.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import world as worlds
from bailee.evidence import standalone
from bailee.operations.export_evidence import export_evidence
from bailee.operations.verify_evidence import verify_own

RECORDS, BATCH, PROOFS = 100_000, 500, 300
ASKED = {"append": 50e-6, "proof": 1e-3, "verify": 5.0}


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        begun = Clock()
        for start in range(0, RECORDS, BATCH):
            alice.record_all(
                [
                    ("file-sealed", f"file-{number:06}", {"n": number, "by": "plan-1"})
                    for number in range(start, start + BATCH)
                ]
            )
        append = begun.took(RECORDS)
        size = alice.log_size()
        sizes = (1 + BATCH * random.randrange(1, RECORDS // BATCH) for _ in range(PROOFS))
        kept = [note for each in sizes if (note := alice.checkpoint_at(each))]
        begun = Clock()
        for _ in range(PROOFS):
            alice.inclusion(random.randrange(1, size + 1))
        inclusion = begun.took(PROOFS)
        begun = Clock()
        for note in kept:
            alice.consistency(note)
        growth = begun.took(len(kept))
        begun = Clock()
        report = verify_own(alice)
        whole = begun.took()
        export_evidence(alice, Path(name) / "out", proofs=False)
        begun = Clock()
        found = standalone.examine(Path(name) / "out")
        alone = begun.took()
        begun = Clock()
        for _ in range(200):
            alice.record("seen", "file-1", {"n": 1})
        one_by_one = begun.took(200)
    rows = (
        ("an entry in batches of 500, into the store", append, ASKED["append"], "µs", 1e6),
        ("an inclusion proof, read and checked", inclusion, ASKED["proof"], "ms", 1e3),
        ("a consistency proof, read and checked", growth, ASKED["proof"], "ms", 1e3),
        (f"{size:,} records verified in the store", whole, ASKED["verify"], "s", 1.0),
        (f"{size:,} records verified by verify.py", alone, ASKED["verify"], "s", 1.0),
    )
    for what, took, asked, unit, times in rows:
        told = f"{took.cpu * times:8.2f} {unit} of processor, {took.wall * times:.2f} by the clock"
        print(f"{what:46} {told:52} asked for: {asked * times:g} {unit}  {'ok' if took.cpu <= asked else 'MORE'}")
    print(f"one record alone in its transaction: {one_by_one.cpu * 1e6:.0f} µs of processor")
    print(f"while {os.getloadavg()[0]:.0f} processes wanted the {os.cpu_count()} cores")
    good = report.ok and not found.faults and report.records == found.records == size
    print(f"all of it holds: {good}")
    return 0 if good and all(took.cpu <= asked for _, took, asked, _, _ in rows) else 1


class Took(NamedTuple):
    cpu: float  # seconds of processor, which is what is compared: other work on the machine counts in the clock's
    wall: float


class Clock:
    def __init__(self) -> None:
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def took(self, times: int = 1) -> Took:
        return Took((time.process_time() - self.cpu) / times, (time.perf_counter() - self.wall) / times)


if __name__ == "__main__":
    sys.exit(main())
