"""Token or incoming webhook of Slack.

>>> [confidence for _, confidence in found("slack-token", "SLACK_TOKEN=xoxb-" + "1849302755-2049385720412-h3JnPq8sUa5DeR4tVwYz1Cf")]
['verified']
>>> found("slack-token", "xoxb-your-token-here")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.slack.dev/authentication/tokens"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9\-]{20,250}|xapp-\d-[A-Za-z0-9\-]{30,200})(?![\w\-])",
        triggers=(r"xox[abeoprs][-.]", "xapp-[0-9]-"),
        before=10,
        after=260,
    ),
    Shape(
        r"(?P<value>hooks\.slack\.com/(?:services|workflows)/[TA][A-Z0-9]{6,14}/B?[A-Z0-9]{6,14}/[A-Za-z0-9]{18,64})(?!\w)",
        triggers=(r"hooks\.slack\.com/",),
        before=18,
        after=120,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value, "prefix and length of Slack's tokens")


def mask(match: Match) -> str:
    return "xox•••••••••"
