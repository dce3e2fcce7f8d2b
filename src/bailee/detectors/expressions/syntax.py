"""An expression as Python parses it: the characters that an element matches, as a set of bits, and what it holds inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

parser: Any = re._parser  # type: ignore[attr-defined]  # the only parser that reads what `re` reads
LETTER, SIGN = 1 << 128, 1 << 129  # letters beyond ASCII, and what else is; the engine sees one byte for each
OTHER = LETTER | SIGN
ALL = (1 << 130) - 1

Seq = Sequence[tuple[Any, Any]]


def _mask(test: re.Pattern[str]) -> int:
    return sum(1 << code for code in range(128) if test.match(chr(code)))


_CATEGORIES = {
    "CATEGORY_DIGIT": _mask(re.compile(r"\d")),
    "CATEGORY_SPACE": _mask(re.compile(r"\s")),  # extraction folds every other blank into an ordinary one
    "CATEGORY_WORD": _mask(re.compile(r"\w")) | LETTER,
}


def _category(name: str) -> int:
    if name in _CATEGORIES:
        return _CATEGORIES[name]
    return ALL & ~_CATEGORIES[name.replace("CATEGORY_NOT_", "CATEGORY_")]


def bit(code: int) -> int:
    if code < 128:
        return 1 << code
    return LETTER if chr(code).isalnum() else SIGN


def _both_cases(mask: int) -> int:
    for small in range(ord("a"), ord("z") + 1):
        pair = 1 << small | 1 << (small - 32)
        if mask & pair:
            mask |= pair
    return mask


def characters(kind: str, argument: Any, flags: int) -> int:
    """The characters that one element matches."""
    if kind == "ANY":
        return ALL if flags & re.DOTALL else ALL & ~bit(10)
    if kind in ("LITERAL", "NOT_LITERAL"):
        mask = bit(argument)
        if flags & re.IGNORECASE:
            mask = _both_cases(mask)
        return mask if kind == "LITERAL" else ALL & ~(mask & ~OTHER)
    mask, whole, negated = 0, 0, False  # `whole`: bits beyond ASCII of which every character is meant
    for code, value in argument:
        name = str(code)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            mask |= bit(value)
        elif name == "RANGE":
            low, high = value
            mask |= sum(1 << each for each in range(low, min(high, 127) + 1)) | (OTHER if high > 127 else 0)
        else:
            mask |= _category(str(value))
            whole |= _category(str(value)) & OTHER
    if flags & re.IGNORECASE:
        mask = _both_cases(mask)
    return ALL & ~(mask & ~OTHER | whole) if negated else mask


def inside_of(kind: str, argument: Any, flags: int) -> tuple[Seq, int]:
    """What a group holds, and the flags in it."""
    if kind == "ATOMIC_GROUP":
        return argument, flags
    _, added, removed, body = argument
    return body, (flags | added) & ~removed


REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
CHARACTERS = ("LITERAL", "NOT_LITERAL", "IN", "ANY")


def bodies_of(kind: str, argument: Any) -> list[Seq]:
    if kind in REPEATS:
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


def walk(seq: Seq) -> Iterator[tuple[str, Any]]:
    for code, argument in seq:
        kind = str(code)
        yield kind, argument
        for body in bodies_of(kind, argument):
            yield from walk(body)


def spread_of(seq: Seq) -> int:
    """By how much what is matched varies in length, at most."""
    low, high = width(seq)
    return min(high, 1 << 16) - min(low, 1 << 16)


def width(seq: Seq) -> tuple[int, int]:
    low = high = 0
    for code, argument in seq:
        kind = str(code)
        if kind in CHARACTERS:
            least = most = 1
        elif kind in REPEATS:
            inside = width(argument[2])
            least, most = inside[0] * argument[0], inside[1] * int(argument[1])
        elif kind == "BRANCH":
            sides = [width(body) for body in argument[1]]
            least, most = min(side[0] for side in sides), max(side[1] for side in sides)
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            least, most = width(bodies_of(kind, argument)[0])
        else:
            least = most = 0
        low, high = low + least, high + most
    return min(low, 1 << 30), min(high, 1 << 30)


def widths(pattern: str) -> tuple[int, int]:
    """Least and most characters that it can match; the most may be very many."""
    return width(parser.parse(pattern))


def sample(mask: int) -> str:
    character = next((one for one in "0aA -.@" if mask & bit(ord(one))), "é" if mask & LETTER else "")
    return (character or chr((mask & -mask).bit_length() - 1)) * 3 + "…"
