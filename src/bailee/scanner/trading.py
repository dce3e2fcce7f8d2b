"""Under what name a client trades, of which only a class is kept: a firm's, a person's, or a person who trades.

A business is a person where its name is one: `Kim Roe d/b/a Roe Plumbing`. It is none where a legal form says so: `Baker & Sons LLC`.
The name stands in a column (`Company`, `Vendor`) of the value's row, or behind a label of its form; it stays in the worker.

>>> [sort_of(name) for name in ("Baker & Sons LLC", "Kim Roe d/b/a Roe Plumbing", "Pat Doe, Bookkeeping", "Pat Doe", "Harbour Dental")]
['firm', 'trader', 'trader', 'holder', '']
>>> text = Text.of("Business name: Kim Roe\\nTax ID: 900-70-0000", Locator(("w9.txt",)))
>>> Trading(text).of(text.content.index("900"))
'holder'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from bailee.detectors.name_lists import given_names, surnames
from bailee.text import Text
from bailee.vocabulary import Locator as Locator

# Values that a business gives of itself, or a person of a business.
CATEGORIES = frozenset(
    {
        "person-name",
        "payment-card",
        "bank-account",
        "tax-identifier",
        "social-security-number",
        "email-address",
        "phone-number",
    }
)
_FORMS = (
    r"inc(?:orporated)?|l\.?l\.?c|l\.?l\.?p|p\.?l\.?l\.?c|corp(?:oration)?|ltd|limited|plc|co|company|lp|p\.?c|gmbh|ag|kg|ug|ohg|gbr|"
    r"s\.?a\.?r\.?l|s\.?a\.?s|s\.?a|s\.?l|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|aps|a/s|pty|foundation|trust|university|e\.?v"
)
_FIRM = re.compile(rf"(?i)(?<![\w.])(?:{_FORMS})\.?(?=$|[\s,;)])")
_TRADER = re.compile(
    r"(?i)(?<!\w)(?:d/?b/?a|doing business as|trading as|t/a|sole prop(?:rietor(?:ship)?)?|e\.k\.|e\.kfm|einzelunternehm\w+|freelance)(?!\w)"
)
# A business is meant: then a bare name is that of a person who trades.
_BUSINESS = re.compile(
    r"(?i)\W*(?:(?:legal|trade|trading|registered)?\s*(?:business|company|firm|vendor|supplier|payee|contractor|organi[sz]ation|merchant|dba)"
    r"(?: ?name| name \(if different\))?|client(?: company| business)|customer (?:company|business))\W*"
)
# Anybody may be meant: a legal form or a trade beside the name tells, and a bare name tells nothing.
_ANYBODY = re.compile(
    r"(?i)\W*(?:clients?|customers?|account(?: holder| name)|card ?holder|name on (?:card|account)|bill(?:ed)? to)(?: ?name)?\W*"
)
_LABEL = re.compile(r"[ \t]*([^\n:=\t]{3,40}?)[ \t]*[:=\t][ \t]*(\S[^\n]{1,80})$")
_WORDS = (
    "business",
    "company",
    "firm",
    "vendor",
    "supplier",
    "payee",
    "contractor",
    "organi",
    "merchant",
    "dba",
)  # of those labels
_FIRST = 200_000  # characters of a text in which labels are looked for
_LINE = 160
_REACH = 1_200  # characters of a form, from its name to the last value of it
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def sort_of(name: str) -> str:
    """Whose a trade name is: firm, trader, holder (a person's bare name), or empty where it does not tell."""
    said = " ".join(name.split())
    if _TRADER.search(said):
        return "trader"
    if _FIRM.search(said):
        return "firm"
    person, comma, trade = said.partition(",")
    if not _is_person(person):
        return ""
    return "trader" if comma and trade.strip() and not _is_person(trade) else "holder"


def _is_person(words: str) -> bool:
    parts = _WORD.findall(words)
    if not 2 <= len(parts) <= 3 or "&" in words or not all(part[0].isupper() for part in parts):
        return False
    return parts[0].casefold() in given_names() and parts[-1].casefold() in surnames()


@lru_cache(maxsize=512)
def _column(headers: tuple[str, ...]) -> int:
    """The column that names a client, a business before anybody; -1 where none does."""
    for head in (_BUSINESS, _ANYBODY):
        for number, header in enumerate(headers):
            if head.fullmatch(header):
                return number
    return -1


def _sort_under(head: str, name: str) -> str:
    sort = sort_of(name)
    return "" if sort == "holder" and not _BUSINESS.fullmatch(head) else sort


def _lines(content: str) -> list[tuple[int, str]]:
    """Short lines with a word of such a label in them, in their order: a search for words is quicker than one for labels."""
    low = content.lower()
    starts: set[int] = set()
    for word in _WORDS if len(low) == len(content) else ():
        at = low.find(word)
        while at >= 0:
            starts.add(content.rfind("\n", 0, at) + 1)
            at = low.find(word, at + len(word))
    lines = ((start, content[start : start + _LINE].partition("\n")[0]) for start in sorted(starts))
    return [(start, line) for start, line in lines if len(line) < _LINE]


class Trading:
    """Trade names of one text, looked for once."""

    def __init__(self, text: Text) -> None:
        self._by_row: dict[int, str] = {}
        self._starts: list[int] = []
        self._sorts: list[str] = []
        self._text = text
        cells = text.cells
        if cells is not None and cells.headers:
            column = _column(cells.headers)
            for index, start in enumerate(cells.starts) if column >= 0 else ():
                if cells.columns[index] == column:
                    end = cells.starts[index + 1] - 1 if index + 1 < len(cells.starts) else len(text.content)
                    self._by_row[cells.rows[index]] = _sort_under(cells.headers[column], text.content[start:end][:120])
            return
        for start, line in _lines(text.content[:_FIRST]):
            found = _LABEL.match(line)
            if found is not None and (_BUSINESS.fullmatch(found[1]) or _ANYBODY.fullmatch(found[1])):
                self._starts.append(start)
                self._sorts.append(_sort_under(found[1], found[2]))

    def of(self, offset: int) -> str:
        """The sort of the trade name that a value belongs to."""
        if self._by_row and self._text.cells is not None:
            return self._by_row.get(self._text.cells.row_at(offset), "")
        index = bisect_right(self._starts, offset) - 1
        return self._sorts[index] if index >= 0 and offset - self._starts[index] <= _REACH else ""
