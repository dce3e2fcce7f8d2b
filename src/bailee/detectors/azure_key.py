"""Key, signature or client secret of Microsoft Azure.

>>> key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
>>> [confidence for _, confidence in found("azure-key", "DefaultEndpointsProtocol=https;AccountName=crm;AccountKey=" + key[::-1].strip("=") + "==")]
['verified']
>>> [confidence for _, confidence in found("azure-key", "AccountKey=" + key)]      # the storage emulator's, the same everywhere
['possible']
>>> found("azure-key", "AccountKey=<your key>")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.detectors.tokens import is_placeholder, is_random
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string"

SHAPES = (
    Shape(
        r"(?i:AccountKey|SharedAccessKey|AccountKey\"|SharedAccessKey\")[\"']?\s?[=:]\s?[\"']?(?P<value>[A-Za-z0-9+/]{42,88}={1,2})(?![\w=])",
        triggers=("AccountKey", "SharedAccessKey", "accountKey", "sharedAccessKey"),
        before=16,
        after=110,
        then=r"y[\"']?\s?[=:]\s?[\"']?[A-Za-z0-9+/]{42}",
    ),
    Shape(
        r"[?&]sig=(?P<value>[A-Za-z0-9%+/]{43,60}(?:%3[dD]|=))(?![\w%])",
        triggers=("[?&]sig=",),
        before=6,
        after=70,
        then=r"=[A-Za-z0-9%+/]{40}",
    ),
    Shape(
        r"(?<![\w~.\-])(?P<value>[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.\-]{31,34})(?![\w~\-])",
        triggers=("[A-Za-z0-9_~.]{3}[0-9]Q~",),
        before=8,
        after=40,
    ),
    Shape(
        r"(?<![\w])(?P<value>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})(?!\w)",
        triggers=("[A-Za-z0-9]AZDO[A-Za-z0-9]",),
        before=84,
        after=6,
    ),
)
_EMULATOR = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not is_random(value):
        return None
    score = Score(0.995, "name and length of Azure's keys")
    if value == _EMULATOR or is_placeholder(value):
        score.at_most(0.4, "published as an example")
        return score.judgement(value, ("test", "yes"))
    return score.judgement(value)


def mask(match: Match) -> str:
    return "•••• Azure key ••••"
