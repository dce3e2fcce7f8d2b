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

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

from bailee.errors import InvalidInput

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """What letters and mails say in one language."""

    language: str
    name: str
    called: tuple[str, ...]  # names of it, as rosters write them
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """The words of `table.name`, with its places filled."""
        table, _, name = key.partition(".")
        return self.texts[table][name].format(**values)

    def day(self, day: date) -> str:
        return self("dates.day", day=day.day, month=self.texts["dates"][f"month_{day.month}"], year=day.year)

    def language_name(self, language: str) -> str:
        """What another language is called in this one; its code where nobody wrote it."""
        return self.texts["languages"].get(language, language)


def languages() -> tuple[str, ...]:
    """Languages that people are written to in, by BCP 47 code."""
    return tuple(sorted(each.name.removesuffix(".toml") for each in _folder().iterdir() if each.name.endswith(".toml")))


@cache
def wording(language: str) -> Wording:
    """The catalogue of a language. InvalidInput for one that has none: nothing is translated by a machine."""
    if language not in languages():
        raise InvalidInput(
            f'there are no words for mails in "{language[:40]}"', hint="one of: " + " ".join(languages())
        )
    told = tomllib.loads(_folder().joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return Wording(language, told.pop("name"), tuple(told.pop("called")), told)


@cache
def language_of(said: str) -> str:
    """The language that a roster means, by its code or its name; empty for one that has no catalogue."""
    text = said.strip().casefold()
    code = text.replace("_", "-").partition("-")[0]
    for language in languages():
        if code == language or text in wording(language).called:
            return language
    return ""


def _folder() -> resources.abc.Traversable:
    return resources.files("bailee.deliveries").joinpath("languages")
