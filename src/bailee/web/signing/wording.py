"""Words of the page that one signs on: a table of the catalogue of pages that a person meets.

>>> wording("es").count("minutes", 4), wording("fi")("sign")
('unos 4 minutos', 'Sign')
>>> wording("de").day(date(2026, 12, 14))
'14. Dezember 2026'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bailee.catalogues import Words, own_name
from bailee.web.own import wording as pages

_TABLE = "sign"


@dataclass(frozen=True, slots=True)
class Signing:
    """What the page says in one language, by the names of its own table; `pages`: the words of all the others."""

    pages: Words

    @property
    def language(self) -> str:
        return self.pages.language

    def __call__(self, name: str, /, **values: object) -> str:
        return self.pages(f"{_TABLE}.{name}", **values)

    def count(self, name: str, number: int, /, **values: object) -> str:
        return self.pages.count(f"{_TABLE}.{name}", number, **values)

    def day(self, at: date | datetime) -> str:
        return self.pages.day(at)

    def moment(self, at: datetime) -> str:
        return self.pages.moment(at)


def wording(language: str) -> Signing:
    """Words in a language, in English where there are none in it."""
    return Signing(pages.wording(language))


def name_of(language: str) -> str:
    """What a language calls itself."""
    return own_name(language)
