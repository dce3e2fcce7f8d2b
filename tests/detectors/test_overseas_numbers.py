"""Whose a number is: the country, state or province that is named decides, and where none is named nothing is claimed."""

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator


def found(content, name="letter.txt"):
    """Detector and span of what is at least likely, names of people aside."""
    text = Text.of(content, Locator((name,)))
    return [
        (match.detector, text.content[match.start : match.end])
        for match in detect(text, patterns_only=True)
        if match.confidence >= Confidence.LIKELY
    ]


@pytest.mark.parametrize(
    ("sentence", "ident"),
    [
        ("Texas driver license 28193746", "us-driving-licence"),
        ("BC driver's licence 4829105", "ca-driving-licence"),
        ("NSW driver licence 18273645", "au-driving-licence"),
        ("NZ driver licence AB482910", "nz-driving-licence"),
        ("Ontario driver's licence R1234-56789-60712", "ca-on-driving-licence"),
        ("Driving Licence No: MH14 20110062821", "in-driving-licence"),
        ("State-issued ID no. D4187302 (CA)", "us-state-id"),
    ],
)
def test_a_licence_belongs_to_the_state_that_is_named(sentence, ident):
    assert [detector for detector, _ in found(sentence)] == [ident]


@pytest.mark.parametrize(
    ("country", "number", "ident"),
    [
        ("Indian", "2341 2341 2346", "in-aadhaar"),
        ("Thai", "3456789012347", "th-citizen-id"),
        ("Israeli", "039337423", "il-identity-number"),
        ("Korean", "9601211021413", "kr-rrn"),
        ("Japanese", "621498320257", "jp-individual-number"),
        ("Taiwanese", "A223456781", "tw-national-id"),
    ],
)
def test_a_national_id_belongs_to_the_country_that_is_named(country, number, ident):
    assert (ident, number) in found(f"{country} national ID: {number}")


@pytest.mark.parametrize("other", ["Norwegian", "Brazilian"])
def test_and_to_no_other(other):
    assert found(f"{other} national ID: 621498320257") == []


@pytest.mark.parametrize(
    "bank",
    [
        "BSB 062-000 Account 12837465",
        "Transit 00123, institution 003, account number 12837465",
        "IFSC HDFC0001234, account number 12837465091",
    ],
)
def test_an_account_belongs_to_the_country_of_the_code_beside_it(bank):
    (match,) = [match for match in found(bank) if "account" in match[0]]
    assert match[0] in ("au-bank-account", "ca-bank-account", "in-bank-account")
    assert match[1] in ("12837465", "12837465091")


@pytest.mark.parametrize(
    "text",
    [
        "crn 4829105, acc 28193, rut 7, nit: wording, dl 404, pan 3, fin 1234567",
        "order 28193746, ticket 39053344705, ref 9698658215, build 20240117123456",
        "const acn = 4085616; // abn 83 914 571 67",
        "lot MH14 20110062821 rev A, part S1234567A, SKU A482910",
    ],
)
def test_words_and_numbers_of_everyday_text_are_nobodys(text):
    assert found(text) == []


def test_a_sentence_of_a_language_without_blanks_is_read():
    assert found("我的身份证号码是360426199101010071。") == [("cn-resident-id", "360426199101010071")]
    assert found("マイナンバーは621498320257です") == [("jp-individual-number", "621498320257")]


def test_a_column_of_other_numbers_is_none_of_identifiers_though_some_pass_the_check():
    runs = "\n".join(f"run,{48291057 + 7919 * number}{number % 10},ok" for number in range(40))
    assert found(f"job,RUN,result\n{runs}\n", "table.csv") == []
    people = "\n".join(f"Jane,{number}" for number in ("390.533.447-05", "231.002.999-00", "390.533.447-05"))
    assert ("br-cpf", "390.533.447-05") in found(f"name,CPF\n{people}\n", "table.csv")
