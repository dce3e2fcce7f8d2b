"""The catalogue: a detector exists when its module exists in this folder."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from bailee.detectors.interface import Detector


@cache
def catalogue() -> tuple[Detector, ...]:
    """All detectors, by ident."""
    found = []
    prefix = "bailee.detectors."
    for info in pkgutil.walk_packages([str(Path(__file__).parent)], prefix):
        module = importlib.import_module(info.name)
        if hasattr(module, "CATEGORY") and hasattr(module, "judge"):
            found.append(_detector(info.name.removeprefix(prefix), module))
    return tuple(sorted(found, key=lambda detector: detector.ident))


def _detector(path: str, module: ModuleType) -> Detector:
    description = module.__doc__ or ""
    return Detector(
        # `in` is a word of Python: its folder is `in_`
        ident=path.replace("_.", ".").replace(".", "-").replace("_", "-"),
        name=description.strip().split("\n", 1)[0].rstrip("."),
        category=module.CATEGORY,
        source=module.SOURCE,
        examples=tuple(example.source.strip() for example in doctest.DocTestParser().get_examples(description)),
        shapes=getattr(module, "SHAPES", ()),
        labels=getattr(module, "LABELS", ()),
        judge=module.judge,
        patterns_only=getattr(module, "PATTERNS_ONLY", True),
        mask=getattr(module, "mask", None),
        forms=getattr(module, "forms", None),
        find=getattr(module, "find", None),
        review=getattr(module, "review", None),
    )
