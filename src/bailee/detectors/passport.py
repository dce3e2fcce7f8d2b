"""Passport number, known by its label and the forms of several countries.

>>> found("passport", "my travel passport is A12803456")
[('A12803456', 'verified')]
>>> found("passport", "Reisepass-Nr. C01X00T478, Passeport : 14AK58203")
[('C01X00T478', 'verified'), ('14AK58203', 'verified')]
>>> found("passport", "Passport holders: 2500 in 2019")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "passport"
SOURCE = "https://www.icao.int/publications/pages/publication.aspx?docnum=9303"

# Country and what it prints. DE: letters that no digit resembles, the first an authority's; a tenth character is the check digit.
_FORMS = {
    "US": r"[A-Z]\d{8}|\d{9}", "GB": r"\d{9}|[A-Z]{2}\d{7}", "DE": r"[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\d?", "FR": r"\d{2}[A-Z]{2}\d{5}",
    "IT": r"[A-Z]{2}\d{7}", "ES": r"[A-Z]{3}\d{6}", "NL": r"[A-NP-Z]{2}[A-NP-Z0-9]{6}\d", "CA": r"[A-Z]{2}\d{6}|[A-Z]\d{6}[A-Z]{2}", "AU": r"[A-Z]{1,2}\d{7}",
    "NZ": r"[A-Z]{1,2}\d{6}", "IN": r"[A-Z]\d{7}", "JP": r"[A-Z]{2}\d{7}", "CN": r"[EGDSPH][A-Z]?\d{7,8}", "IE": r"[A-Z]{1,2}\d{7}", "CH": r"[A-Z]\d{7}|[A-Z]\d[A-Z]\d{5}",
    "SE": r"\d{8}", "NO": r"[A-Z]{3}\d{6}", "DK": r"\d{9}", "PL": r"[A-Z]{2}\d{7}", "AT": r"[A-Z]{1,2}\d{7}", "BE": r"[A-Z]{2}\d{6}", "PT": r"[A-Z]{1,2}\d{6}",
    "CZ": r"\d{8}", "HU": r"[A-Z]{2}\d{6,7}", "RO": r"\d{8,9}", "GR": r"[A-Z]{2}\d{7}", "TR": r"[A-Z]\d{8}", "FI": r"[A-Z]{2}\d{7}", "BR": r"[A-Z]{2}\d{6}", "MX": r"[A-Z]\d{8}", "ZA": r"[A-Z]\d{8}",
}  # fmt: skip
_ANY = re.compile("|".join(f"(?:{form})" for form in _FORMS.values()))
_GERMAN = re.compile(r"[CFGHJK](?=[0-9]*[CFGHJKLMNPRTVWXYZ])[0-9CFGHJKLMNPRTVWXYZ]{7}\d\d?")
_WITH_LETTER = re.compile(r"[A-Z]{1,3}\d{6,8}[A-Z]{0,2}|\d{2}[A-Z]{2}\d{5}")

LABELS = (
    Label(
        (
            "passport", "passport number", "passport no", "passport #", "passport num", "travel document", "passeport", "reisepass", "pass-nr", "passnummer",
            "pasaporte", "passaporto", "paspoort", "reisepassnummer", "paspoortnummer", "paszport", "paszportu", "passaporte", "pașaport", "cestovní pas",
            "útlevél", "διαβατήριο", "pasaport",
        ),
        r"(?P<value>(?=[A-Za-z]{0,3}\d|[A-Za-z]\d?[A-Za-z0-9]{0,3}\d)[A-Za-z0-9]{6,10})(?![\w]|[\-./]\d)",
        reach=32,
    ),
    Label((), r"(?P<value>[A-Za-z]{1,3}\d{6,8}|\d{2}[A-Za-z]{2}\d{5}|\d{9}|[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8})", headings=("passport number",)),
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    digits = digits_of(value)
    if len(digits) < 4 or not _ANY.fullmatch(value):
        return None
    if len(value) == 10 and _GERMAN.fullmatch(value) and not _is_checked(value):
        return None
    if not candidate.labelled:
        lettered = _WITH_LETTER.fullmatch(value) or _GERMAN.fullmatch(value)
        return (
            Score(0.3, "form of a passport's number, alone").judgement(value) if candidate.alone and lettered else None
        )
    score = Score(0.97 if candidate.distant else 0.99, candidate.said)
    if value.isdigit() and candidate.distant:
        score.at_most(0.9, "digits only, and other words stand between the label and it")
    if is_filler(digits):
        score.at_most(0.6, "its figures repeat or count up, as fillers do")
    return score.judgement(value)


def _is_checked(value: str) -> bool:
    """ICAO 9303: weights 7, 3, 1; letters count from 10."""
    total = sum(int(character, 36) * (7, 3, 1)[place % 3] for place, character in enumerate(value[:-1]))
    return total % 10 == int(value[-1])
