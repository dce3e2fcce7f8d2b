"""Labelled text for training: what others published under open licences, cut into stretches that the model sees.

Where a collection labels no addresses, the rules of the detector do: sure ones are labels, doubtful ones are left out of
the loss, so that an address in a contract does not teach the model that it is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bailee.detectors.names_model.words import HONORIFIC, LISTED, Units, read

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS", "ORG", "LOCATION")
IGNORED = -100
_FIRST = {"PERSON": 1, "ADDRESS": 3, "ORG": 5, "LOCATION": 6}
_NEXT = {"PERSON": 2, "ADDRESS": 4, "ORG": 5, "LOCATION": 6}
# Collections with the share of each that is read; those without labels of addresses get them from the rules.
COLLECTIONS = {
    "enron_coref_train": 2.0, "sec_fin5_train": 1.0, "wikigold": 1.0, "wnut17_train": 0.7, "presidio_gen_large": 1.0, "btc_b": 0.6, "btc_e": 1.0, "btc_f": 0.5, "btc_g": 0.6,
}  # fmt: skip
WITH_ADDRESSES = frozenset({"presidio_gen_large"})
MOST = 124  # pieces of one stretch

Span = tuple[int, int, str]


@dataclass
class Stretch:
    """Pieces, traits and labels of what the model sees at once."""

    pieces: list[int]
    traits: list[int]
    labels: list[int]


def records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def spans_of(record: dict[str, Any]) -> list[Span]:
    return [(span["start"], span["end"], span["label"]) for span in record["spans"] if span["label"] in _FIRST]


def with_addresses(text: str, spans: list[Span]) -> list[Span]:
    """`spans`, with the addresses that the rules find; doubtful ones are labelled `?`."""
    from bailee.detectors import detect
    from bailee.text import Text
    from bailee.vocabulary import Locator

    out = list(spans)
    source = Text.of(text, Locator(("text",)))
    for match in detect(source, only="postal-address"):
        low, high = source.original_span(match.start, match.end)
        if not any(label == "PERSON" and start < high and low < end for start, end, label in spans):
            out = [one for one in out if not (one[0] < high and low < one[1])]
            out.append((low, high, "ADDRESS" if match.probability >= 0.93 else "?"))
    return sorted(out)


def labels_of(text: str, units: Units, spans: list[Span]) -> list[int]:
    """One label a unit. A title before a name and a possessive after it are no part of it."""
    labels = [0] * len(units)
    index = 0
    for start, end, label in sorted(spans):
        if label == "PERSON":
            end -= len(match[0]) if (match := re.search(r"['’]s?$", text[start:end])) else 0
        while index < len(units) and units.ends[index] <= start:
            index += 1
        at, first = index, True
        while at < len(units) and units.starts[at] < end:
            if label == "PERSON" and first and units.traits[at] & HONORIFIC and units.ends[at] < end:
                at += 1
                at += at < len(units) and text[units.starts[at] : units.ends[at]] == "."
                continue
            labels[at] = IGNORED if label == "?" else (_FIRST if first else _NEXT)[label]
            first = False
            at += 1
    return labels


def stretches(rng: Random, text: str, spans: list[Span], most: int = MOST) -> Iterator[Stretch]:
    """A text in stretches that end where lines or sentences do, of lengths that vary as the gate's windows will."""
    units = read(text)
    labels = labels_of(text, units, spans)
    first = 0
    while first < len(units):
        wanted = min(most, rng.choice([16, 32, 48, 64, 96, most, most, most]))
        size, last, good = 0, first, first
        while last < len(units) and size + len(units.pieces[last]) <= wanted:
            size += len(units.pieces[last])
            last += 1
            ends = text[units.starts[last - 1] : units.ends[last - 1]]
            inside = last < len(units) and labels[last] in (2, 4)
            if (ends[:1] == "\n" or ends in (".", "?", "!", ";")) and not inside:
                good = last
        if last < len(units):
            if good > first + (last - first) // 3:
                last = good
            while last < len(units) and last > first + 1 and labels[last] in (2, 4):  # not inside a name or an address
                last -= 1
        last = max(last, first + 1)
        yield _stretch(rng, units, labels, first, last)
        first = last


def _stretch(rng: Random, units: Units, labels: list[int], first: int, last: int) -> Stretch:
    out = Stretch([], [], [])
    blind = rng.random() < 0.3  # names that no list has must be seen, too
    for index in range(first, last):
        pieces, traits = units.pieces[index], units.traits[index]
        if blind or rng.random() < 0.12:
            traits &= ~LISTED
        out.pieces += pieces
        out.traits += [traits] * len(pieces)
        out.labels += [labels[index]] + [IGNORED] * (len(pieces) - 1)
    return out


def collections(folder: Path, rng: Random) -> Iterator[tuple[str, str, list[Span]]]:
    """(name, text, spans) of every record of the collections, thinned or doubled."""
    for name, share in COLLECTIONS.items():
        for record in records(folder / f"{name}.jsonl"):
            spans = spans_of(record)
            if name not in WITH_ADDRESSES:
                spans = with_addresses(record["text"], spans)
            for _ in range(int(share) + (rng.random() < share % 1)):
                yield name, record["text"], spans
