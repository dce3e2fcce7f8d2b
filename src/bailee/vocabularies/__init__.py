"""Other people's words for ours: W3C DPV, the Fides language, the categories of the CCPA. One table a vocabulary.

>>> load("dpv").of("categories", "payment-card").terms, load("dpv").of("categories", "social-security-number").gap
(('pd:PaymentCardNumber',), 'no term for a Social Security number')
>>> purpose_of("paying wages"), purpose_of("magic")
('paying-staff', None)
>>> measures()["second-factor"]
'Second factor at sign-in'

A vocabulary exists when its file exists. Where one has no term for a thing of ours, the table says so; a test asks each for
every category, subject, basis, purpose and measure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

_OWN = "own"


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a vocabulary says to one ident of ours: its terms, or why it has none and what is broader."""

    terms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    gap: str = ""
    sensitive: str = ""  # of the CCPA: under which point, and what it hangs on


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One vocabulary, with where it comes from."""

    ident: str
    name: str
    edition: str
    source: str
    licence: str
    namespaces: Mapping[str, str]
    tables: Mapping[str, Mapping[str, Mapped]] = field(repr=False)
    letters: Mapping[str, str] = field(default_factory=dict)  # of the CCPA

    def of(self, table: str, ident: str) -> Mapped:
        """`table` is categories, subjects, bases, purposes, measures or roles."""
        return self.tables.get(table, {}).get(ident) or Mapped(gap="no entry")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data may be for, in general; people write it in words of their own."""

    ident: str
    label: str
    words: tuple[str, ...]


def idents() -> tuple[str, ...]:
    """All vocabularies."""
    files = resources.files(__name__).iterdir()
    return tuple(
        sorted(
            each.name.removesuffix(".toml")
            for each in files
            if each.name.endswith(".toml") and each.name != f"{_OWN}.toml"
        )
    )


@cache
def load(ident: str) -> Vocabulary:
    told = _read(ident)
    tables = {
        name: {key: _mapped(value) for key, value in table.items()}
        for name, table in told.items()
        if isinstance(table, dict) and name not in ("namespaces", "letters")
    }
    return Vocabulary(
        ident, told["name"], told["edition"], told["source"], told["licence"], told["namespaces"], tables, told.get("letters", {})
    )  # fmt: skip


def _mapped(told: Any) -> Mapped:
    if isinstance(told, list):
        return Mapped(tuple(told))
    terms = told.get("letters", ())
    return Mapped(tuple(terms), tuple(told.get("broader", ())), told.get("gap", ""), told.get("sensitive", ""))


@cache
def purposes() -> Mapping[str, Purpose]:
    """Purposes by ident."""
    return {
        ident: Purpose(ident, told["label"], tuple(told["words"])) for ident, told in _read(_OWN)["purposes"].items()
    }


@cache
def measures() -> Mapping[str, str]:
    """Measures of security (Art. 32): ident and label."""
    return dict(_read(_OWN)["measures"])


@cache
def purpose_of(words: str) -> str | None:
    """Which purpose a person's words name: the one whose own words are longest in them; None where none is."""
    plain = " ".join(words.casefold().split())
    found = [
        (len(word), purpose.ident)
        for purpose in purposes().values()
        for word in purpose.words
        if _stands_in(word, plain)
    ]
    return max(found)[1] if found else None


def _stands_in(word: str, text: str) -> bool:
    """At the beginning of a word: *order* is in “orders”, not in “border”."""
    return re.search(rf"\b{re.escape(word)}", text) is not None


def _read(ident: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{ident}.toml").read_text("utf-8"))
