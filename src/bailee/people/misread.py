"""How many of the names that never stand with a value of their person are no names: firms, places, headings.

How sure a detector was says more of them together than of one. `right`: how unsure it was of names that stand alone in their
place too, and whose people are known otherwise, so that they are names. What is none is met unsure more often, by the odds
that the detector's own probability promises (its `doubt` against what it was sure of). Between the two the share of no
names among the bare ones is weighed: each share by how likely it makes what was met (Saerens, Latinne, Decaestecker 2002).

>>> sure, unsure = [0.05] * 70 + [0.15] * 20 + [0.4] * 10, [0.4] * 70 + [0.15] * 20 + [0.05] * 10
>>> [round(misread(bare, doubts(sure))[0]) for bare in (sure, unsure)]
[4, 95]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

_STEP = 0.05  # doubts nearer to each other than this are as good as one
_SHARES = [(number + 0.5) / 50 for number in range(50)]  # of no names among the bare ones: each as likely at first
# The detector's odds to this power: it may promise too much, or be surer than it says.
_TRUST = (1.0, 1.5, 2.0)
ENOUGH = 20  # names known otherwise, from which on the detector's doubt about them is as it is about names


def misread(bare: Sequence[float], right: Mapping[int, int]) -> tuple[float, float]:
    """How many of the bare ones are no names, as expected, and its variance; each is given by the doubt about it, the right
    ones counted by `doubts`, for a big store has a hundred thousand of them and asks for each of its parts."""
    if not bare:
        return 0.0, 0.0
    names = _likelihoods(bare, right)
    met = Counter(map(_step, bare))
    found: list[tuple[float, float, float]] = []  # of each assumption: log-likelihood, no names, and their variance
    for trust in _TRUST:
        odds = {step: (max(step, 0.2) / max(1 / _STEP - step, 0.2)) ** trust for step in names}
        whole = sum(names[step] * odds[step] for step in names)
        ratio = {step: odds[step] / whole for step in names}  # how much likelier such a doubt is about what is no name
        for share in _SHARES:
            of_it = [(n, 1 - share + share * ratio[step], share * ratio[step]) for step, n in met.items()]
            found.append(
                (
                    sum(n * log(both) for n, both, _ in of_it),
                    sum(n * wrong / both for n, both, wrong in of_it),
                    sum(n * wrong / both * (1 - wrong / both) for n, both, wrong in of_it),
                )
            )
    most = max(likely for likely, _, _ in found)
    weights = [exp(likely - most) for likely, _, _ in found]
    total = sum(weights)
    mean = sum(weight * wrong for weight, (_, wrong, _) in zip(weights, found, strict=True)) / total
    square = sum(weight * (wrong**2 + own) for weight, (_, wrong, own) in zip(weights, found, strict=True)) / total
    return mean, square - mean**2


def doubts(of: Iterable[float]) -> Counter[int]:
    """How often each doubt was met, as good as it need be told apart."""
    return Counter(map(_step, of))


def _step(doubt: float) -> int:
    return round(doubt / _STEP)


def _likelihoods(bare: Iterable[float], right: Mapping[int, int]) -> dict[int, float]:
    """How often a name is met with each doubt; where few are known to be names, as its probability says of the bare ones."""
    steps = set(map(_step, bare)) | right.keys()
    found: dict[int, float] = {step: right.get(step, 0) + 0.5 for step in steps}
    if sum(right.values()) < ENOUGH:
        for doubt in bare:
            found[_step(doubt)] += 1 - doubt
    whole = sum(found.values())
    return {step: number / whole for step, number in found.items()}
