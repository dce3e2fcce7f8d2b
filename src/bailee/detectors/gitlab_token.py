"""Access token of GitLab.

>>> [confidence for _, confidence in found("gitlab-token", "CI_TOKEN: glpat-7xQm2RkT9vLwYz1CfGh3")]
['verified']
>>> found("gitlab-token", "tokens begin with glpat-")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.gitlab.com/security/tokens/"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>(?:glpat|gldt|glrt|glcbt|glptt|glft|glsoat|gloas|glimt|glagent|glffct)-[\w\-.]{20,300}|GR1348941[\w\-]{20})(?![\w\-])",
        triggers=("glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "gloas-", "glimt-", "glagent-", "glffct-", "GR1348941"),
        before=12,
        after=310,
    ),
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value.rstrip("."), "prefix and length of GitLab's tokens")


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
