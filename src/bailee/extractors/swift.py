"""Statements and orders of banks as SWIFT writes them (MT 940, 942, 101, 103): accounts, who paid or was paid, what for.

Fields begin a line with their tag (`:25:`); what a bank packs into field 86 (`?31DE89…?32Ann Roe`, `/IBAN/NL91…/NAME/…`) is taken
apart. Tags by https://www2.swift.com/knowledgecentre/publications/us9m_20230720, codes of field 86 by appendix 3 of the
agreement of German banks on remote data transfer (DFÜ-Abkommen).

>>> statement = b":20:S1\\r\\n:25:10020030/1234567\\r\\n:61:2611021102D100,00N051NONREF\\r\\n:86:177?20Rent?31DE89370400440532013000?32Ann Roe\\r\\n-"
>>> print(list(extract(Item.nested(Locator(()), "a.sta", statement), Budget()))[0].content.partition("Field 20: S1\\n")[2].rstrip())
Account number: 10020030/1234567
<BLANKLINE>
Field 61: 2611021102D100,00N051NONREF
Name: Ann Roe
Account number: DE89370400440532013000
Note: Rent
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import SWIFT
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.labelled import Labelled, segments
from bailee.items import Item
from bailee.vocabulary import Locator as Locator

READS = frozenset({SWIFT})

_TAG = re.compile(r"(?:\{\d:[^{}]{0,200}\}?)*\{?(?:\d:)?:(\d\d[A-Z]?):(.*)")
_PARTIES = {"50": "Name", "59": "Name", "52": "Bank", "56": "Bank", "57": "Bank", "58": "Bank"}
_CODED = re.compile(r"\?(\d\d)")
_SLASHED = re.compile(
    r"/(NAME|IBAN|BIC|REMI|CNTP|ACCW|ORDP|BENM|ADDR|ID|EREF|MARF|CSID|TRTP|PREF|SVCL|PURP|ULTC|ULTD|USTD)(?=/)"
)
_SAID = {
    "TRTP": "Payment type",
    "NAME": "Name",
    "IBAN": "IBAN",
    "BIC": "BIC",
    "REMI": "Note",
    "USTD": "Note",
    "ADDR": "Address",
}
_LINES = 200  # of one field


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lines = Labelled(item.locator)
    tag, values = "", list[str]()
    for line in segments(item, "\r\n"):
        if found := _TAG.match(line):
            _say(tag, values, lines)
            yield from lines.ready()
            tag, values = found[1], [found[2]]
        elif line.strip("-} \x03\x01") and len(values) < _LINES:
            values.append(line)
        elif line.strip("-} \x03\x01"):
            lines.say("", line)
            yield from lines.ready()
    _say(tag, values, lines)
    yield from lines.rest()


def _say(tag: str, values: list[str], lines: Labelled) -> None:
    if tag in ("20", "61"):
        lines.end()
    if tag[:2] == "25":
        lines.say("Account number", " ".join(values))
    elif tag[:2] == "86":
        _told(values, lines)
    elif tag[:2] in _PARTIES and values:
        _party(_PARTIES[tag[:2]], values, lines)
    elif tag[:2] == "70":
        lines.say("Note", " ".join(values))
    elif values:
        lines.say(f"Field {tag}" if tag else "", " ".join(values))


def _party(label: str, values: list[str], lines: Labelled) -> None:
    """An account behind a stroke, then a name and the lines of an address, numbered perhaps (`1/ANN ROE`, option F)."""
    rest = [re.sub(r"^[1-8]/", "", value) for value in values]
    if values[0].startswith("/"):
        lines.say("Account number", rest.pop(0).strip("/"))
    if rest and label == "Name":
        lines.say(label, rest.pop(0))
        lines.say("Address", ", ".join(rest))
    else:
        lines.say(label, " ".join(rest))


def _told(values: list[str], lines: Labelled) -> None:
    whole = "".join(values)
    if _CODED.search(whole):
        parts = _CODED.split(whole)
        pieces: dict[str, list[str]] = {}
        for code, words in zip(parts[1::2], parts[2::2], strict=True):
            pieces.setdefault(code, []).append(words)
        fields = {code: "".join(words) for code, words in pieces.items()}
        lines.say("Name", fields.pop("32", "") + fields.pop("33", ""))
        lines.say("BIC", fields.pop("30", ""))
        lines.say("Account number", fields.pop("31", ""))
        purpose = "".join(fields.pop(code) for code in sorted(fields) if code[0] in "26")
        lines.say("Note", purpose)
        for code, words in fields.items():
            lines.say(f"Field 86 {code}", words)
        return
    parts = _SLASHED.split(whole)
    lines.say("Note", parts[0])
    for code, words in zip(parts[1::2], parts[2::2], strict=True):
        if code in ("CNTP", "ORDP", "BENM"):  # account, bank, name, town
            account, bank, name, *town = (
                [*words.strip("/").split("/"), "", "", ""][:4] if code == "CNTP" else ["", "", ""]
            )
            lines.say("Account number", account)
            lines.say("BIC", bank)
            lines.say("Name", name)
            lines.say("Town", " ".join(town))
            if code != "CNTP":
                lines.say("", words.strip("/"))
        else:
            lines.say(_SAID.get(code, code), words.strip("/ "))
