"""Every benchmark that this tree can make, and the figures they print, kept in docs/benchmarks.md.

    python benchmarks/run.py            # or: make bench; all parts, half an hour
    python benchmarks/run.py speed      # one part

Speed is measured beside `rg`, where it is installed, in the same run, as CPU seconds, the median of paired runs; this machine is named.
"""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from page import Section, write  # noqa: E402 - the folder of benchmarks is no package

PARTS = (
    "demo",
    "peers",
    "peer_vectors",
    "calibration",
    "alarms",
    "speed",
    "equality",
    "slow_input",
    "ocr",
    "films",
    "kinds_of_record",
    "words",
)
SEEDS = ((7, False), (11, True), (12, True), (31, True), (55, True), (77, True))


def machine() -> Section:
    told = f"Written on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {_processor()}, {platform.system()}, CPython {platform.python_version()}, "
    return Section("machine", "", [told + f"commit {_commit()}."])


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def demo_figures() -> Section:
    """What a scan finds of what the sample company was planted with."""
    from bailee.demo.company import make_company
    from demo import scanned, score

    lines = []
    with tempfile.TemporaryDirectory() as work:
        for seed, shuffle in SEEDS:
            folder = Path(work) / f"company-{seed}"
            made = make_company(folder / "company", seed=seed, shuffle_folders=shuffle, neutral_names=shuffle)
            manifest = made.as_dict()
            began = time.monotonic()
            result = score(manifest, scanned(folder / "company", folder))
            seconds = time.monotonic() - began
            there = sum(found for found, _ in result["values"].values())
            planted = sum(wanted for _, wanted in result["values"].values())
            kinds = {kind["kind"] for kind in manifest["kinds"]}
            lines.append(
                f"| {seed}{', shuffled, neutral names' if shuffle else ''} | {there:,} of {planted:,} = {there / planted:.3f} | "
                f"{result['kinds'][0]} of {result['kinds'][1]} ({len(kinds)} kinds) | {len(result['kinds_false'])} | {len(result['false'])} | {seconds:.0f} s |"
            )
    head = [
        "| seed | values found, at their place | items of a kind found | kinds that are not there | false card, SSN, IBAN, routing | scan |",
        "|---|---|---|---|---|---|",
    ]
    return Section("demo", "## The sample company: what a scan finds of what was planted", [*head, *lines])


def part(name: str) -> Sequence[Section]:
    if name == "demo":
        return [demo_figures()]
    sections: Sequence[Section] = importlib.import_module(name).measure()
    return sections


def main() -> None:
    chosen = sys.argv[1:] or PARTS
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in chosen:
        print(f"# {name}", file=sys.stderr, flush=True)
        write(part(name))
    write([machine()])


if __name__ == "__main__":
    main()
