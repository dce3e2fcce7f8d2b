"""API key, token or client secret, known by its label.

>>> found("api-key", "WEATHER_API_KEY=a8f5f167f44f4964e6c998dee827110c")
[('a8f5f167f44f4964e6c998dee827110c', 'likely')]
>>> found("api-key", 'api_key = os.environ["API_KEY"]; apiKey: "your-api-key-here"; access_token: str')
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score
from bailee.detectors.tokens import entropy, is_placeholder, is_random
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://cwe.mitre.org/data/definitions/798.html"

LABELS = (
    Label(
        (
            "api key", "api secret", "api token", "client secret", "access token", "auth token", "app secret", "consumer secret", "refresh token",
            "bearer token", "private token", "signing secret", "encryption key", "master key", "subscription key", "webhook secret",
            "secret token", "secret key", "secret key base", "session secret", "jwt secret", "deploy token", "x-api-key",
        ),
        r"[\"']?\]?\)?[ \t]{0,4}(?:=>|:=|[:=]|\bis\b|,(?=[ ]?['\"])|>|[ \t](?=[\"'])|[ \t]{1,4}(?=[A-Za-z0-9]{32}))[ \t]{0,4}(?:Bearer )?[\"'`]?(?P<value>[A-Za-z0-9_\-+/.~]{16,200}={0,2})(?![\w(\[])",
        gap=False,
    ),
    Label(
        ("authorization",),
        r"[\"']?[ \t]{0,3}[:=,][ \t]{0,3}[\"'`]?(?:Bearer|bearer|[Tt]oken|Basic|basic|ApiKey|SharedKey) {1,2}(?P<value>[A-Za-z0-9_\-+/.~]{16,400}={0,2})(?![\w(\[])",
        gap=False,
    ),
)  # fmt: skip
_CODE = re.compile(
    r"^[a-z_]+(?:[._][a-z_]+)+$|^[A-Z_]+$|^[a-z]+(?:[A-Z][a-z]+)+$|\.\w+\.\w+|^/|^[\w\-]+/[\w\-]+/|^https?:"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or _CODE.search(value) or is_placeholder(value) or not is_random(value):
        return None
    if len(re.findall(r"[A-Za-z]{5,}", value)) >= 2 and entropy(value) < 4.2:
        return None  # words joined
    score = Score(0.93, f"{candidate.said}, and it reads as made by a machine")
    if _UUID.fullmatch(value):
        score.at_most(0.9, "an identifier of the universal kind")
    elif candidate.scene.is_code and len(value) < 24:
        score.at_most(0.6, "short, in source code")
    return score.judgement(value)


def mask(match: Match) -> str:
    return "••••••••"
