"""What detectors of keys and tokens share: whether a string is one that a machine made up, or a filler in its place.

>>> is_random("a8Fk3LmP0qRsT7uVwXyZ"), is_random("aaaaaaaaaaaaaaaaaaaa"), is_random("my-very-long-hyphenated-name")
(True, False, False)
>>> is_placeholder("your-api-key-here"), is_placeholder("${API_KEY}"), is_placeholder("xxxxxxxxxxxx")
(True, True, True)
"""

from __future__ import annotations

import math
import re
from collections import Counter

from bailee.detectors.interface import Candidate, Judgement, Score

_PLACEHOLDER = re.compile(
    r"(?i)^[<\[{(%$]|[>\]}]$|example|placeholder|your[_\-.]?|change[_\-]?me|replace[_\-]?me|dummy|sample|fake|redacted|insert|enter[_\-]|todo|xxxx|\*\*\*|\.\.\.|…|0000000|1234567890?|abcdefg|foobar|<|\$\{|\{\{"
)


def is_placeholder(value: str) -> bool:
    """Whether a string stands where a secret would: an example, a variable, a row of crosses."""
    return _PLACEHOLDER.search(value) is not None


def entropy(value: str) -> float:
    """Bits a character, by how often each occurs."""
    size = len(value)
    return -sum(count / size * math.log2(count / size) for count in Counter(value).values())


def is_random(value: str) -> bool:
    """Whether a string reads as made by a machine: many different characters, figures among letters, no words."""
    letters = sum(map(str.isalpha, value))
    digits = sum(map(str.isdigit, value))
    if not letters or len(set(value)) < min(8, len(value) // 2):
        return False
    least = 3.0 if re.fullmatch(r"[0-9a-fA-F]+", value) else min(3.2, 0.8 * math.log2(len(value)))
    if entropy(value) < least:
        return False
    if digits:
        return digits >= 2 or letters + digits >= 20
    changes = len(re.findall(r"[a-z][A-Z]{2}|[A-Z]{2}[a-z]", value))  # no figure: letters in wild case, not camelCase
    return len(value) >= 20 and changes >= 3


def judge_token(candidate: Candidate, value: str, reason: str, probability: float = 0.995) -> Judgement | None:
    """A string with a service's own prefix and length. The random part decides whether it is a key or stands for one."""
    tail = value[4:]
    if len(set(tail)) < 8 or not any(map(str.isdigit, tail)):
        return None
    score = Score(probability, reason)
    if is_placeholder(value):
        score.at_most(0.5, "reads as an example")
        return score.judgement(value, ("test", "yes"))
    return score.judgement(value)
