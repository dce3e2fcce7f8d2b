"""API key or OAuth secret of Google.

>>> [confidence for _, confidence in found("google-key", '"apiKey": "AIzaSyB7m2Qx9LkR4tVwYz1CfGh3JnPq8sUa5De"')]
['verified']
>>> found("google-key", "AIzaSy...your key")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://cloud.google.com/docs/authentication/api-keys"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>AIza[\w\-]{35}|GOCSPX-[\w\-]{28}|ya29\.[\w\-]{40,400}|1//0[\w\-]{40,110})(?![\w\-])",
        triggers=(r"AIza[A-Za-z0-9_\-]{4}", "GOCSPX-", r"ya29\.[A-Za-z0-9_\-]{6}", r"1//0[A-Za-z0-9_\-]{6}"),
        before=14,
        after=410,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value, "prefix and length of Google's keys")


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
