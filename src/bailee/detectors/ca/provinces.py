"""Which province of Canada is named near a candidate, and what all of them call a licence.

>>> from bailee.detectors.engine import found
>>> found("ca-driving-licence", "BC driver's licence 4829105"), found("ca-driving-licence", "driver's licence 4829105")
([('4829105', 'likely')], [])
"""

from __future__ import annotations

import re

from bailee.detectors.interface import Candidate

LICENCE = (
    "driver's licence", "driver's license", "drivers licence", "drivers license", "driver licence", "driver license", "driving licence",
    "driving license", "dl number", "dl no", "dln", "licence number", "licence no", "permis de conduire", "no de permis",
)  # fmt: skip
_NAMES = {
    "alberta": "AB", "british columbia": "BC", "colombie-britannique": "BC", "icbc": "BC", "manitoba": "MB", "new brunswick": "NB",
    "nouveau-brunswick": "NB", "newfoundland": "NL", "labrador": "NL", "terre-neuve": "NL", "nova scotia": "NS",
    "nouvelle-écosse": "NS", "northwest territories": "NT", "nunavut": "NU", "ontario": "ON", "prince edward island": "PE", "pei": "PE",
    "île-du-prince-édouard": "PE", "québec": "QC", "quebec": "QC", "saaq": "QC", "saskatchewan": "SK", "yukon": "YT",
}  # fmt: skip
_NAMED = re.compile(rf"(?i)(?<![^\W_])(?:{'|'.join(map(re.escape, _NAMES))})(?![^\W_])")
_CODE = re.compile(r"(?<![A-Za-z])(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)(?![A-Za-z])")


def province_near(candidate: Candidate) -> str:
    """Code of the province named nearest on either side, or over the column; empty where none is."""
    before, after = candidate.before(60), candidate.after(40)
    for text in (candidate.heading, before, after, candidate.table):
        named = [match for pattern in (_NAMED, _CODE) for match in pattern.finditer(text)]
        if named:
            nearest = (
                max(named, key=lambda match: match.start())
                if text is before
                else min(named, key=lambda match: match.start())
            )
            return _NAMES.get(nearest[0].lower(), nearest[0])
    return ""
