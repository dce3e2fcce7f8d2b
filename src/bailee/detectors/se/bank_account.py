"""Swedish bank account: clearing number and account, bankgiro or plusgiro.

>>> found("se-bank-account", "Clearingnummer 8327-9, konto 994 143 225-8")
[('8327-9, konto 994 143 225-8', 'likely')]
>>> found("se-bank-account", "Bankgiro 5805-6201, Plusgiro 28 65 43-4")
[('5805-6201', 'verified'), ('28 65 43-4', 'verified')]
>>> found("se-bank-account", "Bankgiro 5805-6202")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of

CATEGORY = "bank-account"
SOURCE = "https://www.bankgirot.se/en/services/incoming-payments/"

LABELS = (
    Label(
        ("bankgiro", "bankgironummer", "plusgiro", "plusgironummer", "bg-nr", "pg-nr"),
        r"(?P<value>(?P<giro>\d{3,4}-\d{4}|\d{1,2}(?: ?\d{2}){0,3} ?-\d))(?![^\W_]|[.\-]\d)",
    ),
    Label(
        ("clearingnummer", "clearingnr", "clearing nr", "clearing"),
        r"(?P<value>\d{4}(?:-\d)?[ ,;/\-]{1,3}(?:(?i:och )?(?i:kontonummer|kontonr\.?|konto(?: ?nr\.?)?)[ .:]{0,3})?\d{2,4}(?:[ \-]?\d{1,4}){1,4})(?![^\W_]|[.]\d)",
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled:
        return None
    if candidate.has("giro"):
        return judge_account(candidate, digits, checked=True) if luhn.is_valid(digits) else None
    if not 11 <= len(digits) <= 15:
        return None
    judged = judge_account(candidate, digits, checked=False)
    return judged and judged.at_least(0.95, "a clearing number and an account")
