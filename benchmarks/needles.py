"""Places where text hides, format by format: what of it `bailee read` finds.

    python benchmarks/needles.py                  # makes the files, reads each, writes docs/needles.md
    python benchmarks/needles.py --keep FOLDER    # and keeps the files there
    python benchmarks/needles.py --python PYTHON  # an interpreter with openpyxl, python-docx …: files of theirs too
    python benchmarks/needles.py xls pdf          # those whose names hold one of these words; writes no table

A needle is a word that stands nowhere else. The files are written byte by byte here, from the formats' descriptions, with
nothing of bailee's: a reader and a writer that share a mistake agree. `needles_*.py` beside this file hold the formats.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from needles_files import FILES, Made

HERE = Path(__file__).parent
TABLE = HERE.parent / "docs" / "needles.md"
FORMATS = ("word", "sheets", "slides", "old", "open_documents", "pdf", "markup", "others", "apple")
BAILEE = Path(sys.executable).with_name("bailee")


def made(words: list[str]) -> list[Made]:
    for name in FORMATS:
        importlib.import_module(f"needles_{name}")
    return [make() for name, make in FILES.items() if not words or any(word in name for word in words)]


def of_tools(python: str, folder: Path) -> list[Made]:
    """Files written by the libraries that many programs write theirs with."""
    subprocess.run([python, HERE / "needles_tools.py", folder], check=True)
    planted = json.loads((folder / "needles.json").read_text("utf-8"))
    return [Made(name, (folder / name).read_bytes(), places) for name, places in planted.items()]


def read(path: Path) -> tuple[str, list[str]]:
    """All text that is read in a file, and what was said to be left."""
    run = subprocess.run([BAILEE, "read", "--jsonl", path], capture_output=True, text=True, timeout=120, check=False)
    texts = []
    for line in run.stdout.splitlines():
        told = json.loads(line)
        texts.append(" ".join(told["locator"]))
        texts.append(told["text"])
    return "\n".join(texts), run.stderr.strip().splitlines()


def table(results: list[tuple[Made, list[str], list[str]]]) -> str:
    by_format: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for file, missed, _ in results:
        for place, needle in file.needles.items():
            by_format[file.name.rpartition(".")[2]].append((file.name, place, needle not in missed))
    planted = sum(len(rows) for rows in by_format.values())
    found = sum(row[2] for rows in by_format.values() for row in rows)
    lines = [
        "# Needles: places where text hides, and what of them is read",
        "",
        (
            f"{found} of {planted} words planted in {len(results)} files of {len(by_format)} formats are found by `bailee read`. Made by "
            "`python benchmarks/needles.py`, which writes the files from the formats' descriptions and shares no code with the readers; "
            "files named `of-…` were written by libraries that other programs use."
        ),
        "",
        "| format | found / planted | places |",
        "|---|---|---|",
    ]
    for ending in sorted(by_format):
        rows = by_format[ending]
        places: dict[str, bool] = {}
        for _, place, is_found in rows:
            places[place] = places.get(place, True) and is_found
        told = " · ".join(place if is_found else f"**not: {place}**" for place, is_found in places.items())
        lines.append(f"| {ending} | {sum(row[2] for row in rows)} / {len(rows)} | {told} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--python", help="interpreter with the libraries that needles_tools.py names")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = made(options.words)
        if options.python:
            files += [
                file
                for file in of_tools(options.python, folder)
                if not options.words or any(word in file.name for word in options.words)
            ]
        for file in files:
            (folder / file.name).write_bytes(file.data)
        with ThreadPoolExecutor(options.jobs) as pool:
            read_files = list(pool.map(lambda file: read(folder / file.name), files))
    results = []
    for file, (text, left) in zip(files, read_files, strict=True):
        missed = [needle for needle in file.needles.values() if needle not in text]
        results.append((file, missed, left))
        for place, needle in file.needles.items():
            if needle in missed:
                print(f"missed  {file.name}: {place} ({needle})")
        for line in left:
            print(f"left    {file.name}: {line}")
    planted = sum(len(file.needles) for file in files)
    found = planted - sum(len(missed) for _, missed, _ in results)
    if not options.words:
        TABLE.write_text(table(results), "utf-8")
    print(f"{found} of {planted} needles in {len(files)} files")
    return 0 if found == planted else 1


if __name__ == "__main__":
    sys.exit(main())
