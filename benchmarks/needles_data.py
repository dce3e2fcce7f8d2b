"""Places where text hides in data, logs, archives and mail, and what of them `bailee read` finds: as needles.py, for those.

    python benchmarks/needles_data.py                # makes the files, reads each, writes docs/needles-data.md
    python benchmarks/needles_data.py sqlite zip     # those whose names hold one of these words; writes no table

Locked files are read with a file of passwords, as `--password-file` takes it. Files come from the formats' descriptions, or
from the libraries with which others write them; none shares code with the readers.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bailee.items import Item
from bailee.passwords import Passwords
from bailee.scanner.limits import Limits
from bailee.scanner.reading import places_of
from bailee.text import Text
from bailee.vocabulary import Locator
from needles_files import FILES, Made

TABLE = Path(__file__).parent.parent / "docs" / "needles-data.md"
MODULES = ("needles_data_tables", "needles_data_archives", "needles_data_mail", "needles_data_logs")
PASSWORDS = ("wrong", "Spring-2024", "Grüße")


_ours: dict[str, Callable[[], Made]] = {}


def made(words: tuple[str, ...] = ()) -> list[tuple[Made, dict[str, bytes]]]:
    """Needle files, each with those that lie beside it."""
    if not _ours:
        before = dict(FILES)
        FILES.clear()
        for name in MODULES:
            importlib.import_module(name)
        _ours.update(FILES)
        FILES.clear()
        FILES.update(before)
    found = [make() for name, make in _ours.items() if not words or any(word in name for word in words)]
    beside = {name: files for module in MODULES for name, files in getattr(sys.modules[module], "BESIDE", {}).items()}
    return [(each, beside.get(each.name, {})) for each in found]


def missed(each: Made, beside: dict[str, bytes], folder: Path) -> tuple[list[str], list[str]]:
    """Places whose needle was not read, and what was said to be left."""
    for name, data in {each.name: each.data, **beside}.items():
        (folder / name).write_bytes(data)
    path = folder / each.name
    identities = tuple(identity for name in MODULES for identity in getattr(sys.modules[name], "IDENTITIES", ()))
    item = Item(Locator((each.name,)), path.stat().st_size, path=path)
    parts: list[str] = []
    left: list[str] = []
    for place in places_of(item, Limits(), Passwords((*PASSWORDS, *identities))):
        parts.append(" ".join(place.locator.segments))
        if isinstance(place, Text):
            parts.append(place.content)
        else:
            left.append(f"{place.locator}: {place.reason.value}")
    text = "\n".join(parts)
    return [place for place, needle in each.needles.items() if needle not in text], left


def table(results: list[tuple[Made, list[str]]]) -> str:
    rows: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for each, gone in results:
        for place in each.needles:
            rows[each.name].append((place, place not in gone))
    planted = sum(map(len, rows.values()))
    found = sum(is_found for places in rows.values() for _, is_found in places)
    lines = [
        "# Needles in data, logs, archives and mail",
        "",
        f"{found} of {planted} words planted in {len(rows)} files are found. Made by `python benchmarks/needles_data.py`.",
        "",
        "| file | found / planted | places |",
        "|---|---|---|",
    ]
    for name, places in rows.items():
        told = " · ".join(place if is_found else f"**not: {place}**" for place, is_found in places)
        lines.append(f"| {name} | {sum(is_found for _, is_found in places)} / {len(places)} | {told} |")
    return "\n".join(lines) + "\n"


def main(words: tuple[str, ...]) -> int:
    results = []
    for each, beside in made(words):
        with tempfile.TemporaryDirectory() as folder:
            gone, left = missed(each, beside, Path(folder))
        results.append((each, gone))
        for place in gone:
            print(f"missed  {each.name}: {place}")
        for line in left:
            print(f"left    {line}")
    planted = sum(len(each.needles) for each, _ in results)
    found = planted - sum(len(gone) for _, gone in results)
    if not words:
        TABLE.write_text(table(results), "utf-8")
    print(f"{found} of {planted} needles in {len(results)} files")
    return 0 if found == planted else 1


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
