"""Files of every format, damaged at random inside their containers, through the real scanner: `make fuzz`.

Each has to end exactly once, within 15 s, with a reason where it was not read, and no worker may die of it. The result
goes to docs/fuzz.md. `--first N --count 1 --keep DIR` makes one of them again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import mutations  # noqa: E402 - found by the path above
from bailee.scanner import ItemPartly, ItemRead, ScanKeys, Skipped, scan  # noqa: E402 - after it
from bailee.vocabulary import Reason  # noqa: E402 - after it

AT_ONCE = 1_000  # files in the folder that is scanned


def lay(folder: Path, first: int, count: int) -> None:
    """Damaged files number `first` and on: a number makes the same file on every machine."""
    names = sorted(mutations.good_files())
    for number in range(first, first + count):
        name = names[number % len(names)]
        (folder / f"{number:06} {name}").write_bytes(mutations.mutated(name, random.Random(number)))


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--count", type=int, default=10_000)
    wanted.add_argument("--first", type=int, default=0)
    wanted.add_argument("--keep", type=Path, help="lay the files here, and scan nothing")
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "fuzz.md")
    asked = wanted.parse_args()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        lay(asked.keep, asked.first, asked.count)
        return 0
    outcomes: Counter[tuple[str, str]] = Counter()
    ends: Counter[str] = Counter()
    bad: list[str] = []
    longest = 0.0
    began = time.monotonic()
    for first in range(asked.first, asked.first + asked.count, AT_ONCE):
        count = min(AT_ONCE, asked.first + asked.count - first)
        with tempfile.TemporaryDirectory() as folder:
            lay(Path(folder), first, count)
            heard = time.monotonic()
            for event in scan(Path(folder), keys=ScanKeys.random()):
                if not isinstance(event, ItemRead | ItemPartly | Skipped):
                    continue
                longest, heard = max(longest, time.monotonic() - heard), time.monotonic()
                name = event.locator.item
                ends[name] += 1
                form = name.split(".", 1)[1]
                told = (
                    "read" if isinstance(event, ItemRead) else "partly" if isinstance(event, ItemPartly) else "skipped"
                )
                outcomes[form, told] += 1
                if not isinstance(event, ItemRead) and event.reason in (Reason.CRASHED, Reason.TIMED_OUT):
                    bad.append(f"{name.split(' ', 1)[0]} ({form}): {event.reason.value}")
        print(f"{first + count:,} files, {len(bad)} crashed or timed out, {time.monotonic() - began:.0f} s", flush=True)
    once = sum(1 for times in ends.values() if times == 1)
    asked.out.write_text(page(asked.count, once, outcomes, bad, longest, time.monotonic() - began), encoding="utf-8")
    return 0 if once == asked.count and not bad else 1


def page(
    count: int, once: int, outcomes: Counter[tuple[str, str]], bad: list[str], longest: float, spent: float
) -> str:
    rows = "\n".join(
        f"| {form} | {outcomes[form, 'read']:,} | {outcomes[form, 'partly']:,} | {outcomes[form, 'skipped']:,} |"
        for form in sorted({form for form, _ in outcomes})
    )
    listed = "\n".join(f"- {line}" for line in bad[:50]) or "None."
    return f"""# Damaged files

*Written by `make fuzz` on {datetime.now(UTC):%d %B %Y}: files of every format, damaged at random inside their containers, through the real scanner.*

| | |
|---|---|
| files | {count:,} |
| ended exactly once | {once:,} |
| workers that died, or files given up for time | {len(bad):,} |
| longest wait between two files | {longest:.1f} s |
| in all | {spent:,.0f} s |

| format | read | partly | skipped |
|---|---|---|---|
{rows}

## Crashed or timed out

{listed}

A number makes the same file again: `python benchmarks/fuzz.py --first NUMBER --count 1 --keep FOLDER`.
"""


if __name__ == "__main__":
    sys.exit(main())
