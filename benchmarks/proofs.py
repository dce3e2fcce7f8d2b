"""Slow proof, one after the other, and a page of how each ended last: `make proofs`. Writes docs/proofs.md.

    make proofs                                            # all of them: most of a day
    python benchmarks/proofs.py tampered-proofs kills      # these, each with its line renewed
    python benchmarks/proofs.py --list

`make test` proves the same properties by a small case of each. What is here kills by the hundred, makes up cases by the thousand,
reads a hundred thousand files, or looks at the clock; one that fails does not stop the others.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "proofs.md"
HOURS = 6  # one that takes longer hangs


@dataclass(frozen=True, slots=True)
class Proof:
    name: str
    shows: str
    words: tuple[str, ...]  # of a program of this folder
    page: str = ""  # in docs, that it writes its figures to


PROOFS = (
    Proof("long-tests", "tests that take long or look at the clock: `pytest -m 'proof or timed'`", ("-m", "pytest", "-m", "proof or timed", "-n", "1")),
    Proof("tampered-proofs", "each way of laying hands on a proof of signatures is named", ("tampered_proofs.py",)),
    Proof("evidence", "the log at a hundred thousand records: appended, proven, verified", ("evidence.py",), "evidence"),
    Proof("binders", "each flipped bit of a binder is named", ("binder_flips.py",)),
    Proof("statements", "a statement to a person, over a million findings, holds nobody else's data", ("statements.py",)),
    Proof("isolation", "nothing of another tenant is seen or changed: each route, each member, each text", ("isolation.py",), "isolation"),
    Proof("canaries", "a thousand planted values stand nowhere outside the client's own files", ("canaries.py",), "canaries"),
    Proof("api", "thousands of cases that a tool makes up from docs/openapi.json are answered as described", ("api.py",)),
    Proof("kills", "kill -9 of scans by the hundred: nothing is lost or doubled", ("kills.py",), "kills"),
    Proof("protect-kills", "kill -9 while files are sealed and put back: each is there once", ("protect_kills.py", "--write"), "protection"),
    Proof("ranges", "100,000 files read in ranges by workers that are killed come to what one scan comes to", ("ranges.py", "--write"), "scale"),
    Proof("rescan", "a rescan finds what changed and reads nothing else", ("rescan.py",), "rescan"),
    Proof("fuzz", "damaged files by the thousand end exactly once, each", ("fuzz.py",), "fuzz"),
    Proof("fuzz-parsers", "readers of messages, forms and lists take any bytes", ("fuzz_parsers.py",), "fuzz-parsers"),
    Proof("redactions", "no redacted value is left in any layer of a file", ("redaction.py",), "redaction"),
    Proof("sealing", "sealing and opening, also of files of gigabytes", ("sealing.py", "--huge"), "protection"),
    Proof("mails", "a thousand mails, their sender killed fifty times: each goes out, none twice", ("mails.py",)),
    Proof("fleet", "thousands of agents, answers lost, the server killed, PostgreSQL stopped in the middle", ("fleet.py",), "fleet"),
    Proof("webhooks", "a receiver is away for a day, its teller is killed again and again: each event is told", ("webhooks.py", "--write"), "webhooks"),
    Proof("pages", "pages over a million findings keep to their time on both databases", ("pages.py",), "pages"),
)  # fmt: skip
HEAD = """\
# Slow proof

`make test` proves each property by a small case, in minutes. What takes long is run by `make proofs`, and each by its own name:
`python benchmarks/proofs.py kills`. This page is written by that program; it says how each ended when it was last run.

| proof | what it shows | last run | at | minutes | result |
|---|---|---|---|---|---|
"""


def main(words: list[str]) -> int:
    if "--list" in words:
        print(*(f"{each.name:<16} {each.shows}" for each in PROOFS), sep="\n")
        return 0
    unknown = sorted(set(words) - {each.name for each in PROOFS})
    if unknown:
        print(f"no such proof: {', '.join(unknown)}; `--list` names them", file=sys.stderr)
        return 2
    failed = []
    for proof in PROOFS:
        if words and proof.name not in words:
            continue
        print(f"{proof.name}: {proof.shows}", flush=True)
        begun = time.monotonic()
        result = run(proof)
        write(proof, time.monotonic() - begun, result)
        print(f"{proof.name}: {result}", flush=True)
        failed += [proof.name] if result != "holds" else []
    if failed:
        print(f"does not hold: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def run(proof: Proof) -> str:
    """`holds`, or how its program ended."""
    first, *rest = proof.words
    words = [sys.executable, *([first] if first == "-m" else [str(ROOT / "benchmarks" / first)]), *rest]
    try:
        environment = os.environ | {"BAILEE_TEST_CLOCK": "1"}
        code = subprocess.run(words, cwd=ROOT, env=environment, check=False, timeout=HOURS * 3600).returncode
    except subprocess.TimeoutExpired:
        return f"given up after {HOURS} hours"
    return "holds" if code == 0 else f"**fails** (exit {code})"


def rows() -> dict[str, str]:
    """Lines of the page as it stands, by the name of the proof."""
    if not PAGE.exists():
        return {}
    return {
        found[1]: found[0]
        for found in re.finditer(r"^\| (?:\[)?([a-z-]+)(?:\]\([^)]*\))? \|.*$", PAGE.read_text("utf-8"), re.M)
        if found[1] != "proof"
    }


def write(proof: Proof, seconds: float, result: str) -> None:
    """The page with this line renewed; the others stay as they were."""
    known = rows()
    commit = subprocess.run(
        ["git", "rev-parse", "--short=8", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    known[proof.name] = line(proof, f"{datetime.now(UTC):%Y-%m-%d}", commit or "?", f"{seconds / 60:.1f}", result)
    PAGE.write_text(
        HEAD + "\n".join(known.get(each.name) or line(each, "", "", "", "") for each in PROOFS) + "\n", "utf-8"
    )


def line(proof: Proof, on: str, commit: str, minutes: str, result: str) -> str:
    name = f"[{proof.name}]({proof.page}.md)" if proof.page else proof.name
    return f"| {name} | {proof.shows} | {on or 'not since this page is kept'} | {commit} | {minutes} | {result} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
