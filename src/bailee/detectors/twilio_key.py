"""API key or auth token of Twilio.

>>> [confidence for _, confidence in found("twilio-key", "TWILIO_API_KEY=SK" + "9f3c1e7a5b8d4062c7e1f09a3b5d8e24")]
['verified']
>>> found("twilio-key", "TASK9f3c1e7a5b8d4062c7e1f09a3b5d8e24")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://www.twilio.com/docs/iam/api-keys"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9])(?P<value>(?:SK|AC)[0-9a-f]{32})(?![A-Za-z0-9])",
        triggers=("[^A-Za-z0-9]SK[0-9a-f]{6}", "[^A-Za-z0-9]AC[0-9a-f]{6}"),
        before=10,
        after=30,
    ),
)
LABELS = (Label(("twilio auth token", "twilio token", "twilio api secret"), r"(?P<value>[0-9a-zA-Z]{32})(?!\w)"),)
_CONTEXT = words("twilio", "account sid", "accountsid", "auth token", "sms")


def judge(candidate: Candidate) -> Judgement | None:
    judged = judge_token(candidate, candidate.value, "prefix and length of Twilio's keys")
    if judged is None or candidate.labelled or candidate.value.startswith("SK"):
        return judged
    score = Score(0.6, "form of an account's name at Twilio")  # a name, no secret: it tells where one is
    if candidate.near(_CONTEXT):
        score.at_least(0.9, "Twilio is named")
    return score.judgement(candidate.value)


def mask(match: Match) -> str:
    return f"{match.value[:2]}••••••••"
