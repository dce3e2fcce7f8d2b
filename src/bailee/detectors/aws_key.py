"""Access key of Amazon Web Services.

>>> [confidence for _, confidence in found("aws-key", "aws_access_key_id = AKIAQ3EGTYUI2ZXCVBN4")]
['verified']
>>> found("aws-key", "AKIAIOSFODNN7EXAMPLE")             # Amazon's own example
[('AKIAIOSFODNN7EXAMPLE', 'possible')]
>>> found("aws-key", "aws_secret_access_key = os.environ['KEY']")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape
from bailee.detectors.tokens import is_placeholder, is_random, judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9])(?P<value>(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}|ABSK[A-Za-z0-9+/]{109,269}={0,2})(?![A-Za-z0-9])",
        triggers=("AKIA[A-Z2-7]{6}", "ASIA[A-Z2-7]{6}", "ABIA[A-Z2-7]{6}", "ACCA[A-Z2-7]{6}", "ABSK[A-Za-z0-9+/]{8}"),
        before=14,
        after=280,
    ),
)
LABELS = (
    Label(
        ("secret access key", "aws secret key", "aws secret", "amazon secret key"),
        r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        headings=("secret access key",),
    ),
    Label(("secret key", "secretkey"), r"(?P<value>(?P<plain>)[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
)
_AMAZON = re.compile(r"AKIA|ASIA|(?i:aws|amazon|\bs3\b)")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled and value[:1] == "A" and value[1:4] in ("KIA", "SIA", "BIA", "CCA", "BSK"):
        return judge_token(candidate, value, "prefix and length of Amazon's keys")
    if not candidate.labelled or not is_random(value):
        return None
    plain = candidate.groups is not None and candidate.groups("plain") is not None
    if plain and not _AMAZON.search(candidate.before(240)) and not _AMAZON.search(candidate.after(120)):
        return None  # others' keys are as long
    score = Score(0.99, f"{candidate.said}, and its length is right")
    if is_placeholder(value):
        score.at_most(0.5, "reads as an example")
    return score.judgement(value)


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
