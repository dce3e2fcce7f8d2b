"""Speed: beside ripgrep and beside plain `re`, and what detection adds to reading office files. CPU seconds, medians of paired runs.

    python benchmarks/speed.py            # or: make bench

ripgrep counts the lines that hold any of speed_patterns.txt, the same kinds of values as patterns alone; it neither checks a digit nor
looks at what stands around. BAILEE_OFFICE may name a folder of other office files.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import generated
from alarms import machine_texts
from bailee.demo.company import make_company
from bailee.detectors import detect
from bailee.detectors.plans import plan
from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator
from labelled import negatives, sets
from page import Section, write

HERE = Path(__file__).parent
PATTERNS = HERE / "speed_patterns.txt"
RUNS = 5
OFFICE = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".odp", ".doc", ".xls", ".ppt", ".rtf")
RULES = re.compile(r"\A\(\?i\)")


def cpu(command: Sequence[str]) -> float:
    """CPU seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def own(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def mixed(work: Path) -> str:
    """Text as it lies on a file server: manuals, lists, code and logs of this machine, papers of the sample company, forms and letters."""
    make_company(work / "company", seed=7)
    company = [
        path.read_text("utf-8", "replace")
        for path in sorted((work / "company").rglob("*"))
        if path.suffix in (".txt", ".csv", ".log", ".html", ".json", ".eml", ".md")
    ]
    made = [row["text"] for row in generated.documents(seed=601, each=20)]
    return "\n".join([*company, *made, *(record.text for record in machine_texts(14_000_000))])


def others() -> str:
    """Others' labelled text and text without values, where it is here."""
    every = sets(each=1)
    every.pop("generated")
    return "\n".join([*(one.text for records in every.values() for one in records), *(one.text for one in negatives())])


def beside_ripgrep(name: str, text: str, work: Path) -> list[str]:
    """A row: MB per CPU second of either, and their ratio in paired runs."""
    big, empty = work / "big.txt", work / "empty.txt"
    data = text.encode("utf-8", "surrogatepass")
    big.write_bytes(data * (20_000_000 // len(data) + 1))
    empty.write_bytes(b"x\n")
    megabytes = big.stat().st_size / 1e6
    ours = [sys.executable, "-m", "bailee", "detect", "--patterns-only", "--jobs", "1"]
    program = shutil.which("rg")
    taken, theirs, told = [], [], []
    for _ in range(RUNS):
        taken.append(cpu([*ours, str(big)]) - cpu([*ours, str(empty)]))
        if program:
            theirs.append(cpu([program, "--no-unicode", "-c", "-j1", "-a", "-f", str(PATTERNS), str(big)]))
            told.append(cpu([program, "--no-unicode", "-o", "-b", "-j1", "-a", "-f", str(PATTERNS), str(big)]))
    row = [name, f"{megabytes:.0f}", f"{megabytes / statistics.median(taken):.1f}"]
    if not program:
        return [*row, "rg is not here", "", ""]
    ratios = sorted(b / a for a, b in zip(taken, theirs, strict=True))
    return [
        *row,
        f"{megabytes / statistics.median(theirs):.1f}",
        f"**{statistics.median(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f})",
        f"{statistics.median(b / a for a, b in zip(taken, told, strict=True)):.2f}",
    ]


def beside_re(text: str) -> list[str]:
    """The portable engine, whole detection, beside a union of the same patterns that only finds."""
    piece = _sample(text, 60_000)
    lines = PATTERNS.read_text("utf-8").splitlines()
    union = re.compile(
        "|".join(f"(?i:{RULES.sub('', line)})" if RULES.match(line) else f"(?:{line})" for line in lines)
    )
    content = Text.of(piece, Locator(("text",)))
    plan(patterns_only=True, portable=True)
    portable, plain = [], []
    for _ in range(RUNS):
        portable.append(own(lambda: detect(content, patterns_only=True, portable=True)))
        plain.append(own(lambda: sum(1 for _ in union.finditer(piece))))
    ratio = statistics.median(b / a for a, b in zip(portable, plain, strict=True))
    megabytes = len(piece) / 1e6
    return [
        f"| portable engine, all pattern detectors with their checks | {megabytes / statistics.median(portable):.3f} MB per CPU second |",
        f"| `re`, one union of speed_patterns.txt, matches only | {megabytes / statistics.median(plain):.3f} MB per CPU second |",
        f"| the portable engine's speed, as a multiple of the union's | **{ratio:.2f}** |",
    ]


def _sample(text: str, size: int) -> str:
    """Pieces of a text from all over it."""
    step = len(text) // 30
    return "\n".join(text[start : start + size // 30] for start in range(0, len(text) - step, step))


def office(work: Path) -> list[str]:
    """CPU seconds of extraction and of detection over office files, file by file, after one round to warm up."""
    folders = {"the sample company": work / "company"}
    if (named := os.environ.get("BAILEE_OFFICE")) and Path(named).is_dir():
        folders["another folder"] = Path(named)
    rows = []
    for name, folder in folders.items():
        files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in OFFICE]
        reading, finding, size, characters = 0.0, 0.0, 0, 0
        for path in files:
            item = Item(Locator((path.name,)), path.stat().st_size, path=path)
            try:
                extractor = extractor_for(recognise(item))
                if extractor is None:
                    continue
                texts = [one for one in extractor.extract(item, Budget()) if isinstance(one, Text)]  # once, to warm up
                pairs = []
                for _ in range(3):
                    began = time.process_time()
                    texts = [one for one in extractor.extract(item, Budget()) if isinstance(one, Text)]
                    read = time.process_time()
                    for text in texts:
                        detect(text, patterns_only=True)
                    pairs.append((read - began, time.process_time() - read))
            except (Unreadable, OSError, ValueError):
                continue
            reading += statistics.median(pair[0] for pair in pairs)
            finding += statistics.median(pair[1] for pair in pairs)
            size += path.stat().st_size
            characters += sum(len(text.content) for text in texts)
        if reading:
            rows.append(
                f"| {name} | {len(files)} files, {size / 1e6:.1f} MB, {characters / 1e6:.2f} million characters | {reading:.2f} | {finding:.2f} | **{finding / reading:.1%}** |"
            )
    return rows


def measure() -> list[Section]:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        text = mixed(work)
        table = [beside_ripgrep("mixed text", text, work)]
        if other := others():
            table.append(beside_ripgrep("others' labelled text and text without values", other, work))
        lines = [
            f"`bailee detect --patterns-only --jobs 1` beside `rg --no-unicode -j1` over benchmarks/speed_patterns.txt, {RUNS} paired runs; 1 would be ripgrep's speed.",
            "",
            "| text | MB | bailee, MB per CPU second | `rg -c` | bailee's speed as a share of it (least to most) | of `rg -o -b` |",
            "|---|---|---|---|---|---|",
            *("| " + " | ".join(row) + " |" for row in table),
        ]
        portable = ["| what | figure |", "|---|---|", *beside_re(text)]
        shares = [
            "| files | | extraction, CPU s | detection (patterns), CPU s | added |",
            "|---|---|---|---|---|",
            *office(work),
        ]
    return [
        Section("speed-ripgrep", "### Beside ripgrep", lines),
        Section("speed-portable", "### Where there is no Hyperscan", portable),
        Section("speed-office", "### What detection adds to reading office files", shares),
    ]


if __name__ == "__main__":
    write(measure())
