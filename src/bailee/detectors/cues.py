"""What is told of a judgement's reasons: what it began with, what raised it, what lowered it, and what is true besides.

A reason is told as having raised or lowered a match only where the match would be less or more probable without it. One
that holds but changed nothing is noted: another was enough, of two that were each enough the first is told. One that
another outweighed, such as source code around a number with its label, is not told at all.

>>> from bailee.detectors.interface import Score
>>> score = Score(0.5, "check digit is right").at_least(0.8, "grouped as on a card")
>>> score = score.at_least(0.995, "words about cards stand near").at_most(0.9, "stands in source code")
>>> for cue in cues_of(score.judgement("4539578763621486")):
...     print(cue.effect.value, cue.probability, cue.says)
base 0.5 check digit is right
raised 0.995 words about cards stand near
lowered 0.9 stands in source code
noted None grouped as on a card
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bailee.detectors.interface import BEGIN, LEAST, MOST, Judgement, Step
from bailee.text import Cue, Effect


def cues_of(judgement: Judgement) -> tuple[Cue, ...]:
    """What counted, in its order; then what else is true."""
    steps = [reason for reason in judgement.reasons if isinstance(reason, Step)]
    plain = [reason for reason in judgement.reasons if not isinstance(reason, Step)]
    if steps:
        steps[0] = steps[0]._replace(way=BEGIN)
    cues: list[Cue] = []
    if plain and not steps:
        cues.append(Cue(plain.pop(0), Effect.BASE, None if plain else judgement.probability))
    counted, also = _counted(steps)
    for number, step in enumerate(counted):
        effect = Effect.BASE if step.way == BEGIN else Effect.RAISED if step.way == LEAST else Effect.LOWERED
        cues.append(Cue(step.says, effect, _end(counted[: number + 1])))
    if plain and steps and (end := _end(counted)) != judgement.probability:  # the last one moved it
        effect = Effect.RAISED if judgement.probability > end else Effect.LOWERED
        cues.append(Cue(plain.pop(), effect, judgement.probability))
    return (*cues, *(Cue(says, Effect.NOTED) for says in dict.fromkeys((*also, *plain))))


def _end(steps: Iterable[Step]) -> float:
    probability = 0.0
    for step in steps:
        move = max if step.way == LEAST else min
        probability = step.bound if step.way == BEGIN else move(probability, step.bound)
    return probability


def _counted(steps: Sequence[Step]) -> tuple[list[Step], list[str]]:
    """The steps without any of which the end were another, and what else points the same way."""
    kept, end = list(range(len(steps))), _end(steps)

    def after(numbers: Iterable[int]) -> float:
        return _end(steps[number] for number in numbers)

    for number in reversed(range(1, len(steps))):
        without = [other for other in kept if other != number]
        if after(without) == end:
            kept = without
    for number in [number for number in kept if steps[number].way == MOST]:
        reached = after(other for other in kept if other < number)
        raising = [other for other in range(number) if other not in kept and steps[other].way == LEAST]
        if reached <= steps[number].bound and raising:  # what it lowered had been raised before
            kept = sorted({*kept, max(raising, key=lambda other: steps[other].bound)})
    also = [step for number, step in enumerate(steps) if number not in kept]
    return [steps[number] for number in kept], [step.says for step in also if step.way == LEAST or step.bound >= end]
