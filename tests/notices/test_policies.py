"""A policy that was there already: found, missing, contradicts; each with why, and where it says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.notices import draft
from bailee.notices.policies import Point, Standing, check, said_by, untrue
from bailee.notices.policy_text import blocks_of
from bailee.notices.policy_wording import language_in, languages, words_of
from bailee.rendering import Document, Heading, List, Paragraph
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
EMPLOYEE = SubjectCategory.EMPLOYEE
POLICY = """Employee privacy policy
1. What we hold
We keep your pay slips and wages for 7 years, to pay your wages. We keep your home address.
2. Monitoring
We do not record what you type. Cameras watch the entrance; footage is kept for 90 days.
3. Sharing
We never share your data.
"""
ACTIVITIES = (
    ProcessingActivity(
        "Payroll", (("paying wages", LawfulBasis.CONTRACT),), ("payroll",), (EMPLOYEE,), recipients=("Ridge Payroll LLC",),
        retention="7 years",
    ),
    ProcessingActivity("Cameras", (("security", None),), ("camera-footage",), (EMPLOYEE,), retention="30 days"),
)  # fmt: skip
HOLDINGS = (
    Holding("payroll", EMPLOYEE, ("hr/pay",), PeopleRange(41, 44), 3),
    Holding("keystroke-logs", EMPLOYEE, ("it/a", "it/b"), PeopleRange(5, 5), 40),
    Holding("medical-records", EMPLOYEE, ("hr/sick",), PeopleRange(9, 12), 12),
)


def points(text: str = POLICY, **more: Any) -> dict[tuple[str, str], Point]:
    title, blocks = blocks_of((text,))
    document = Document(title, "en", ON, blocks).as_data()
    today = draft(
        "employee-privacy-notice", organisation="Acme", contact="P. Lind", holdings=HOLDINGS, activities=ACTIVITIES, obligations=(),
        on=ON, **more,
    )  # fmt: skip
    return {(point.sort, point.about): point for point in check(document, today)}


def test_each_thing_is_found_missing_or_contradicted_with_why_and_where() -> None:
    found = points()
    assert found["kind", "payroll"].standing is Standing.FOUND and found["kind", "payroll"].clause == "§ 1"
    typed = found["kind", "keystroke-logs"]
    assert (typed.standing, typed.clause, typed.heading) == (Standing.CONTRADICTS, "§ 2", "2. Monitoring")
    assert typed.quote == "We do not record what you type." and typed.why == "Found in 2 data stores."
    assert found["kind", "medical-records"].standing is Standing.MISSING
    assert found["purpose", "payroll"].standing is Standing.FOUND
    assert found["purpose", "camera-footage"].standing is Standing.MISSING
    assert found["kept", "payroll"].standing is Standing.FOUND
    footage = found["kept", "camera-footage"]
    assert footage.standing is Standing.CONTRADICTS and "“30 days”" in footage.why
    shared = found["recipient", "sharing"]
    assert shared.standing is Standing.CONTRADICTS and shared.quote == "We never share your data."
    assert shared.why == "Ridge Payroll LLC gets some of it, as declared." and ("recipient", "payroll") not in found


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("We record what you type.", Standing.FOUND),
        ("We do not record keystrokes.", Standing.CONTRADICTS),
        ("We don’t use key loggers.", Standing.CONTRADICTS),
        ("We do not keep keystrokes longer than a month.", Standing.FOUND),
        ("We never log keystrokes, except on shared computers.", Standing.FOUND),
        ("We do not sell keystroke data.", Standing.FOUND),
        ("There are no key loggers on our computers.", Standing.CONTRADICTS),
        ("Keystrokes are not recorded.", Standing.CONTRADICTS),
        ("No keystrokes are kept.", Standing.CONTRADICTS),
        ("No keystrokes leave the company.", Standing.FOUND),
        ("There are no changes to how keystrokes are kept.", Standing.FOUND),
        ("We like our work.", Standing.MISSING),
    ],
)
def test_a_denial_is_one_only_of_what_is_held(sentence: str, standing: Standing) -> None:
    assert points(f"Policy\n{sentence}\n")["kind", "keystroke-logs"].standing is standing


@pytest.mark.parametrize(
    ("facts", "audience", "standing"),
    [
        ({"tracks_location": True}, "employee-privacy-notice", Standing.CONTRADICTS),
        ({"tracks_location": False}, "employee-privacy-notice", None),
        ({"tracks_location": True}, "customer-privacy-statement", None),
    ],
)
def test_what_is_denied_and_was_declared_is_a_contradiction_before_any_of_it_is_found(
    facts: dict[str, object], audience: str, standing: Standing | None
) -> None:
    title, blocks = blocks_of(("Policy\nThere are no GPS devices in our vans.\n",))
    document = Document(title, "en", ON, blocks).as_data()
    today = draft(
        audience, organisation="Acme", contact="", holdings=(), activities=(), obligations=(), on=ON, facts=facts
    )
    found = {point.about: point for point in check(document, today) if point.sort == "kind"}
    assert (found["location-tracks"].standing if standing else found.get("location-tracks")) is standing
    assert len(untrue({"policy": {}, "document": document}, today)) == (1 if standing else 0)


def test_a_recipient_that_is_named_is_no_lie_and_one_that_nobody_names_is_missing() -> None:
    named = points("Policy\nWe never share your data. Ridge Payroll LLC prints the slips.\n")
    assert named["recipient", "payroll"].standing is Standing.FOUND
    assert points("Policy\nWe hold payroll.\n")["recipient", "payroll"].standing is Standing.MISSING


def test_what_it_names_is_what_people_are_told_by_it() -> None:
    title, blocks = blocks_of((POLICY,))
    document = Document(title, "en", ON, blocks).as_data()
    today = draft(
        "employee-privacy-notice", organisation="Acme", contact="", holdings=HOLDINGS, activities=ACTIVITIES, obligations=(), on=ON
    )  # fmt: skip
    told = {fact.category: fact.purposes for fact in said_by(check(document, today), today)}
    assert told == {"payroll": ("paying wages",), "camera-footage": ()}
    wrong = untrue({"policy": {}, "document": document}, today)
    assert len(wrong) == 3 and any("“We do not record what you type.”" in each for each in wrong)
    assert untrue({"document": document}, today) == ()  # what was drafted here is looked at by its facts


def test_lines_that_a_page_broke_are_whole_again_and_headings_are_told_from_items() -> None:
    title, blocks = blocks_of(
        (
            "Privacy at work\nWho we are\nAcme holds what this policy names, and looks after it in a way that its peo-\nple can read here.\n1 / 2\n",
            "What we hold\n• Your name\n• Your pay\nWhat about my rights?\nYou can ask for a copy.\n2 / 2\n",
        )
    )
    assert title == "Privacy at work"
    assert blocks == (
        Heading(1, "Who we are"),
        Paragraph("Acme holds what this policy names, and looks after it in a way that its people can read here."),
        Heading(1, "What we hold"),
        List(("Your name", "Your pay")),
        Heading(1, "What about my rights?"),
        Paragraph("You can ask for a copy."),
    )


def test_no_text_is_no_block_and_markup_stays_text() -> None:
    assert blocks_of(("", "  \n\n")) == ("", ())
    assert blocks_of(("Title\n<script>alert(1)</script> is text.\n",))[1] == (
        Paragraph("<script>alert(1)</script> is text."),
    )


SPANISH = """Política de privacidad para el personal
1. Qué guardamos
Guardamos sus nóminas durante siete años, para pagar los salarios. Guardamos su domicilio.
2. Vigilancia
No registramos lo que usted escribe. Hay cámaras en la entrada; las imágenes de las cámaras se guardan 90 días.
3. Con quién
Nunca compartimos sus datos.
"""


def in_spanish(text: str = SPANISH, **more: Any) -> dict[tuple[str, str], Point]:
    title, blocks = blocks_of((text,))
    assert language_in(text) == "es"
    today = draft(
        "employee-privacy-notice", organisation="Acme", contact="P. Lind", holdings=HOLDINGS, activities=ACTIVITIES, obligations=(),
        on=ON,
    )  # fmt: skip
    document = Document(title, "es", ON, blocks).as_data()
    return {(point.sort, point.about): point for point in check(document, today, **more)}


def test_a_spanish_policy_is_read_clause_by_clause_as_an_english_one() -> None:
    found = in_spanish()
    assert found["kind", "payroll"].standing is Standing.FOUND and found["kind", "payroll"].clause == "§ 1"
    typed = found["kind", "keystroke-logs"]
    assert (typed.standing, typed.clause) == (Standing.CONTRADICTS, "§ 2")
    assert typed.quote == "No registramos lo que usted escribe."
    assert found["kind", "medical-records"].standing is Standing.MISSING
    assert found["purpose", "payroll"].standing is Standing.FOUND  # by the usual words for it in Spanish
    assert found["kept", "payroll"].standing is Standing.FOUND
    footage = found["kept", "camera-footage"]
    assert footage.standing is Standing.CONTRADICTS and "“30 days”" in footage.why
    assert found["recipient", "sharing"].standing is Standing.CONTRADICTS
    assert found["purpose", "camera-footage"].standing is Standing.MISSING
    told = in_spanish(f"{SPANISH}4. Para qué\nLas cámaras dan seguridad.\n", translations={"security": "seguridad"})
    assert told["purpose", "camera-footage"].standing is Standing.FOUND


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("Registramos lo que usted escribe en su teclado.", Standing.FOUND),
        ("NO GUARDAMOS LAS PULSACIONES DE LAS TECLAS.", Standing.CONTRADICTS),
        ("Nunca se graban las pulsaciones.", Standing.CONTRADICTS),
        ("No guardamos las pulsaciones más de un mes.", Standing.FOUND),
        ("No registramos las pulsaciones, salvo en los equipos compartidos.", Standing.FOUND),
        ("No vendemos los datos de sus pulsaciones.", Standing.FOUND),
        ("Nos gusta nuestro trabajo, y lo hacemos para los demás.", Standing.MISSING),
    ],
)
def test_a_denial_in_spanish_is_one_only_of_what_is_held(sentence: str, standing: Standing) -> None:
    assert (
        in_spanish(f"Política de la empresa para los empleados\n{sentence}\n")["kind", "keystroke-logs"].standing
        is standing
    )


@pytest.mark.parametrize("language", languages())
def test_each_language_has_words_for_all_that_a_policy_should_say(language: str) -> None:
    english, other = words_of("en"), words_of(language)
    assert set(english.categories) == set(other.categories) == set(DATA_CATEGORIES)
    assert set(english.parts) == set(other.parts) and set(english.says) == set(other.says)
    assert all(other.categories.values()) and all(other.parts.values()) and other.telling and other.light


def test_the_language_is_told_by_the_words_and_english_where_none_tells() -> None:
    assert [language_in(text) for text in ("", "12345", POLICY, SPANISH)] == ["en", "en", "en", "es"]
