"""Private key, as PEM or OpenSSH write it.

>>> key = "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\\n"
>>> [confidence for _, confidence in found("private-key", key)]
['verified']
>>> found("private-key", 'if line == "-----BEGIN PRIVATE KEY-----":')
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://www.rfc-editor.org/rfc/rfc7468"

SHAPES = (
    Shape(
        r"(?P<value>-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s){1,4}(?:[A-Z][\w-]{2,20}: [^\n]{0,80}\s{1,3}){0,4}"
        r"[A-Za-z0-9+/=]{40}[A-Za-z0-9+/=\s\\]{0,4000}(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?)",
        triggers=(r"PRIVATE KEY", ),
        before=60,
        after=6000,
    ),
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    return Judgement(0.99, "".join(candidate.value.split()), ("a private key in PEM form",))


def mask(match: Match) -> str:
    return "••• private key •••"
