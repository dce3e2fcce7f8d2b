"""Secret key or token of a cloud service.

>>> [confidence for _, confidence in found("cloud-key", "aws_access_key_id = AKIAQ3EGTYUI2ZXCVBN4")]
['verified']
>>> found("cloud-key", "AKIAIOSFODNN7EXAMPLE")             # Amazon's own example
[('AKIAIOSFODNN7EXAMPLE', 'possible')]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>(?:AKIA|ASIA)[A-Z2-7]{16}|gh[pousr]_[A-Za-z0-9]{36,76}|github_pat_[A-Za-z0-9_]{22,82}|glpat-[\w\-]{20,40}"
        r"|xox[abprs]-[A-Za-z0-9\-]{20,80}|[sr]k_live_[A-Za-z0-9]{16,60}|AIza[\w\-]{35}|SG\.[\w\-]{22}\.[\w\-]{43}|npm_[A-Za-z0-9]{36}"
        r"|sk-(?:ant-|proj-)?[A-Za-z0-9_\-]{32,160}|AccountKey=[A-Za-z0-9+/]{60,90}={0,2}|ya29\.[\w\-]{40,200}|dop_v1_[a-f0-9]{64})(?![\w\-])",
        triggers=(
            "AKIA[A-Z2-7]{4}", "ASIA[A-Z2-7]{4}", "gh[pousr]_[A-Za-z0-9]{8}", "github_pat_", "glpat-", "xox[abprs]-", "[sr]k_live_", "AIza[A-Za-z0-9]",
            r"SG\.[A-Za-z0-9_\-]{8}", "npm_[A-Za-z0-9]{8}", "sk-[A-Za-z0-9]{3}", "AccountKey=", r"ya29\.", "dop_v1_",
        ),
        before=16,
        after=220,
    ),
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    random = value[4:]
    if len(set(random)) < 8 or not any(map(str.isdigit, random)):
        return None
    if "EXAMPLE" in value.upper():
        return Judgement(0.5, value, ("published as an example",), (("test", "yes"),))
    if value.startswith("sk-") and not (any(map(str.isupper, random)) and any(map(str.islower, random))):
        return None
    return Judgement(0.99, value, ("prefix and length of a service's keys",))


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
