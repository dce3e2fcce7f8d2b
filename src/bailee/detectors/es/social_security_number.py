"""Social security number, número de afiliación (Spain).

>>> found("es-social-security-number", "Nº de la Seguridad Social: 28/12345678/40")
[('28/12345678/40', 'verified')]
>>> found("es-social-security-number", "Nº de la Seguridad Social: 28/12345678/41")  # the check digits are wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.seg-social.es/wps/portal/wss/internet/Trabajadores/Afiliacion/7332"

_NAMES = ("afiliación", "afiliacion",
    "seguridad social", "naf", "nuss", "número de afiliación", "numero de afiliacion", "núm. afiliación",
)  # fmt: skip
LABELS = (Label((*_NAMES, *SOCIAL), r"(?P<value>\d{2}[ \-/]?\d{7,8}[ \-/]?\d{2})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    province, serial, check = digits[:2], digits[2:-2], digits[-2:]
    # A serial below ten million is taken without its leading zero.
    body = int(province) * 10**7 + int(serial) if int(serial) < 10**7 else int(province + serial)
    if not 1 <= int(province) <= 66 or body % 97 != int(check):
        return None
    return judge_national(candidate, digits, _WORDS, "es", chance=0.01)
