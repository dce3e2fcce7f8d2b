"""Labels and ways of writing that are found elsewhere: passwords, births in eras, frames of vehicles, figures set above the line."""

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator


def found(content, ident):
    text = Text.of(content, Locator(("note.txt",)))
    matches = [m for m in detect(text, patterns_only=True) if m.detector == ident and m.confidence >= Confidence.LIKELY]
    return [(m.value, content[slice(*text.original_span(m.start, m.end))]) for m in matches]


@pytest.mark.parametrize(
    "label", ["пароль", "密码", "密碼", "パスワード", "비밀번호", "haslo", "Hasło", "heslo", "Contrasena", "รหัสผ่าน"]
)  # fmt: skip
def test_a_password_after_its_word_in_other_languages(label):
    for content in (f"{label}: Wq7#lampe", f"{label} = Wq7#lampe", f'{label}: "Wq7#lampe"'):
        assert found(content, "login-and-password") == [("Wq7#lampe", "Wq7#lampe")], content


@pytest.mark.parametrize(
    "content",
    [
        'the password "Wq7#lampe".',
        'password "Wq7#lampe"',
        "PASSWORD=\nWq7#lampe\n",
        "Password:\r\n  Wq7#lampe\r\nHost: a",
        "ssh backup:Wq7#lampe@192.168.4.20",
        "ops:Wq7#lampe@nas:8443",
    ],
)
def test_a_password_in_quotes_on_the_next_line_or_before_a_machine(content):
    assert found(content, "login-and-password") == [("Wq7#lampe", "Wq7#lampe")]


@pytest.mark.parametrize(
    "content",
    [
        "E-mail:Jane.Roe77@example.com",
        "password:\n  type: String99\n",
        "PASSWORD=\nHOST=Db77.example\n",
        'the password "is case sensitive"',
        "password:\nThe Password2 field is on the next page",
        "user:simple@10.0.0.4",
    ],
)
def test_addresses_fields_and_sentences_are_no_passwords(content):
    assert found(content, "login-and-password") == []


@pytest.mark.parametrize(
    ("written", "day"),
    [("昭和52年11月3日", "1977-11-03"), ("平成元年2月9日", "1989-02-09"), ("H7.6.21", "1995-06-21"), ("令和3年1月30日", "2021-01-30")],
)  # fmt: skip
def test_a_birth_in_a_year_of_an_era(written, day):
    assert found(f"生年月日: {written}", "date-of-birth") == [(day, written)]
    assert found(f"発行日: {written}", "date-of-birth") == []


def test_a_day_that_no_era_had_is_none():
    assert found("生年月日: 昭和52年13月3日", "date-of-birth") == []


@pytest.mark.parametrize("label", ["r.č.", "r. č.:", "R.Č.", "rodné číslo"])
def test_a_czech_birth_number_after_its_short_label(label):
    assert found(f"nar. v Brně, {label} 740617/0013", "cz-rodne-cislo") == [("7406170013", "740617/0013")]


def test_a_vehicle_whose_serial_begins_with_a_letter():
    assert found("chassis: 2C4RC1BG3HRK46219", "vin") == found("chassis: 2C4RC1BG4HRK46219", "vin") == []
    right = "2C4RC1BG7HRK46219"
    assert found(f"chassis: {right}", "vin") == found(f"the car {right}", "vin") == [(right, right)]


@pytest.mark.parametrize(
    "written", ["²¹⁹-⁴⁵-⁶⁷⁸⁸", "₂₁₉ ₄₅ ₆₇₈₈", "②①⑨-④⑤-⑥⑦⑧⑧", "219\u3164-45\u2800-67\u115f88", "❷❶❾-❹❺-❻❼❽❽"]
)
def test_figures_above_below_and_in_circles_and_marks_that_show_nothing(written):
    assert found(f"SSN {written} on file", "us-ssn") == [("219456788", written)]


def test_a_footnote_is_no_figure_of_the_number_before_it():
    assert found("SSN 219-45-6788¹ and 219-45-6789²³", "us-ssn") == [("219456788", "219-45-6788"), ("219456789", "219-45-6789")]  # fmt: skip
    assert Text.of("10 m² of x⁻², ① first", Locator(("a",))).content == "10 m² of x-², ① first"


@pytest.mark.parametrize("written", ["KJ402716 B", "KJ 402716 B", "KJ 402 716 B", "KJ 40 27 16 B", "kj402716b"])
def test_a_national_insurance_number_however_it_is_grouped(written):
    assert found(f"NI number: {written}.", "uk-nino") == [("KJ402716B", written)]
    assert found(f"Nino\tName\n{written}\tJo\nKJ402717A\tMy\n", "uk-nino")[0] == ("KJ402716B", written)
