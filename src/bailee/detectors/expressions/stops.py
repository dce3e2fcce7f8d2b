"""What the engine stops at: the rarest short stretches of which every match holds one."""

from __future__ import annotations

from math import prod
from typing import Any

from bailee.detectors.expressions.syntax import ALL, CHARACTERS, OTHER, REPEATS, Seq, characters, inside_of, parser
from bailee.detectors.triggers import OVERLAP

_RUN = 12  # characters of a trigger


def _weight(mask: int) -> float:
    """How much of ordinary text these characters make up."""
    return min(1.0, sum(weight for code, weight in _WEIGHTS if mask >> code & 1) + (0.01 if mask & OTHER else 0))


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
    tree = parser.parse(pattern)
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
            if kind in CHARACTERS:
                run.append(characters(kind, argument, flags))
            elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
                read(*inside_of(kind, argument, flags))
            elif kind == "ASSERT_NOT":
                _beside(argument, flags)
            elif kind in ("AT", "ASSERT"):
                continue
            elif kind in REPEATS:
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
            mask = ALL & ~(characters("IN", body[0][1], flags) & ~OTHER)
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
        if kind in CHARACTERS:
            sets.append(characters(kind, argument, flags))
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            inner = _fixed(*inside_of(kind, argument, flags))
            if inner is None:
                return None
            sets += inner
        elif kind in REPEATS and int(argument[1]) == argument[0] <= OVERLAP:
            inner = _fixed(argument[2], flags)
            if inner is None:
                return None
            sets += inner * argument[0]
        else:
            return None
    return sets


def _class(mask: int) -> bytes:
    """A class of bytes as the engine's text has them: what is not ASCII stands there as one byte, `?` or above 127."""
    codes = {code for code in range(128) if mask >> code & 1} | ({ord("?")} if mask & OTHER else set())
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
    return b"[" + b"".join(parts) + (rb"\x80-\xff" if mask & OTHER else b"") + b"]"


def _escaped(code: int) -> bytes:
    character = chr(code)
    return (
        character.encode()
        if character.isalnum() or character in " @,;"
        else b"\\x%02x" % code
        if (not character.isprintable())
        else b"\\" + character.encode()
    )
