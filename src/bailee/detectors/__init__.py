"""Detectors: one module a kind of value; `detect` finds them all in a text, `catalogue` lists them.

What makes them ready is loaded when the first of these is asked for: a command that only shows findings needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bailee.detectors.engine import detect
    from bailee.detectors.forms import mask, normal_forms
    from bailee.detectors.listing import catalogue

__all__ = ["catalogue", "detect", "mask", "normal_forms"]

_WHERE = {"catalogue": "listing", "detect": "engine", "mask": "forms", "normal_forms": "forms"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
