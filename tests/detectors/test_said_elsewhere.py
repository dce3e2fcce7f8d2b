"""How people are named and born in other tongues, and what is asked and answered on two lines."""

from __future__ import annotations

import pytest

from bailee import detect


def told(text: str, detector: str) -> list[str]:
    return [text[match.start : match.end] for match in detect(text) if match.detector == detector]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Am Montag hat Frau Lindenbaum mit Herrn Jochen Thormann telefoniert.", ["Lindenbaum", "Jochen Thormann"]),
        ("Mme Rousset viendra mardi.", ["Rousset"]),
        ("mevrouw Bakker en dhr. Jansen", ["Bakker", "Jansen"]),
        ("Il sig. Rossi e la dott.ssa Bianchi", ["Rossi", "Bianchi"]),
        ("fru Lindqvist och herr Andersson", ["Lindqvist", "Andersson"]),
        ("O Sr. Pereira e a Dra. Fonseca assinaram.", ["Pereira", "Fonseca"]),
        ("La señora Villanueva de la Cruz firmó.", ["Villanueva de la Cruz"]),
        ("Cordialement, Hélène Rousset", ["Hélène Rousset"]),
        ("Ieri ho parlato con Giulia Rossi della busta paga.", ["Giulia Rossi"]),
        ("eine Frau Anfang 40 und el señor Alcalde", []),
        ("Sig. Take one tablet twice daily.", []),
        ("Frau Lindenbaum’s Konto ist leer.", ["Lindenbaum"]),
    ],
)
def test_names_behind_titles_of_other_tongues(text: str, names: list[str]) -> None:
    assert told(text, "person-name") == names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nata a Bologna il 14/03/1962", "14/03/1962"),
        ("nato a Reggio Emilia (RE) il 14.03.1962", "14.03.1962"),
        ("nacida en San Sebastián de los Reyes el 14 de marzo de 1962", "14 de marzo de 1962"),
        ("née Dupont à Lyon le 14 mars 1962", "14 mars 1962"),
        ("född i Lund den 14 mars 1962", "14 mars 1962"),
        ("født den 14. mars 1962 i Oslo", "14. mars 1962"),
        ("urodzona w Krakowie dnia 14 marca 1962", "14 marca 1962"),
        ("narozen 14. 3. 1962 v Brně", "14. 3. 1962"),
        ("syntynyt 14.3.1962", "14.3.1962"),
    ],
)
def test_born_in_a_town_on_a_day(text: str, day: str) -> None:
    assert told(text, "date-of-birth") == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Il Consiglio, nato nel 2010, si riunisce il 14/03/2019",
        "le projet est né d'une idée présentée le 14 mars 2019",
        "nacida como empresa, presentó el 14/03/2015 sus cuentas",
        "Signed by NATO 12/03/2001 and again by NATO in Madrid, 28 June 1997",
    ],
)
def test_what_was_born_is_not_somebody(text: str) -> None:
    assert told(text, "date-of-birth") == []


@pytest.mark.parametrize(
    ("text", "detector", "value"),
    [
        ("Agent: Date of birth?\nCustomer: March 14th, 1962.", "date-of-birth", "March 14th, 1962"),
        ("DOB?\n14 March 1962", "date-of-birth", "14 March 1962"),
        ("Agent: And your social security number?\nCustomer: It's 512447313", "us-ssn", "512447313"),
        ("Agent: phone number?\n\nCustomer: 217 555 0142", "phone-number", "217 555 0142"),
        ("routing number? 121042882 account? 998877665544", "us-bank-account", "998877665544"),
    ],
)
def test_an_answer_stands_behind_its_question(text: str, detector: str, value: str) -> None:
    assert told(text, detector) == [value]


def test_what_is_somebodys_is_no_part_of_her_name() -> None:
    text = "Ms. Hollingsworth's DL is IL H432-5521-9087, exp 03/14/2028."
    assert told(text, "person-name") == ["Hollingsworth"] and told(text, "us-driving-licence") == ["H432-5521-9087"]
