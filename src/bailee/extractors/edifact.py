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
from bailee.extractors.labelled import LONGEST, Labelled, address, head_of, segments
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
# Elements of a segment that are said by what they are; further ones, which no directory knows, by their number
_USED = {"NAD": 10, "PNA": 11, "CTA": 3, "COM": 1 << 30, "FII": 4, "DTM": 2, "RFF": 2, "DOC": 3, "FTX": 5}
_SOMEBODY = frozenset({"UNB", "UNH", "NAD", "LIN", "PNA", "IDE"})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    head = head_of(item)
    component, element, release, end = (":", "+", "?", "'")
    if head.startswith("UNA") and len(head) > 8:
        component, element, release, end = head[3], head[4], head[6], head[8]
    lines = Labelled(item.locator)
    pieces: list[str] = []
    size = 0
    for piece in segments(item, end):
        pieces.append(piece)
        size += len(piece) + 1
        if size < LONGEST and _is_released(piece, release):
            pieces.append(end)
            continue
        whole = "".join(pieces).strip("\r\n \t\ufeff")
        pieces, size = [], 0
        words = [
            [_bare(each, release) for each in _cut(word, component, release)] for word in _cut(whole, element, release)
        ]
        if words[0][0] in _SOMEBODY:
            lines.end()
        _say(words, lines)
        yield from lines.ready()
    if pieces:
        lines.say("", _bare("".join(pieces), release))
    yield from lines.rest()


def _is_released(text: str, release: str) -> bool:
    """Whether the mark after a text is one of its letters: an odd number of releases stands before it."""
    return bool(release.strip()) and (len(text) - len(text.rstrip(release))) % 2 == 1


def _cut(text: str, mark: str, release: str) -> list[str]:
    if not release.strip() or release not in text:
        return text.split(mark)
    found: list[str] = []
    kept: list[str] = []
    for piece in text.split(mark):
        kept.append(piece)
        if _is_released(piece, release):
            continue
        found.append(mark.join(kept))
        kept = []
    return [*found, mark.join(kept)] if kept else found


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
    used = _USED.get(name, 1 if len(name) <= 3 else 0)  # else the rest of a segment that is too long
    for number, word in enumerate(words[used:], used):
        lines.say(f"{name} {number}" if used else "", " ".join(filter(None, word)))
