"""Personnel file: master data, offer, change of status, emergency contacts.

Its words: `words/personnel-file.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "personnel-file"
NAME = "Personnel file"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "an employee with hire date, position, salary, private details and emergency contacts"
DATED = OwnDate(
    "the date of termination",
    (
        "termination date",
        "date of termination",
        "term date",
        "terminated",
        "terminated on",
        "separation date",
        "date of separation",
        "last day",
        "last day worked",
        "last day of work",
        "end of employment",
        "employment ended",
        "fecha de baja",
        "austritt",
        "date de sortie",
    ),
    ends=True,
)


_EMPLOYED = re.compile(
    r"employ|\bhir(?:e|ed|ing)\b|\bstarted\b|\bjoined\b|\bpost\b|\bgrade\b|\bcontract\b|\bgross\b|line manager|in emergency|next of kin|salar|\bwage|\bstaff|position|\bjob\b|\bemp\b|payroll|\boffer|\bhr\b|human resources|supervisor|department|\bdept|probation|reports? to|start(?:s|ed|ing)? date|rehire|resign|terminat|tenure"
    r"|arbeit|anstellung|mitarbeiter|personal(?:nummer|akte|bogen|stamm)|gehalt|k[uü]ndig|empleo|empleado|trabaj|contrat|salari|embauche|poste\b|travail|pto\b|vacation|shift|manager|last day|personnel",
    re.I,
)


_FIRM = re.compile(r"^(?:company|firm|firma|organi[sz]ation|business|soci[ée]t[ée]|empresa)(?: name)?$", re.I)
_OWN = re.compile(
    r"employ|hire|salar|\bpay\b|wage|start|emp\b|staff|department|\bdept|terminat|ssn|leave|contract", re.I
)


def lacks(reading: Reading) -> bool:
    """Without work, somebody's data are a contact's; so are rows of people who are each with another firm."""
    for sheet in reading.sheets:
        if any(_FIRM.search(header) for header in sheet.headers) and not any(
            _OWN.search(header) for header in sheet.headers
        ):
            return True
    return _EMPLOYED.search(reading.lines) is None


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)
