"""Each language says all that English says, with the same places to fill, in its own words and in as many forms as it counts in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import bailee
from bailee.catalogues import ENGLISH, TEMPLATE, Catalogue

ROOT = Path(bailee.__file__).parent
FOLDERS = sorted(template.parent for template in ROOT.rglob(TEMPLATE))
LANGUAGES = ("de", "es", "fr")
FILES = [(folder, language) for folder in FOLDERS for language in LANGUAGES]
SHORT = 12  # a word may be the same in both
SAME = {
    "first.subject",
    "sheet.version",
    "own.version",
    "own.version_inside",
    "sign.version-word",
    "statement.told_version",
    "statement.subtitle",
    "statement.told_text",
    "certificate.notice_version",
}


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, (tuple, list)) else ()


def test_each_folder_of_words_has_each_language() -> None:
    assert {folder.relative_to(ROOT).as_posix() for folder in FOLDERS} == {
        "deliveries/languages",
        "data_subject_requests/languages",
        "notices/certificates",
        "web/own/languages",
    }
    for folder in FOLDERS:
        assert {path.stem for path in folder.glob("*.po")} == set(LANGUAGES)


@pytest.mark.parametrize(("folder", "language"), FILES, ids=lambda each: getattr(each, "parent", Path(str(each))).name)
def test_no_text_is_missing_doubtful_or_left_over_from_an_older_english(folder: Path, language: str) -> None:
    english = {each.context: each.id for each in read(folder / TEMPLATE) if each.id}
    told = read(folder / f"{language}.po", language)
    assert {each.context: each.id for each in told if each.id} == english
    assert not told.obsolete
    for each in told:
        if each.id:
            assert not each.fuzzy and all(forms(each.string)), each.context


@pytest.mark.parametrize(("folder", "language"), FILES, ids=lambda each: getattr(each, "parent", Path(str(each))).name)
def test_places_to_fill_and_forms_of_number_are_right(folder: Path, language: str) -> None:
    told = read(folder / f"{language}.po", language)
    for each in told:
        if not each.id:
            continue
        said, source = forms(each.string), forms(each.id)
        assert len(said) == (1 if isinstance(each.id, str) else told.num_plurals), each.context
        asked = set(places(source[-1]))
        for text in said[1:] or said:
            assert set(places(text)) == asked, each.context
        assert set(places(said[0])) <= asked  # "yesterday" needs no number
        for text in said:
            assert len(text) <= SHORT or each.context in SAME or text not in source, each.context


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_days_and_names_are_written_as_the_language_writes_them(language: str) -> None:
    say = Catalogue("bailee.web.own").words(language)
    assert (
        say.day(date(2026, 3, 3)) == {"de": "3. März 2026", "es": "3 de marzo de 2026", "fr": "3 mars 2026"}[language]
    )
    assert say.number(12345.5) == {"de": "12.345,5", "es": "12.345,5", "fr": "12\u202f345,5"}[language]
    assert say.language_name("de") == {"de": "Deutsch", "es": "alemán", "fr": "allemand"}[language]
    assert [say.count("sign.missing", number) for number in (1, 2)] == {
        "de": ["1 Angabe fehlt", "2 Angaben fehlen"],
        "es": ["Falta 1 cosa", "Faltan 2 cosas"],
        "fr": ["Il manque 1 élément", "Il manque 2 éléments"],
    }[language]


def test_french_counts_nothing_as_one_and_german_as_many() -> None:
    french, german = (Catalogue("bailee.web.own").words(language) for language in ("fr", "de"))
    assert (
        french.count("sign.missing", 0) == "Il manque 0 élément"
        and german.count("sign.missing", 0) == "0 Angaben fehlen"
    )


def test_what_fills_a_place_is_text_whatever_it_holds() -> None:
    for language in (ENGLISH, *LANGUAGES):
        assert "{person} {0}" in Catalogue("bailee.web.own").words(language)("sign.thank", person="{person} {0}")


@pytest.mark.parametrize(
    ("language", "rude"),
    [("fr", r"\b(tu|toi|ton|ta|tes)\b"), ("de", r"\b(du|dich|dir|dein\w*)\b"), ("es", r"\b(tú|te|ti|tus?)\b")],
)
def test_people_are_spoken_to_politely(language: str, rude: str) -> None:
    for folder in FOLDERS:
        for each in read(folder / f"{language}.po", language):
            for text in forms(each.string) if each.id else ():
                assert not re.search(rude, text, re.IGNORECASE), text
