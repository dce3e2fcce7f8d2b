"""What rules and model say of a name, as one probability.

A candidate is a span of the rules, of the model, or of both; then it ends where the model says, which knows more of where
names end. Its probability is a logistic function of a few figures: how sure the rules are, how sure the model is of the whole
span and of its weakest unit, how much of it reads as a firm, and how it is written. `WEIGHTS` were fitted by
training/fit_join.py on text that the model was not trained on (its first lines say which), so that *likely* is right nine
times of ten and *verified* ninety-nine of a hundred.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import exp, log

from bailee.detectors.names_model.seen import FIRST_PERSON, Seen, Span
from bailee.detectors.names_model.words import (
    AMBIGUOUS,
    CAPITAL_TRAITS,
    CAPITALS,
    CAPITALS_LINE,
    DIGITS,
    GIVEN,
    GIVEN_RARE,
    INITIAL,
    MARK,
    NOT_SURNAME,
    SURNAME,
)

LEAST_SCORE = 0.35  # of a span of the model by itself
WHOLE = 0.9  # of a rule, of whose name the model sees a part: so sure is it of the rest
BEGUN = 0.7  # of a rule, whose name the model sees from its second word on
A_FIRM = 0.3  # of a word before a name, that the model takes for a part of a firm's: it is no given name then
_UNSEEN = (0.0,) * 7


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that may be a name, and what speaks for it."""

    start: int
    end: int
    rule: float  # probability of the rules; 0 where they say nothing
    figures: tuple[float, ...]


def logit(share: float) -> float:
    share = min(max(share, 0.004), 0.996)
    return log(share / (1 - share))


def figures(seen: Seen, start: int, end: int, rule: float) -> tuple[float, ...] | None:
    """The figures of a span; None where the model was not asked about all of it, or it holds no word."""
    units = seen.units
    first, last = bisect_right(units.ends, start), bisect_left(units.starts, end)
    indices = [index for index in range(first, last) if not units.traits[index] & MARK]
    if not indices or any(index not in seen.rows for index in indices):
        return None
    scores = [seen.rows[index][1] + seen.rows[index][2] for index in indices]
    firm = max(seen.rows[index][5] + seen.rows[index][6] for index in indices)
    traits = [units.traits[index] for index in indices]
    given = any(bits & (GIVEN | GIVEN_RARE) for bits in traits)
    surname = any(bits & SURNAME and not bits & NOT_SURNAME for bits in traits)
    small = not any(bits & CAPITAL_TRAITS for bits in traits)
    return (
        1.0,
        logit(sum(scores) / len(scores)),
        logit(min(scores)),
        logit(rule) if rule else 0.0,
        1.0 if rule else 0.0,
        1.0 if rule >= 0.9 else 0.0,
        firm,
        1.0 if len(indices) > 1 else 0.0,
        1.0 if given and surname and len(indices) > 1 else 0.0,
        1.0 if not given and not surname else 0.0,
        1.0 if small else 0.0,
        1.0 if all(bits & CAPITALS and bits & CAPITALS_LINE for bits in traits) else 0.0,
        1.0 if any(bits & DIGITS for bits in traits) else 0.0,
        1.0 if any(bits & NOT_SURNAME for bits in traits) else 0.0,
    )


# fmt: off
WEIGHTS = (0.36, 1.27, -0.16, 0.42, 0.31, -0.21, 0.22, 0.78, -0.56, -1.09, -0.76, 1.01, -0.34, 0.14)
# fmt: on


def probability(values: tuple[float, ...]) -> float:
    return 1 / (1 + exp(-sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))))


def evidence(seen: Seen, rules: list[tuple[int, int, float]]) -> list[Evidence]:
    """Candidates of rules and model about one text, rising.

    A span of the model stands for those of the rules that it meets; where a rule sees one name in several spans of the
    model, as in "Dunton, Heather", it is one, and where the model sees a part of what a rule is sure of, it is the rule's.
    Where the model begins in the middle of a rule's name, given names before it belong to it: what is left of a name identifies.
    """
    rules = sorted(rules)
    spans = _whole([seen.trimmed(span) for span in seen.spans(FIRST_PERSON, LEAST_SCORE)], rules)
    out: list[Evidence] = []
    taken: set[int] = set()
    starts = [start for start, _, _ in rules]
    reach = max((end - start for start, end, _ in rules), default=0)
    for low, high in spans:
        met = [
            number
            for number in range(bisect_left(starts, low - reach), bisect_left(starts, high))
            if rules[number][1] > low
        ]
        taken.update(met)
        rule = max((rules[number][2] for number in met), default=0.0)
        values = figures(seen, low, high, rule)
        if values is not None:
            whole = next(
                (rules[n][:2] for n in met if rules[n][2] >= WHOLE and _completes(seen, rules[n], low, high)), None
            )
            out.append(Evidence(*(whole or (_begun(seen, [rules[n] for n in met], low), high)), rule, values))
    for number, (start, end, rule) in enumerate(rules):
        if number not in taken:
            out.append(Evidence(start, end, rule, figures(seen, start, end, rule) or ()))
    return sorted(out, key=lambda one: (one.start, one.end))


def _completes(seen: Seen, rule: tuple[int, int, float], low: int, high: int) -> bool:
    """Whether all that a rule's name has beyond the model's is written in the lists of names; and no comma parts two names."""
    if not (rule[0] <= low and high <= rule[1]):
        return False
    units, content = seen.units, seen.content
    first, last = bisect_right(units.ends, rule[0]), bisect_left(units.starts, rule[1])
    sides = [0]
    for number in range(first, last):
        start, traits = units.starts[number], units.traits[number]
        if traits & MARK:
            if content[start] == ",":
                sides.append(0)
            elif content[start] not in ".'’-":
                return False
        elif traits & (GIVEN | GIVEN_RARE | SURNAME | INITIAL) or (low <= start < high):
            sides[-1] += not traits & INITIAL
        else:
            return False
    return len(sides) == 1 or (len(sides) == 2 and min(sides) == 1)


def _begun(seen: Seen, rules: list[tuple[int, int, float]], low: int) -> int:
    """Where a name begins that the model sees from `low` on: with the given names that a rule has before it, if it has nothing else."""
    for start, end, chance in rules:
        if not start < low < end or chance < BEGUN:
            continue
        units = seen.units
        before = range(bisect_right(units.ends, start), bisect_left(units.starts, low))
        if all(
            units.traits[number] & (GIVEN | GIVEN_RARE | INITIAL)
            and not units.traits[number] & (AMBIGUOUS | NOT_SURNAME)
            and sum(seen.rows.get(number, _UNSEEN)[5:7]) < A_FIRM
            for number in before
        ):
            return start
    return low


def _whole(spans: list[Span], rules: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Spans of the model, those that one rule holds together joined."""
    starts = [start for start, _, _ in rules]
    out: list[tuple[int, int]] = []
    last = -1
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        inside = at >= 0 and rules[at][1] >= span.end and rules[at][2] >= 0.5
        if inside and at == last:
            out[-1] = (out[-1][0], span.end)
        else:
            out.append((span.start, span.end))
        last = at if inside else -1
    return out
