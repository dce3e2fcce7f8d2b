"""Recovery key of a drive that BitLocker encrypts.

>>> found("bitlocker-key", "Recovery key: 170170-218647-074382-519926-285527-345224-111727-064955")
[('170170-218647-074382-519926-285527-345224-111727-064955', 'verified')]
>>> found("bitlocker-key", "123456-123456-123456-123456-123456-123456-123456-123456")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://learn.microsoft.com/en-us/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>\d{6}(?:-\d{6}){7})(?![\w\-])",
        outlines=("000000-000000-000000-000000-000000-000000-",),
        before=44,
        after=16,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    groups = [int(group) for group in candidate.value.split("-")]
    # Each group is eleven times a number of sixteen bits.
    if any(group % 11 or group >= 11 << 16 for group in groups) or len(set(groups)) < 4:
        return None
    return Judgement(0.995, candidate.value, ("eight groups, each with a right check",))


def mask(match: Match) -> str:
    return "•••• recovery key ••••"
