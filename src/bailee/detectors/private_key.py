r"""Private key (PEM, OpenSSH, PuTTY, PGP, age, WireGuard).

>>> key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
>>> [confidence for _, confidence in found("private-key", key)]
['verified']
>>> found("private-key", 'if line == "-----BEGIN PRIVATE KEY-----":')
[]
"""

from __future__ import annotations

import base64
import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape
from bailee.detectors.tokens import is_placeholder, is_random
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://www.rfc-editor.org/rfc/rfc7468"

_BODY = r"[A-Za-z0-9+/=]{40}[A-Za-z0-9+/=\s\\]{0,4000}"
SHAPES = (
    Shape(
        r"(?P<value>-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:(?:\\r)?\\n|\s){0,4}(?:[A-Z][\w-]{2,20}: [^\n\\]{0,80}(?:\s|\\n){1,3}){0,6}"
        rf"{_BODY}(?:-----END [A-Z0-9 ]{{0,30}}PRIVATE KEY(?: BLOCK)?-----)?)",
        triggers=(r"PRIVATE KEY-", "PRIVATE KEY BLOCK-"),
        before=60,
        after=6000,
    ),
    Shape(
        rf"(?P<value>---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\s{{1,3}}(?:[A-Z][\w-]{{2,20}}: [^\n]{{0,80}}\s{{1,3}}){{0,4}}{_BODY})",
        triggers=("SSH2 ENCRYPTED PRIVATE KEY",),
        before=40,
        after=5000,
    ),
    Shape(
        r"(?P<value>PuTTY-User-Key-File-[123]: [^\n]{1,40}\n(?:(?!PuTTY-|Private-Lines)[^\n]{0,100}\n){2,80}+Private-Lines: \d{1,3}\s{1,3}"
        rf"{_BODY})",
        triggers=("PuTTY-User-Key-File-",),
        before=22,
        after=6000,
        then=r"-[123]: [^\n]{1,40}\n(?!PuTTY-)",
    ),
    Shape(r"(?<!\w)(?P<value>AGE-SECRET-KEY-1[A-Z0-9]{58})(?!\w)", triggers=("AGE-SECRET-KEY-1",), before=18, after=60),
    Shape(  # "-----BEGIN", encoded once more: kubeconfig, secrets of Kubernetes, variables of builds
        r"(?<![A-Za-z0-9+/])(?P<coded>LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,400})",
        triggers=("LS0tLS1CRUdJTi",),
        before=16,
        after=420,
    ),
)
LABELS = (
    Label(
        ("privatekey", "presharedkey"),  # a WireGuard configuration: 32 bytes in base64
        r"[ \t]{0,4}[:=][ \t]{0,4}(?P<value>[A-Za-z0-9+/]{43}=)(?![\w=])",
        gap=False,
    ),
)


_CODED = re.compile(r"[A-Za-z0-9+/]{0,12000}={0,2}")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if candidate.has("coded"):
        head = base64.b64decode(value[:80])
        if b"PRIVATE KEY" not in head:
            return None
        rest = _CODED.match(candidate.content, candidate.end)
        end = rest.end() if rest is not None else candidate.end
        return Judgement(
            0.99, candidate.content[candidate.start : end], ("a private key in PEM form, encoded",), end=end
        )
    if value.startswith(("-----", "---- ")):
        return Judgement(0.99, "".join(value.split()), ("a private key in PEM form",))
    if value.startswith("PuTTY"):
        return Judgement(0.99, "".join(value.split()), ("a private key as PuTTY keeps it",))
    if is_placeholder(value) or not is_random(value[-44:]):
        return None
    if value.startswith("AGE-"):
        return Judgement(0.995, value, ("a private key of age",))
    score = Score(0.0)
    if candidate.labelled:
        score.at_least(0.99, f"{candidate.said}, and its length is right")
    return score.judgement(value) if score.probability else None


def mask(match: Match) -> str:
    return "••• private key •••"
