"""Phones and mail addresses: whose country a number is of, and whether they are of home, of work or of a role."""

import pytest

from bailee.detectors import detect
from bailee.detectors.engine import found as told
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator


def found(ident, content):
    return [match for match in detect(Text.of(content, Locator(("a.txt",)))) if match.detector == ident]


@pytest.mark.parametrize(
    ("content", "e164"),
    [
        ("Phone: (212) 736-5000", "+12127365000"),
        ("Telefon: 030 901820, Hauptstraße 5, 10827 Berlin, Deutschland", "+4930901820"),
        ("Tél. 01 44 55 66 77, rue de Rivoli, Paris, France", "+33144556677"),
        ("Phone 020 7946 0958, jane@example.co.uk, London", "+442079460958"),
        ("Phone +44 (0)20 7946 0958", "+442079460958"),
        ("Phone 0044 20 7946 0958", "+442079460958"),
        ("Phone (02) 5550 1234, www.example.com.au, Sydney NSW", "+61255501234"),
        ("Tel. 06 1234567, via Roma 1, Italia", "+39061234567"),
        ("Phone 212-736-5000 ext. 12", "+12127365000"),
    ],
)
def test_a_number_is_read_by_the_plan_of_the_country_its_text_speaks_of(content, e164):
    assert [match.value for match in found("phone-number", content)] == [e164]


@pytest.mark.parametrize(
    ("ident", "content", "uses"),
    [
        ("phone-number", "Home: 212-736-5000, work: 212-736-5001", ["personal", "work"]),
        ("phone-number", "Call 212-736-5000 x12", ["work"]),
        ("phone-number", "Name,Home phone,Work phone\nRoe,212-736-5000,212-736-5001", ["personal", "work"]),
        ("phone-number", "EMERGENCY CONTACT\nJane Roe, sister\nPhone: 212-736-5000", ["personal"]),
        ("phone-number", "Phone: 212-736-5000", [None]),
        ("email-address", "jane@gmail.com, jane@example.com, billing@example.com", ["personal", "work", "role"]),
        ("email-address", "Personal e-mail: jane@roe.example", ["personal"]),
        ("email-address", "Work email: jane.roe@gmail.com", ["work"]),
        (
            "email-address",
            "Name,Personal email,Work email\nRoe,jane@roe.example,jane@example.com",
            ["personal", "work"],
        ),
        ("email-address", "the office of jane@gmail.com", ["personal"]),
    ],
)
def test_home_and_work_are_told_apart(ident, content, uses):
    assert [dict(match.attributes).get("use") for match in found(ident, content)] == uses


def test_a_column_headed_phone_is_read_bare_and_one_of_keys_is_not():
    rows = "\n".join(f"Roe,2127365{number:03d}" for number in range(40))
    assert len(found("phone-number", f"Name,Mobile\n{rows}")) == 40
    assert [m for m in found("phone-number", f"Name,Order\n{rows}") if m.confidence >= Confidence.LIKELY] == []


def test_names_of_fields_are_nobodys_names() -> None:
    assert [value for value, sure in told("person-name", "Name: IBAN, contact person: BIC") if sure != "possible"] == []
    assert [value for value, _ in told("person-name", "Iban Garcia called on Monday")] == ["Iban Garcia"]


def test_a_phone_before_a_date_of_birth_is_one() -> None:
    for date in ("05/12/1980", "1980-05-12", "1/2/80"):
        assert told("phone-number", f"Bell 212-555-0187 {date} 88.10") == [("212-555-0187", "likely")]


def test_an_american_phone_beside_a_british_iban_stays_american() -> None:
    text = Text.of("Call 732-555-0187. IBAN GB33BUKB20201555555555, London", Locator(("a",)))
    assert [match.value for match in detect(text) if match.detector == "phone-number"] == ["+17325550187"]
