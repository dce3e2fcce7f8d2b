"""Words of ours by language: real gettext for what a person reads on a page, in a mail, in a letter; TOML for what notices are made of.

>>> mails = Catalogue("bailee.deliveries")
>>> mails.languages(), mails.words("de").name
(('de', 'en', 'es', 'fr'), 'Deutsch')
>>> say = mails.words("fr")
>>> say("letter.dear", name="Zoé"), say.day(date(2026, 12, 14)), say.number(1234.5), say.language_name("de")
('Bonjour Zoé,', '14 décembre 2026', '1\u202f234,5', 'allemand')
>>> say.count("remind.days_ago", 1), say.count("remind.days_ago", 3), mails.words("en").count("remind.days_ago", 3)
('hier', 'il y a 3 jours', '3 days ago')

A catalogue is `words.pot` (the English, each text under its name as gettext's context) and one `.po` a language, which any
translators' tool opens. A language exists when its file exists. They are read as they lie, so nothing has to be compiled. Days,
numbers and names of languages come from the CLDR. Nothing is translated by a machine: for a language without a file there are no words.
Why gettext here and TOML there: docs/adr.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from babel.core import Locale

ENGLISH = "en"  # in which organisations declare
TEMPLATE = "words.pot"
_SOURCE_PLURALS = "(n != 1)"  # of English
_REGION = {ENGLISH: "en_GB"}  # which of a language's places says how days are written


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files of a package's words lie, one a language."""

    package: str
    name: str
    ending: str = ".toml"

    def languages(self) -> tuple[str, ...]:
        """By BCP 47 code."""
        names = (each.name for each in self.path().iterdir())
        return tuple(sorted(each.removesuffix(self.ending) for each in names if each.endswith(self.ending)))

    def read(self, language: str, lacking: str = "there are no words in {}") -> dict[str, Any]:
        """A language's tables. InvalidInput with the words `lacking` for one that has no file."""
        _require(language, self.languages(), lacking)
        return tomllib.loads(self.path().joinpath(f"{language}{self.ending}").read_text(encoding="utf-8"))

    def path(self) -> resources.abc.Traversable:
        return resources.files(self.package).joinpath(self.name)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A package's words by gettext."""

    package: str
    name: str = "languages"

    def languages(self) -> tuple[str, ...]:
        """By BCP 47 code; English is the template."""
        return tuple(sorted((ENGLISH, *Folder(self.package, self.name, ".po").languages())))

    def words(self, language: str, lacking: str = "there are no words in {}") -> Words:
        """What is said in a language. InvalidInput with the words `lacking` for one that has no file."""
        _require(language, self.languages(), lacking)
        return _read(self, language)

    def words_or_english(self, language: str) -> Words:
        """The same for a language as browsers and notices write it, such as `fr-CA`; English where there is none of it."""
        code = language.partition("-")[0].casefold()
        return _read(self, code if code in self.languages() else ENGLISH)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language, by table and name."""

    language: str
    name: str  # of the language, in itself
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    counted: Mapping[str, tuple[str, ...]] = field(
        repr=False, default_factory=dict
    )  # by number, in the language's own forms
    form: Callable[[int], int] = field(repr=False, default=lambda number: int(number != 1))

    def __call__(self, key: str, /, **values: object) -> str:
        """The words of `table.name`, with its places filled. What fills a place is text, whatever it holds."""
        table, _, name = key.partition(".")
        return self.texts[table][name].format(**values)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The words of `table.name` for a number, which fills its place `{count}`."""
        return self.counted[key][self.form(number)].format(count=self.number(number), **values)

    def day(self, day: date) -> str:
        """As the language writes a day in full."""
        from babel.dates import format_date

        return format_date(day, "long", locale=_locale(self.language))

    def moment(self, at: datetime) -> str:
        """A day and its time, in the zone that the moment has."""
        return f"{self.day(at.date())}, {at:%H:%M}"

    def number(self, number: float) -> str:
        """A figure with its thousands."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=_locale(self.language))

    def language_name(self, language: str) -> str:
        """What a language is called in this one; its code where nobody knows it."""
        return str(_locale(self.language).languages.get(language.partition("-")[0], language))


@cache
def called(language: str, among: tuple[str, ...]) -> frozenset[str]:
    """What a language is called in each of some languages, in small letters.

    >>> sorted(called("de", ("de", "en", "es", "fr")))
    ['alemán', 'allemand', 'deutsch', 'german']
    """
    return frozenset(str(_locale(each).languages[language]).casefold() for each in among)


def own_name(language: str) -> str:
    """What a language calls itself, written as the first word of a sentence; its code for one that the CLDR does not know.

    >>> own_name("fr"), own_name("de"), own_name("xx")
    ('Français', 'Deutsch', 'xx')
    """
    from babel.core import Locale, UnknownLocaleError

    try:
        name = str(Locale.parse(language.partition("-")[0]).get_language_name() or language)
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]


def _require(language: str, known: tuple[str, ...], lacking: str) -> None:
    if language not in known:
        raise InvalidInput(
            lacking.format(f'"{language[:40]}"'), hint="one of: " + " ".join(known) + "; others need a catalogue"
        )


@cache
def _locale(language: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(_REGION.get(language, language.partition("-")[0]))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_REGION[ENGLISH])


@cache
def _read(catalogue: Catalogue, language: str) -> Words:
    from babel.messages.pofile import read_po

    file = TEMPLATE if language == ENGLISH else f"{language}.po"
    with Folder(catalogue.package, catalogue.name).path().joinpath(file).open("rb") as lines:
        told = read_po(lines, locale=None if language == ENGLISH else language, abort_invalid=True)
    texts: dict[str, dict[str, str]] = {}
    counted: dict[str, tuple[str, ...]] = {}
    for each in told:
        if not each.id:
            continue  # the head of the file
        said = each.id if language == ENGLISH else each.string
        if isinstance(said, str):
            table, _, name = str(each.context).partition(".")
            texts.setdefault(table, {})[name] = said
        else:
            counted[str(each.context)] = tuple(said or ())
    rule = _SOURCE_PLURALS if language == ENGLISH else told.plural_expr
    return Words(language, own_name(language), texts, counted, gettext.c2py(rule))
