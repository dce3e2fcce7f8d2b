"""Copy of an identity document: passport, identity card, licence, residence permit, certificate of birth.

Most cards print everything in capitals and name their fields in two languages or by numbers; many end with lines for machines.

>>> bool(_MACHINE_LINE.search("P<CANMORROW<<ISLA<JUNE<<<<<<<<<<<<<<<<<<<<<<"))
True

Its words: `words/identity-document.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.shapes import DATE
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "identity-document"
NAME = "Identity document"
CATEGORY = "identity-documents"
SUBJECT = SubjectCategory.PERSON
FROM = "passports, identity cards, licences and certificates as they are printed, machine-readable lines"

# Lines for machines of ICAO Doc 9303: passports, visas, cards of one and a half and of three lines; and France's older card.
_MACHINE_LINE = re.compile(
    r"^\s*(?:P[A-Z<][A-Z]{1,3}<?[A-Z<]{10,42}|[IACV][A-Z<][A-Z]{1,3}<*[A-Z0-9<]{12,42}|IDFRA[A-Z<]{15,36}\d*)\s*$", re.M
)
# Fields of a European licence, by the numbers of directive 2006/126.
_NUMBERED = re.compile(r"(?:^|\s)(?:4a|4b|4c|4d|5|3|8|9)\.? {0,2}(?=\S)", re.M)
_SOCIAL_SECURITY = re.compile(  # as every card of the United States is printed
    r"\b\d{3}-\d\d-\d{4}\b\s+this number has been established for\s+[A-ZÀ-Þ]{2,}[A-ZÀ-Þ .'’-]+", re.I
)
_MOST_TEXT = 3_000  # characters: a standard that shows a line as an example is longer
_DATES = 2


def recognise(reading: Reading) -> Weighed | None:
    if len(reading.raw) > _MOST_TEXT or reading.generality > 0.03:
        return None
    if _SOCIAL_SECURITY.search(reading.raw):
        return Weighed(Confidence.LIKELY, 8.0, ("a card of social security, with its number and name",))
    lines = [line for line in _MACHINE_LINE.findall(reading.raw) if "<<" in line]
    if lines and reading.common("articles") == 0:
        return Weighed(Confidence.LIKELY, 8.0, ("lines for machines, as documents have them",))
    numbers = {found.strip(" .\n") for found in _NUMBERED.findall(reading.raw)}
    if {"4a", "4b"} <= numbers and len(DATE.findall(reading.raw)) >= _DATES:
        return Weighed(Confidence.LIKELY, 8.0, ("the numbered fields of a licence, with dates",))
    return None


def recognise_form(reading: Reading) -> Weighed | None:
    """Lines for machines alone: a scan of the foot of a page has no word of any tongue."""
    return recognise(reading) if "<<" in reading.raw[:_MOST_TEXT] else None


def lacks(reading: Reading) -> bool:
    """A document has a day of birth, of issue or of expiry; names, addresses and telephones are a list of people."""
    if reading.is_table and any(header.strip() for sheet in reading.sheets for header in sheet.headers):
        return not any(_OF_DOCUMENTS.search(header) for sheet in reading.sheets for header in sheet.headers)
    return False


_OF_DOCUMENTS = re.compile(
    r"birth|dob|expir|issue|valid|document|passport|licen[cs]e|\bid\b|card|national|geburt|gültig|naissance|nacim|vence|ausweis",
    re.I,
)
