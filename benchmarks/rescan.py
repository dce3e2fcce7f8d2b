"""A second scan of files that did not change, beside `find` over the same: CPU seconds and the most memory.

    make rescan                                    # 200,000 files: the first scan takes some minutes
    python benchmarks/rescan.py --files 20000

Files are small texts, one in ten with a name and an SSN. `find -printf` with size, time and number of each file is the fair
comparison; what `find` takes without them is told, too. The last result goes to docs/rescan.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
IN_A_FOLDER = 100

# In a process of its own, so that its memory is its own: what one scan takes, and one report after it.
SCAN = """
import json, resource, sys, time
from pathlib import Path
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits

def used():
    here = resource.getrusage(resource.RUSAGE_SELF)
    return here.ru_utime + here.ru_stime, here.ru_maxrss // 1024

if __name__ == "__main__":
    workspace = open_store(Path(sys.argv[2]))
    start, _ = used()
    done = scan_store(workspace, [Path(sys.argv[1])], limits=Limits(names="off", ocr="off"))
    scanned, memory = used()
    report_status(workspace)
    reported, most = used()
    told = {"start": start, "scan": scanned - start, "memory": memory, "report": reported - scanned, "most": most}
    print(json.dumps({**told, "read": done.counts.read, "unchanged": done.counts.unchanged}))
"""


def lay(tree: Path, files: int) -> None:
    for number in range(files):
        folder = tree / f"{number // 2000:03}" / f"{number // IN_A_FOLDER % 20:02}"
        if number % IN_A_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        text = f"Minutes of the meeting number {number}\n"
        if number % 10 == 0:
            text = (
                f"Employee: Mary Jones\nSocial Security number: 512-{44 + number % 40}-{7313 + number // 40 % 2000}\n"
            )
        (folder / f"note {number:06}.txt").write_text(text)


def spent(*command: str) -> tuple[float, float]:
    """CPU seconds of a command with all that it starts, and seconds that passed; the least of three each."""
    taken = []
    for _ in range(3):
        before = os.times()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        taken.append((used, after.elapsed - before.elapsed))
    return min(used for used, _ in taken), min(passed for _, passed in taken)


def find(tree: Path, *options: str) -> tuple[float, float]:
    return spent("find", str(tree), "-type", "f", *options)


def scan(tree: Path, home: Path, script: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(script), str(tree), str(home)], capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--files", type=int, default=200_000)
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "rescan.md")
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "scan.py").write_text(SCAN)
        lay(work / "tree", asked.files)
        fair, plain = find(work / "tree", "-printf", "%s %T@ %i %p\n"), find(work / "tree")
        print(f"find {fair[0]:.2f} s; the first scan begins", flush=True)
        first = scan(work / "tree", work / "home", work / "scan.py")
        again = min(
            (scan(work / "tree", work / "home", work / "scan.py") for _ in range(3)), key=lambda told: told["scan"]
        )
        bailee = (sys.executable, "-m", "bailee", "scan", str(work / "tree"), "--home", str(work / "home"))
        whole = spent(*bailee, "--names", "off", "--ocr", "off")
    asked.out.write_text(page(asked.files, fair, plain, first, again, whole), encoding="utf-8")
    print(
        f"find {fair[0]:.2f} s, rescan {again['scan']:.2f} s, {again['scan'] / fair[0]:.1f} times; the whole command "
        f"{whole[0]:.2f} s, {whole[0] / fair[0]:.1f} times"
    )
    return 0 if again["unchanged"] == asked.files and again["scan"] <= 3 * fair[0] else 1


def page(
    files: int,
    find_each: tuple[float, float],
    find_plain: tuple[float, float],
    first: dict[str, Any],
    again: dict[str, Any],
    whole: tuple[float, float],
) -> str:
    fair, plain = find_each[0], find_plain[0]
    return f"""# A second scan

*Written by `make rescan` on {datetime.now(UTC):%d %B %Y}: {files:,} small files, {IN_A_FOLDER} in a folder, one in ten with a name and an SSN; CPU seconds, the least of three; the machine's load at the end was {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors.*

| | CPU s | times `find -printf` | most memory, MB |
|---|---|---|---|
| `find -printf` with size, time and number of each | {fair:.2f} | 1 | |
| `find` without them | {plain:.2f} | {plain / fair:.1f} | |
| scan of the unchanged files, into the store | {again["scan"]:.2f} | **{again["scan"] / fair:.1f}** | {again["memory"]} |
| start of Python and of the store before it | {again["start"]:.2f} | {again["start"] / fair:.1f} | |
| report after it: people and holdings of all findings | {again["report"]:.2f} | {again["report"] / fair:.1f} | {again["most"]} |
| `bailee scan` as a person types it: all of that, and what it prints | {whole[0]:.2f} | **{whole[0] / fair:.1f}** | |
| the same in seconds that passed, beside {find_each[1]:.2f} of `find` | {whole[1]:.2f} | {whole[1] / find_each[1]:.1f} | |
| first scan, without its workers | {first["scan"]:.1f} | | {first["memory"]} |
"""


if __name__ == "__main__":
    sys.exit(main())
