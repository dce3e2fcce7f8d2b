"""JSON Web Token, by which a service knows who is signed in.

>>> token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqcm9lIn0.q7Yw0m2xk5VnT3uRzL8sPdHfGjKbQcXeWvNiMoAyUtE"
>>> [confidence for _, confidence in found("json-web-token", "Authorization: Bearer " + token)]
['verified']
>>> found("json-web-token", "eyJhbGciOiJIUzI1NiJ9")
[]
"""

from __future__ import annotations

import base64
import json

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://www.rfc-editor.org/rfc/rfc7519"

SHAPES = (
    Shape(
        r"(?<![\w\-.])(?P<value>eyJ[\w\-]{10,1000}\.eyJ[\w\-]{5,4000}(?:\.[\w\-]{16,1200})?)(?![\w\-])",
        triggers=(r"\.eyJ[A-Za-z0-9_\-]{4}",),
        before=1100,
        after=5200,
    ),
)
# The token that jwt.io and RFC 7519 show.
_PUBLISHED = ("eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI", "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAs")


def _fields(part: str) -> dict[str, object]:
    try:
        fields = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def judge(candidate: Candidate) -> Judgement | None:
    head, claims = candidate.value.split(".")[:2]
    if "alg" not in _fields(head) or "alg" in _fields(claims):
        return None
    score = Score(0.995, "its head reads as a token's")
    if candidate.value.count(".") < 2:
        score.at_most(0.9, "without a signature")
    if any(published in candidate.value for published in _PUBLISHED):
        score.at_most(0.5, "published as an example")
        return score.judgement(candidate.value, ("test", "yes"))
    if candidate.scene.is_code:
        score.at_most(0.9, "stands in source code, where tests hold such tokens")
    return score.judgement(candidate.value)


def mask(match: Match) -> str:
    return "eyJ••••••••"
