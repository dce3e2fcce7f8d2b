"""What the reports of a client with a million findings cost: seconds and bytes, all forms of each, as `make_report` makes them.

    python benchmarks/reports.py                     # 1,000,000 findings: some minutes for the store
    python benchmarks/reports.py --findings 100000   # a quick look

The store is that of `people_at_scale.py`. The table of the pages is computed once before, as a worker does it after each scan;
its time is told apart. To reach: the quarterly review in all five forms in 10 s, no file over 5 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from page import Section, write
from people_at_scale import fill

SECONDS, BYTES = 10.0, 5_000_000
FIRST = "quarterly-review"


def measured(home: Path) -> list[str]:
    """Lines of a table: each report with its seconds, its forms with their bytes."""
    from bailee.operations.declare_activity import declare_organisation
    from bailee.operations.gather_report import last_months
    from bailee.operations.make_report import make_report
    from bailee.operations.open_store import open_store
    from bailee.operations.show_status import take_snapshot
    from bailee.reports import papers
    from bailee.store.asking import today

    workspace = open_store(home)
    declare_organisation(workspace, name="A million", facts={})
    begun, spent = time.perf_counter(), time.process_time()
    take_snapshot(workspace)
    waited, spent = time.perf_counter() - begun, time.process_time() - spent
    lines = [
        f"The table of pages, once after a scan: {spent:.1f} CPU s, {waited:.1f} s by the clock.",
        "",
        "| report | CPU s, all forms | s by the clock | " + " | ".join(f"{form}, MB" for form in papers.FORMS) + " |",
        "| --- | --- | --- |" + " --- |" * len(papers.FORMS),
    ]
    for kind in sorted(papers.papers(), key=lambda each: each != FIRST):
        begun, cpu = time.perf_counter(), _cpu()
        made = make_report(workspace, kind, last_months(today()))
        waited, spent = time.perf_counter() - begun, _cpu() - cpu
        sizes = {form: len(content) for form, content in made.files.items()}
        cells = " | ".join(f"{size / 1e6:.2f}" for size in sizes.values())
        lines.append(f"| {papers.paper(kind).TITLE} | {spent:.1f} | {waited:.1f} | {cells} |")
        print(lines[-1], flush=True)
        if kind == FIRST and (spent > SECONDS or max(sizes.values()) > BYTES):
            lines.append(f"Not reached: {spent:.1f} CPU s, {max(sizes.values()):,} bytes.")
    lines += ["", f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB."]
    return lines


def _cpu() -> float:
    return time.process_time()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=int, default=1_000_000)
    options.add_argument("--size", type=int, default=600, help="people of each office")
    options.add_argument("--home", type=Path, help="a store that is there already")
    options.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.fill:
        print(fill(chosen.fill, chosen.findings, chosen.size)[0])
        return
    with tempfile.TemporaryDirectory(prefix="bailee-reports-") as folder:
        home = chosen.home or Path(folder) / "home"
        if not home.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            words = (
                sys.executable,
                __file__,
                "--fill",
                str(home),
                "--findings",
                str(chosen.findings),
                "--size",
                str(chosen.size),
            )
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        write([Section("reports", "## Reports of a client with a million findings", measured(home))])


if __name__ == "__main__":
    main()
