"""Input made to be slow: CPU seconds per MB and the most memory that detection takes.

    python benchmarks/slow_input.py [--mb 1000]      # size of the one endless line; the others are what their names say

Each input is made in a file and read by `bailee detect` in a process of its own, with names and addresses and without. What takes
over a second per MB is marked.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from page import Section, write

LIMIT = 1.0  # seconds per MB
LONGEST = 300  # seconds for one input
Maker = Callable[[], Iterator[str]]


def repeated(piece: str, times: int) -> Maker:
    def make() -> Iterator[str]:
        block = piece * 1000
        for _ in range(times // 1000):
            yield block

    return make


def digits() -> Iterator[str]:
    rng = random.Random(1)
    for _ in range(1000):
        yield "".join(rng.choices("0123456789", k=10_000))


def nested(opening: str, closing: str, depth: int) -> Maker:
    def make() -> Iterator[str]:
        yield opening * depth
        yield closing * depth

    return make


def two_columns() -> Iterator[str]:
    """Tables of a head and one row, each for itself."""
    for number in range(20_000):
        yield f"ssn\tname\n{number:09}\tx\n\n"


def labels() -> Iterator[str]:
    block = "ssn dob card number account number routing phone address name passport "
    for _ in range(1_000_000 // (9 * 100)):
        yield block * 100


INPUTS: dict[str, Maker] = {
    "10 million '@'": repeated("@", 10_000_000),
    "10 million digits": digits,
    "10 million '1'": repeated("1", 10_000_000),
    "2 million '('": repeated("(", 2_000_000),
    "2 million '['": repeated("[", 2_000_000),
    "2 million '{'": repeated("{", 2_000_000),
    "JSON arrays, a million deep": nested("[", "]", 1_000_000),
    "JSON objects, 200,000 deep": nested('{"ssn":', "}", 200_000),
    "HTML, 200,000 deep": nested("<div><b>", "</b></div>", 200_000),
    "a million labels in a row": labels,
    "a million times `ssn:`": repeated("ssn:", 1_000_000),
    "300,000 times `password=`": repeated("password=", 300_000),
    "20,000 tables of two columns": two_columns,
    "300,000 times `a@b.`": repeated("a@b.", 300_000),
    "300,000 times `1.2.3.`": repeated("1.2.3.", 300_000),
    "100,000 times `123-45-6789 `": repeated("123-45-6789 ", 100_000),
    "100,000 cards in a line": repeated("4111 1111 1111 1111 ", 100_000),
    "a million commas and tabs": repeated(",\t", 500_000),
    "100,000 heads of tables": repeated("ssn,name,card number\n", 100_000),
    "300,000 times `<a `": repeated("<a ", 300_000),
    "2 million blanks": repeated(" ", 2_000_000),
    "2 million line ends": repeated("\n", 2_000_000),
    "100,000 times `Jane Roe, `": repeated("Jane Roe, ", 100_000),
    "100,000 times `12 Oak St, `": repeated("12 Oak St, ", 100_000),
    "a million `é`": repeated("é", 1_000_000),
    "a million Arabic digits": repeated("٣", 1_000_000),
}


def endless(megabytes: int) -> Maker:
    """One line, of words, numbers and marks as they come."""

    def make() -> Iterator[str]:
        rng = random.Random(2)
        words = [
            "invoice",
            "4111",
            "1111",
            "jane@roe.example.com",
            "ssn",
            "512-44-7313",
            "the",
            "of",
            "Oak",
            "St",
            "(415)",
            "555-2671",
            "x" * 30,
            "{",
            "]",
            "0.48333",
        ]
        block = " ".join(rng.choices(words, k=150_000))
        written = 0
        while written < megabytes * 1_000_000:
            yield block
            written += len(block)

    return make


WATCHED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=int(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def watched(path: Path, *options: str, longest: int = LONGEST) -> tuple[int, float, int]:
    """Exit code, CPU seconds and MB of memory of one detection."""
    command = [
        sys.executable,
        "-c",
        WATCHED,
        str(longest),
        sys.executable,
        "-m",
        "bailee",
        "detect",
        *options,
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    code, seconds, memory = done.stdout.split()
    return int(code), float(seconds), int(memory)


def figures(name: str, make: Maker, work: Path, base: dict[tuple[str, ...], float]) -> str:
    path = work / "input.txt"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(make())
    megabytes = path.stat().st_size / 1e6
    cells = []
    for options in (("--patterns-only",), ()):
        if not options and megabytes > 100:
            cells += ["not run", "–"]
            continue
        try:
            code, seconds, memory = watched(path, *options, longest=LONGEST + 4 * int(megabytes))
        except ValueError:
            cells += ["**not done**", "–"]
            continue
        each = max(seconds - base[options], 0) / megabytes
        cells += [
            (f"**{each:.3f}**" if each > LIMIT else f"{each:.3f}") + (f", exit {code}" if code else ""),
            str(memory),
        ]
    print(f"  {name}: {cells}", file=sys.stderr, flush=True)
    return f"| {name} | {megabytes:.1f} | " + " | ".join(cells) + " |"


def measure(megabytes: int = 1000) -> list[Section]:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "empty.txt").write_text("x\n")
        base = {options: watched(work / "empty.txt", *options)[1] for options in (("--patterns-only",), ())}
        inputs = INPUTS | {f"one line of {megabytes:,} MB": endless(megabytes)}
        rows = [figures(name, make, work, base) for name, make in inputs.items()]
    lines = [
        f"`bailee detect`, one process; CPU seconds per MB beyond its start, and the most memory it held. Over {LIMIT:g} s per MB is bold; *not done* is over {LONGEST} s by the clock.",
        "",
        "| input | MB | patterns: s per MB | memory, MB | with names and addresses: s per MB | memory, MB |",
        "|---|---|---|---|---|---|",
        *rows,
    ]
    return [Section("hostile", "", lines)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=1000)
    write(measure(parser.parse_args().mb))


if __name__ == "__main__":
    main()
