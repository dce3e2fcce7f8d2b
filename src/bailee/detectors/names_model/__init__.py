"""A small model that reads names and addresses where rules cannot: joined with the rules of the two detectors.

How much of a text it is asked about is a setting of the process (`begin`): `full` asks about all that the gate lets through,
`sampled` about as much as costs a second or two a megabyte, `off` leaves it out, and so does a machine without onnxruntime.
What share was asked is counted (`asked`), for a report must say what was not looked at.

>>> begin("off")
>>> is_on()
False
>>> begin("sampled")
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bailee.detectors.names_model.gate import Segment, has_address_sign
from bailee.detectors.names_model.inference import missing
from bailee.detectors.names_model.seen import FIRST_ADDRESS, Seen, Span, look

if TYPE_CHECKING:
    from bailee.detectors.interface import Scene

MODES = ("full", "sampled", "off")
DEFAULT = "sampled"
FREE = 120  # windows of a file that are asked about in any case: some forty thousand characters full of names
PER_MEGABYTE = 75  # windows more, for each megabyte of its text: half a second


@dataclass(slots=True)
class Budget:
    """What the model may still be asked about one file, and what it was."""

    mode: str = DEFAULT
    left: float = FREE
    wanted: int = 0  # windows that the gate let through
    asked: int = 0


_budget = Budget()
_seen: WeakKeyDictionary[Scene, Seen] = WeakKeyDictionary()


def begin(mode: str = "") -> None:
    """From here on another file is read, in the same mode or in this one."""
    global _budget
    _budget = Budget(mode or _budget.mode)


def mode() -> str:
    return _budget.mode


def effective(mode: str) -> str:
    """What a mode comes to on this machine: `missing` where the model cannot be asked.

    >>> effective("off")
    'off'
    """
    return "missing" if mode != "off" and missing() else mode


def asked() -> tuple[int, int]:
    """Windows that the model was to be asked about since `begin`, and those that it was."""
    return _budget.wanted, _budget.asked


def is_on() -> bool:
    return _budget.mode != "off" and not missing()


def answers(scene: Scene) -> Seen | None:
    """What the model says about a text, asked once; None where it is not asked. Code and logs name things, not people."""
    if not is_on() or scene.is_code or scene.is_log or not scene.has_letters:
        return None
    known = _seen.get(scene)
    if known is None:
        most = 0
        if _budget.mode == "sampled":
            _budget.left += PER_MEGABYTE * len(scene.content) / 1e6
            most = max(int(_budget.left), -1) or -1
        known = _seen[scene] = look(scene.content, scene.sure, most)
        _budget.left -= known.windows
        _budget.wanted += known.wanted
        _budget.asked += known.windows
    return known


_LEAST_UNITS, _LEAST_SCORE = 5, 0.85
_FIGURES = re.compile(r"\d{4}")
_ARTICLE = re.compile(r"\d{6}")  # and more: number of an article on a receipt, of a firm


def addresses(scene: Scene) -> list[Span]:
    """Addresses that the model is sure of: of some length, with a word that streets have, or of several parts with a postcode."""
    known = answers(scene)
    if known is None:
        return []
    found = []
    for span in known.spans(FIRST_ADDRESS):
        units = known.units
        first, last = bisect_left(units.starts, span.start), bisect_left(units.starts, span.end)
        if span.score < _LEAST_SCORE or last - first < _LEAST_UNITS:
            continue
        value = scene.content[span.start : span.end].strip()
        parts = value.count(",") + value.count("\n")
        streets = has_address_sign(scene.content, units, Segment(first, last, 0))
        if not _ARTICLE.match(value) and (streets or (parts > 1 and _FIGURES.search(value))):
            found.append(span)
    return found


def address_score(scene: Scene, start: int, end: int) -> float | None:
    """How much of what stands there is an address to the model; None where it was not asked."""
    known = answers(scene)
    scores = known.scores(start, end) if known is not None else None
    return scores[1] if scores is not None else None
