"""A hundred false alarms of the first version, and what became of them: for docs/adr/0006.

    git archive 883d798 | tar -x -C FOLDER
    python benchmarks/first_version.py FOLDER [--show CLASS]

Both versions read the same text: generated forms, letters and tables full of look-alikes, text without values, and files of this machine.
False is what the first version called likely or verified where no label says so; of files that are not labelled, only what can be
no value there. A class is a detector and what its text is. Nothing that is found is printed but with --show, for a developer's eyes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
SAMPLE = 100
OF_A_CLASS = 15
OTHERS = re.compile(
    r"(?i)\b(?:part.no|order|tracking|waybill|commit|request.id|ratio|timestamp|sku|invoice|ticket|build|ean|issued|serial|quantity|meter|case|checksum)\b[^\w\n]*$"
)
ANYWHERE = (
    "email-address",
    "private-key",
    "cloud-key",
    "mac-address",
    "ip-address",
    "date-of-birth",
)  # may well be true in a manual

Key = tuple[str, int, int, str]  # record, start, end, detector


def dump() -> None:
    """Every match of the version that is on the path, as lines."""
    import generated
    from alarms import AUTHORS, machine_texts
    from bailee.detectors import detect
    from bailee.text import Text
    from bailee.vocabulary import Locator
    from labelled import negatives, record

    made = [record(row) for seed in (401, 501, 502) for row in generated.documents(seed, 40)]
    try:
        from bailee.detectors.names_model import begin
    except ImportError:  # the first version had no model of names
        begin = None
    for number, one in enumerate([*made, *negatives(), *machine_texts(20_000_000)]):
        if begin is not None:
            begin()
        text = Text.of(one.text, Locator(("text",)))
        for match in detect(text):
            start, end = text.original_span(match.start, match.end)
            true = number < len(made) and any(
                low < end and start < high for spans in one.spans.values() for low, high in spans
            )
            unsure = number >= len(made) and (
                match.detector in ANYWHERE
                or (
                    match.detector in ("person-name", "phone-number", "postal-address")
                    and AUTHORS.search(one.text[max(0, start - 200) : end + 100])
                )
            )
            row = (
                f"{number} {one.ident}",
                start,
                end,
                match.detector,
                match.confidence.value,
                bool(true or unsure),
                one.text[max(0, start - 40) : start],
            )
            print(json.dumps([*row, one.text[start:end]]))


def told(source: Path) -> list[tuple[Key, str, bool, str, str]]:
    paths = os.pathsep.join((str(source / "src"), str(HERE)))
    done = subprocess.run(
        [sys.executable, str(HERE / "first_version.py"), "--dump"],
        capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    rows = map(json.loads, done.stdout.splitlines())
    return [
        ((record, start, end, ident), word, true, before, value)
        for record, start, end, ident, word, true, before, value in rows
    ]


def text_class(record: str, before: str, value: str) -> str:
    """What the text is that a match stands in, or what is written before it."""
    _, ident = record.split(" ", 1)
    if ident.startswith("generated"):
        if re.fullmatch(r"\d\.\d\.\d\d\.\d\d", value):
            return "version of a program"
        if OTHERS.search(before):
            return "after the name of another number"
        return {"table": "in a table", "nothing": "in a list of numbers"}.get(
            ident.split("/")[1], "in a form or letter"
        )
    if ident.startswith(("hashes/", "logs/")):
        return "in logs and hashes"
    if ident.startswith("neg/"):
        return "in source code" if "source" in ident else "in others' tables"
    return (
        "in source code"
        if ident.startswith(("/usr/include", "/usr/lib", "/usr/share/perl"))
        else "in manuals and lists"
    )


def drawn(false: list[tuple[Key, str, str]]) -> list[tuple[Key, str, str]]:
    """A hundred, at random, at most so many of a class."""
    counts: Counter[tuple[str, str]] = Counter()
    chosen = []
    for one in random.Random(1).sample(false, len(false)):
        where = one[0][3], text_class(one[0][0], one[1], one[2])
        counts[where] += 1
        if counts[where] <= OF_A_CLASS and len(chosen) < SAMPLE:
            chosen.append(one)
    return chosen


def main() -> None:
    if sys.argv[1:] == ["--dump"]:
        dump()
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path, help="a checkout of the first version")
    parser.add_argument("--now", type=Path, default=HERE.parent, help="a checkout of the version to compare with it")
    parser.add_argument("--show", default="", help="print what belongs to one class")
    given = parser.parse_args()
    first, now = told(given.first), told(given.now)
    sure = {"likely", "verified"}
    still = {key: word for key, word, _, _, _ in now}
    false = [(key, before, value) for key, word, true, before, value in first if word in sure and not true]
    new = [(key, before, value) for key, word, true, before, value in now if word in sure and not true]
    hundred = drawn(false)
    print(
        f"first version: {len(false)} false; now: {len(new)}; of {len(hundred)} drawn at random, at most {OF_A_CLASS} of a class:\n"
    )
    rows: dict[tuple[str, str], Counter[str]] = {}
    for name, chosen in (("all then", false), ("of 100", hundred), ("all now", new)):
        for key, before, value in chosen:
            where = key[3], text_class(key[0], before, value)
            counts = rows.setdefault(where, Counter())
            counts[name] += 1
            if name == "of 100":
                counts[f"then {still.get(key, 'gone')}"] += 1
            if given.show and given.show == " ".join(where):
                print(name, key[0], repr(before), [value], still.get(key, "gone"))
    print(
        "| what | where | of a hundred | gone | possible | still told | all, first version | all, now |\n|---|---|---|---|---|---|---|---|"
    )
    for (ident, where), counts in sorted(rows.items(), key=lambda row: -row[1]["all then"]):
        told_still = counts["then likely"] + counts["then verified"]
        print(
            f"| `{ident}` | {where} | {counts['of 100']} | {counts['then gone']} | {counts['then possible']} | {told_still} | {counts['all then']} | {counts['all now']} |"
        )


if __name__ == "__main__":
    main()
