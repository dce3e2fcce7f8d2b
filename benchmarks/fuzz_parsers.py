"""Every parser of ours fed with damaged input, in this process and longer than the tests do: `make fuzz-parsers`.

Each gets `--count` damaged inputs (the number makes the same one everywhere), has to end within 5 s of processor time, and may raise what
tests/security/parsers.py says of it, nothing else: where it does, the run fails and names the number. The result goes to docs/fuzz-parsers.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import mutations  # noqa: E402 - found by the path above
from security import parsers  # noqa: E402 - the same

SECONDS = 5.0


def fed(parser: parsers.Parser, first: int, count: int) -> tuple[int, float, list[str]]:
    """How many were refused, the longest that one took, and what should not have happened."""
    refused, longest, faults = 0, 0.0, []
    for number in range(first, first + count):
        data = mutations.damaged(parser.seeds[number % len(parser.seeds)], random.Random(number))
        began = time.process_time()
        try:
            parser.parse(data)
        except parser.refuses:
            refused += 1
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            faults.append(f"{parser.name}: number {number} raised {type(error).__name__}")
        longest = max(longest, time.process_time() - began)
        if longest > SECONDS:
            faults.append(f"{parser.name}: number {number} took {longest:.1f} s")
            break
    return refused, longest, faults


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--count", type=int, default=2_000)
    wanted.add_argument("--first", type=int, default=0)
    wanted.add_argument("--only", default="")
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "fuzz-parsers.md")
    asked = wanted.parse_args()
    warnings.simplefilter("ignore")
    chosen = [each for each in (*parsers.of_files(), *parsers.of_people()) if asked.only in each.name]
    rows, faults, began = [], [], time.monotonic()
    for parser in chosen:
        refused, longest, bad = fed(parser, asked.first, asked.count)
        rows.append(f"| `{parser.name}` | {len(parser.seeds)} | {asked.count:,} | {refused:,} | {longest:.2f} s |")
        faults += bad
        print(f"{parser.name}: {refused} refused, {longest:.2f} s", flush=True)
    print("\n".join(faults))
    if not asked.only:
        asked.out.write_text(page(rows, faults, asked.count, time.monotonic() - began), "utf-8")
    return bool(faults)


def page(rows: list[str], faults: list[str], count: int, seconds: float) -> str:
    day = datetime.now(UTC)
    return "\n".join(
        [
            "# Our own parsers, fed with damage",
            "",
            f"*Written by `make fuzz-parsers` on {day.day} {day:%B %Y}: {len(rows)} parsers, {count:,} damaged inputs each, {seconds:.0f} s in all.*",
            "",
            "A parser is ours where its bytes or letters are walked by code of this repository; what libraries read whole is fed by `make fuzz` ([fuzz.md](fuzz.md)),",
            "in the worker processes that scans have. Each input is a good one with one to eight pieces changed, lost, doubled or moved. It has to be read or refused within 5 s of",
            "processor time: an extractor may raise anything, for whatever it raises counts as damaged and costs one file; whatever reads what a person typed or handed in raises",
            "errors of ours alone, with a hint. The list is `tests/security/parsers.py`; a test feeds each with a few, at every run.",
            "",
            f"**{len(faults)} raised something else, or took longer.**" + "".join(f"\n- {each}" for each in faults),
            "",
            "| parser | good inputs begun from | damaged | of them refused | longest |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
