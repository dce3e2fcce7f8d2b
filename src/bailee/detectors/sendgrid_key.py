"""API key of SendGrid.

>>> [confidence for _, confidence in found("sendgrid-key", "SG.7xQm2RkT9vLwYz1CfGh3Jn." + "Pq8sUa5DeB7m2Qx9LkR4tVwYz1CfGh3JnPq8sUa5DeQ")]
['verified']
>>> found("sendgrid-key", "SG.Message.send(to)")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>SG\.[\w\-]{22}\.[\w\-]{43})(?![\w\-])",
        triggers=(r"SG\.[A-Za-z0-9_\-]{8}",),
        before=12,
        after=64,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value, "prefix and length of SendGrid's keys")


def mask(match: Match) -> str:
    return "SG.••••••••"
