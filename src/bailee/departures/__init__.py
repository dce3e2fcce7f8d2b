"""Departures: held too long, used elsewhere, not kept apart. Where what lies on the disk departs from what was declared, or asked.

    ground = ground_of(inventory, files, holdings=…, obligations=…, on=day)
    departures(ground)                      # -> Departure, Departure, …, the worst first

A sort of departure exists when its file exists in `sorts/`: its `find` yields what departs. Nothing here reads a clock or a disk.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bailee.departures import sorts as _sorts
from bailee.departures.coming import Coming, coming
from bailee.departures.departure import Cited, Departure, Lying, Move, Verdict, worst_first
from bailee.departures.documents import Document
from bailee.departures.ground import Confidential, FileSeen, Ground, ground_of
from bailee.departures.holds import Hold

__all__ = [
    "Cited",
    "Coming",
    "Confidential",
    "Departure",
    "Document",
    "FileSeen",
    "Ground",
    "Hold",
    "Lying",
    "Move",
    "Verdict",
    "coming",
    "departures",
    "ground_of",
    "sorts",
    "worst_first",
]

Finder = Callable[[Ground], Iterable[Departure]]


def sorts() -> tuple[str, ...]:
    """Idents of all sorts."""
    return tuple(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(_sorts.__path__))


def finder(sort: str) -> Finder:
    """What looks for one sort."""
    found: Finder = importlib.import_module(f"{_sorts.__name__}.{sort.replace('-', '_')}").find
    return found


def label(sort: str) -> str:
    """What a sort is called: the first line of its module.

    >>> label("beside-personnel")
    'Beside personnel records'
    """
    module = importlib.import_module(f"{_sorts.__name__}.{sort.replace('-', '_')}")
    return (module.__doc__ or sort).splitlines()[0].partition(":")[0].rstrip(".")


def departures(ground: Ground, verdicts: Mapping[str, Verdict] | None = None) -> tuple[Departure, ...]:
    """Everything that departs, the worst first. `verdicts`: what people decided, by ident of the departure."""
    decided = verdicts or {}
    found = []
    for sort in sorts():
        for each in finder(sort)(ground):
            verdict = decided.get(each.ident)
            found.append(replace(each, verdict=verdict) if verdict and verdict.holds(ground.on) else each)
    return tuple(sorted(found, key=worst_first))
