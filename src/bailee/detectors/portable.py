"""The engine for where Hyperscan has no wheel: the same ends of triggers, by `re` and a few habits of text.

A text holds few different words, and its rows few different outlines. So a block's words are looked up in a table of what
triggers hold, and only their triggers are tried, only where the words stand; outlines of lines are searched once each, however
often they come.

>>> from bailee.detectors.triggers import Trigger, outline
>>> block = b"SSN 512-44-7313"
>>> groups = [[Trigger(b"000-00-0000", outline=True)], [Trigger(b"ssn", caseless=True)]]
>>> [(end >> 16, end & 0xFFFF) for end in Portable(groups).scan(block, outline(block))]
[(3, 1), (15, 0)]
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from bailee.detectors.triggers import Groups, Trigger, lengths, width

SHORTEST = 2  # letters of a run by which a trigger is known
ENOUGH = 4  # letters of a run that is rare enough to look around wherever it stands
REMEMBERED = 100_000  # words whose runs are kept
LONG = 64  # letters from which on a word is not kept

_WORD = re.compile(rb"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class _Row:
    """One trigger of one length."""

    expression: re.Pattern[bytes]
    length: int
    group: int
    offset: int = 0  # where begins what it is looked for by


class Portable:
    def __init__(self, groups: Groups) -> None:
        # by letters that stand in it, and by what it is looked for
        self._by_run: dict[bytes, dict[bytes, list[_Row]]] = {}
        self._anywhere: list[_Row] = []  # nothing stands in all they match
        self._outlined: list[tuple[bytes, _Row]] = []
        self._crossing: list[tuple[bytes, _Row]] = []  # in what they match, a line may end
        worded: list[tuple[bytes, Trigger, int]] = []
        for index, group in enumerate(groups):
            for trigger in group:
                for expression in lengths(trigger.expression):
                    if trigger.outline:
                        literal = max(_runs(expression, _SIGNS), key=lambda one: len(one[0]), default=(b"", 0))[0]
                        rows = self._crossing if _crosses(expression) else self._outlined
                        rows.append((literal, _row(b"(?=" + expression + b")", trigger, index, expression)))
                    else:
                        worded.append((expression, trigger, index))
        found = [_runs(expression.lower(), _LETTERS) for expression, _, _ in worded]
        often = Counter(run for runs in found for run, _ in runs)
        for (expression, trigger, index), runs in zip(worded, found, strict=True):
            signs = _runs(expression.lower(), _SIGNS)
            if not signs:
                self._anywhere.append(_row(b"(?=" + expression + b")", trigger, index, expression))
                continue
            run = min(runs or [(b"", 0)], key=lambda one: (-min(len(one[0]), ENOUGH), often[one[0]]))
            needle = run if len(run[0]) >= ENOUGH else max(signs, key=lambda one: len(one[0]))
            row = _row(expression, trigger, index, expression, needle[1])
            self._by_run.setdefault(run[0], {}).setdefault(needle[0], []).append(row)
        self._sizes = sorted({len(run) for run in self._by_run if run})
        self._known: dict[bytes, tuple[bytes, ...]] = {}

    def scan(self, block: bytes, lines: bytes) -> list[int]:
        ends: set[int] = set()
        for row in self._anywhere:
            ends.update((match.start() + row.length) << 16 | row.group for match in row.expression.finditer(block))
        lowered = block.lower()
        present = {b""}
        for word in set(_WORD.findall(lowered)):
            runs = self._known.get(word)
            present.update(self._runs_in(word) if runs is None else runs)
        for run in present:
            for needle, rows in self._by_run.get(run, {}).items():
                _around(needle, rows, block, lowered, ends)
        self._outlines(lines, ends)
        return sorted(ends)

    def _runs_in(self, word: bytes) -> tuple[bytes, ...]:
        length = len(word)
        parts = {
            word[start : start + size] for size in self._sizes if size <= length for start in range(length - size + 1)
        }
        runs = tuple(parts & self._by_run.keys())
        if length < LONG:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[word] = runs
        return runs

    def _outlines(self, lines: bytes, ends: set[int]) -> None:
        """Line by line, with the ends of lines around each."""
        seen: dict[bytes, list[tuple[int, int]]] = {}
        start, size = 0, len(lines)
        while start < size:
            stop = lines.find(b"\n", start)
            stop = size if stop < 0 else stop
            low = max(start - 1, 0)
            line = lines[low : stop + 1]
            rows = seen.get(line)
            if rows is None:
                rows = seen[line] = [
                    (match.start() + row.length, row.group)
                    for signs, row in self._outlined
                    if signs in line
                    for match in row.expression.finditer(line)
                ]
            for end, group in rows:
                ends.add((low + end) << 16 | group)
            start = stop + 1
        for signs, row in self._crossing:
            if signs in lines:
                ends.update((match.start() + row.length) << 16 | row.group for match in row.expression.finditer(lines))


def _around(needle: bytes, rows: list[_Row], block: bytes, lowered: bytes, ends: set[int]) -> None:
    """Tries triggers where what stands in all of them stands."""
    at = lowered.find(needle)
    while at >= 0:
        for row in rows:
            start = at - row.offset
            if start >= 0 and row.expression.match(block, start) is not None:
                ends.add((start + row.length) << 16 | row.group)
        at = lowered.find(needle, at + 1)


def _row(expression: bytes, trigger: Trigger, group: int, plain: bytes, offset: int = 0) -> _Row:
    flags = re.IGNORECASE if trigger.caseless else 0
    return _Row(re.compile(expression, flags | re.DOTALL), width(plain), group, offset)


_LETTERS = re.compile(rf"[a-z]{{{SHORTEST},}}")
_SIGNS = re.compile("[^\\x00]+")


def _runs(expression: bytes, sort: re.Pattern[str]) -> list[tuple[bytes, int]]:
    """Runs of signs that stand in whatever an expression matches, and where each begins.

    >>> _runs(rb"[^a-z]tax\\ id[^a-z]", _LETTERS), _runs(rb"[ab]{3}0-0", _SIGNS)
    ([(b'tax', 1), (b'id', 5)], [(b'0-0', 3)])
    """
    signs = "".join(_signs(_parser.parse(expression)))
    return [(match[0].encode("latin-1"), match.start()) for match in sort.finditer(signs)]


def _crosses(expression: bytes) -> bool:
    """Whether the end of a line may stand within what an expression matches, and not only before or behind it.

    A line is searched with the ends of lines on its both sides, so those two places are seen there.

    >>> _crosses(b"[^0]000-00-[\\r\\n]"), _crosses(b"00[ \\n]00"), _crosses(b"0[^-]0"), _crosses(b"0(?:-|\\n)0")
    (False, True, True, True)
    """
    return any(_places(_parser.parse(expression))[1:-1])


def _places(items: Any) -> list[bool]:
    """A place each of its characters: whether that may be the end of a line."""
    out: list[bool] = []
    for operation, given in items:
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            out += _places(given[2]) * given[0]
        elif operation is _constants.SUBPATTERN:
            out += _places(given[3])
        elif operation is _constants.BRANCH:
            out += map(any, zip(*map(_places, given[1]), strict=True))
        elif operation not in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            out.append(_may_end_a_line(operation, given))
    return out


def _may_end_a_line(operation: Any, given: Any) -> bool:
    if operation is _constants.LITERAL:
        return bool(given == _END)
    if operation is _constants.NOT_LITERAL:
        return bool(given != _END)
    if operation is _constants.IN:
        named = any(
            what == _END
            if kind is _constants.LITERAL
            else what[0] <= _END <= what[1]
            if kind is _constants.RANGE
            else kind is _constants.CATEGORY and what in _OF_ENDS
            for kind, what in given
        )
        return named is not (given[0][0] is _constants.NEGATE)
    return True  # any character


_END = ord("\n")
_OF_ENDS = (_constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_DIGIT, _constants.CATEGORY_NOT_WORD)


def _signs(items: Any) -> list[str]:
    """A sign a position: what stands there, or NUL where it may be one of several."""
    out: list[str] = []
    for operation, given in items:
        if operation is _constants.LITERAL:
            out.append(chr(given))
        elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            out += _signs(given[2]) * given[0]
        elif operation is _constants.SUBPATTERN:
            out += _signs(given[3])
        elif operation is _constants.BRANCH:
            out += ["\0"] * len(_signs(given[1][0]))
        elif operation not in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            out.append("\0")
    return out
