"""Tax number, KRA PIN (Kenya).

>>> found("ke-pin", "KRA PIN: A004416331M")
[('A004416331M', 'likely')]
>>> found("ke-pin", "PIN: V1234567890")
[]
"""

from __future__ import annotations

from stdnum.ke import pin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.kra.go.ke/individual/individual-pin-registration"

LABELS = (
    Label(
        (
            "kra pin",
            "kra",
            "kenya pin",
            "kenyan pin",
            "pin certificate",
            "nambari ya pin",
            "pin ya kra",
        ),
        r"(?P<value>[APap]\d{9}[A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = pin.compact(candidate.value)
    if not pin.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)
