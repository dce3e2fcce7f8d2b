"""The whole name that a part of one, or an e-mail address, stands for: in its row, its text, or spelt by the address.

A table has given names and surnames in two columns, a form its label beside a name, an address the first letter and the
surname. Findings of one person meet by the forms of the whole name.

>>> names = WholeNames(b"k" * 32)
>>> table = Text.table([["First", "Last", "E-mail"], ["Pat", "Doe", "pd@example.org"]], Locator(("a.csv",)))
>>> surname = Match(20, 23, "person-name", "person-name", Confidence.LIKELY, 0.9, "Doe")
>>> names.read(table, [surname])
>>> list(names.of_row.values())
[['Pat Doe']]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bailee import detectors
from bailee.detectors.name_lists import given_names, surnames
from bailee.findings import Finding
from bailee.keys import fingerprint
from bailee.scanner.whose import CAMEL, RELATION_CELL, WORD, cell_of
from bailee.text import Match, Text
from bailee.vocabulary import Confidence
from bailee.vocabulary import Locator as Locator

_NAMES = 200  # in one item, that an e-mail address is compared with
_GIVEN = re.compile(
    r"(?i)\W*(?:(?:patient|employee|customer|client|contact|member)\W*)?(?:first|given|fore|f)\W*(?:name)?\W*"
)
_SURNAME = re.compile(
    r"(?i)\W*(?:(?:patient|employee|customer|client|contact|member)\W*)?(?:last|sur|family|l)\W*(?:name)?\W*"
)
_FORM_WORDS = frozenset(
    [
        "account",
        "address",
        "base",
        "birth",
        "born",
        "card",
        "class",
        "code",
        "company",
        "country",
        "date",
        "department",
        "description",
        "driver",
        "employer",
        "file",
        "first",
        "form",
        "gender",
        "gross",
        "hire",
        "hired",
        "home",
        "license",
        "licence",
        "list",
        "mobile",
        "name",
        "net",
        "no",
        "number",
        "paid",
        "pay",
        "phone",
        "position",
        "record",
        "role",
        "sex",
        "sheet",
        "signature",
        "state",
        "status",
        "street",
        "supervisor",
        "title",
        "total",
        "type",
        "work",
        "e-mail",
        "email",
    ]
)


class WholeNames:
    """Whole names of one item, as far as they were seen."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._names: dict[str, None] = {}
        self.of_row: dict[int, list[str]] = {}  # in each row of the table that is read

    def read(self, text: Text, matches: Sequence[Match]) -> None:
        """What names the matches of a text say; its rows are those of `text` from now on."""
        self.of_row.clear()
        for match in matches:
            if match.category == "person-name" and text.cells:
                name = full_name(text, match.start) or match.value
                self.of_row.setdefault(text.cells.row_at(match.start), []).append(name)
            elif match.category == "person-name" and " " in match.value and len(self._names) < _NAMES:
                self._names.setdefault(without_label(match.value) or match.value)

    def named(self, found: Finding, match: Match, text: Text) -> Finding:
        """With the forms of the whole name that a part of it, or an e-mail address, stands for."""
        if match.category == "person-name":
            name = full_name(text, match.start)  # its other part stands in the next column
            if not name and " " in match.value and (name := without_label(match.value)) == match.value:
                return found
            if not name and " " in match.value:  # words of a form, and nobody's name
                part = self._forms(match.value.split()[0])
                return replace(found, normal_forms=tuple(form for form in part if form[0] == "given-name"))
            return replace(found, normal_forms=self._forms(name)) if name else found
        row = text.cells.row_at(match.start) if text.cells else None
        name = name_of_address(match.value, self._names if row is None else self.of_row.get(row, ()))
        if name:
            return replace(found, normal_forms=(*found.normal_forms, *self._forms(name)))
        if text.cells is None and names_somebody(match.value):
            return replace(found, attributes=(*found.attributes, ("named", "other")))
        return found

    def _forms(self, name: str) -> tuple[tuple[str, str], ...]:
        match = Match(0, len(name), "person-name", "person-name", Confidence.LIKELY, 0.9, name)
        return tuple((form, fingerprint(self._key, form, value)) for form, value in detectors.normal_forms(match))


@lru_cache(maxsize=512)
def _name_columns(headers: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs of columns that hold a given name and a surname, each with the nearest."""
    given = [number for number, header in enumerate(headers) if _GIVEN.fullmatch(CAMEL.sub(" ", header))]
    family = [number for number, header in enumerate(headers) if _SURNAME.fullmatch(CAMEL.sub(" ", header))]
    return tuple(zip(given, family, strict=False)) if len(given) == len(family) else ()


def full_name(text: Text, start: int) -> str:
    """The whole name where a table has its parts in two columns and `start` lies in one of them; else empty.

    >>> table = Text.table([["First", "Last"], ["Pat", "Doe"]], Locator(("a.csv",)))
    >>> full_name(table, table.content.index("Doe"))
    'Pat Doe'
    """
    if text.cells is None or not text.cells.headers or not text.cells.starts:
        return ""
    column = text.cells.columns[text.cells.at(start)]
    for pair in _name_columns(text.cells.headers):
        if column in pair:
            parts = [cell_of(text, start, number) for number in pair]
            return " ".join(parts) if all(parts) and all(len(part) <= 40 for part in parts) else ""
    return ""


def without_label(name: str) -> str:
    """A name without the words of a form that were taken into it; empty where nothing is left that could be a name.

    >>> without_label("Supervisor Kim Roe"), without_label("Employee Record"), without_label("Kim Roe")
    ('Kim Roe', '', 'Kim Roe')
    """
    tokens = name.split()
    while tokens and _is_label(tokens[0]):
        del tokens[0]
    while len(tokens) > 2 and RELATION_CELL.fullmatch(tokens[-1]):  # the next column of a list of relatives
        del tokens[-1]
    return " ".join(tokens) if len(tokens) > 1 and not any(map(_is_label, tokens)) else ""


def _is_label(token: str) -> bool:
    word = token.casefold().removesuffix("'s").strip(".:")
    return word in _FORM_WORDS or (
        WORD.fullmatch(word) is not None and word not in ("guest", "re", "parent", "child", "son")
    )


def name_of_address(address: str, names: Iterable[str]) -> str:
    """The name that an e-mail address spells: one of `names`, or a given name and a surname by themselves; else empty.

    >>> name_of_address("pdoe@example.org", ["Kim Roe", "Pat Doe"]), name_of_address("kim.roe@example.org", [])
    ('Pat Doe', 'Kim Roe')
    """
    tokens = _tokens(address)
    letters = "".join(tokens)
    for name in names:
        first, last = (_letters(part) for part in (name.split()[0], name.split()[-1]))
        if not first or not last or first == last:
            continue
        spellings = {first + last, last + first, first[0] + last, last + first[0], first + last[0]}
        if letters in spellings or (
            len(last) > 3 and (letters == last or letters.startswith((first[0] + last, first + last)))
        ):
            return name
    if len(tokens) == 2 and all(len(token) > 1 for token in tokens) and tokens[0] in given_names():
        return " ".join(token.capitalize() for token in tokens)
    return ""


def names_somebody(address: str) -> bool:
    """Whether an address spells somebody's name, as far as can be told without knowing whose.

    >>> names_somebody("ktaylor@example.org"), names_somebody("xyzzy99@example.org")
    (True, False)
    """
    tokens = _tokens(address)
    letters = "".join(tokens)
    return any(len(part) > 4 and part in surnames() for part in (*tokens, letters[1:]))


def _tokens(address: str) -> list[str]:
    return [token for token in re.split(r"[^a-z]+", address.partition("@")[0].casefold()) if token]


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", word.casefold())))
