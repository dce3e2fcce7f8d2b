"""Words of notices: one catalogue a language, in `languages/`. A language exists when its file exists.

>>> from datetime import date
>>> say = wording("en")
>>> say("clauses.ask", contact="P. Lind"), say.day(date(2026, 3, 3)), say.listed(("mail", "chat"))
('Ask P. Lind.', '3 March 2026', 'mail and chat')

A catalogue holds words of ours alone. What an organisation declared in words of its own (a purpose, how long, who gets it) has its
translations with the organisation; a test holds every catalogue to the same keys and the same places to fill.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bailee.catalogues import ENGLISH as ENGLISH
from bailee.catalogues import Folder, Words
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, inside

_FOLDER = Folder("bailee.notices", "languages")
_LENGTH = re.compile(r"(?:at (?P<bound>most|least) )?(?P<number>[0-9]{1,3}) (?P<unit>day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Wording(Words):
    """What notices say in one language."""

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The same for a number: `key_one` for 1, `key` for all others."""
        return self(f"{key}_one" if number == 1 else key, number=f"{number:,}", **values)

    def category(self, ident: str) -> str:
        """What a category is, said to the person whom it is about."""
        return self.texts["categories"][ident]

    def label(self, ident: str) -> str:
        """A category's name inside a sentence."""
        return self.texts["labels"].get(ident) or inside(DATA_CATEGORIES[ident].label)

    def basis(self, basis: LawfulBasis) -> str:
        return self.texts["bases"][basis.value]

    def usual(self, text: str) -> str | None:
        """What usual activities declare in English, in this language; lengths that are a number and a unit, too. None: nobody wrote it.

        >>> say = wording("es")
        >>> say.usual("paying wages"), say.usual("at most 1 year"), say.usual("90 days"), say.usual("a purpose of our own")
        ('pagar los salarios', 'como mucho 1 año', '90 días', None)
        """
        if (known := self.texts.get("usual", {}).get(text)) or "units" not in self.texts:
            return known
        found = _LENGTH.fullmatch(text)
        if found is None:
            return None
        length = self.count(f"units.{found['unit']}", int(found["number"]))
        return self(f"units.{found['bound']}", length=length) if found["bound"] else length

    def listed(self, words: Sequence[str]) -> str:
        """
        >>> wording("en").listed(("a", "b", "c"))
        'a, b and c'
        """
        if len(words) < 2:
            return "".join(words)
        return self("lists.last", first=", ".join(words[:-1]), last=words[-1])

    def some(self, words: Sequence[str], most: int) -> str:
        """The first few, and how many more there are.

        >>> wording("en").some(("a", "b", "c", "d"), 2)
        'a, b and 2 more'
        """
        if len(words) <= most:
            return self.listed(words)
        return self("lists.more", first=", ".join(words[:most]), number=len(words) - most)


def languages() -> tuple[str, ...]:
    """Languages that notices can be written in, by BCP 47 code."""
    return _FOLDER.languages()


@cache
def wording(language: str) -> Wording:
    """The catalogue of a language. InvalidInput for one that has none."""
    told = _FOLDER.read(language, "notices have no words in {}")
    return Wording(language, told.pop("name"), told)


def title(kind: str) -> str:
    """A kind's title in English, by which people who draft it know it."""
    return wording(ENGLISH)(f"titles.{kind}")
