"""The canaries, whole: `make canaries` (`--small`: the run of the tests). A thousand values in files of many formats, everything done with them, everything that was left searched. Writes docs/canaries.md.

Every command is typed in three ways, every page that a link leads to is asked for, every address of the API, nonsense with typed values sent to them; then
the database, its dump, logs, exports, temporary folders, a backup closed, opened and laid out again, the memory of the server's processes and a core dump of each are searched.
It fails where one canary is found outside the client's own files, or something was answered with a fault of ours.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

PAGE = ROOT / "docs" / "canaries.md"
NUMBER, SEED = 1_000, 26


def main() -> int:
    from canaries.run import Run, all_commands, run
    from canaries.searching import Search, told

    is_small = "--small" in sys.argv  # some commands and pages: minutes instead of an hour
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="bailee-canaries-") as folder,
        run(Path(folder), number=NUMBER, seed=SEED, is_whole=not is_small) as done,
    ):
        shown = told(Search(done.planted), done.contents)
        typed = told(Search(done.typed), done.kept)
        made: Run = done
    for name, places in {**shown, **{f"typed: {name}": places for name, places in typed.items()}}.items():
        print(f"LEAK {name}: {len(places)}: {places[0]}")
    for fault in made.faults:
        print(f"FAULT {fault}")
    is_clean = not shown and not typed and not made.in_memory and not made.faults
    PAGE.write_text(
        page(made, len(shown), len(typed), all_commands(), time.monotonic() - begun, is_whole=not is_small), "utf-8"
    )
    print(f"{'no canary anywhere' if is_clean else 'CANARIES FOUND'}: {PAGE}")
    return 0 if is_clean else 1


def page(done: object, shown: int, typed: int, commands: int, seconds: float, *, is_whole: bool) -> str:
    from canaries.planting import WRITERS
    from canaries.run import Run

    assert isinstance(done, Run)
    on = datetime.now(UTC).date().isoformat()
    states = Counter(done.states.values())
    size = sum(map(len, done.contents.values()))
    rows = (
        (
            "canaries planted",
            f"{len(done.planted):,}: cards, SSNs, IBANs, addresses of mail, names, telephones, keys of a cloud, streets; {len(done.in_names):,} of them in names of files, too",
        ),
        ("files", f"{len(WRITERS)} formats, damaged ones among them"),
        ("findings in the store", f"{done.found:,}"),
        (
            "commands",
            f"{done.commands:,} of {commands:,}, typed {done.ways:,} times; {len(done.left_out):,} ran until they were ended",
        ),
        ("pages and files asked for", f"{done.pages:,}"),
        ("addresses of the API that answered", f"{done.answers:,}"),
        ("answers by state", ", ".join(f"{state}: {count:,}" for state, count in sorted(states.items()))),
        ("typed values, in queries, forms, bodies and arguments", f"{len(done.typed):,}"),
        ("bytes searched", f"{size / 1e6:,.0f} MB of what was kept, written and shown, packed parts unpacked"),
        (
            "memory searched",
            f"{done.memory / 1e6:,.0f} MB of {done.processes} processes of the server; "
            + (f"core dumps of {done.core / 1e6:,.0f} MB" if done.core else "no core dump was taken in the small run"),
        ),
        ("**canaries found in what was kept, written or shown**", f"**{shown}**"),
        ("**typed values found in what was kept or logged**", f"**{typed}**"),
        ("**canaries of contents in the server’s memory or a core dump**", f"**{sum(done.in_memory.values())}**"),
        ("faults of ours: tracebacks, answers of 500", f"{len(done.faults)}"),
    )
    lines = [
        f"<!-- Made by benchmarks/canaries.py on {on}; do not edit: make canaries. -->",
        "",
        "# Canaries: nothing that is found is kept",
        "",
        "A value counts as found in any disguise: as it is, bare, its digits alone, backwards, in UTF-8 and UTF-16, in base64 at each of its three places, in hex, as in an",
        "address, as JSON writes it; in zip, gzip, tar and the streams, texts and attachments of PDFs, too. A test sees that each of these forms is found where it is planted.",
        "",
        *(() if is_whole else ("*The small run: some commands and pages. `make canaries` takes all of them.*", "")),
        f"| what | on {on}, {seconds / 60:.0f} minutes |",
        "|---|---|",
        *(f"| {what} | {figure} |" for what, figure in rows),
        "",
        "## Where one may be, and why",
        "",
        "| place | why |",
        "|---|---|",
        "| the client's own files | they are what is looked into; they are changed only where somebody said so |",
        "| sealed files (`.age`) | closed: the search finds nothing in them as they lie |",
        "| encrypted columns: exact locators, texts | closed under the field key; a name of a file that holds a value stands masked beside them |",
        f"| the server's memory, of *names of files*: {done.names_in_memory} | a page of protection asks the system about files, and needs their exact names for that; they are masked before they are shown |",
        "| memory of a worker that reads a file | by nature, until it is recycled; it hands out findings without values, and the server holds none |",
        "| what is asked for with `--exact-locators`, and what a client that leaves is handed | on purpose, to whom they belong |",
        "",
        "What this does not show: a person's name, or a street without its town, in the *name of a file* is masked as far as detectors know it; an invented one is not.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
