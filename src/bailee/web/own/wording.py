"""Words of pages that a person meets, by gettext: one file a language, in `languages/`. A language exists when its file exists.

>>> wording("es")("consent.given"), wording("fr-CA")("consent.agree"), wording("fi")("consent.agree")
('Usted aceptó', 'J’accepte', 'I agree')

What fills a place is text, whatever it holds. Tests hold every catalogue to the same keys and the same places to fill.
"""

from __future__ import annotations

from bailee.catalogues import Catalogue, Words

_CATALOGUE = Catalogue("bailee.web.own")


def languages() -> tuple[str, ...]:
    """By BCP 47 code."""
    return _CATALOGUE.languages()


def wording(language: str) -> Words:
    """The words of a language, English where there are none of it."""
    return _CATALOGUE.words_or_english(language)


class Fault(str):
    """What is wrong with a field, with the word in its language that is heard before it."""

    __slots__ = ("word",)
    word: str


def wrong(said: str, language: str) -> Fault:
    """What is said of a field, for a page in a language; nothing said stays nothing.

    >>> fault = wrong("Écrivez votre nom.", "fr")
    >>> fault.word, fault, bool(wrong("", "fr"))
    ('Erreur', 'Écrivez votre nom.', False)
    """
    fault = Fault(said)
    fault.word = wording(language)("frame.error")
    return fault


def offered() -> tuple[tuple[str, str], ...]:
    """(code, what it calls itself), to choose from."""
    return tuple((code, wording(code).name) for code in languages())
