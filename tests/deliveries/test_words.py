"""Words of mails and letters: each language says all that another one says, in its own words, and reads plainly."""

from __future__ import annotations

import re

import pytest

from bailee.deliveries import words
from bailee.deliveries.wording import language_of, languages, wording
from bailee.deliveries.words import Code, Lacks, Said, SignAt


@pytest.mark.parametrize("language", languages())
def test_a_language_is_known_by_its_code_and_by_its_name_in_each_of_ours(language: str) -> None:
    assert language_of(language) == language_of(f"{language}-XX") == language_of(wording(language).name) == language
    assert {language_of(wording(other).language_name(language)) for other in languages()} == {language}


def test_whatever_somebody_is_called_is_a_name_and_no_place_to_fill() -> None:
    said = Said("{name} & Sons", "{0} <b>", signs=True, contact="{contact}")
    text = words.first(said, "{organisation} {{7*7}}").text
    assert "Dear {organisation} {{7*7}}," in text and "{name} & Sons tells you" in text


@pytest.mark.parametrize("tongue", ["es", "fr", "de"])
def test_a_whole_mail_is_in_one_language(tongue: str) -> None:
    said = Said("Acme", "T", signs=True, contact="P. Lind", page="https://a.example/n/", language=tongue)
    ways = [SignAt("https://a.example/e/1/", code, 14) for code in Code]
    ways += [SignAt("https://a.example/own/", lacks=each) for each in (*Lacks, None)]
    for at in ways:
        for made in (
            words.first(said, "Ana", tongue, at),
            words.asked(said, "Ana", tongue, at),
            words.reminder(said, "Ana", 1, tongue, at),
            words.link_again("Acme", "Ana", at, "P. Lind", tongue),
        ):
            assert not re.search(r"\b(the|you|your|and|please|sign)\b", made.text, re.IGNORECASE), made.text
    assert words.to_manager(said, "Mo", ["Ana"], 17, "es").text.startswith("Para Mo:")
