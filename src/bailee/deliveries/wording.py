"""Words of letters and mails: one catalogue a language, in `languages/`. A language exists when its file exists.

>>> from datetime import date
>>> say = wording("es")
>>> say("letter.dear", name="Ana"), say.day(date(2026, 12, 14))
('Para Ana:', '14 de diciembre de 2026')
>>> language_of("Spanish"), language_of("es-MX"), language_of("Klingon")
('es', 'es', '')

What fills a place is text, whatever it holds. Tests hold every catalogue to the same keys and the same places to fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bailee.catalogues import ENGLISH as ENGLISH
from bailee.catalogues import Folder, Words

_FOLDER = Folder("bailee.deliveries", "languages")


@dataclass(frozen=True, slots=True)
class Wording(Words):
    """What letters and mails say in one language."""

    called: tuple[str, ...] = ()  # names of it, as rosters write them

    def language_name(self, language: str) -> str:
        """What another language is called in this one; its code where nobody wrote it."""
        return self.texts["languages"].get(language, language)


def languages() -> tuple[str, ...]:
    """Languages that people are written to in, by BCP 47 code."""
    return _FOLDER.languages()


@cache
def wording(language: str) -> Wording:
    """The catalogue of a language. InvalidInput for one that has none."""
    told = _FOLDER.read(language, "there are no words for mails in {}")
    return Wording(language, told.pop("name"), told, tuple(told.pop("called")))


@cache
def language_of(said: str) -> str:
    """The language that a roster means, by its code or its name; empty for one that has no catalogue."""
    text = said.strip().casefold()
    code = text.replace("_", "-").partition("-")[0]
    for language in languages():
        if code == language or text in wording(language).called:
            return language
    return ""
