"""Statements for programs of accounting (OFX, QFX; QIF): accounts and cards, whom money went to, and what for.

OFX of version 1 is SGML whose values have no end tag, of version 2 XML; both are read as tags with what follows them.
By the OFX Banking Specification 2.3, https://financialdataexchange.org/FDX/FDX/About/OFX-Work-Group.aspx

>>> statement = b"OFXHEADER:100\\n\\n<OFX><BANKACCTFROM><BANKID>121042882<ACCTID>99887766554</BANKACCTFROM><STMTTRN><NAME>ANN ROE<MEMO>rent</STMTTRN></OFX>"
>>> print(list(extract(Item.nested(Locator(()), "a.ofx", statement), Budget()))[0].content.rstrip())
Routing number: 121042882
Bank account number: 99887766554
<BLANKLINE>
Name: ANN ROE
Note: rent
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import OFX, QIF
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.labelled import Labelled, head_of, segments
from bailee.extractors.references import unescaped
from bailee.items import Item
from bailee.vocabulary import Locator as Locator

READS = frozenset({OFX, QIF})

_LABELS = {
    "BANKID": "Routing number", "ACCTID": "Bank account number", "NAME": "Name", "PAYEEID": "Payee ID", "MEMO": "Note", "ADDR1": "Address", "ADDR2": "Address",
    "ADDR3": "Address", "CITY": "City", "STATE": "State", "POSTALCODE": "ZIP code", "PHONE": "Phone", "USERID": "User ID", "USERPASS": "Password", "EMAIL": "E-mail",
    "FIRSTNAME": "First name", "MIDDLENAME": "Middle name", "LASTNAME": "Last name", "TAXID": "Tax ID", "DAYPHONE": "Phone", "EVEPHONE": "Home phone",
    "SSN": "Social Security number", "DATEBIRTH": "Date of birth", "SECURITYNAME": "Mother's maiden name", "TRNAMT": "Amount", "CHECKNUM": "Check number",
    "PAYACCT": "Account number", "BRANCHID": "Branch",
}  # fmt: skip
_CARD = {"ACCTID": "Card number"}
_SOMEBODY = frozenset({"STMTTRN", "BANKACCTFROM", "CCACCTFROM", "BANKACCTTO", "CCACCTTO", "PAYEE", "ENROLLRQ", "SONRQ"})
_HEAD = re.compile(r"(?:OFXHEADER|DATA|VERSION|SECURITY|ENCODING|CHARSET|COMPRESSION|OLDFILEUID|NEWFILEUID):|!")
_QIF = {"P": "Name", "M": "Note", "T": "Amount", "N": "Check number", "D": "Date", "L": "Category"}


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lines = Labelled(item.locator)
    is_card, is_qif = False, head_of(item).startswith("!")
    street: list[str] = []  # lines of an address in QIF, which come one by one
    for piece in segments(item, "<\n"):
        tag, closed, value = piece.partition(">")
        if not closed:  # the head of version 1, lines of QIF
            _line(piece.strip("\r "), street, lines, is_qif=is_qif)
            yield from lines.ready()
            continue
        tag = tag.strip().upper()
        if tag.strip("/") in _SOMEBODY:
            lines.end()
            yield from lines.ready()
            if tag.strip("/").startswith("CCACCT"):
                is_card = not tag.startswith("/")
        if value := unescaped(value).strip():
            label = _CARD.get(tag) if is_card else None
            lines.say(label or _LABELS.get(tag, tag), value)
        yield from lines.ready()
    _line("", street, lines, is_qif=is_qif)
    yield from lines.rest()


def _line(line: str, street: list[str], lines: Labelled, *, is_qif: bool) -> None:
    if _HEAD.match(line):
        return
    if not is_qif:  # a value that goes on
        lines.say("", line)
        return
    if line[:1] == "A":
        street.append(line[1:].strip())
        return
    lines.say("Address", ", ".join(filter(None, street)))
    street.clear()
    if line == "^":
        lines.end()
    elif line[:1] in _QIF:
        lines.say(_QIF[line[0]], line[1:])
    elif line:
        lines.say("", line)
