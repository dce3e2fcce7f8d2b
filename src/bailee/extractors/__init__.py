"""Extractors: one module a format; a module with `READS` and `extract` is one, and there is no second list.

>>> extractor_for("text/csv").__name__
'bailee.extractors.tables'
>>> extractor_for("application/x-nobody-knows") is None
True
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import cast

from bailee.extractors import polyglots
from bailee.extractors.interface import Extractor
from bailee.extractors.media_type import LATE


@cache
def _extractors() -> dict[str, Extractor]:
    """By media type. Modules import heavy libraries only when they extract, so that all of them load in milliseconds."""
    found: dict[str, Extractor] = {LATE: cast("Extractor", polyglots.late)}
    for _, name, _ in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "READS") and hasattr(module, "extract"):
            extractor = cast("Extractor", module)
            for media_type in extractor.READS:
                if media_type in found:
                    raise RuntimeError(f"{media_type} is read by two extractors")
                if polyglots.is_host(media_type):
                    found[media_type] = cast("Extractor", polyglots.Host(extractor, extractor.READS))
                else:
                    found[media_type] = extractor
    return found


def extractor_for(media_type: str) -> Extractor | None:
    """The extractor that reads a media type, as `recognition.recognise` names it."""
    return _extractors().get(media_type)


def readable() -> frozenset[str]:
    """Every media type that some extractor reads."""
    return frozenset(_extractors())
