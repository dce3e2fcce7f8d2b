"""How easily a notice reads: Flesch's figure for English. 100 is easy, 60 plain, 30 hard.

>>> reading_ease("We keep it for a year. Then we erase it.")
109
>>> reading_ease("Notwithstanding the aforementioned considerations, organisational accountability necessitates documentation.")
-203
>>> reading_ease("") is None
True

Syllables are groups of vowels, less a silent *e* at the end: a figure to write by, a few points off that of a dictionary.
Source: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bailee.notices.clauses import LAWS
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table

PLAIN = 60  # and up
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouyäöü]+")


def reading_ease(text: str) -> int | None:
    """Of a text in English; None where it holds no word."""
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    sentences = max(sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)), 1)
    per_word = sum(map(_syllables, words)) / len(words)
    return round(206.835 - 84.6 * per_word - 1.015 * len(words) / sentences)


def of_document(document: Document) -> int | None:
    """Of its sentences: headings, lines to sign and citations are none. None in a language that has no figure here."""
    return reading_ease(" ".join(_sentences(document.blocks))) if document.language.startswith("en") else None


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    under = ""
    for block in blocks:
        match block:
            case Heading(_, text):
                under = text
            case Paragraph(text, _):
                yield _ended(text)
            case List(items) if under != LAWS:
                yield from map(_ended, items)
            case Table(_, _, rows):
                yield from (_ended(cell) for row in rows for cell in row)
            case _:
                pass


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(count - silent, 1)
