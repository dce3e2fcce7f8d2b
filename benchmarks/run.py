"""Every benchmark that needs nothing but this tree, and the figures they print, kept in docs/benchmarks.md.

    python benchmarks/run.py            # or: make bench

Speed is measured beside `rg`, where it is installed, in the same run, as CPU seconds, the median of three; this machine is named.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from bailee.demo.company import make_company  # noqa: E402 - the folder of benchmarks is no package
from demo import scanned, score  # noqa: E402

PATTERN = r"[0-9]{3}-[0-9]{2}-[0-9]{4}|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}|([0-9]{1,3}\.){3}[0-9]{1,3}"


def cpu(command: list[str]) -> float:
    """CPU seconds of a command and its children, the median of three runs."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken)


def detection_speed(work: Path) -> list[str]:
    """`bailee detect --patterns-only` beside a search for three patterns, over text of the sample company."""
    company = work / "speed"
    make_company(company, seed=7)
    pieces = [
        path.read_bytes()
        for path in sorted(company.rglob("*"))
        if path.suffix in (".txt", ".csv", ".log", ".html", ".json")
    ]
    text = b"\n".join(pieces)
    big = work / "big.txt"
    big.write_bytes(text * (20_000_000 // max(len(text), 1) + 1))
    empty = work / "empty.txt"
    empty.write_text("x\n")
    ours = [sys.executable, "-m", "bailee", "detect", "--patterns-only", "--jobs", "1"]
    spent = cpu([*ours, str(big)]) - cpu([*ours, str(empty)])
    megabytes = big.stat().st_size / 1e6
    lines = [f"| `bailee detect --patterns-only` | {megabytes / spent:.0f} MB per CPU second |"]
    if (program := shutil.which("rg")) is not None:
        theirs = cpu([program, "--no-unicode", "-c", "-j1", "-a", PATTERN, str(big)])
        lines.append(f"| `rg -c`, three patterns, same text | {megabytes / theirs:.0f} MB per CPU second |")
    return lines


def demo_figures(work: Path) -> list[str]:
    lines = []
    for seed, shuffle, neutral in (
        (7, False, False),
        (11, True, True),
        (12, True, True),
        (31, True, True),
        (55, True, True),
        (77, True, True),
    ):
        folder = work / f"company-{seed}"
        manifest = make_company(folder / "company", seed=seed, shuffle_folders=shuffle, neutral_names=neutral).as_dict()
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
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        demo, speed = demo_figures(work), detection_speed(work)
    told = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {platform.machine()}, CPython {platform.python_version()}.",
        "",
        "## The sample company: what a scan finds of what was planted",
        "",
        "| seed | values found, at their place | items of a kind found | kinds that are not there | false card, SSN, IBAN, routing | scan |",
        "|---|---|---|---|---|---|",
        *demo,
        "",
        "## Speed of detection",
        "",
        "Over the text of the sample company, which is little but personal data: the worst case. Most time goes into judging matches.",
        "",
        "| what | figure |",
        "|---|---|",
        *speed,
        "",
    ]
    text = "\n".join(told)
    print(text)
    (HERE.parent / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
