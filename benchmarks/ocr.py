"""How much of what stands on scanned pages a scan finds, by sort of page and by kind of value; what the gate costs and loses.

    python benchmarks/ocr.py [--each 4] [--only "fax"] [--fonts FOLDER] [--write]

Pages come from benchmarks/scanned_pages.py. They are scanned as files, with everything that a scan does: gate, worker,
layout, detectors. A value counts as found where a finding of its detector has the fingerprint of the value as printed.
`--write` keeps the figures in benchmarks/results/ocr.json, from which docs/benchmarks.md tells them.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from bailee.detectors import detect
from bailee.findings import Finding
from bailee.keys import fingerprint
from bailee.scanner import Limits, ScanKeys, scan
from bailee.text import Text
from bailee.vocabulary import Locator
from scanned_pages import LABELS, SORTS, Page, Planted, pages

RESULTS = Path(__file__).with_name("results") / "ocr.json"
WORDS = {detector: label for label, detector, _ in LABELS}


def expected(planted: Planted, key: bytes) -> str:
    """Fingerprint of a value, from the plain text in which it would stand; empty where no detector takes it for one."""
    text = Text.of(f"{WORDS[planted.detector]}: {planted.value}", Locator(("text",)))
    for match in detect(text):
        if match.detector == planted.detector:
            return fingerprint(key, match.detector, match.value)
    return ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--fonts", default="")
    parser.add_argument("--lost", action="store_true", help="print what was not found")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    keys = ScanKeys.random()
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Page] = {}
        for number, page in enumerate(pages(given.seed, given.each, given.fonts, given.only)):
            name = f"{number:03}{page.name}"
            Path(folder, name).write_bytes(page.saved())
            made[name] = page
        found: dict[str, set[str]] = defaultdict(set)
        pictures = Counter[str]()
        began, cpu = time.monotonic(), _cpu()
        for event in scan(
            Path(folder), keys=keys, limits=Limits(ocr="full", names="full", seconds_per_megabyte=60), jobs=1
        ):
            if isinstance(event, Finding):
                found[event.locator.item].add(event.fingerprint)
            elif hasattr(event, "pictures"):
                pictures["wanted"] += event.pictures[0]
                pictures["read"] += event.pictures[1]
            elif hasattr(event, "reason"):
                print(event.locator, event.reason)
        took, cpu = time.monotonic() - began, _cpu() - cpu
    by_sort: dict[str, Counter[str]] = defaultdict(Counter)
    by_detector: dict[str, Counter[str]] = defaultdict(Counter)
    for name, page in made.items():
        for planted in page.planted:
            wanted = expected(planted, keys.fingerprint_key)
            hit = bool(wanted) and wanted in found[name]
            for tally in (by_sort[page.sort], by_detector[planted.detector]):
                tally["planted"] += 1
                tally["found"] += hit
            if given.lost and not hit:
                print(
                    f"{name} {page.sort:22} {planted.detector:16} {planted.value}"
                    + ("" if wanted else "  (not in text either)")
                )
    for tallies in (by_sort, by_detector):
        for name, tally in tallies.items():
            print(f"{name:24} {tally['found']:4} of {tally['planted']:4}  {tally['found'] / tally['planted']:.3f}")
        print()
    total = Counter[str]()
    for tally in by_sort.values():
        total += tally
    print(
        f"all: {total['found']} of {total['planted']} = {total['found'] / total['planted']:.4f}; {len(made)} pages, {pictures}"
    )
    print(f"{took:.0f} s, {cpu / len(made):.2f} CPU s a page")
    if given.write:
        RESULTS.write_text(
            json.dumps(
                {
                    "pages": len(made),
                    "cpu_seconds_a_page": round(cpu / len(made), 2),
                    "by_sort": {
                        name: [tally["found"], tally["planted"], SORTS[name]] for name, tally in by_sort.items()
                    },
                    "by_detector": {name: [tally["found"], tally["planted"]] for name, tally in by_detector.items()},
                },
                indent=1,
            )
            + "\n"
        )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + own.ru_utime + own.ru_stime


if __name__ == "__main__":
    main()
