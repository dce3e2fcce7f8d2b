"""Payment files of American banks (NACHA, .ach): who is paid or debited, into which account, how much.

Lines of 94 characters: entries (6) with routing number, account, individual; addenda (7) with what is said beside them.
Layout by the Nacha Operating Rules, appendix three, as https://achdevguide.nacha.org/ach-file-details shows it.

>>> entry = b"622091000019123456780012     0000245000EMP0001        ANN M ROE               0091000010000001"
>>> head = b"101 091000019 1234567892611041030A094101FIRST NATIONAL BANK     ACME MANUFACTURING            "
>>> print(list(extract(Item.nested(Locator(()), "a.ach", head + b"\\n" + entry), Budget()))[0].content.partition("\\n\\n")[2].rstrip())
Deposit to: checking account
Name: ANN M ROE
Routing number: 091000019
Bank account number: 123456780012
Individual ID: EMP0001
Amount: 2450.00
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import ACH
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.labelled import Labelled, segments
from bailee.items import Item
from bailee.vocabulary import Locator as Locator

READS = frozenset({ACH})

WIDTH = 94
_PAY = re.compile(r"PAY ?ROLL|PAYRL|SALARY|WAGES?\b|DIR(?:ECT)? ?DEP|PAYCHECK|REG\.?SALARY", re.IGNORECASE)
# Transaction codes, by their first figure what sort of account and by their second which way the money goes
_ACCOUNTS = {"2": "checking account", "3": "savings account", "4": "ledger account", "5": "loan account"}
_WAYS = {"2": "Deposit to", "3": "Prenote for", "7": "Debit from", "8": "Prenote for"}


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lines = Labelled(item.locator)
    is_international = is_pay = False
    for line in _records(item):
        if line[:1] == "6":
            lines.end()
            _entry(line, lines, is_international, is_pay)
        elif line[:1] == "7":
            for piece in [line[3:83]] if not is_international else [line[3:38], line[38:73]]:
                lines.say("Name" if line[:3] == "710" else "Note", piece.strip().rstrip("*\\"))
        elif line[:1] == "5":
            is_international = line[50:53] == "IAT"
            is_pay = line[50:53] == "PPD" and _PAY.search(line[53:63]) is not None
            lines.end()
            lines.say("Company", line[4:20])
            lines.say("Company note", line[20:40])
            lines.say("Company ID", line[40:50])
            lines.say("Entry description", line[53:63])
            lines.say("", "Direct deposit of pay" if is_pay else "")
        elif line[:1] == "1":
            lines.say("Immediate destination", line[40:63])
            lines.say("Immediate origin", line[63:86])
            lines.say("Company ID", line[13:23])
        elif line[:1] not in "89":  # totals
            lines.say("", line)
        yield from lines.ready()
    yield from lines.rest()


def _records(item: Item) -> Iterator[str]:
    """Lines; some banks write records one after the other without an end."""
    for line in segments(item, "\r\n"):
        for at in range(0, len(line), WIDTH):
            yield line[at : at + WIDTH]


def _entry(line: str, lines: Labelled, is_international: bool, is_pay: bool) -> None:
    amount = line[29:39].strip()
    lines.say(_WAYS.get(line[2:3], "Entry for"), _ACCOUNTS.get(line[1:2], "an account"))
    if is_international:
        lines.say("Routing number", line[3:12])
        lines.say("Bank account number", line[39:74])
    else:
        lines.say("Employee name" if is_pay else "Name", line[54:76])
        lines.say("Routing number", line[3:12])
        lines.say("Bank account number", line[12:29])
        lines.say("Employee ID" if is_pay else "Individual ID", line[39:54])
    lines.say(
        "Net pay" if is_pay else "Amount",
        f"{int(amount) / 100:.2f}" if amount.isascii() and amount.isdecimal() else amount,
    )
