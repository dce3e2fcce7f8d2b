"""Learn how much terms, a kind's own rule and what a text resembles count together: prints BEGIN and WEIGHTS of `bailee.kinds.judging`.

    python training/train_kinds.py DATA --without templates_e,templates_f --to FOLDER
    python training/fit_judging.py FOLDER templates_e,templates_f

Only documents that neither the words nor the rules were written for say how much each may be trusted, so FOLDER holds what was learnt
without them. Five times a fifth of the templates is kept apart, and precision and recall are told for it.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]

import kind_rows  # noqa: E402 - finds the benchmarks, too
import kinds_of_record as records  # noqa: E402 - likewise
from bailee.kinds import _modules, _weak, judging  # noqa: E402 - likewise
from bailee.kinds.reading import Reading  # noqa: E402 - likewise

PER_TEMPLATE = 2
STRENGTH = 1.0
WORTH_A_LOOK, SPOKEN = 0.02, 1.2


def candidates(row: kind_rows.Row) -> list[tuple[str, dict[str, float]]]:
    """What speaks for each kind that may be meant."""
    reading = Reading(records._document(row.whole or row.text, "text/csv" if row.whole else "text/plain"))
    found = []
    for module in _modules():
        kind = module.IDENT
        spoken = reading.topics.get(kind, judging.NOTHING).spoken
        if module.IDENT in _weak() or (reading.likeness.get(kind, 0.0) < WORTH_A_LOOK and spoken < SPOKEN):
            continue
        rule = None if getattr(module, "BY_FORM", False) else getattr(module, "recognise", None)
        found.append((kind, judging.signs(reading, kind, rule(reading) if rule else None)))
    return found


def main(arguments: Sequence[str]) -> None:
    folder, names = Path(arguments[0]), tuple(arguments[1].split(","))
    likeness = importlib.import_module("bailee.kinds.likeness")
    likeness._lines = lambda name: (folder / name).read_text("utf-8").splitlines()
    rows = [row for row in kind_rows.ours(random.Random(5)) if row.of.startswith(names)]
    chosen = [row for number, row in enumerate(rows) if number % kind_rows.TIMES < PER_TEMPLATE]
    chosen += [row for row in kind_rows.samples() if row.kind == "none"]
    values, answers, groups, of = [], [], [], []
    for number, row in enumerate(chosen):
        for kind, known in candidates(row):
            values.append(list(known.values()))
            answers.append(kind == row.kind)
            groups.append(row.template)
            of.append(number)
    matrix, right = np.array(values), np.array(answers)
    told = np.zeros(len(right))
    for train, held in GroupKFold(5).split(matrix, right, groups):
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix[train], right[train])
        told[held] = model.predict_proba(matrix[held])[:, 1]
    best: dict[int, tuple[float, bool]] = {}
    for number, much, answer in zip(of, told, right, strict=True):
        best[number] = max(best.get(number, (0.0, False)), (much, bool(answer)))
    best = {number: one for number, one in best.items() if chosen[number].of != "samples"}
    records_in = sum(row.kind != "none" for row in chosen)
    for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        mine = [answer for much, answer in best.values() if much >= least]
        print(f"from {least}: precision {sum(mine) / len(mine):.3f}, recall {sum(mine) / records_in:.3f}")
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, right)
    print("BEGIN =", round(float(model.intercept_[0]), 2))
    print("WEIGHTS =", {name: round(float(one), 2) for name, one in zip(known, model.coef_[0], strict=True)})


if __name__ == "__main__":
    main(sys.argv[1:])
