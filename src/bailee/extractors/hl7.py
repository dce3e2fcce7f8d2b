"""Messages of hospitals, practices and laboratories (HL7 version 2): patients, relatives, insurance, orders, results.

What stands at a place of a segment is said by its name; identifiers by their type (PID-3, MR: medical record number); every
other field after its segment. Documents that are sent inside (OBX of type ED) are files of their own.
Places by HL7 v2.9, chapters 2A, 3 and 6: https://www.hl7.org/implement/standards/product_brief.cfm?product_id=185

>>> message = b"MSH|^~\\\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\\rPID|1||448812^^^H^MR||ROE^ANN^M||19620314|F|||12 ELM ST^^DAYTON^OH^45402\\r"
>>> text = list(extract(Item.nested(Locator(()), "a.hl7", message), Budget()))[0]
>>> text.content.splitlines()[-5:-1]
['Medical record number: 448812', 'Patient name: ROE, ANN M', 'Date of birth: 19620314', 'PID 8: F']
>>> text.content.splitlines()[-1]
'Address: 12 ELM ST, DAYTON, OH 45402'
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from bailee.extractors.data_types import HL7
from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.labelled import LONGEST, Labelled, address, person, segments
from bailee.items import Item
from bailee.vocabulary import Locator as Locator
from bailee.vocabulary import Reason

READS = frozenset({HL7})

_IDENTIFIERS = {
    "MR": "Medical record number", "MRN": "Medical record number", "SS": "Social Security number", "DL": "Driver's license number",
    "PPN": "Passport number", "NPI": "NPI", "DEA": "DEA number", "MC": "Medicare number", "MA": "Medicaid ID", "MCD": "Medicaid ID",
    "MB": "Member ID", "HC": "Health card number", "JHN": "Health card number", "NH": "National health number", "NI": "National ID number",
    "NIIP": "National ID number", "AN": "Patient account number", "PI": "Patient ID", "EI": "Employee number", "EN": "Employer number",
    "TAX": "Tax ID", "NNUSA": "Social Security number", "VN": "Visit number", "SN": "Subscriber number", "BC": "Bank card number",
}  # fmt: skip
_NAME, _ADDRESS, _PHONE, _DOCTOR, _ID = "name", "address", "phone", "doctor", "id"
# (segment, field): how it is written, and what it is called
_PLACES: dict[tuple[str, int], tuple[str, str]] = {
    ("PID", 2): (_ID, "Patient ID"), ("PID", 3): (_ID, "Patient ID"), ("PID", 4): (_ID, "Patient ID"),
    ("PID", 5): (_NAME, "Patient name"), ("PID", 6): (_NAME, "Mother's maiden name"), ("PID", 7): ("", "Date of birth"),
    ("PID", 9): (_NAME, "Alias"), ("PID", 11): (_ADDRESS, "Address"), ("PID", 13): (_PHONE, "Home phone"), ("PID", 14): (_PHONE, "Work phone"),
    ("PID", 18): (_ID, "Patient account number"), ("PID", 19): ("", "Social Security number"), ("PID", 20): ("", "Driver's license number"),
    ("PID", 21): (_ID, "Mother's identifier"), ("PID", 29): ("", "Date of death"), ("PID", 40): (_PHONE, "Phone"),
    ("PD1", 4): (_DOCTOR, "Doctor"), ("MRG", 1): (_ID, "Patient ID"), ("MRG", 4): (_ID, "Patient ID"), ("MRG", 7): (_NAME, "Patient name"),
    ("NK1", 2): (_NAME, "Name"), ("NK1", 4): (_ADDRESS, "Address"), ("NK1", 5): (_PHONE, "Phone"), ("NK1", 6): (_PHONE, "Work phone"),
    ("NK1", 16): ("", "Date of birth"), ("NK1", 30): (_NAME, "Contact name"), ("NK1", 31): (_PHONE, "Contact phone"),
    ("NK1", 32): (_ADDRESS, "Contact address"), ("NK1", 37): ("", "Social Security number"),
    ("GT1", 2): (_ID, "Guarantor number"), ("GT1", 3): (_NAME, "Guarantor name"), ("GT1", 4): (_NAME, "Spouse name"),
    ("GT1", 5): (_ADDRESS, "Address"), ("GT1", 6): (_PHONE, "Home phone"), ("GT1", 7): (_PHONE, "Work phone"),
    ("GT1", 8): ("", "Date of birth"), ("GT1", 12): ("", "Social Security number"), ("GT1", 19): (_ID, "Employee number"),
    ("GT1", 16): (_NAME, "Employer"), ("GT1", 17): (_ADDRESS, "Employer address"), ("GT1", 18): (_PHONE, "Employer phone"),
    ("IN1", 5): (_ADDRESS, "Insurance company address"), ("IN1", 7): (_PHONE, "Insurance company phone"), ("IN1", 8): ("", "Group number"),
    ("IN1", 16): (_NAME, "Insured name"), ("IN1", 18): ("", "Date of birth"), ("IN1", 19): (_ADDRESS, "Address"),
    ("IN1", 36): ("", "Insurance policy number"), ("IN1", 49): (_ID, "Member ID"),
    ("IN2", 1): (_ID, "Employee number"), ("IN2", 2): ("", "Social Security number"), ("IN2", 6): ("", "Medicare number"),
    ("IN2", 7): (_NAME, "Medicaid case name"), ("IN2", 8): ("", "Medicaid ID"), ("IN2", 61): (_ID, "Member ID"), ("IN2", 63): (_PHONE, "Home phone"),
    ("IN2", 64): (_PHONE, "Work phone"),
    ("PV1", 7): (_DOCTOR, "Doctor"), ("PV1", 8): (_DOCTOR, "Doctor"), ("PV1", 9): (_DOCTOR, "Doctor"), ("PV1", 17): (_DOCTOR, "Doctor"),
    ("PV1", 19): (_ID, "Visit number"), ("PV1", 52): (_DOCTOR, "Doctor"), ("ROL", 4): (_DOCTOR, "Name"), ("ROL", 11): (_ADDRESS, "Address"),
    ("ROL", 12): (_PHONE, "Phone"), ("ORC", 10): (_DOCTOR, "Name"), ("ORC", 11): (_DOCTOR, "Name"), ("ORC", 12): (_DOCTOR, "Doctor"),
    ("ORC", 14): (_PHONE, "Phone"), ("ORC", 21): (_NAME, "Facility"), ("ORC", 24): (_ADDRESS, "Address"),
    ("OBR", 16): (_DOCTOR, "Doctor"), ("OBR", 17): (_PHONE, "Phone"), ("OBR", 10): (_DOCTOR, "Name"), ("OBR", 28): (_DOCTOR, "Doctor"),
    ("OBR", 32): (_DOCTOR, "Doctor"), ("OBX", 16): (_DOCTOR, "Name"), ("TXA", 5): (_DOCTOR, "Name"), ("TXA", 9): (_DOCTOR, "Name"),
    ("DG1", 3): ("code", "Diagnosis code"), ("DG1", 4): ("", "Diagnosis"), ("DG1", 16): (_DOCTOR, "Doctor"),
    ("AL1", 3): ("", "Allergy"), ("STF", 2): (_ID, "Employee number"), ("STF", 3): (_NAME, "Name"), ("STF", 6): ("", "Date of birth"),
    ("STF", 10): (_PHONE, "Phone"), ("STF", 11): (_ADDRESS, "Address"), ("STF", 15): ("", "E-mail"), ("STF", 22): ("", "Driver's license number"),
    ("RXE", 15): ("", "Prescription number"), ("RXD", 7): ("", "Prescription number"), ("RXE", 13): (_DOCTOR, "Doctor"),
    ("CTD", 2): (_NAME, "Contact name"), ("CTD", 3): (_ADDRESS, "Contact address"), ("CTD", 5): (_PHONE, "Contact phone"),
    ("NTE", 3): ("", "Note"), ("OBX", 5): ("", "Result"), ("ACC", 1): ("", "Date of accident"),
}  # fmt: skip
_USED = {_NAME: 4, _ADDRESS: 6, _PHONE: 4, _DOCTOR: 5, _ID: 1}  # components that are said by what they are
_SOMEBODY = frozenset({"MSH", "PID", "NK1", "GT1", "IN1", "PV1", "DG1", "ORC", "OBR", "STF", "ROL", "FHS", "BHS"})
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}")
_ESCAPES = re.compile(r"\\(?:([FSTRE])|X((?:[0-9A-Fa-f]{2})+)|\.[a-z]{2}[^\\]{0,6}|[HN])\\")


class _Marks:
    """Characters that part fields, components, repetitions and parts of components: a message says which they are."""

    def __init__(self, said: str = "|^~\\&") -> None:
        whole = said + "|^~\\&"[len(said) :]
        self.field, self.component, self.repetition = whole[0], whole[1], whole[2]
        self.escape, self.part = whole[3], whole[4]

    def words(self, text: str) -> str:
        """Text without its escapes."""
        if self.escape not in text:
            return text
        told = {"F": self.field, "S": self.component, "T": self.part, "R": self.repetition, "E": self.escape}

        def meant(found: re.Match[str]) -> str:
            if found[1]:
                return told[found[1]]
            return bytes.fromhex(found[2]).decode("cp1252", "replace") if found[2] else " "

        return _ESCAPES.sub(meant, text.replace(self.escape, "\\"))

    def components(self, text: str) -> list[str]:
        return [self.words(each.replace(self.part, " ")).strip() for each in text.split(self.component)]


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lines = Labelled(item.locator)
    marks = _Marks()
    documents = 0
    for segment in segments(item, "\r\n\x0b\x1c"):
        name = segment[:3]
        if name in _SOMEBODY:
            lines.end()
        yield from lines.ready()
        if name in ("MSH", "FHS", "BHS") and len(segment) > 7 and not (segment[3].isalnum() or segment[3].isspace()):
            marks = _Marks(segment[3:8])
            fields = [name, marks.field, *segment[4:].split(marks.field)]
        else:
            fields = segment.split(marks.field)
        if len(segment) >= LONGEST and fields[0] == "OBX" and fields[2:3] == ["ED"]:
            yield Unread(item.locator.inside("document"), Reason.TOO_BIG)  # what follows is its rest, and no words
        document = _document(fields, marks)
        if document is not None:
            documents += 1
            budget.take(len(document))
            yield Item.nested(item.locator, f"document {documents}", document)
            continue
        _say(fields, marks, lines)
    yield from lines.rest()


def _document(fields: list[str], marks: _Marks) -> bytes | None:
    """A file in a result: encapsulated data in base64."""
    if fields[0] != "OBX" or len(fields) < 6 or fields[2] != "ED":
        return None
    parts = fields[5].split(marks.component)
    if len(parts) < 5 or parts[3].lower() != "base64":
        return None
    try:
        return base64.b64decode(re.sub(r"\\\.br\\|\s", "", parts[4]), validate=True)
    except (binascii.Error, ValueError):
        return None


def _say(fields: list[str], marks: _Marks, lines: Labelled) -> None:
    name = fields[0]
    if _SEGMENT.fullmatch(name) is None:  # the rest of one that is too long, or none at all
        lines.say("", " ".join(marks.words(field) for field in fields))
        return
    for number, field in enumerate(fields[1:], 1):
        if not field or (name in ("MSH", "FHS", "BHS") and number <= 2):
            continue
        way, label = _PLACES.get((name, number), ("", f"{name} {number}"))
        for one in field.split(marks.repetition):
            parts = marks.components(one)
            for said, value in _SAYS[way](parts, label):
                lines.say(said, value)
            rest = [part for part in parts[_USED.get(way, len(parts)) :] if len(part) > 3]
            lines.say("", " ".join(rest))  # codes of one to three letters say how it is written


_Said = Iterator[tuple[str, str]]


def _at(parts: list[str], number: int) -> str:
    return parts[number] if number < len(parts) else ""


def _plain(parts: list[str], label: str) -> _Said:
    yield label, " ".join(filter(None, parts))


def _code(parts: list[str], label: str) -> _Said:
    yield label, _at(parts, 0)
    yield label.removesuffix(" code"), " ".join(filter(None, parts[1:]))


def _identifier(parts: list[str], label: str) -> _Said:
    yield _IDENTIFIERS.get(_at(parts, 4).upper(), label), _at(parts, 0)


def _of_person(parts: list[str], label: str) -> _Said:
    yield label, person(_at(parts, 0), *parts[1:4])


def _doctor(parts: list[str], label: str) -> _Said:
    yield label, person(_at(parts, 1), *parts[2:5])
    kind = _at(parts, 12).upper() or ("NPI" if "NPI" in parts[8:] else "")
    yield _IDENTIFIERS.get(kind, f"{label} number"), _at(parts, 0)


def _home(parts: list[str], label: str) -> _Said:
    yield label, address(*(_at(parts, number) for number in range(6)))


def _telephone(parts: list[str], label: str) -> _Said:
    yield "E-mail" if _at(parts, 2).lower() == "internet" and not _at(parts, 3) else label, _at(parts, 0)
    yield "E-mail", _at(parts, 3)
    if not _at(parts, 0):
        yield label, " ".join(filter(None, parts[4:7])) or _at(parts, 11)


_SAYS: dict[str, Callable[[list[str], str], _Said]] = {
    "": _plain, "code": _code, _ID: _identifier, _NAME: _of_person, _DOCTOR: _doctor, _ADDRESS: _home, _PHONE: _telephone,
}  # fmt: skip
