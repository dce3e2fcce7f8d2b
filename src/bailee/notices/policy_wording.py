"""Words by which policies that others wrote are read: one catalogue a language, in `policy_words/`. A language exists when its file does.

>>> language_in("Guardamos las nóminas durante 7 años, para pagar los salarios que se deben a los empleados.")
'es'
>>> words = words_of("es")
>>> words.speaks("Conservamos sus NÓMINAS.", words.categories["payroll"]), words.length("durante siete años")
(True, Length(7, 'years'))

Accents count for nothing, for who writes in capitals leaves them out. A test holds every catalogue to the same keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bailee.catalogues import ENGLISH, Folder
from bailee.inventory.retention import Length, period_of

_FOLDER = Folder("bailee.notices", "policy_words")


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """How policies speak in one language."""

    language: str
    categories: Mapping[str, tuple[str, ...]] = field(repr=False)
    parts: Mapping[str, tuple[str, ...]] = field(repr=False)
    telling: frozenset[str] = field(repr=False)
    light: frozenset[str] = field(repr=False)
    endings: tuple[str, ...] = field(repr=False)
    says: Mapping[str, re.Pattern[str]] = field(repr=False)
    lengths: Mapping[str, str] = field(repr=False)

    def speaks(self, text: str, words: Sequence[str]) -> bool:
        """Whether a text has one of these words or phrases."""
        return bool(words) and _expression(tuple(words)).search(folded(text)) is not None

    def holds(self, what: str, text: str) -> bool:
        """Whether a sentence says it: `shares` (with nobody), `sells` (nothing); and with no but."""
        said = folded(text)
        return self.says[what].search(said) is not None and self.says["but"].search(said) is None

    def denies(self, text: str, words: Sequence[str]) -> bool:
        """Whether a sentence says that a thing of these words is not held, or not there; and with no but.

        >>> english = words_of("en")
        >>> camera = english.categories["camera-footage"]
        >>> [english.denies(text, camera) for text in ("There are no hidden cameras.", "Cameras are not used here.", "No footage is sold.")]
        [True, True, False]
        """
        said = folded(text)
        if self.says["but"].search(said):
            return False
        if self.says["denies"].search(said):
            return self.speaks(text, words)
        for found in _expression(tuple(words)).finditer(said) if words else ():
            before, after = said[: found.start()], said[found.end() :]
            if self.says["none-before"].search(before) or self.says["undone-after"].match(after):
                return True
            if self.says["no-before"].search(before) and self.says["done-after"].match(after):
                return True
        return False

    def says_purpose(self, text: str, purpose: str) -> bool:
        """Every word of weight of a purpose stands in one sentence, whatever its ending.

        >>> english = words_of("en")
        >>> english.says_purpose("We use it to pay your wages.", "paying wages"), english.says_purpose("We keep wages.", "paying wages")
        (True, False)
        """
        said = {self._stem(word) for word in re.findall(r"\w+", folded(text))}
        wanted = {self._stem(word) for word in re.findall(r"\w+", folded(purpose)) if word not in self.light}
        return bool(wanted) and wanted <= said

    def length(self, text: str) -> Length | None:
        """The most that a sentence says something is kept; None where it says none, or two."""
        said = folded(text)
        if self.lengths:
            every = "|".join(re.escape(each) for each in sorted(self.lengths, key=len, reverse=True))
            said = re.sub(rf"\b(?:{every})\b", lambda found: self.lengths[found[0]], said)
        return period_of(said).at_most

    def _stem(self, word: str) -> str:
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word


def languages() -> tuple[str, ...]:
    """Languages that policies can be read in."""
    return _FOLDER.languages()


@cache
def words_of(language: str) -> PolicyWords:
    """The catalogue of a language; English for one that has none."""
    code = language.partition("-")[0]
    code = code if code in languages() else ENGLISH
    told = _FOLDER.read(code)
    tables = {name: {ident: tuple(words) for ident, words in told[name].items()} for name in ("categories", "parts")}
    says = {name: re.compile(f"(?i){pattern}") for name, pattern in told["says"].items()}
    return PolicyWords(
        code, tables["categories"], tables["parts"], frozenset(told["telling"]), frozenset(told["light"]), tuple(told["endings"]),
        says, told["lengths"],
    )  # fmt: skip


def language_in(text: str) -> str:
    """The language whose frequent words a text has most of; English where none tells."""
    words = re.findall(r"\w+", folded(text[:200_000]))
    counted = {each: sum(word in words_of(each).telling for word in words) for each in languages()}
    best = max(counted, key=lambda each: (counted[each], each == ENGLISH))
    return best if counted[best] else ENGLISH


def folded(text: str) -> str:
    """In small letters, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


@cache
def _expression(words: tuple[str, ...]) -> re.Pattern[str]:
    every = (re.escape(folded(word).strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)")
