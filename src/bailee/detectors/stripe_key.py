"""Secret key of Stripe.

>>> [confidence for _, confidence in found("stripe-key", "STRIPE=sk_live_" + "51H8xQm2RkT9vLwYz1CfGh3JnPq8sUa5De")]
['verified']
>>> [confidence for _, confidence in found("stripe-key", "sk_test_" + "51H8xQm2RkT9vLwYz1CfGh3JnPq8sUa5De")]      # opens only the test mode
['possible']
"""

from __future__ import annotations

from dataclasses import replace

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.stripe.com/keys"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9])(?P<value>[sr]k_(?:live|test)_[A-Za-z0-9]{16,247}|whsec_[A-Za-z0-9+/]{32,64}={0,2})(?![A-Za-z0-9])",
        triggers=("[sr]k_live_", "[sr]k_test_", "whsec_[A-Za-z0-9+/]{6}"),
        before=14,
        after=260,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    judged = judge_token(candidate, value.partition("_")[2], "prefix and length of Stripe's keys")
    if judged is None:
        return None
    judged = replace(judged, value=value)
    return judged.at_most(0.5, "a key of the test mode") if "_test_" in value else judged


def mask(match: Match) -> str:
    return f"{match.value[:8]}••••••••"
