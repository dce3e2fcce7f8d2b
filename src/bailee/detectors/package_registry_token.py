"""Token of a package registry (npm, PyPI, RubyGems, NuGet, Docker Hub).

>>> [confidence for _, confidence in found("package-registry-token", "//registry.npmjs.org/:_authToken=npm_a8Fk3LmP0qRsT7uVwXyZ1bCdEfGhJ2kLmN4o")]
['verified']
>>> found("package-registry-token", "npm_config_registry_default_location_path")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import is_random, judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.npmjs.com/about-access-tokens"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>npm_[A-Za-z0-9]{36}|pypi-AgE[\w\-]{50,1000}|rubygems_[a-f0-9]{48}|oy2[a-z0-9]{43}|dckr_[op]at_[\w\-]{27,32})(?![\w\-])",
        triggers=("npm_[A-Za-z0-9]{8}", "pypi-AgE", "rubygems_[a-f0-9]{4}", "oy2[a-z0-9]{8}", "dckr_[op]at_"),
        before=14,
        after=1010,
    ),
    Shape(
        r"_authToken=(?P<value>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(?!\w)",
        triggers=("_authToken=",),
        before=12,
        after=40,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    return judge_token(candidate, value, "prefix and length of a registry's tokens") if is_random(value[4:60]) else None


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
