"""Whose a number is that more than one country could have given, and that one finding tells it."""

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

PERSONNUMMER, FODSELSNUMMER, PESEL, BSN = "19910924-2397", "15108695088", "44051401359", "123456782"


def found(content, name="letter.txt"):
    matches = detect(Text.of(content, Locator((name,))))
    return {(content[one.start : one.end], one.detector, one.confidence) for one in matches}


def idents(content, name="letter.txt", least=Confidence.LIKELY):
    return [ident for _, ident, confidence in found(content, name) if confidence >= least]


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("Personnummer: 880320-0016", "se-personnummer"),  # 88 is no day
        ("Personnummer: 211062-5629", "dk-cpr"),  # 62 is no day
        ("Personnummer: 15108695088", "no-fodselsnummer"),
        ("CPR-nr.: 010203-1235", "dk-cpr"),
        ("Sozialversicherungsnummer 1237 010180", "at-social-insurance-number"),
        ("Sozialversicherungsnummer 15 070649 C 103", "de-social-insurance-number"),
        ("Sozialversicherungsnummer 756.9217.0769.85", "ch-ahv"),
        ("NIF 54362315K", "es-dni"),
        ("NIF 501964843", "pt-nif"),
        ("Steuernummer 59-119/9013", "at-tax-number"),
        ("Steuernummer 181/815/08155", "de-tax-number"),
    ],
)
def test_one_word_of_several_countries_is_told_apart_by_the_form(text, ident):
    assert idents(text) == [ident]


def test_a_country_named_near_over_or_beside_decides():
    assert idents(f"He moved from the Netherlands; national ID {BSN}.") == ["nl-bsn"]
    assert idents(f"row,country,national id\n1,NL,{BSN}\n2,NL,111222333\n") == ["nl-bsn", "nl-bsn"]
    rows = f"row,country,national id\n1,Netherlands,{BSN}\n2,Germany,{BSN}\n"
    assert idents(rows) == ["nl-bsn"]
    assert idents(f"row,dutch national id\n1,{BSN}\n") == ["nl-bsn"]
    assert idents(f"National ID: {BSN}", "staff Netherlands.txt") == ["nl-bsn"]


def test_without_a_country_a_common_check_is_only_possible_and_a_rare_one_likely():
    assert found(f"National ID: {BSN}") == {(BSN, "nl-bsn", Confidence.POSSIBLE)}
    assert found(f"National ID: {PESEL}") == {(PESEL, "pl-pesel", Confidence.LIKELY)}


@pytest.mark.parametrize("value", [PERSONNUMMER, FODSELSNUMMER, PESEL, BSN, "33309240064", "7103192745", "33392005961"])
@pytest.mark.parametrize("before", ["", "National ID: ", "Tax number: ", "Social security number "])
def test_one_value_is_one_finding(value, before):
    spans = [span for span, _, _ in found(before + value)]
    assert len(spans) == len(set(spans)) <= 1


@pytest.mark.parametrize("value", [FODSELSNUMMER, PESEL, BSN, "33309240064", "1237 010180", "33392005961"])
def test_bare_numbers_are_nobodys(value):
    assert idents(f"The order {value} was shipped on Monday to the warehouse.", least=Confidence.POSSIBLE) == []
