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

import hostile  # noqa: E402 - after it
import mutations  # noqa: E402 - found by the path above
from bailee.scanner import Conduct, ItemPartly, ItemRead, ScanKeys, Skipped, scan  # noqa: E402 - after it
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
    conduct = Conduct()
    bombs = meet_bombs(conduct)
    for first in range(asked.first, asked.first + asked.count, AT_ONCE):
        count = min(AT_ONCE, asked.first + asked.count - first)
        with tempfile.TemporaryDirectory() as folder:
            lay(Path(folder), first, count)
            heard = time.monotonic()
            for event in scan(Path(folder), keys=ScanKeys.random(), conduct=conduct):
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
        done = first + count - asked.first
        once = sum(1 for times in ends.values() if times == 1)
        spent = time.monotonic() - began
        asked.out.write_text(page(done, once, outcomes, bad, longest, spent, conduct, bombs), encoding="utf-8")
        print(f"{first + count:,} files, {len(bad)} crashed or timed out, {time.monotonic() - began:.0f} s", flush=True)
    return 0 if once == asked.count and not bad and conduct.largest <= 1 << 30 else 1


def meet_bombs(conduct: Conduct) -> list[tuple[str, str, float]]:
    """Files made to hang, to swell or to kill: how each ended, and after how many seconds."""
    found = []
    for name, make in sorted(hostile.BOMBS.items()):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(make())
            before, told = time.monotonic(), ""
            for event in scan(Path(folder), keys=ScanKeys.random(), conduct=conduct, jobs=1):
                if isinstance(event, ItemRead):
                    told += "read"
                elif isinstance(event, ItemPartly | Skipped):
                    told += f"{'partly' if isinstance(event, ItemPartly) else 'skipped'}: {event.reason.value}"
            found.append((name, told, time.monotonic() - before))
    return found


def page(
    count: int,
    once: int,
    outcomes: Counter[tuple[str, str]],
    bad: list[str],
    longest: float,
    spent: float,
    conduct: Conduct,
    bombs: list[tuple[str, str, float]],
) -> str:
    made = "\n".join(f"| {name} | {told} | {seconds:.1f} |" for name, told, seconds in bombs)
    held = ", ".join(conduct.held.by) if conduct.held else "nothing"
    missing = ", ".join(conduct.held.missing) or "nothing" if conduct.held else "everything"
    rows = "\n".join(
        f"| {form} | {outcomes[form, 'read']:,} | {outcomes[form, 'partly']:,} | {outcomes[form, 'skipped']:,} |"
        for form in sorted({form for form, _ in outcomes})
    )
    listed = "\n".join(f"- {line}" for line in bad[:50]) or "None."
    return f"""# Damaged files

*Written by `make fuzz` on {datetime.now(UTC):%d %B %Y}: files of every format, damaged at random inside their containers, through the real scanner. Had the scan itself died, there would be no page.*

| | |
|---|---|
| files | {count:,} |
| ended exactly once | {once:,} |
| workers that died, or files given up for time | {len(bad):,} |
| longest wait between two files | {longest:.1f} s |
| most memory that a worker was seen to hold, the hostile ones below included | {conduct.largest / (1 << 20):,.0f} MiB |
| workers started, and ended by a file or a limit | {conduct.workers:,}, {conduct.ended:,} |
| what kept workers in, and what did not hold | {held}; {missing} |
| in all | {spent:,.0f} s |

| format | read | partly | skipped |
|---|---|---|---|
{rows}

## Hostile files

| file | ended | seconds, with the start of a worker |
|---|---|---|
{made}

## Crashed or timed out

{listed}

A number makes the same file again: `python benchmarks/fuzz.py --first NUMBER --count 1 --keep FOLDER`.
"""


if __name__ == "__main__":
    sys.exit(main())
