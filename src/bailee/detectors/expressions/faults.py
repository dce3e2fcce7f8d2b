"""What is wrong with an expression, and texts on which a slow one shows it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from bailee.detectors.expressions.automaton import Automaton, TooLong
from bailee.detectors.expressions.syntax import CHARACTERS, REPEATS, Seq, bodies_of, parser, sample, walk, width

LONGEST = 200  # characters that a value may have
_WIDE = 32  # from so many repeats on, one counts as endless where two stand side by side
_MOST_CHARACTERS = 4_000


def faults(pattern: str) -> list[str]:
    """Why an expression is refused; an empty list where it is not."""
    if len(pattern) > _MOST_CHARACTERS:
        return [f"it is longer than {_MOST_CHARACTERS:,} characters: make several detectors of it"]
    try:
        tree = parser.parse(pattern)
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return [f"it is no regular expression: {getattr(error, 'msg', 'too deep')}"]
    found = []
    kinds = list(walk(tree))
    if any(kind.startswith("GROUPREF") for kind, _ in kinds):
        return ["it refers back to a group: how long that takes cannot be known before"]
    if any(kind == "AT" and "BOUNDARY" not in str(argument) for kind, argument in kinds):
        found.append("it asks for the start or end of a text or line (^, $): a value stands anywhere; leave them out")
    if not width(tree)[0]:
        found.append("it matches an empty text")
    if _leads(tree):
        found.append(r"it begins with a repeat that has no upper end: give it one, such as \d{1,12}")
    if _empty_rounds(tree):
        found.append(
            "it repeats what may be empty, or leaves a choice between two that may be: take one of the two away"
        )
    looks = [argument[1] for kind, argument in kinds if kind in ("ASSERT", "ASSERT_NOT")]
    for part in (tree, *looks):
        found += _slow(part, tree.state.flags)
    return list(dict.fromkeys(found))


def _empty_rounds(seq: Seq, repeated: bool = False) -> bool:
    """Ways through a repeat that differ in nothing that is read, which the automaton does not tell apart."""
    for code, argument in seq:
        kind = str(code)
        bodies = bodies_of(kind, argument)
        again = repeated or (kind in REPEATS and int(argument[1]) > 1)
        if kind in REPEATS and int(argument[1]) > 1 and not width(bodies[0])[0]:
            return True
        if kind == "BRANCH" and repeated and sum(not width(body)[0] for body in bodies) > 1:
            return True
        if any(_empty_rounds(body, again) for body in bodies):
            return True
    return False


_AMBIGUOUS = (
    'it can read one text, such as "{}", in ever more ways, and would take minutes for a line: '
    "of two repeats, one inside the other, leave one"
)
_SHARED = (
    'two of its repeats can share one text, such as "{}": put something between them that neither reads, '
    f"or give both an upper end below {_WIDE}"
)


def _slow(seq: Seq, flags: int) -> list[str]:
    try:
        if (mask := Automaton(seq, flags, 12).pumped()) is not None:
            return [_AMBIGUOUS.format(sample(mask))]
        if (mask := Automaton(seq, flags, _WIDE).shared()) is not None:
            return [_SHARED.format(sample(mask))]
    except TooLong:
        return ["it is too long, or repeats too much, to be checked: make two detectors of it"]
    return []


def _leads(seq: Seq) -> bool:
    """Whether a match may begin with a repeat that has no end worth the name."""
    for code, argument in seq:
        kind = str(code)
        if kind in REPEATS:
            least, most, body = argument
            if int(most) > 64 or _leads(body):
                return True
            if least and width(body)[0]:
                return False
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH"):
            bodies = bodies_of(kind, argument)
            if any(map(_leads, bodies)):
                return True
            if all(width(body)[0] for body in bodies):
                return False
        elif kind in CHARACTERS:
            return False
    return False


def nearly(pattern: str, length: int, seed: int = 0) -> Iterator[str]:
    """Texts of this length that almost match, over and over: what an expression is slow on, if it is slow on anything."""
    tree = parser.parse(pattern)
    automaton = Automaton(tree, tree.state.flags, 4)
    rng = random.Random(seed)  # noqa: S311 - the same texts at every run
    letters = sorted({sample(mask)[0] for mask in automaton.sets[1:]})
    for letter in letters:
        yield letter * length
    for first in letters[:4]:
        for second in letters[:4]:
            if first < second:
                yield ((first + second) * length)[:length]
    for prefix, cycle in automaton.pumps()[:16]:
        for rounds in (12, 60, LONGEST):
            unit = (prefix + cycle * rounds)[: LONGEST - 2]
            for end in ("!", unit[-1]):
                yield ((unit + end + "\n") * (length // len(unit) + 1))[:length]
    for cut in (0.0, 0.02, 0.2):
        pieces: list[str] = []
        size, state = 0, 0
        while size < length:
            following = automaton.follow[state]
            if not following or rng.random() < cut:
                state = 0
                pieces.append(rng.choice((" ", "x", "\n", "-", "")))
                following = automaton.follow[0]
            state = rng.choice(sorted(following))
            pieces.append(sample(automaton.sets[state])[0])
            size += 1
        yield "".join(pieces)[:length]
