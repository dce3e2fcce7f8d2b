r"""Regular expressions that somebody else wrote: what is wrong with one, and what the engine can stop at.

An expression may take a time that doubles with each character of a text that almost matches. Whether it can is a property
of the automaton behind it, and is decided here, not guessed: two ways round a loop that read the same text make it grow
without bound; two loops that can share one text make it grow with its square or worse (Weber and Seidl 1991).

>>> faults(r"C-\d{5}"), faults(r"(?:[A-Z]{2} ?){1,3}\d{6}")
([], [])
>>> print(*faults(r"(\w+\s?)+:"), sep="\n")
it begins with a repeat that has no upper end: give it one, such as \d{1,12}
it can read one text, such as "000…", in ever more ways, and would take minutes for a line: of two repeats, one inside the other, leave one
>>> print(*faults(r"A\d+ ?\d+Z"), sep="\n")
two of its repeats can share one text, such as "000…": put something between them that neither reads, or give both an upper end below 32

`triggers` are the rarest short stretches that every match must hold:

>>> triggers(r"C-\d{5}")[0]
(b'[C][\\-][0-9][0-9][0-9][0-9][0-9]',)
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from bailee.detectors.triggers import OVERLAP

_parser: Any = re._parser  # type: ignore[attr-defined]  # the only parser that reads what `re` reads
_constants: Any = re._constants  # type: ignore[attr-defined]

LONGEST = 200  # characters that a value may have
_LETTER, _SIGN = 1 << 128, 1 << 129  # letters beyond ASCII, and what else is; the engine sees one byte for each
_OTHER = _LETTER | _SIGN
_ALL = (1 << 130) - 1
_WIDE = 32  # from so many repeats on, one counts as endless where two stand side by side
_NESTED = 24  # from so many ways on, a repeat in a repeat does
_MOST_STATES = 400
_MOST_STEPS = 2_000_000  # of the check itself, some two seconds
_MOST_CHARACTERS = 4_000
_RUN = 12  # characters of a trigger

Seq = Sequence[tuple[Any, Any]]


def _mask(test: re.Pattern[str]) -> int:
    return sum(1 << code for code in range(128) if test.match(chr(code)))


_CATEGORIES = {
    "CATEGORY_DIGIT": _mask(re.compile(r"\d")),
    "CATEGORY_SPACE": _mask(re.compile(r"\s")),  # extraction folds every other blank into an ordinary one
    "CATEGORY_WORD": _mask(re.compile(r"\w")) | _LETTER,
}


def _category(name: str) -> int:
    if name in _CATEGORIES:
        return _CATEGORIES[name]
    return _ALL & ~_CATEGORIES[name.replace("CATEGORY_NOT_", "CATEGORY_")]


def _bit(code: int) -> int:
    if code < 128:
        return 1 << code
    return _LETTER if chr(code).isalnum() else _SIGN


def _both_cases(mask: int) -> int:
    for small in range(ord("a"), ord("z") + 1):
        pair = 1 << small | 1 << (small - 32)
        if mask & pair:
            mask |= pair
    return mask


def _set(kind: str, argument: Any, flags: int) -> int:
    """The characters that one element matches."""
    if kind == "ANY":
        return _ALL if flags & re.DOTALL else _ALL & ~_bit(10)
    if kind in ("LITERAL", "NOT_LITERAL"):
        mask = _bit(argument)
        if flags & re.IGNORECASE:
            mask = _both_cases(mask)
        return mask if kind == "LITERAL" else _ALL & ~(mask & ~_OTHER)
    mask, whole, negated = 0, 0, False  # `whole`: bits beyond ASCII of which every character is meant
    for code, value in argument:
        name = str(code)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            mask |= _bit(value)
        elif name == "RANGE":
            low, high = value
            mask |= sum(1 << each for each in range(low, min(high, 127) + 1)) | (_OTHER if high > 127 else 0)
        else:
            mask |= _category(str(value))
            whole |= _category(str(value)) & _OTHER
    if flags & re.IGNORECASE:
        mask = _both_cases(mask)
    return _ALL & ~(mask & ~_OTHER | whole) if negated else mask


def _inner(kind: str, argument: Any, flags: int) -> tuple[Seq, int]:
    """What a group holds, and the flags in it."""
    if kind == "ATOMIC_GROUP":
        return argument, flags
    _, added, removed, body = argument
    return body, (flags | added) & ~removed


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_CHARACTERS = ("LITERAL", "NOT_LITERAL", "IN", "ANY")


def _bodies(kind: str, argument: Any) -> list[Seq]:
    if kind in _REPEATS:
        return [argument[2]]
    if kind == "SUBPATTERN":
        return [argument[3]]
    if kind == "ATOMIC_GROUP":
        return [argument]
    if kind == "BRANCH":
        return list(argument[1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return []


def _walk(seq: Seq) -> Iterator[tuple[str, Any]]:
    for code, argument in seq:
        kind = str(code)
        yield kind, argument
        for body in _bodies(kind, argument):
            yield from _walk(body)


# --- the automaton (Glushkov): one state a character of the expression


@dataclass(slots=True)
class _Part:
    nullable: bool
    first: set[int]
    last: set[int]


class _TooLong(Exception):
    pass


class _Automaton:
    """States, the characters that lead into each, and what may follow it. State 0 is the start."""

    def __init__(self, seq: Seq, flags: int, wide: int) -> None:
        self.sets: list[int] = [0]
        self.follow: list[set[int]] = [set()]
        self._wide = wide
        self._steps = 0
        part = self._sequence(seq, flags, False)
        self.follow[0] |= part.first

    def _state(self, mask: int) -> _Part:
        if len(self.sets) > _MOST_STATES:
            raise _TooLong
        self.sets.append(mask)
        self.follow.append(set())
        number = len(self.sets) - 1
        return _Part(False, {number}, {number})

    def _then(self, left: _Part, right: _Part) -> _Part:
        for state in left.last:
            self.follow[state] |= right.first
        return _Part(
            left.nullable and right.nullable,
            left.first | right.first if left.nullable else left.first,
            left.last | right.last if right.nullable else right.last,
        )

    def _sequence(self, seq: Seq, flags: int, endless: bool) -> _Part:
        part = _Part(True, set(), set())
        for code, argument in seq:
            part = self._then(part, self._element(str(code), argument, flags, endless))
        return part

    def _element(self, kind: str, argument: Any, flags: int, endless: bool) -> _Part:
        if kind in _CHARACTERS:
            return self._state(_set(kind, argument, flags))
        if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            body, flags = _inner(kind, argument, flags)
            return self._sequence(body, flags, endless)
        if kind == "BRANCH":
            parts = [self._sequence(body, flags, endless) for body in argument[1]]
            return _Part(
                any(part.nullable for part in parts),
                set().union(*(part.first for part in parts)),
                set().union(*(part.last for part in parts)),
            )
        if kind in _REPEATS:
            return self._repeat(argument, flags, endless)
        return _Part(True, set(), set())  # looks around, reads nothing

    def _repeat(self, argument: Any, flags: int, endless: bool) -> _Part:
        least, most, body = argument
        most = min(int(most), 1 << 20)
        spread = _spread(body)
        # many ways to share a text between rounds of a repeat whose body varies in length: as bad as no end at all
        nested = most > 1 and spread * most >= _NESTED
        star = most - least >= self._wide or nested or (endless and most - least >= 2)
        part = _Part(True, set(), set())
        for _ in range(min(least, 2) if star else least):
            part = self._then(part, self._sequence(body, flags, endless or nested))
        if star:
            loop = self._sequence(body, flags, endless or nested)
            for state in loop.last:
                self.follow[state] |= loop.first
            return self._then(part, _Part(True, loop.first, loop.last))
        for _ in range(most - least):
            again = self._sequence(body, flags, endless or nested)
            part = self._then(part, _Part(True, again.first, again.last))
        return part

    def looping(self) -> list[int]:
        """States from which a way leads back to them."""
        return [state for state in range(1, len(self.sets)) if state in self._reach(state)]

    def _loops(self) -> list[int]:
        """One state of each loop: what can be read in two ways from one of them can from any other."""
        chosen: list[int] = []
        seen: set[int] = set()
        reach = {state: self._reach(state) for state in self.looping()}
        for state, ahead in reach.items():
            if state not in seen:
                chosen.append(state)
                seen |= {other for other in ahead if state in reach.get(other, ())}
        return chosen

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooLong

    def _reach(self, state: int) -> set[int]:
        seen: set[int] = set()
        waiting = list(self.follow[state])
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += self.follow[state]
        return seen

    def pumped(self) -> int | None:
        """Characters that a loop reads in two ways at once, each of which leads back to where it began; else None."""
        for origin in self._loops():
            ahead = self._pairs((origin, origin), forward=True)
            back = self._pairs((origin, origin), forward=False)
            for left, right in ahead & back:
                if left != right:
                    return self.sets[left] & self.sets[right]
        return None

    def pumps(self) -> list[tuple[str, str]]:
        """For each loop, a text that leads into it and one that goes round it once."""
        return [(self._way(0, state), self._way(state, state)) for state in self.looping()]

    def _way(self, start: int, goal: int) -> str:
        """A shortest text from one state to another."""
        came: dict[int, int] = {}
        waiting = [start]
        for state in waiting:  # grows while it is walked
            for each in self.follow[state]:
                if each not in came:
                    came[each] = state
                    waiting.append(each)
            if goal in came:
                break
        text, state = "", goal
        while True:
            text = _sample(self.sets[state])[0] + text
            state = came[state]
            if state == start:
                return text

    def _pairs(self, origin: tuple[int, int], *, forward: bool) -> set[tuple[int, int]]:
        step = self.follow if forward else self._before()
        seen: set[tuple[int, int]] = {origin}
        waiting = [origin]
        while waiting:
            left, right = waiting.pop()
            for a in step[left]:
                for b in step[right]:
                    self._step()
                    if (a, b) not in seen and self.sets[a] & self.sets[b]:
                        seen.add((a, b))
                        waiting.append((a, b))
        return seen

    def _before(self) -> list[set[int]]:
        before: list[set[int]] = [set() for _ in self.sets]
        for state, following in enumerate(self.follow):
            for each in following:
                before[each].add(state)
        return before

    def shared(self) -> int | None:
        """Characters that two loops, one after the other, can share in many ways; None where there are none."""
        loops = self.looping()
        reach = {state: self._reach(state) for state in loops}
        for p in loops:
            for q in loops:  # of two states of one loop `pumped` has told already
                if q in reach[p] and p not in reach[q] and self.sets[p] & self.sets[q] and self._triple(p, q):
                    return self.sets[p] & self.sets[q]
        return None

    def _triple(self, p: int, q: int) -> bool:
        """Whether one text leads from p to p, from p to q and from q to q."""
        goal, origin = (p, q, q), (p, p, q)
        seen, waiting = {origin}, [origin]
        while waiting:
            one, two, three = waiting.pop()
            for a in self.follow[one]:
                for b in self.follow[two]:
                    if not (both := self.sets[a] & self.sets[b]):
                        continue
                    for c in self.follow[three]:
                        self._step()
                        state = (a, b, c)
                        if both & self.sets[c] and state not in seen:
                            if state == goal:
                                return True
                            seen.add(state)
                            waiting.append(state)
        return False


def _spread(seq: Seq) -> int:
    """By how much what is matched varies in length, at most."""
    low, high = _width(seq)
    return min(high, 1 << 16) - min(low, 1 << 16)


def _width(seq: Seq) -> tuple[int, int]:
    low = high = 0
    for code, argument in seq:
        kind = str(code)
        if kind in _CHARACTERS:
            least = most = 1
        elif kind in _REPEATS:
            inside = _width(argument[2])
            least, most = inside[0] * argument[0], inside[1] * int(argument[1])
        elif kind == "BRANCH":
            sides = [_width(body) for body in argument[1]]
            least, most = min(side[0] for side in sides), max(side[1] for side in sides)
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            least, most = _width(_bodies(kind, argument)[0])
        else:
            least = most = 0
        low, high = low + least, high + most
    return min(low, 1 << 30), min(high, 1 << 30)


def widths(pattern: str) -> tuple[int, int]:
    """Least and most characters that it can match; the most may be very many."""
    return _width(_parser.parse(pattern))


# --- what is wrong with it


def faults(pattern: str) -> list[str]:
    """Why an expression is refused; an empty list where it is not."""
    if len(pattern) > _MOST_CHARACTERS:
        return [f"it is longer than {_MOST_CHARACTERS:,} characters: make several detectors of it"]
    try:
        tree = _parser.parse(pattern)
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return [f"it is no regular expression: {getattr(error, 'msg', 'too deep')}"]
    found = []
    kinds = list(_walk(tree))
    if any(kind.startswith("GROUPREF") for kind, _ in kinds):
        return ["it refers back to a group: how long that takes cannot be known before"]
    if any(kind == "AT" and "BOUNDARY" not in str(argument) for kind, argument in kinds):
        found.append("it asks for the start or end of a text or line (^, $): a value stands anywhere; leave them out")
    if not _width(tree)[0]:
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
        bodies = _bodies(kind, argument)
        again = repeated or (kind in _REPEATS and int(argument[1]) > 1)
        if kind in _REPEATS and int(argument[1]) > 1 and not _width(bodies[0])[0]:
            return True
        if kind == "BRANCH" and repeated and sum(not _width(body)[0] for body in bodies) > 1:
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
        if (mask := _Automaton(seq, flags, 12).pumped()) is not None:
            return [_AMBIGUOUS.format(_sample(mask))]
        if (mask := _Automaton(seq, flags, _WIDE).shared()) is not None:
            return [_SHARED.format(_sample(mask))]
    except _TooLong:
        return ["it is too long, or repeats too much, to be checked: make two detectors of it"]
    return []


def _sample(mask: int) -> str:
    character = next((one for one in "0aA -.@" if mask & _bit(ord(one))), "é" if mask & _LETTER else "")
    return (character or chr((mask & -mask).bit_length() - 1)) * 3 + "…"


def _leads(seq: Seq) -> bool:
    """Whether a match may begin with a repeat that has no end worth the name."""
    for code, argument in seq:
        kind = str(code)
        if kind in _REPEATS:
            least, most, body = argument
            if int(most) > 64 or _leads(body):
                return True
            if least and _width(body)[0]:
                return False
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH"):
            bodies = _bodies(kind, argument)
            if any(map(_leads, bodies)):
                return True
            if all(_width(body)[0] for body in bodies):
                return False
        elif kind in _CHARACTERS:
            return False
    return False


# --- what the engine stops at


def _weight(mask: int) -> float:
    """How much of ordinary text these characters make up."""
    return min(1.0, sum(weight for code, weight in _WEIGHTS if mask >> code & 1) + (0.01 if mask & _OTHER else 0))


def _weights() -> list[tuple[int, float]]:
    rare = [(code, 0.0007) for code in range(128)]
    common = {
        " ": 0.16,
        "e": 0.1,
        "t": 0.07,
        "a": 0.065,
        "o": 0.06,
        "i": 0.06,
        "n": 0.055,
        "s": 0.05,
        "r": 0.05,
        "\n": 0.02,
    }
    letters = dict.fromkeys("bcdfghjklmpquvwxyz", 0.018)
    figures = dict.fromkeys("0123456789", 0.006) | dict.fromkeys(".,-/:", 0.008)
    capitals = dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 0.0025)
    known = {ord(one): weight for one, weight in (common | letters | figures | capitals).items()}
    return [(code, known.get(code, weight)) for code, weight in rare]


_WEIGHTS = _weights()
Runs = list[list[int]]  # stretches of sets, of which every match holds one


def triggers(pattern: str) -> tuple[tuple[bytes, ...], float]:
    """Expressions of fixed length of which every match holds one, and how often they stop: per character of ordinary text.

    None at all, and 1, where nothing in it has a fixed length.
    """
    tree = _parser.parse(pattern)
    runs = _best(_choices(tree, tree.state.flags))
    if runs is None:
        return (), 1.0
    return tuple(dict.fromkeys(b"".join(map(_class, run)) for run in runs)), _cost(runs)


def _cost(runs: Runs) -> float:
    return sum(prod(map(_weight, run)) for run in runs)


def _best(choices: list[Runs]) -> Runs | None:
    cut = [[_rarest(run) for run in runs] for runs in choices if runs and all(runs)]
    return min(cut, key=_cost, default=None)


def _rarest(run: list[int]) -> list[int]:
    if len(run) <= _RUN:
        return run
    return min((run[at : at + _RUN] for at in range(len(run) - _RUN + 1)), key=lambda part: prod(map(_weight, part)))


def _choices(seq: Seq, flags: int) -> list[Runs]:
    """Ways to be sure of a match: each a list of stretches of which it holds one."""
    choices: list[Runs] = []
    run: list[int] = []

    def end() -> None:
        nonlocal run
        if run:
            choices.append([run])
        run = []

    def read(seq: Seq, flags: int) -> None:
        nonlocal run
        for code, argument in seq:
            kind = str(code)
            if kind in _CHARACTERS:
                run.append(_set(kind, argument, flags))
            elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
                read(*_inner(kind, argument, flags))
            elif kind == "ASSERT_NOT":
                _beside(argument, flags)
            elif kind in ("AT", "ASSERT"):
                continue
            elif kind in _REPEATS:
                least, most, body = argument
                for _ in range(min(least, OVERLAP)):
                    read(body, flags)
                if int(most) != least or least > OVERLAP:
                    end()
            elif kind == "BRANCH":
                bodies = argument[1]
                sides = [_fixed(body, flags) for body in bodies]
                if all(side is not None and len(side) == len(sides[0] or ()) for side in sides):
                    for masks in zip(*(side or [] for side in sides), strict=True):
                        mask = 0
                        for one in masks:
                            mask |= one
                        run.append(mask)
                every = [_best(_choices(body, flags)) for body in bodies]
                if all(runs is not None for runs in every):
                    choices.append([one for runs in every for one in runs or []])
                if not all(side is not None and len(side) == len(sides[0] or ()) for side in sides):
                    end()
            else:
                end()

    def _beside(argument: Any, flags: int) -> None:
        """No letter or digit before or after: something else is there, for a text begins and ends with a line's end."""
        nonlocal run
        direction, body = argument
        if len(body) == 1 and str(body[0][0]) == "IN":
            mask = _ALL & ~(_set("IN", body[0][1], flags) & ~_OTHER)
            if direction < 0 and not run:
                run.append(mask)
            elif direction > 0 and run:
                run.append(mask)
                end()

    read(seq, flags)
    end()
    return choices


def _fixed(seq: Seq, flags: int) -> list[int] | None:
    """The sets of a sequence of fixed length, without branches; None for any other."""
    sets: list[int] = []
    for code, argument in seq:
        kind = str(code)
        if kind in _CHARACTERS:
            sets.append(_set(kind, argument, flags))
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            inner = _fixed(*_inner(kind, argument, flags))
            if inner is None:
                return None
            sets += inner
        elif kind in _REPEATS and int(argument[1]) == argument[0] <= OVERLAP:
            inner = _fixed(argument[2], flags)
            if inner is None:
                return None
            sets += inner * argument[0]
        else:
            return None
    return sets


def _class(mask: int) -> bytes:
    """A class of bytes as the engine's text has them: what is not ASCII stands there as one byte, `?` or above 127."""
    codes = {code for code in range(128) if mask >> code & 1} | ({ord("?")} if mask & _OTHER else set())
    parts, code = [], 0
    while code < 128:
        if code not in codes:
            code += 1
            continue
        last = code
        while last + 1 in codes:
            last += 1
        ends = [code] if code == last else [code, last]
        parts.append(b"-".join(_escaped(one) for one in ends))
        code = last + 1
    return b"[" + b"".join(parts) + (rb"\x80-\xff" if mask & _OTHER else b"") + b"]"


def _escaped(code: int) -> bytes:
    character = chr(code)
    return (
        character.encode()
        if character.isalnum() or character in " @,;"
        else b"\\x%02x" % code
        if (not character.isprintable())
        else b"\\" + character.encode()
    )


def nearly(pattern: str, length: int, seed: int = 0) -> Iterator[str]:
    """Texts of this length that almost match, over and over: what an expression is slow on, if it is slow on anything."""
    tree = _parser.parse(pattern)
    automaton = _Automaton(tree, tree.state.flags, 4)
    rng = random.Random(seed)  # noqa: S311 - the same texts at every run
    letters = sorted({_sample(mask)[0] for mask in automaton.sets[1:]})
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
            pieces.append(_sample(automaton.sets[state])[0])
            size += 1
        yield "".join(pieces)[:length]
