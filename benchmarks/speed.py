"""Speed: beside ripgrep and beside plain `re`, and what detection adds to reading office files. CPU seconds, medians of paired runs.

    python benchmarks/speed.py            # or: make bench

ripgrep and `re` are asked twice: for speed_patterns.txt, 43 expressions as somebody would search for them, and for all that the
detectors look for (own_patterns.py). They say where something stands; no digit is checked, nothing around it is looked at. BAILEE_OFFICE
may name a folder of other office files.
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
import own_patterns
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
SAME_RUNS, SAME_SIZE = (
    3,
    5_000_000,
)  # over the detectors' own patterns, at which ripgrep reads about a megabyte a second
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


def beside_the_same(name: str, text: str, work: Path) -> list[str]:
    """A row: MB per CPU second of either where ripgrep is given all that the pattern detectors look for."""
    piece, empty, asked = work / "piece.txt", work / "empty.txt", work / "own_patterns.txt"
    piece.write_text(_sample(text, SAME_SIZE), "utf-8", "surrogatepass")
    empty.write_bytes(b"x\n")
    patterns = own_patterns.expressions()
    asked.write_text("\n".join(patterns), "utf-8")
    megabytes = piece.stat().st_size / 1e6
    ours = [sys.executable, "-m", "bailee", "detect", "--patterns-only", "--jobs", "1"]
    theirs = [
        "rg",
        "--no-unicode",
        "-c",
        "-j1",
        "-a",
        "--dfa-size-limit",
        "1G",
        "--regex-size-limit",
        "1G",
        "-f",
        str(asked),
    ]
    if not shutil.which("rg"):
        return [name, f"{len(patterns):,}", f"{megabytes:.0f}", "", "rg is not here", ""]
    pairs = [
        (cpu([*ours, str(piece)]) - cpu([*ours, str(empty)]), cpu([*theirs, str(piece)]) - cpu([*theirs, str(empty)]))
        for _ in range(SAME_RUNS)
    ]
    ratios = sorted(their / our for our, their in pairs)
    return [
        name,
        f"{len(patterns):,}",
        f"{megabytes:.0f}",
        f"{megabytes / statistics.median(our for our, _ in pairs):.1f}",
        f"{megabytes / statistics.median(their for _, their in pairs):.2f}",
        f"**{statistics.median(ratios):.1f}** ({ratios[0]:.1f} to {ratios[-1]:.1f})",
    ]


def beside_re(text: str) -> list[str]:
    """The portable engine, whole detection, beside unions that only find: of 43 patterns, and of all that it looks for."""
    piece = _sample(text, 60_000)
    content = Text.of(piece, Locator(("text",)))
    plan(patterns_only=True, portable=True)
    megabytes = len(piece) / 1e6
    few = [
        f"(?i:{RULES.sub('', line)})" if RULES.match(line) else f"(?:{line})"
        for line in PATTERNS.read_text("utf-8").splitlines()
    ]
    everything = [f"(?:{one})" for one in own_patterns.expressions()]
    rows = []
    for what, patterns in (
        (f"the {len(few)} of speed_patterns.txt", few),
        (f"the {len(everything):,} that the detectors look for", everything),
    ):
        union = re.compile("|".join(patterns))
        pairs = []
        for _ in range(RUNS):
            whole = own(lambda: detect(content, patterns_only=True, portable=True))
            pairs.append((whole, own(lambda found=union.finditer: sum(1 for _ in found(piece)))))
        ratio = statistics.median(plain / whole for whole, plain in pairs)
        rows.append(
            f"| {what} | {megabytes / statistics.median(whole for whole, _ in pairs):.3f}"
            f" | {megabytes / statistics.median(plain for _, plain in pairs):.3f} | **{ratio:.2f}** |"
        )
    return rows


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
        texts = {"mixed text": text}
        if other := others():
            texts["others' labelled text and text without values"] = other
        table = [beside_ripgrep(name, one, work) for name, one in texts.items()]
        same = [beside_the_same(name, one, work) for name, one in texts.items()]
        lines = [
            f"`bailee detect --patterns-only --jobs 1` beside `rg --no-unicode -j1` over benchmarks/speed_patterns.txt, {RUNS} paired runs; 1 would be ripgrep's speed.",
            "",
            "| text | MB | bailee, MB per CPU second | `rg -c` | bailee's speed as a share of it (least to most) | of `rg -o -b` |",
            "|---|---|---|---|---|---|",
            *("| " + " | ".join(row) + " |" for row in table),
            "",
            f"The same for all that the pattern detectors look for, phrases and forms (benchmarks/own_patterns.py), {SAME_RUNS} paired runs:",
            "",
            "| text | patterns | MB | bailee, MB per CPU second | `rg -c` | bailee's speed as a multiple of it (least to most) |",
            "|---|---|---|---|---|---|",
            *("| " + " | ".join(row) + " |" for row in same),
        ]
        portable = [
            "Whole detection by the portable engine, beside one union under `re` that says where its patterns match; MB per CPU second.",
            "",
            "| union of | portable engine | `re` | the engine's speed as a multiple of the union's |",
            "|---|---|---|---|",
            *beside_re(text),
        ]
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
