"""Words of mails and letters: each language says all that another one says, in its own words, and reads plainly."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bailee.deliveries import words
from bailee.deliveries.wording import ENGLISH, language_of, languages, wording
from bailee.deliveries.words import Code, Lacks, Said, SignAt

OTHERS = [each for each in languages() if each != ENGLISH]
SAME = {"first.subject"}  # a name, and a title


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_lacks_a_word_or_a_place_to_fill(language: str) -> None:
    english, other = wording(ENGLISH), wording(language)
    assert {table: set(rows) for table, rows in english.texts.items()} == {
        table: set(rows) for table, rows in other.texts.items()
    }
    for table, rows in english.texts.items():
        for name, text in rows.items():
            key = f"{table}.{name}"
            assert places(text) == places(other.texts[table][name]), key
            if len(text) > 12 and key not in SAME:
                assert text != other.texts[table][name], f"{key} is not translated"
    assert set(english.texts["languages"]) == set(languages())
    assert language_of(other.name) == language_of(english.texts["languages"][language]) == language


def test_whatever_somebody_is_called_is_a_name_and_no_place_to_fill() -> None:
    said = Said("{name} & Sons", "{0} <b>", signs=True, contact="{contact}")
    text = words.first(said, "{organisation} {{7*7}}").text
    assert "Dear {organisation} {{7*7}}," in text and "{name} & Sons tells you" in text


def test_a_whole_mail_is_in_one_language() -> None:
    said = Said("Acme", "What we hold", signs=True, contact="P. Lind", page="https://a.example/n/", language="es")
    ways = [SignAt("https://a.example/e/1/", code, 14) for code in Code]
    ways += [SignAt("https://a.example/own/", lacks=each) for each in (*Lacks, None)]
    for at in ways:
        for made in (
            words.first(said, "Ana", "es", at),
            words.asked(said, "Ana", "es", at),
            words.reminder(said, "Ana", 1, "es", at),
            words.link_again("Acme", "Ana", at, "P. Lind", "es"),
        ):
            assert not re.search(r"\b(the|you|your|and|please|sign|link)\b", made.text, re.IGNORECASE), made.text
    assert words.to_manager(said, "Mo", ["Ana"], 17, "es").text.startswith("Para Mo:")
