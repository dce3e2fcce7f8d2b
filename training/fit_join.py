"""Fit the weights with which rules and model are joined, and say how well calibrated the result is.

    python training/fit_join.py LABELLED.jsonl…

LABELLED are texts that the model was not trained on: those of training/held_out.py, and published ones. Half of each (by
the number of the record) is fitted, the other half says how right *likely* and *verified* are; then all is fitted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bailee.detectors import names_model
from bailee.detectors.interface import Scene
from bailee.detectors.names_model.join import evidence
from bailee.detectors.person_name import by_rules
from bailee.text import Text
from bailee.vocabulary import Locator

SMALL = {"wnut17_dev": 0.4, "btc_a": 0.2}  # tweets: weighed less, for a business holds few


def rows(path: Path) -> Iterator[tuple[int, bool, tuple[float, ...], float]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            text = Text.of(record["text"], Locator(("text",)))
            gold = [(span["start"], span["end"]) for span in record["spans"] if span["label"] == "PERSON"]
            names_model.begin("full")
            rules = by_rules(text)
            scene = Scene(text)
            scene.sure = [(start, end) for start, end, chance in rules if chance >= 0.97]
            seen = names_model.seen(scene)
            if seen is None:
                continue
            for one in evidence(seen, rules):
                if one.figures:
                    start, end = text.original_span(one.start, one.end)
                    right = any(low < end and start < high for low, high in gold)
                    yield number, right, one.figures, SMALL.get(path.stem, 1.0)


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps, held to small weights."""
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (w * (p - y)) + 0.5 * weights
        hessian = (x.T * (w * p * (1 - p))) @ x + 0.5 * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    every = [
        (number, right, values, weight, path.stem)
        for path in map(Path, sys.argv[1:])
        for number, right, values, weight in rows(path)
    ]
    x = np.array([row[2] for row in every])
    y = np.array([float(row[1]) for row in every])
    w = np.array([row[3] for row in every])
    half = np.array([row[0] % 2 == 0 for row in every])
    weights = fit(x[half], y[half], w[half])
    p = 1 / (1 + np.exp(-x @ weights))
    for name in dict.fromkeys(row[4] for row in every):
        for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 0.9), (0.9, 0.99), (0.99, 1.1)):
            chosen = ~half & (p >= low) & (p < high) & np.array([row[4] == name for row in every])
            if chosen.any():
                print(f"{name} {low}-{high}: {y[chosen].mean():.3f} of {chosen.sum()}, said {p[chosen].mean():.3f}")
    print("WEIGHTS = (" + ", ".join(f"{weight:.2f}" for weight in fit(x, y, w)) + ")")


if __name__ == "__main__":
    main()
