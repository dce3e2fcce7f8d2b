"""Words of letters and mails, by gettext: one file a language, in `languages/`. A language exists when its file exists.

>>> from datetime import date
>>> say = wording("es")
>>> say("letter.dear", name="Ana"), say.day(date(2026, 12, 14))
('Para Ana:', '14 de diciembre de 2026')
>>> language_of("Spanish"), language_of("es-MX"), language_of("Französisch"), language_of("ger"), language_of("Klingon")
('es', 'es', 'fr', 'de', '')

What fills a place is text, whatever it holds. Tests hold every catalogue to the same keys and the same places to fill.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from bailee.catalogues import ENGLISH as ENGLISH
from bailee.catalogues import Catalogue, Words, called

_CATALOGUE = Catalogue("bailee.deliveries")
# Other names of languages that rosters have: ISO 639-2, and what the CLDR does not say.
_ALSO = {"en": ("eng",), "es": ("spa", "castellano"), "fr": ("fra", "fre"), "de": ("deu", "ger")}


def languages() -> tuple[str, ...]:
    """Languages that people are written to in, by BCP 47 code."""
    return _CATALOGUE.languages()


def wording(language: str) -> Words:
    """The words of a language. InvalidInput for one that has none."""
    return _CATALOGUE.words(language, "there are no words for mails in {}")


@cache
def language_of(said: str) -> str:
    """The language that a roster means, by its code or its name in any of ours; empty for one that has no catalogue."""
    text = _plain(said.strip())
    code = text.replace("_", "-").partition("-")[0]
    for language in languages():
        names = {_plain(each) for each in called(language, languages())}
        if code == language or text in names or text in _ALSO.get(language, ()):
            return language
    return ""


def _plain(word: str) -> str:
    """In small letters without accents, as many write it."""
    small = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in small if not unicodedata.combining(sign))
