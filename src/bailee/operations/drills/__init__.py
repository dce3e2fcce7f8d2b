"""Drills: what a client has done once before the day it counts, on the sample company, timed step by step.

A drill exists when its file exists. A module here has `TITLE`, `ABOUT` and `steps(ground)`: what a person does, and the call that does it.

>>> sorts()
('access-request', 'audit', 'lost-key', 'stolen-laptop')
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from bailee.errors import InvalidInput

_OURS = frozenset({"ground", "hold", "steps"})  # modules that are no drill


def sorts() -> tuple[str, ...]:
    """Idents of all drills."""
    return tuple(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(__path__) if name not in _OURS)


def load(sort: str) -> Any:
    """A drill's module. InvalidInput where there is no such drill."""
    if sort not in sorts():
        raise InvalidInput(f'there is no drill "{sort[:60]}"', hint="one of: " + ", ".join(sorts()))
    return importlib.import_module(f"{__name__}.{sort.replace('-', '_')}")
