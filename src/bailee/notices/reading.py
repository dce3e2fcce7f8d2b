"""How easily a notice reads: Flesch's figure, and what Fernández Huerta, Kandel and Moles, and Amstad made of it for Spanish, French and
German. 100 is easy, 60 plain, 30 hard.

>>> reading_ease("We keep it for a year. Then we erase it.")
109
>>> reading_ease("Notwithstanding the aforementioned considerations, organisational accountability necessitates documentation.")
-203
>>> reading_ease("Lo guardamos un año. Luego lo borramos.", "es"), reading_ease("Tiedot poistetaan.", "fi"), reading_ease("")
(92, None, None)

Syllables are counted by rules, not in a dictionary: a figure to write by, a few points off. Sources: R. Flesch, "A new readability
yardstick", Journal of Applied Psychology 32 (1948); J. Fernández Huerta, "Medidas sencillas de lecturabilidad", Consigna 214 (1959),
as corrected by G. Law (https://linguistlist.org/issues/22/22-2332/); L. Kandel, A. Moles, "Application de l'indice de Flesch à la langue
française", Cahiers d'Études de Radio-Télévision 19 (1958); T. Amstad, "Wie verständlich sind unsere Zeitungen?", Zürich 1978.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bailee.notices.items import all_prescribed
from bailee.notices.wording import ENGLISH, languages, wording
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table

PLAIN = 60  # and up
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouyäöü]+")
_SILENT_U = re.compile(r"(?<=[gq])u(?=[eiéí])")
# A strong vowel with the weak ones beside it, an accented weak one, or weak ones alone: each the core of a syllable.
_CORES = re.compile(r"(?:[iuü](?=[aeoáéó]))?[aeoáéó](?:[iuüy](?![aeoáéóíú]))?|[íú]|[iuüy]+")


_FRENCH = re.compile(r"oui|eau|[aeo]u|[ao]i|[eé]i|oeu|œu|ie(?=n|r|z|s|$)|u[iî]|[aeiouyàâäéèêëîïôöùûüœ]")
_GERMAN = re.compile(r"ei|ai|au|äu|eu|ie|aa|ee|oo|[aeiouyäöü]")


def _english(word: str) -> int:
    count = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(count - silent, 1)


def _spanish(word: str) -> int:
    """
    >>> [_spanish(word) for word in ("guía", "ciudad", "aéreo", "que", "y", "días")]
    [2, 2, 4, 1, 1, 2]
    """
    return max(len(_CORES.findall(_SILENT_U.sub("", word))), 1)


def _french(word: str) -> int:
    """As it is read aloud: an e at the end is silent, and so is one before s or nt.

    >>> [_french(word) for word in ("données", "personne", "vous", "année", "gardent", "les", "oui", "créer")]
    [2, 2, 1, 2, 1, 1, 1, 2]
    """
    count = len(_FRENCH.findall(word))
    silent = count > 1 and word.endswith(("e", "es", "ent")) and not word.endswith("ment")
    return max(count - silent, 1)


def _german(word: str) -> int:
    """
    >>> [_german(word) for word in ("speichern", "Bäume", "Ihre", "Aufnahme", "Behörde", "Daten")]
    [2, 2, 2, 3, 3, 2]
    """
    return max(len(_GERMAN.findall(word.casefold())), 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """How a language's figure is made."""

    name: str
    start: float
    per_syllable: float  # of a word
    per_word: float  # of a sentence
    syllables: Callable[[str], int]


FIGURES: Mapping[str, Figure] = {
    "en": Figure("Flesch", 206.835, 84.6, 1.015, _english),
    "es": Figure("Fernández Huerta", 206.84, 60.0, 1.02, _spanish),
    "fr": Figure("Kandel and Moles", 207.0, 73.6, 1.015, _french),
    "de": Figure("Amstad", 180.0, 58.5, 1.0, _german),
}


def reading_ease(text: str, language: str = ENGLISH) -> int | None:
    """Of a text; None where it holds no word, or its language has no figure here."""
    figure = FIGURES.get(language[:2])
    words = _WORD.findall(text.casefold())
    if not words or figure is None:
        return None
    sentences = max(sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)), 1)
    per_word = sum(map(figure.syllables, words)) / len(words)
    return round(figure.start - figure.per_syllable * per_word - figure.per_word * len(words) / sentences)


def of_document(document: Document) -> int | None:
    """Of its sentences: headings, lines to sign, citations and words that a law prescribes are none of ours."""
    return reading_ease(" ".join(_sentences(document)), document.language)


def _sentences(document: Document) -> Iterator[str]:
    known = document.language if document.language in languages() else ENGLISH
    under, laws = "", wording(known)("clauses.laws_head")
    prescribed = frozenset(all_prescribed().values())
    for block in document.blocks:
        if isinstance(block, Heading):
            under = block.text
        elif under != laws:
            yield from (_ended(text) for text in _texts(block) if text not in prescribed)


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Paragraph(text, _):
            return (text,)
        case List(items):
            return items
        case Table(_, _, rows):
            return (cell for row in rows for cell in row)
        case _:
            return ()


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
