"""How much of what stands on scanned pages a scan finds, by sort of page and by kind of value, and what a page costs.

    python benchmarks/ocr.py [--each 4] [--only "fax"] [--fonts FOLDER] [--lost]
    python benchmarks/run.py ocr                       # three pages a sort, kept in docs/benchmarks.md

Pages come from benchmarks/scanned_pages.py. They are scanned as files, with everything that a scan does: gate, worker,
layout, detectors. A value counts as found where a finding of its detector has the fingerprint of the value as printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bailee.detectors import detect
from bailee.extractors import ocr
from bailee.findings import Finding
from bailee.keys import fingerprint
from bailee.scanner import ItemPartly, ItemRead, Limits, ScanKeys, Skipped, scan
from bailee.text import Text
from bailee.vocabulary import Locator
from page import Section
from scanned_pages import LABELS, SORTS, Page, Planted, pages

WORDS = {detector: label for label, detector, _ in LABELS}


@dataclass(slots=True)
class Measured:
    pages: int = 0
    wanted: int = 0  # pictures that the gate let through
    left: list[str] = field(default_factory=list)
    by_sort: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_detector: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lost: list[str] = field(default_factory=list)

    def count(self, name: str, page: Page, planted: Planted, wanted: str, hit: bool) -> None:
        for tally in (self.by_sort[page.sort], self.by_detector[planted.detector]):
            tally["planted"] += 1
            tally["found"] += hit
        if not hit:
            note = "" if wanted else "  (not in plain text either)"
            self.lost.append(f"{name} {page.sort:22} {planted.detector:16} {planted.value}{note}")

    @property
    def total(self) -> Counter[str]:
        return sum(self.by_sort.values(), Counter[str]())


def expected(planted: Planted, key: bytes) -> str:
    """Fingerprint of a value, from the plain text in which it would stand; empty where no detector takes it for one."""
    text = Text.of(f"{WORDS[planted.detector]}: {planted.value}", Locator(("text",)))
    for match in detect(text):
        if match.detector == planted.detector:
            return fingerprint(key, match.detector, match.value)
    return ""


def measured(seed: int, each: int, fonts: str = "", only: str = "") -> Measured:
    keys = ScanKeys.random()
    told = Measured()
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Page] = {}
        for number, page in enumerate(pages(seed, each, fonts, only)):
            name = f"{number:03}{page.name}"
            Path(folder, name).write_bytes(page.saved())
            made[name] = page
        found: dict[str, set[str]] = defaultdict(set)
        limits = Limits(ocr="full", names="full", seconds=60, seconds_per_megabyte=60)  # beside others' work, too
        for event in scan(Path(folder), keys=keys, limits=limits, jobs=1):
            if isinstance(event, Finding):
                found[event.locator.item].add(event.fingerprint)
            elif isinstance(event, ItemRead | ItemPartly):
                told.wanted += event.pictures[0]
            if isinstance(event, ItemPartly | Skipped):
                told.left.append(f"{event.locator}: {event.reason.value}")
    told.pages = len(made)
    for name, page in made.items():
        for planted in page.planted:
            wanted = expected(planted, keys.fingerprint_key)
            told.count(name, page, planted, wanted, bool(wanted) and wanted in found[name])
    return told


def seconds_a_page(fonts: str = "") -> float:
    """CPU seconds to read the letter, the form, the table and the fax once each, the engine being loaded."""
    costs = []
    for page in pages(9, 1, fonts):
        if page.dpi in (200, 204):
            began = time.process_time()
            ocr.read_picture(page.image, lambda: None)
            costs.append(time.process_time() - began)
    return sum(costs[1:]) / (len(costs) - 1)


def measure(seed: int = 5, each: int = 3, fonts: str = "") -> Sequence[Section]:
    told = measured(seed, each, fonts)
    lines = [
        (
            f"{told.pages} pages, drawn by `benchmarks/scanned_pages.py` with values that belong to nobody and scanned as files; the gate let "
            f"{told.wanted} through. **{told.total['found']} of {told.total['planted']} values found "
            f"= {told.total['found'] / told.total['planted']:.3f}**, {seconds_a_page(fonts):.1f} CPU seconds a page of 200 dpi. "
            "No real scan is among them: paper, stamps and handwriting fare worse."
        ),
        "",
        "| page | | found | of | |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {sort} | {SORTS[sort]} | {tally['found']} | {tally['planted']} | {tally['found'] / tally['planted']:.3f} |"
        for sort, tally in told.by_sort.items()
    ]
    lines += ["", "| value | found | of | |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {tally['found']} | {tally['planted']} | {tally['found'] / tally['planted']:.3f} |"
        for name, tally in told.by_detector.items()
    ]
    return [Section("ocr", "## Scanned pages", lines)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--fonts", default="", help="a folder of more fonts than the system has")
    parser.add_argument("--lost", action="store_true", help="print what was not found")
    given = parser.parse_args()
    told = measured(given.seed, given.each, given.fonts, given.only)
    for line in (*told.left, *(told.lost if given.lost else ())):
        print(line)
    for tallies in (told.by_sort, told.by_detector):
        for name, tally in tallies.items():
            print(f"{name:24} {tally['found']:4} of {tally['planted']:4}  {tally['found'] / tally['planted']:.3f}")
        print()
    print(f"all: {told.total['found']} of {told.total['planted']} = {told.total['found'] / told.total['planted']:.4f}")


if __name__ == "__main__":
    main()
