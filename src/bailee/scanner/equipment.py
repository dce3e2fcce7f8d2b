"""What this machine has for a scan beside bailee itself, told without loading any of it: that takes a tenth of a second.

>>> names("off"), pictures("off")
('off', 'off')
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import bailee

MODES = (
    "full",
    "sampled",
    "off",
)  # of both: how much of a text the model is asked about, how many of a file's pictures are read
DEFAULT = "sampled"
_MODEL = Path(bailee.__file__).parent / "detectors" / "names_model" / "model.onnx"


def names(mode: str) -> str:
    """How the model of names is asked (detectors.names_model): `missing` where it cannot be."""
    return mode if mode == "off" or (_MODEL.exists() and _are_here("numpy", "onnxruntime")) else "missing"


def pictures(mode: str) -> str:
    """Which pictures text is read out of (extractors.visible_text): `missing` where nothing here can."""
    return mode if mode == "off" or _are_here("rapidocr", "onnxruntime") else "missing"


def _are_here(*packages: str) -> bool:
    return all(find_spec(package) is not None for package in packages)
