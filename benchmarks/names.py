"""How well names and addresses are found, what the gate costs and saves, and whether some origins of names fare worse.

    python benchmarks/names.py [--quick]

Reads benchmarks/held_out_names.jsonl and held_out_contacts.jsonl, lines of notes and lists (training/held_out.py makes them; the
model never saw their templates or names) and, where BAILEE_LABELLED names a folder of others' labelled text, that too. Prints the tables of the model card. A span counts as
found where it overlaps a labelled one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bailee.detectors import detect, names_model
from bailee.detectors.interface import Scene
from bailee.detectors.names_model.seen import FIRST_PERSON, everything
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator
from labelled import Tally, overlaps

HELD_OUT = Path(__file__).with_name("held_out_names.jsonl")
CONTACTS = Path(__file__).with_name("held_out_contacts.jsonl")
LABELS = {"PERSON": "person-name", "ADDRESS": "postal-address"}
NOT_TRAINED_ON = ("court_dev", "receipts_dev", "wnut17_dev", "btc_a")
TRAINED_ON = ("enron_coref_train", "sec_fin5_train", "wikigold", "presidio_gen_large")


def records(path: Path, most: int) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number >= most:
                return
            yield json.loads(line)


def spread(path: Path, most: int) -> list[dict[str, Any]]:
    """At most `most` records, from all over the file."""
    every = list(records(path, 10**9))
    return every[:: max(1, -(-len(every) // most))]


def text_of(record: dict[str, Any]) -> Text:
    return Text.of(record["text"], Locator(("text",)))


def accuracy(name: str, rows: list[dict[str, Any]]) -> None:
    """Overlap F1 by rules alone and joined, all that is told and what is likely; and how right each confidence is."""
    wanted = {span["label"] for row in rows for span in row["spans"]} & set(LABELS)
    for label in sorted(wanted):
        line = f"{name} {label} ({sum(span['label'] == label for row in rows for span in row['spans'])}):"
        for mode in ("off", "full"):
            told, likely = Tally(), Tally()
            right: dict[Confidence, Counter[bool]] = defaultdict(Counter)
            for row in rows:
                text = text_of(row)
                gold = {(span["start"], span["end"]) for span in row["spans"] if span["label"] == label}
                names_model.begin(mode)
                matches = [match for match in detect(text) if match.detector == LABELS[label]]
                spans = [(text.original_span(match.start, match.end), match.confidence) for match in matches]
                told.add(gold, {span for span, _ in spans})
                likely.add(gold, {span for span, sure in spans if sure >= Confidence.LIKELY})
                for span, sure in spans:
                    right[sure][overlaps(span, gold)] += 1
            precision, recall, f1 = told.overlap()
            line += f" {'rules' if mode == 'off' else 'joined'} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            line += f" (likely and up {likely.overlap()[2]:.3f}, strict {told.strict()[2]:.3f})"
            if mode == "full":
                for sure in (Confidence.LIKELY, Confidence.VERIFIED):
                    count = right[sure].total()
                    line += f" {sure.value} right {right[sure][True] / count if count else 1:.3f} of {count}"
        print(line, flush=True)


def origins(rows: list[dict[str, Any]]) -> None:
    """Recall of names by origin: joined, and by rules alone."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        text = text_of(row)
        for mode in ("off", "full"):
            names_model.begin(mode)
            spans = {text.original_span(m.start, m.end) for m in detect(text) if m.detector == "person-name"}
            for span in row["spans"]:
                if span["label"] == "PERSON":
                    found[row["origin"]][mode].append(overlaps((span["start"], span["end"]), spans))
    for origin, by_mode in sorted(found.items(), key=lambda pair: sum(pair[1]["full"]) / len(pair[1]["full"])):
        joined, rules = (sum(by_mode[mode]) / len(by_mode[mode]) for mode in ("full", "off"))
        print(f"{origin}: recall {joined:.3f} of {len(by_mode['full'])}, rules alone {rules:.3f}", flush=True)


def gate(name: str, rows: list[dict[str, Any]]) -> None:
    """What the gate leaves out, in pieces, in time and in names; both joined with the rules."""
    asked = whole = lost = gained = gold_count = 0
    seconds = [0.0, 0.0]
    for row in rows:
        text = text_of(row)
        gold = [(span["start"], span["end"]) for span in row["spans"] if span["label"] == "PERSON"]
        started = time.process_time()
        all_of_it = everything(text.content)
        seconds[0] += time.process_time() - started
        names_model.begin("full")
        scene = Scene(text)
        started = time.process_time()
        gated = names_model.answers(scene)
        seconds[1] += time.process_time() - started
        whole += all_of_it.asked
        asked += gated.asked if gated else 0
        ungated = [text.original_span(span.start, span.end) for span in all_of_it.spans(FIRST_PERSON)]
        through = [text.original_span(m.start, m.end) for m in detect(text) if m.detector == "person-name"]
        gold_count += len(gold)
        lost += sum(overlaps(span, ungated) and not overlaps(span, through) for span in gold)
        gained += sum(overlaps(span, through) and not overlaps(span, ungated) for span in gold)
    print(
        f"{name}: asked {asked / max(whole, 1):.1%} of the pieces, {seconds[0] / seconds[1]:.1f} times as fast;"
        f" of {gold_count} names {lost} lost and {gained} gained against the model by itself on everything",
        flush=True,
    )


def alarms(rows: list[dict[str, Any]]) -> None:
    """Names per MB of text where nobody is named, or hardly anybody."""
    size: Counter[str] = Counter()
    found: dict[str, Counter[Confidence]] = defaultdict(Counter)
    for row in rows:
        text = text_of(row)
        scene = Scene(text)
        kind = "code" if scene.is_code else "logs" if scene.is_log else "tables and notes"
        size[kind] += len(row["text"])
        names_model.begin("full")
        for match in detect(text):
            if match.detector in LABELS.values():
                found[f"{kind} {match.detector}"][match.confidence] += 1
    for kind, counts in sorted(found.items()):
        characters = size[kind.rsplit(" ", 1)[0]]
        print(f"{kind}: " + ", ".join(f"{sure.value} {counts[sure] / characters * 1e6:.1f}/MB" for sure in Confidence))
    print(dict(size))


def memory() -> None:
    """What a process needs more once the model has been asked."""
    names_model.begin("off")
    detect(Text.of("warm", Locator(("text",))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    names_model.begin("full")
    detect(Text.of("Please ask Jennifer Walker about it. " * 50, Locator(("text",))))
    print(f"memory: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MiB more with the model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer records")
    arguments = parser.parse_args()
    most = 60 if arguments.quick else 660
    memory()
    rows = spread(HELD_OUT, most)
    accuracy("held out", rows)
    accuracy("contacts", spread(CONTACTS, most))
    origins(rows)
    gate("held out", rows)
    named = os.environ.get("BAILEE_LABELLED", "")
    if named:
        for name in (*NOT_TRAINED_ON, *TRAINED_ON):
            path = Path(named) / f"{name}.jsonl"
            if path.is_file():
                accuracy(name + (" (trained on)" if name in TRAINED_ON else ""), spread(path, min(most, 200)))
        for name in ("court_dev", "enron_coref_train", "sec_fin5_train", "negatives"):
            path = Path(named) / f"{name}.jsonl"
            if path.is_file():
                gate(name, spread(path, 20 if arguments.quick else 60))
        path = Path(named) / "negatives.jsonl"
        if path.is_file():
            alarms(spread(path, 40 if arguments.quick else 285))


if __name__ == "__main__":
    main()
