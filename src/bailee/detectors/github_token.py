"""Access token of GitHub.

>>> [confidence for _, confidence in found("github-token", "https://ghp_a8Fk3LmP0qRsT7uVwXyZ1bCdEfGhJ2kLmN4o@github.com/acme/site")]
['verified']
>>> found("github-token", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9])(?P<value>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])",
        triggers=("gh[pousr]_[A-Za-z0-9]{8}", "github_pat_"),
        before=14,
        after=260,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value, "prefix and length of GitHub's tokens")


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
