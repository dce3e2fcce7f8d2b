"""How well detection finds labelled values, and how often it cries wolf.

    python benchmarks/detection.py LABELLED.jsonl… [--negatives FILE.jsonl] [--least likely] [--patterns-only] [--errors DETECTOR]

Labelled lines are {"id", "text", "spans": [{"start", "end", "label"}]}; offsets are code points. Lines of negatives hold no
personal data: whatever is found there is false.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bailee.detectors import detect, names_model
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator
from labelled import label, overlaps, scores


def records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def labelled(paths: list[Path], least: Confidence, patterns_only: bool, errors: str) -> None:
    for path in paths:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        probabilities: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        wanted_anywhere = {
            ident for record in records(path) for span in record["spans"] if (ident := label(span["label"]))
        }
        for record in records(path):
            names_model.begin()
            text = Text.of(record["text"], Locator(("text",)))
            gold = defaultdict(set)
            for span in record["spans"]:
                if ident := label(span["label"]):
                    gold[ident].add((span["start"], span["end"]))
            found = defaultdict(set)
            for match in detect(text, patterns_only=patterns_only):
                span = text.original_span(match.start, match.end)
                if match.detector in wanted_anywhere:
                    probabilities[match.detector].append((match.probability, span in gold[match.detector]))
                if match.confidence >= least:
                    found[match.detector].add(span)
            for ident in wanted_anywhere:
                right = gold[ident] & found[ident]
                counts[ident]["right"] += len(right)
                counts[ident]["gold"] += len(gold[ident])
                counts[ident]["found"] += len(found[ident])
                counts[ident]["gold overlapped"] += sum(overlaps(span, found[ident]) for span in gold[ident])
                counts[ident]["found overlapped"] += sum(overlaps(span, gold[ident]) for span in found[ident])
                if ident == errors:
                    for kind, spans in (("missed", gold[ident] - right), ("false", found[ident] - right)):
                        for start, end in sorted(spans):
                            print(
                                f"  {kind:<7}{record['text'][max(0, start - 40) : start]!r} [{record['text'][start:end]!r}] {record['text'][end : end + 20]!r}"
                            )
        print(f"\n{path.name}: strict precision / recall / F1, overlap F1, matches")
        for ident in sorted(counts):
            row = counts[ident]
            precision, recall, f1 = scores(row["right"], row["found"], row["right"], row["gold"])
            overlap = scores(row["found overlapped"], row["found"], row["gold overlapped"], row["gold"])[2]
            bins = " ".join(
                f"{name} {sum(ok for p, ok in rows) / len(rows):.2f}/{len(rows)}"
                for name, low, high in (("possible", 0, 0.9), ("likely", 0.9, 0.99), ("verified", 0.99, 2))
                if (rows := [row for row in probabilities[ident] if low <= row[0] < high])
            )
            print(
                f"  {ident:<24}{precision:.2f} / {recall:.2f} / {f1:.3f}   {overlap:.3f}   gold {row['gold']:<5} right of each: {bins}"
            )


def negatives(path: Path, patterns_only: bool, errors: str) -> None:
    size = 0
    counts: dict[str, Counter[Confidence]] = defaultdict(Counter)
    started = time.process_time()
    for record in records(path):
        size += len(record["text"].encode("utf-8", "surrogatepass"))
        names_model.begin()
        for match in detect(Text.of(record["text"], Locator(("text",))), patterns_only=patterns_only):
            counts[match.detector][match.confidence] += 1
            if match.detector == errors:
                content = record["text"]
                print(
                    f"  {match.confidence:<9} {record['id']} {content[max(0, match.start - 50) : match.start]!r} [{content[match.start : match.end]!r}]"
                )
    seconds = time.process_time() - started
    print(f"\n{path.name}: found per MB where nothing is ({size / 1e6:.1f} MB, {size / 1e6 / seconds:.1f} MB/s)")
    for ident in sorted(counts):
        row = counts[ident]
        print(f"  {ident:<28}" + "  ".join(f"{one} {row[one] / size * 1e6:.2f}" for one in reversed(Confidence)))
    four = sum(
        counts[ident][one]
        for ident in ("payment-card", "us-ssn", "iban", "us-routing-number")
        for one in (Confidence.LIKELY, Confidence.VERIFIED)
    )
    print(f"  card + SSN + IBAN + routing, likely and up: {four / size * 1e6:.2f} per MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", nargs="*", type=Path)
    parser.add_argument("--negatives", type=Path)
    parser.add_argument("--least", type=Confidence, default=Confidence.POSSIBLE)
    parser.add_argument("--patterns-only", action="store_true")
    parser.add_argument("--errors", default="", help="print what one detector missed and found falsely")
    given = parser.parse_args()
    labelled(given.labelled, given.least, given.patterns_only, given.errors)
    if given.negatives:
        negatives(given.negatives, given.patterns_only, given.errors)


if __name__ == "__main__":
    main()
