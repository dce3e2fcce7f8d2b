"""API key of a service for language models (OpenAI, Anthropic, Hugging Face and others).

>>> [confidence for _, confidence in found("ai-service-key", "OPENAI_API_KEY=sk-proj-" + "7xQm2RkT9vLwYz1CfGh3JnPq8sUa5DeB7m2Qx9LkR4tVwYz1")]
['verified']
>>> found("ai-service-key", "sk-learn-contrib-something-with-a-long-name-2")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import is_random, judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://platform.openai.com/docs/api-reference/authentication"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>sk-(?:ant-(?:api|admin|oat)\d\d-|proj-|svcacct-|admin-|or-v1-|None-)?[A-Za-z0-9_\-]{32,200}|hf_[A-Za-z0-9]{34,40}|r8_[A-Za-z0-9]{37}"
        r"|gsk_[A-Za-z0-9]{48,56}|pplx-[A-Za-z0-9]{40,56}|xai-[A-Za-z0-9]{70,90})(?![\w\-])",
        triggers=("sk-[A-Za-z0-9_]{6}", "sk-ant-", "sk-proj-", "sk-or-v1-", "hf_[A-Za-z0-9]{8}", "r8_[A-Za-z0-9]{8}", "gsk_[A-Za-z0-9]{8}", "pplx-[A-Za-z0-9]{8}", "xai-[A-Za-z0-9]{8}"),
        before=14,
        after=210,
    ),
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    tail = value.rpartition("-")[2] if value.startswith("sk-") else value[3:]
    if len(tail) < 16:
        tail = value[6:]
    if not (any(map(str.isupper, tail)) and any(map(str.islower, tail))) and not value.startswith("sk-or-v1-"):
        return None
    return judge_token(candidate, value, "prefix and length of the service's keys") if is_random(tail) else None


def mask(match: Match) -> str:
    return f"{match.value[:3]}••••••••"
