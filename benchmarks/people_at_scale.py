"""What counting people costs over a million findings of a store: processor time and memory, in a process of its own.

    python benchmarks/people_at_scale.py                     # 1,000,000 findings: some minutes, 1 GB of disk
    python benchmarks/people_at_scale.py --findings 100000   # a quick look

The findings are of invented offices of some hundreds of people each (`populations.py`), every office a data store of one
company. Names go together over all of them, as they do in a big company; every other value is an office's own. They are
saved by the writer of scans, and counted by `bailee people`: by category of data and of people, by store and as a whole.
What it took is that of the command, from its start to its last line.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path

from bailee import kinds
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.people import Mention
from bailee.scanner.events import ItemRead, KindFound, StoreEvent
from bailee.vocabulary import Confidence, Locator, SubjectCategory
from populations import Office

_KEY = b"k" * 32
_OF_KIND = {  # documents of an office, by the first word of their names
    "payroll": "payroll",
    "form": "personnel-file",
    "customers": "contact-list",
    "invoice": "customer-billing",
    "card": "card-authorisation",
    "mail": "archived-mail",
    "visitors": "visitor-log",
}
_OVER_OFFICES = frozenset({"name", "name-sound", "name-first", "name-letters", "given-name"})


def offices(findings: int, size: int) -> Iterator[Office]:
    """As many as have so many findings together."""
    told = 0
    for number in count():
        if told >= findings:
            return
        office = Office(200_000 + number, size)
        told += len(office.mentions)
        yield office


def events(several: Iterator[Office]) -> Iterator[StoreEvent]:
    """Findings and kinds of record as a scan tells them, office after office."""
    for number, office in enumerate(several):
        for name, mentions in groupby(sorted(office.mentions, key=attrgetter("item")), attrgetter("item")):
            yield from _document(f"office{number:03}", name, list(mentions), name in office.letters)


def _document(office: str, name: str, mentions: list[Mention], is_letter: bool) -> Iterator[StoreEvent]:
    word, _, rest = name.partition(" ")
    path = f"{office}/{word}/{rest}.txt"
    file = Locator((path,))
    for mention in mentions:
        where = ("headers" if mention.category == "email-address" else "body",) if is_letter else ()
        printed = _printed(office, mention.detector, mention.fingerprint)
        yield Finding(
            fingerprint(_KEY, "finding", f"{path} {mention.position}"),
            Locator((path, *where)),
            mention.detector,
            mention.category,
            SubjectCategory.PERSON,
            mention.position,
            1,
            Confidence.LIKELY,
            mention.probability,
            printed,
            tuple((form, _printed(office, form, value)) for form, value in mention.forms),
            fingerprint(_KEY, "group", f"{office} {mention.group}")[:16],
            attributes=mention.attributes,
        )
    if kind := _KINDS.get(_OF_KIND.get(word, "")):
        yield KindFound(file, kind.ident, kind.category, kind.subject, Confidence.VERIFIED)
    yield ItemRead(file, ItemFacts(1_000, 1_700_000_000_000_000_000), "text/plain")


_KINDS = {kind.ident: kind for kind in kinds.catalogue()}


def _printed(office: str, form: str, value: str) -> str:
    own = value if form in _OVER_OFFICES or form == "person-name" else f"{office} {value}"
    return fingerprint(_KEY, form, own)


def fill(home: Path, findings: int, size: int) -> tuple[int, int]:
    """A store with so many findings; how many they are, and about how many people."""
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_store import scan_store

    told = true = 0

    def counted() -> Iterator[Office]:
        nonlocal told, true
        for office in offices(findings, size):
            told, true = told + len(office.mentions), true + office.true["everybody"]
            yield office

    folder = home.parent / "company"
    folder.mkdir()
    workspace = open_store(home)
    scan_store(workspace, [folder], scanner=lambda where, keys, known: events(counted()))
    workspace.close()
    return told, true


def cost(words: Sequence[str]) -> tuple[float, float, float, str]:
    """Of a command: processor seconds, seconds by the clock, the most MiB, what it printed."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        process = subprocess.Popen(words, stdout=printed)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
        printed.seek(0)
        said = printed.read()
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024, said


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=int, default=1_000_000)
    options.add_argument(
        "--size", type=int, default=600, help="people of each office, visitors and relatives beside them"
    )
    options.add_argument(
        "--home", type=Path, help="a store that is there already: it is measured, and nothing else is made"
    )
    options.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.fill:
        print(json.dumps(fill(chosen.fill, chosen.findings, chosen.size)))
        return
    bailee = str(Path(sys.executable).with_name("bailee"))
    with tempfile.TemporaryDirectory(prefix="bailee-people-") as folder:
        home, told, true = chosen.home or Path(folder) / "home", 0, 0
        if chosen.home is None or not home.exists():
            asked = ("--fill", str(home), "--findings", str(chosen.findings), "--size", str(chosen.size))
            *_, said = cost(
                (sys.executable, __file__, *asked)
            )  # apart: what a process has in memory counts for its children
            told, true = json.loads(said)
            print(f"{told:,} findings about {true:,} people are written", flush=True)
        for more in ((), ("--whole",)):
            spent, waited, most, said = cost((bailee, "people", *more, "--json", "--home", str(home)))
            people = json.loads(said)["people"]
            inside = "" if not true else ", inside" if people["low"] <= true <= people["high"] else ", outside"
            words = " ".join(("bailee people", *more))
            print(
                f"{words}: {spent:.1f} CPU s, {waited:.1f} s, {most:,.0f} MiB; {people['low']:,}–{people['high']:,}{inside}",
                flush=True,
            )


if __name__ == "__main__":
    main()
