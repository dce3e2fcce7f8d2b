"""UN/EDIFACT: orders and invoices, payments, lists of passengers; parties with names, addresses, accounts and dates of birth.

Parties are said by NAD, their contacts by CTA and COM, their accounts by FII; what a date, a document or a reference is by its
qualifier, as far as it is about somebody. Every other segment is read after its name.
Segments and qualifiers by the directories of UNECE (D.96A to D.23B): https://unece.org/trade/uncefact/unedifact/download

>>> order = b"UNA:+.? 'UNB+UNOC:3+A+B+261104:1030+1'NAD+FL+++ROE:ANN+ELM ST 12+DAYTON++45402+US'DTM+329:19620314:102'COM+217 555 0142:TE'"
>>> print(list(extract(Item.nested(Locator(()), "a.edi", order), Budget()))[0].content.partition("Party")[2].rstrip())
: FL
Name: ROE, ANN
Address: ELM ST 12, DAYTON, 45402, US
Date of birth: 19620314
Phone: 217 555 0142
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import EDIFACT
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.labelled import Labelled, address, head_of, segments
from bailee.items import Item
from bailee.vocabulary import Locator as Locator

READS = frozenset({EDIFACT})

_CONTACTS = {"TE": "Phone", "FX": "Fax", "EM": "E-mail", "AL": "Mobile", "MA": "Mail"}
_DATES = {"329": "Date of birth", "36": "Date of expiry", "189": "Departure", "232": "Arrival"}
_NUMBERS = {
    "AHP": "Tax ID", "VA": "VAT number", "FC": "Tax ID", "ALT": "Social Security number", "AVF": "Passenger reference", "CN": "Number", "PY": "Employee number",
    "AEA": "National ID number", "SS": "Social Security number", "IV": "Invoice number", "ON": "Order number", "CR": "Customer number", "IT": "Customer number",
}  # fmt: skip
_DOCUMENTS = {"P": "Passport number", "39": "Passport number", "36": "Identity card number", "I": "Identity card number", "A": "Identity card number", "V": "Visa number", "40": "Driver's licence number"}  # fmt: skip
_SOMEBODY = frozenset({"UNB", "UNH", "NAD", "LIN", "PNA", "IDE"})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    head = head_of(item)
    component, element, release, end = (":", "+", "?", "'")
    if head.startswith("UNA") and len(head) > 8:
        component, element, release, end = head[3], head[4], head[6], head[8]
    lines = Labelled(item.locator)
    whole = ""
    for segment in segments(item, end):
        whole += segment
        if release.strip() and _is_released(whole, release):
            whole = whole + end if len(whole) < 1 << 20 else ""
            continue
        words = [
            [_bare(each, release) for each in _cut(word, component, release)]
            for word in _cut(whole.strip("\r\n \t\ufeff"), element, release)
        ]
        whole = ""
        if words[0][0] in _SOMEBODY:
            lines.end()
            yield from lines.ready()
        _say(words, lines)
    yield from lines.rest()


def _is_released(text: str, release: str) -> bool:
    """Whether the mark after a text is one of its letters."""
    return (len(text) - len(text.rstrip(release))) % 2 == 1


def _cut(text: str, mark: str, release: str) -> list[str]:
    if not release.strip() or release not in text:
        return text.split(mark)
    free = re.escape(release)
    return re.split(rf"(?<!{free}){re.escape(mark)}|(?<={free}{free}){re.escape(mark)}", text)


def _bare(text: str, release: str) -> str:
    return re.sub(f"{re.escape(release)}(.)", r"\1", text) if release.strip() and release in text else text


def _say(words: list[list[str]], lines: Labelled) -> None:
    name = words[0][0]
    at = [*words, *([[""]] * 12)]

    def part(number: int, component: int = 0) -> str:
        return at[number][component] if component < len(at[number]) else ""

    if name == "NAD":
        lines.say("Party", part(1))
        lines.say("Party ID", part(2))
        lines.say("Name and address", ", ".join(filter(None, at[3])))
        lines.say("Name", ", ".join(filter(None, at[4])))
        lines.say("Address", address(", ".join(filter(None, at[5])), "", part(6), part(7), part(8), part(9)))
    elif name == "PNA":
        lines.say("Name", ", ".join(filter(None, (each[1] for each in at[5:] if len(each) > 1))))
    elif name == "CTA":
        lines.say("Contact name", part(2, 1) or part(2))
    elif name == "COM":
        for contact in words[1:]:
            lines.say(_CONTACTS.get(contact[-1], "Contact"), contact[0])
    elif name == "FII":
        lines.say("Account number", part(2))
        lines.say("Name", " ".join(at[2][1:3]))
        lines.say("BIC", part(3))
    elif name == "DTM":
        lines.say(_DATES.get(part(1), f"DTM {part(1)}"), part(1, 1))
    elif name == "RFF":
        lines.say(_NUMBERS.get(part(1), f"RFF {part(1)}"), part(1, 1))
    elif name == "DOC":
        lines.say(_DOCUMENTS.get(part(1), "Document"), part(2))
    elif name == "FTX":
        lines.say("Note", " ".join(filter(None, at[4])))
    else:
        for number, word in enumerate(words):
            if number or len(name) > 3:  # else the rest of a segment that is too long
                lines.say(f"{name} {number}" if len(name) <= 3 else "", " ".join(filter(None, word)))
