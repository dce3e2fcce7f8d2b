"""Words of ours by language: a folder of one TOML file a language. A language exists when its file exists.

>>> folder = Folder("bailee.deliveries", "languages")
>>> folder.languages(), folder.read("en")["name"]
(('en', 'es'), 'English')

Nothing is translated by a machine: for a language without a file there are no words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any

from bailee.errors import InvalidInput

ENGLISH = "en"  # in which organisations declare
_ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files of a package's words lie."""

    package: str
    name: str

    def languages(self) -> tuple[str, ...]:
        """By BCP 47 code."""
        return tuple(
            sorted(each.name.removesuffix(_ENDING) for each in self._path().iterdir() if each.name.endswith(_ENDING))
        )

    def read(self, language: str, lacking: str = "there are no words in {}") -> dict[str, Any]:
        """A language's tables. InvalidInput with the words `lacking` for one that has no file."""
        if language not in self.languages():
            raise InvalidInput(
                lacking.format(f'"{language[:40]}"'),
                hint="one of: " + " ".join(self.languages()) + "; others need a catalogue",
            )
        return tomllib.loads(self._path().joinpath(f"{language}{_ENDING}").read_text(encoding="utf-8"))

    def _path(self) -> resources.abc.Traversable:
        return resources.files(self.package).joinpath(self.name)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language, by table and name."""

    language: str
    name: str  # of the language, in itself
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """The words of `table.name`, with its places filled. What fills a place is text, whatever it holds."""
        table, _, name = key.partition(".")
        return self.texts[table][name].format(**values)

    def day(self, day: date) -> str:
        return self("dates.day", day=day.day, month=self.texts["dates"][f"month_{day.month}"], year=day.year)
