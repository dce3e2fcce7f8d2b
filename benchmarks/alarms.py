"""False alarms: what is found where nothing is, per MB.

    python benchmarks/alarms.py                      # or: make bench
    python benchmarks/alarms.py --show IDENT         # each one of a detector, with what stands around it; for the eyes of a developer

Over text without values (BAILEE_LABELLED/negatives.jsonl) and files of this machine: manuals, source code, logs, lists of packages,
hashes. No card, SSN, IBAN or routing number stands there but by an author's example; names and e-mails of authors do.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bailee.vocabulary import Confidence
from labelled import Record, negatives
from page import Section, write

HERE = Path(__file__).parent
PLACES = (
    "/usr/include",
    "/usr/share/doc",
    "/usr/lib/python3",
    "/usr/lib/python3.11",
    "/usr/share/perl",
    "/var/lib/dpkg/info",
    "/var/log",
    "/etc",
)
LARGEST = 400_000  # bytes of one file
SIZE = 50_000_000
FOUR = ("payment-card", "us-ssn", "iban", "us-routing-number")
AUTHORS = re.compile(
    r"(?i)copyright|author|©|maintain|contribut|thank|written|submitted|suggest|inspired|credit|changelog|modified|method by|\b(?:19|20)\d\d\b|@|<\w+>|debian"
)
NOT_AUTHORS = "person-name (no word of authorship near)"
KINDS = ("code", "manuals and lists", "logs", "hashes and ids", "negatives")


def machine_files() -> Iterator[Path]:
    """Text files of this machine, from its places in turn, always in the same order."""
    lists = []
    for place in PLACES:
        paths = (
            [path for path in sorted(Path(place).rglob("*")) if path.is_file() and not path.is_symlink()]
            if Path(place).is_dir()
            else []
        )
        random.Random(5).shuffle(paths)
        lists.append(iter(paths))
    while lists:
        for paths in list(lists):
            path = next(paths, None)
            if path is None:
                lists.remove(paths)
            else:
                yield path


@cache
def machine_texts(size: int = SIZE) -> tuple[Record, ...]:
    """About that many characters of this machine's files, hashes made here among them."""
    records, total, seen = [], 0, set()
    for path in machine_files():
        try:
            if not 200 <= path.stat().st_size <= LARGEST:
                continue
            content = path.read_bytes()
        except OSError:
            continue
        digest = hashlib.sha256(content).digest()
        if b"\0" in content or digest in seen:
            continue
        seen.add(digest)
        try:
            text = content.decode()
        except UnicodeDecodeError:
            continue
        records.append(Record(str(path), text, {}))
        total += len(text)
        if total >= 0.9 * size:
            break
    return (*records, *made_logs(size // 20), *made_hashes(size // 20))


def made_hashes(size: int) -> list[Record]:
    """Sums of files, identifiers of commits and of requests, as programs print them."""
    rng = random.Random(77)
    records: list[Record] = []
    total = 0
    while total < size:
        style = rng.randrange(4)
        lines = []
        for _ in range(400):
            number = rng.getrandbits(256)
            lines.append(
                (
                    f"{number:064x}  ./build/{number % 9973}.o",
                    f"{number % (1 << 160):040x} refs/tags/v{number % 7}.{number % 31}.{number % 17}",
                    f"{number % 10**19},{number % 10**9},{(number % 10**6) / 997:.16f},{number % 10**13}",
                    f"req={number % (1 << 128):032x} span={number % (1 << 64):016x} t={number % 10**10}.{number % 10**6:06} n={number % 10**16}",
                )[style]
            )
        records.append(Record(f"hashes/{len(records)}", "\n".join(lines), {}))
        total += len(records[-1].text)
    return records


def made_logs(size: int) -> list[Record]:
    """Logs as servers write them, without anybody's data."""
    rng = random.Random(78)
    records: list[Record] = []
    total = 0
    while total < size:
        lines = []
        at = rng.randint(1_600_000_000, 1_780_000_000)
        for _ in range(300):
            at += rng.randint(0, 90)
            stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at))
            lines.append(
                rng.choice(
                    (
                        f"{stamp}.{rng.randint(0, 999):03}Z INFO scheduler job={rng.getrandbits(64)} took {rng.random():.12f} s",
                        f"{stamp} kernel: [{rng.randint(1, 99999)}.{rng.randint(0, 999999):06}] usb 1-{rng.randint(1, 9)}: new device number {rng.randint(2, 127)}",
                        f"{stamp} WARN pool-{rng.randint(1, 9)} retry {rng.randint(100000000, 999999999)} of batch {rng.randint(10**15, 10**16)}",
                        f"{stamp} DEBUG cache key={rng.getrandbits(128):032x} size={rng.randint(1, 10**9)} ttl={rng.randint(1, 86400)}",
                    )
                )
            )
        records.append(Record(f"logs/{len(records)}.log", "\n".join(lines), {}))
        total += len(records[-1].text)
    return records


def kind(ident: str) -> str:
    if ident.startswith("neg/"):
        return "negatives"
    if ident.startswith("hashes/") or ident.endswith((".md5sums", ".sums")):
        return "hashes and ids"
    if ident.startswith(("logs/", "/var/log")):
        return "logs"
    return "code" if ident.startswith(("/usr/include", "/usr/lib", "/usr/share/perl")) else "manuals and lists"


def counted(records: list[Record], show: str = "") -> tuple[dict[str, Counter[tuple[str, str]]], Counter[str]]:
    """By kind of text: how many of each detector and confidence; and bytes of each kind."""
    from bailee.detectors import detect, names_model  # not above: another version asks this module for its texts
    from bailee.text import Text
    from bailee.vocabulary import Locator

    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for record in records:
        where = kind(record.ident)
        sizes[where] += len(record.text.encode("utf-8", "replace"))
        names_model.begin()
        for match in detect(Text.of(record.text, Locator((record.ident,)))):
            counts[where][match.detector, match.confidence.value] += 1
            near = record.text[max(0, match.start - 200) : match.end + 100]
            if match.detector == "person-name" and AUTHORS.search(near) is None:
                counts[where][NOT_AUTHORS, match.confidence.value] += 1
            if match.detector == show:
                around = record.text[max(0, match.start - 60) : match.start], record.text[match.start : match.end]
                print(f"{match.confidence.value} {record.ident} {around[0]!r} [{around[1]!r}]")
    return counts, sizes


def table(counts: dict[str, Counter[tuple[str, str]]], sizes: Counter[str]) -> list[str]:
    kinds = [each for each in KINDS if sizes[each]]
    sure = (Confidence.LIKELY.value, Confidence.VERIFIED.value)

    def cell(where: str, idents: tuple[str, ...]) -> str:
        number = sum(counts[where][ident, one] for ident in idents for one in sure)
        return f"{number} ({number / sizes[where] * 1e6:.2f})"

    idents = sorted({ident for row in counts.values() for ident, confidence in row if confidence in sure} - set(FOUR))
    lines = [
        "| likely and up, in brackets per MB | "
        + " | ".join(f"{each}, {sizes[each] / 1e6:.1f} MB" for each in kinds)
        + " |",
        "|---" * (len(kinds) + 1) + "|",
    ]
    lines.append("| **card + SSN + IBAN + routing** | " + " | ".join(cell(each, FOUR) for each in kinds) + " |")
    for ident in (*FOUR, *idents):
        lines.append(f"| `{ident}` | " + " | ".join(cell(each, (ident,)) for each in kinds) + " |")
    return lines


def every(size: int = SIZE) -> list[Record]:
    return [*negatives(), *machine_texts(size)]


def measure() -> list[Section]:
    records = every()
    counts, sizes = counted(records)
    lines = [
        "What is found where nothing is: this machine's manuals, source code and lists, logs and hashes made here, and others' source code and tables. Real values",
        "do stand there now and then: names, e-mail addresses and phone numbers of authors, examples of cards in manuals.",
        "",
        *table(counts, sizes),
    ]
    return [Section("alarms", "", lines)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", default="", help="print each match of one detector")
    parser.add_argument("--size", type=int, default=SIZE)
    given = parser.parse_args()
    if given.show:
        counted(every(given.size), given.show)
    else:
        write(measure())


if __name__ == "__main__":
    main()
