"""Advertising or device identifier of a telephone, known by its label.

>>> found("advertising-id", "IDFA: 7F3A9C1E-5B8D-4062-C7E1-F09A3B5D8E24")
[('7F3A9C1E-5B8D-4062-C7E1-F09A3B5D8E24', 'verified')]
>>> found("advertising-id", "request id 7F3A9C1E-5B8D-4062-C7E1-F09A3B5D8E24")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score

CATEGORY = "network-identifier"
SOURCE = "https://developer.apple.com/documentation/adsupport/asidentifiermanager/advertisingidentifier"

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
LABELS = (
    Label(
        ("idfa", "idfv", "gaid", "aaid", "maid", "advertising id", "advertising identifier", "google advertising id", "android advertising id", "mobile ad id", "ad id", "rida", "udid", "device id", "android id", "device identifier"),
        rf"(?P<value>{_UUID}|[0-9a-f]{{40}}|[0-9A-F]{{8}}-[0-9A-F]{{16}}|[0-9a-f]{{16}})(?![\w\-])",
    ),
)  # fmt: skip
_DEVICE = ("device id", "device identifier", "ad id", "maid", "rida")  # other things have one, too


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.lower()
    if not candidate.labelled or len(set(value.replace("-", ""))) < 5:
        return None
    label = candidate.label.replace("_", " ").replace("-", " ")
    score = Score(0.99, candidate.said)
    if label.rstrip("s") in _DEVICE or any(word in candidate.heading.lower() for word in _DEVICE):
        score.at_most(0.9, "other things have such a number, too")
    if candidate.scene.is_code:
        score.at_most(0.6, "stands in source code")
    return score.judgement(value)
