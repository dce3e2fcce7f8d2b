"""What was declared goes out as a list, comes back in another language, and a notice in it is a version of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.notices import render
from bailee.notices.choices import Choice
from bailee.operations.draft_notice import draft_notice
from bailee.operations.know_reviews import text_of
from bailee.operations.publish_notice import publish_notice
from bailee.operations.record_sign_off import record_sign_off
from bailee.operations.report_status import report_status
from bailee.operations.take_decisions import _redrafted
from bailee.operations.translate_notice import as_list, read_list, translate, words_of
from bailee.vocabulary import LawfulBasis, SubjectCategory
from world import World

ON = datetime.now(UTC).date()
KIND = "customer-privacy-statement"


@pytest.fixture
def declared(world: World) -> World:
    with world.alice.transaction():
        world.alice.set_fact("contact", "P. Lind")
        world.alice.declare(
            ProcessingActivity(
                "Billing",
                (("=billing", None),),
                ("payment-card",),
                (SubjectCategory.CUSTOMER,),
                recipients=("a bank, in town",),
                retention="7 years",
            )
        )
    return world


def test_a_list_goes_out_and_comes_back_and_the_notice_speaks_it(declared: World) -> None:
    alice = declared.alice
    asked = words_of(alice, KIND, "es", on=ON)
    assert [text for text, said in asked.items() if not said] == ["P. Lind", "=billing", "a bank, in town"]
    assert asked["7 years"] == "7 años"  # what is usual has its words
    out = as_list({"=billing": "=cobrar", "7 years": "siete años", "a bank, in town": "un banco, de aquí"}, "es")
    assert "'=billing" in out  # no spreadsheet runs it
    changed = translate(alice, "es", read_list(f"\ufeff{out}", "es"))
    assert changed == {"=billing": "=cobrar", "7 years": "siete años", "a bank, in town": "un banco, de aquí"}
    assert translate(alice, "es", changed) == {}  # the same words again change nothing
    drafted = draft_notice(alice, KIND, on=ON, language="es")
    said = " ".join(render(drafted.notice, ".txt").decode().split())
    assert "Siete años" in said and "Un banco, de aquí" in said and "BORRADOR" in said
    assert publish_notice(alice, drafted.version).language == "es"
    details = json.loads(next(each.details for each in alice.evidence()[0] if each.action == "words-translated"))
    assert details["texts"] == 3 and "banco" not in str(details)


def test_each_language_has_versions_of_its_own_and_facts_stay_facts(declared: World) -> None:
    alice = declared.alice
    before = alice.facts()
    translate(alice, "es", {"7 years": "siete años"})
    assert alice.facts() == before and set(alice.facts_stated()) == {"contact"}
    spanish = draft_notice(alice, KIND, on=ON, language="es").version
    english = draft_notice(alice, KIND, on=ON).version
    assert (spanish.version, english.version) == (1, 1) and spanish.sha256 != english.sha256
    assert alice.notice_version(KIND, language="es").sha256 == spanish.sha256
    with pytest.raises(InvalidInput, match="what was declared, in Spanish"):
        publish_notice(alice, spanish)  # two texts have no words yet
    translate(alice, "es", {"7 years": ""})  # taken back
    assert alice.translations("es") == {}


def test_a_translation_stands_beside_what_people_were_told_and_a_signature_over_it_counts(world: World) -> None:
    alice = world.alice
    with alice.transaction():
        alice.set_fact("contact", "P. Lind")
        pay = (("paying wages", LawfulBasis.CONTRACT),)
        alice.declare(
            ProcessingActivity(
                "Pay", pay, ("payroll",), (SubjectCategory.EMPLOYEE,), recipients=("bank",), retention="7 years"
            )
        )
    kind = "employee-privacy-notice"
    alice.add_roster_person("Ana Diaz", SubjectCategory.EMPLOYEE, email="ana@acme.example")
    english = publish_notice(alice, draft_notice(alice, kind, on=ON).version)
    publish_notice(alice, draft_notice(alice, kind, on=ON, language="es").version)
    with alice.transaction():
        alice.set_fact("contact", "P. Lind, on the second floor")
    spanish = draft_notice(alice, kind, on=ON, language="es").version
    publish_notice(alice, spanish, choice=Choice.MINOR, why="where the person whom they ask sits")
    publish_notice(alice, draft_notice(alice, "breach-letter", on=ON).version)
    assert (english.version, spanish.version) == (1, 2)  # the newest number is that of a translation
    record_sign_off(alice, spanish, "ana@acme.example", identified_by="in-person-by-colleague")
    (told,) = {
        cell.why
        for row in report_status(alice, on=ON).rows
        if row.category == "payroll"
        for cell in [row.cells["told"]]
    }
    assert told == "Employee privacy notice v1: not reviewed by counsel."


def test_what_counsel_leaves_of_a_spanish_notice_is_what_it_tells_of(declared: World) -> None:
    alice = declared.alice
    translate(alice, "es", {"=billing": "cobrar lo debido"})
    version = draft_notice(alice, KIND, on=ON, language="es").version
    words = text_of(version).lines
    assert set(_redrafted(alice, version, words).content["purposes"]) == set(version.content["purposes"])
    left = [line for line in words if "Números de tarjetas" not in line]
    assert len(left) == len(words) - 1
    redrafted = _redrafted(alice, version, left)
    assert set(version.content["purposes"]) - set(redrafted.content["purposes"]) == {"payment-card"}
    reworded = [
        line.replace("cobrar lo debido", "otra cosa").replace("Cobrar lo debido", "Otra cosa") for line in words
    ]
    assert _redrafted(alice, version, reworded).content["purposes"]["payment-card"] == []


def test_another_organisation_sees_none_of_it(declared: World) -> None:
    translate(declared.alice, "es", {"7 years": "siete años"})
    assert declared.alice.translations("es")
    assert declared.charlie.translations("es") == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("English,Spanish\n7 years\n", "line 2: 1 columns"),
        ("English,Spanish\na,b,c\n", "line 2: 3 columns"),
        ("English,Spanish\n,siete\n", "line 2: words without"),
        (f"English,Spanish\na,{'x' * 2001}\n", "line 2: longer than 2,000"),
    ],
)
def test_a_list_with_a_fault_is_refused_by_line(content: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_list(content, "es")


def test_a_language_without_a_catalogue_is_refused_with_those_there_are(declared: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft_notice(declared.alice, KIND, on=ON, language="tlh")
    assert refused.value.hint.startswith("one of: de en es fr")
    with pytest.raises(InvalidInput, match="declared in English"):
        words_of(declared.alice, KIND, "en", on=ON)
