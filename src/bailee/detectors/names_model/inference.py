"""Ask the model about stretches of a text. The session is made once a process, when it is first needed, on one thread.

Each window is asked by itself: its numbers of eight bits are scaled by what stands in it, so that a neighbour in the same
batch would change them; and on one thread a batch is not quicker (13,000 pieces a second alone, 12,500 sixteen together).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bailee.detectors.names_model.words import TRAITS, Units

MODEL = Path(__file__).with_name("model.onnx")
LABELS = ("O", "B-PERSON", "I-PERSON", "B-ADDRESS", "I-ADDRESS", "ORG", "LOCATION")
MOST = 124  # pieces of a window: the model has 128 places
Row = tuple[float, ...]  # probability of each label


@cache
def missing() -> str:
    """Why the model cannot be asked here; empty where it can."""
    if not MODEL.exists():
        return "the model's file is not there"
    try:
        import_module("numpy")
        import_module("onnxruntime")
    except ImportError:
        return "onnxruntime is not installed"
    return ""


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # 124 pieces need 2 MB; an arena would keep what it took
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])


def ask(units: Units, first: int, last: int) -> list[Row]:
    """Probabilities of the labels for units `first` to `last` of a text, at most `MOST` pieces together."""
    import numpy

    pieces: list[int] = []
    traits: list[int] = []
    heads: list[int] = []
    for index in range(first, last):
        heads.append(len(pieces))
        pieces += units.pieces[index]
        traits += [units.traits[index]] * len(units.pieces[index])
    bits = (numpy.array([traits])[..., None] >> numpy.arange(TRAITS)) & 1
    answer = _session().run(None, {"pieces": numpy.array([pieces], numpy.int64), "traits": bits.astype(numpy.float32)})
    return [tuple(row) for row in answer[0][0][heads].tolist()]
