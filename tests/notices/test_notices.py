"""A notice says what is held and why, what nobody declared, and which law asks; the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bailee import notices
from bailee.errors import InvalidInput
from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.notices import clauses
from bailee.notices.versions import Notice
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.rendering import List
from bailee.vocabulary import LawfulBasis, SubjectCategory

ON = date(2026, 11, 25)
STAFF, CUSTOMER, PERSON = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER, SubjectCategory.PERSON


def held(category: str, subject: SubjectCategory = STAFF) -> Holding:
    return Holding(category, subject, ("shop/HR",), PeopleRange(3, 4), 3)


PAY = ProcessingActivity(
    "pay",
    (("paying wages", LawfulBasis.CONTRACT),),
    ("payroll", "bank-account"),
    (STAFF,),
    recipients=("the payroll bureau",),
    retention="7 years",
)


def draft(
    kind: str = "employee-privacy-notice",
    holdings: Sequence[Holding] = (held("payroll"), held("keystroke-logs")),
    activities: Sequence[ProcessingActivity] = (PAY,),
    facts: dict[str, object] | None = None,
    organisation: str = "Harbour Dental",
    contact: str = "P. Lindqvist, privacy@harbour.example",
) -> Notice:
    known = facts_from(holdings, {"employees_by_state": {"US-NY": 44}} if facts is None else facts)
    return notices.draft(
        kind,
        organisation=organisation,
        contact=contact,
        holdings=holdings,
        activities=activities,
        obligations=evaluate(known, on=ON),
        on=ON,
    )


def text(notice: Notice) -> str:
    return " ".join(notices.render(notice, ".txt").decode().split())


@pytest.mark.parametrize("form", [".html", ".pdf", ".txt", ".json"])
def test_the_same_facts_give_the_same_bytes(form: str) -> None:
    assert notices.render(draft(), form) == notices.render(draft(), form)


def test_the_hash_is_over_the_words_not_over_the_form() -> None:
    assert draft().sha256 == draft().sha256
    assert draft(contact="somebody else").sha256 != draft().sha256


def test_it_is_marked_as_a_draft_in_every_form() -> None:
    assert "DRAFT — not reviewed by counsel" in text(draft())
    assert "DRAFT — not reviewed by counsel" in notices.render(draft(), ".html").decode()


def test_purposes_grounds_recipients_and_times_stand_in_it() -> None:
    said = text(draft())
    assert "Paying wages (our contract with you needs it)." in said and "7 years." in said
    assert "The payroll bureau: bank account numbers, payroll." in said


def test_what_is_held_and_not_declared_is_said() -> None:
    notice = draft()
    assert "What we record: key-logger output." in text(notice)
    assert "What for, and on which ground: Not stated yet." in text(notice)
    assert any("Key-logger output: no purpose is declared" in line for line in notice.snapshot.to_complete())


def test_what_is_held_about_others_is_none_of_its_business() -> None:
    said = text(draft(holdings=(held("payroll"), held("passport", CUSTOMER))))
    assert "passport" not in said.lower()


def test_people_whom_nobody_placed_keep_it_from_being_complete() -> None:
    notice = draft(holdings=(held("payroll"), held("passport", PERSON)))
    assert any("people whom nobody placed yet" in line for line in notice.snapshot.to_complete())


def test_the_monitoring_law_of_the_state_is_named_where_it_applies() -> None:
    assert "New York Civil Rights Law, § 52-c" in text(
        draft(facts={"employees_by_state": {"US-NY": 44}, "monitors_email": True})
    )
    assert "52-c" not in text(draft(facts={"employees_by_state": {"US-TX": 44}, "monitors_email": True}))


def test_a_law_that_nobody_could_verify_is_only_named() -> None:
    snapshot = replace(draft().snapshot, duties=(), named_laws=("Other state SSN statutes",))
    _, only = clauses.laws_behind(snapshot)
    assert isinstance(only, List)
    assert only.items == ("A law may apply here: Other state SSN statutes. Not verified, ask counsel.",)


def test_names_of_data_keep_their_capital_inside_a_sentence() -> None:
    activity = ProcessingActivity(
        "tax", (("payroll tax", None),), ("social-security-number",), (STAFF,), recipients=("IRS",)
    )
    assert "IRS: Social Security numbers." in text(draft(activities=(activity,)))


def test_staff_are_asked_to_sign_that_they_were_told_and_no_more() -> None:
    said = text(draft())
    for words in (
        "I have received this notice.",
        "I have read it.",
        "I understand it.",
        "It does not say that you agree.",
    ):
        assert words in said
    assert "I have received" not in text(
        draft("customer-privacy-statement", holdings=(held("payment-card", CUSTOMER),))
    )


@pytest.mark.parametrize("name", ["<script>x</script>", "#panic() $x$", "A & B"])
def test_a_hostile_name_is_text(name: str) -> None:
    notice = draft(organisation=name)
    assert name in text(notice)
    assert "<script>x" not in notices.render(notice, ".html").decode()
    assert notices.render(notice, ".pdf").startswith(b"%PDF-")


def test_nothing_held_is_a_notice_that_says_so() -> None:
    said = text(draft(holdings=(), activities=()))
    assert "Nothing beside what is named below." in said and "We do not record what you do at work" in said


def test_an_unknown_kind_or_form_names_those_there_are() -> None:
    with pytest.raises(InvalidInput) as wrong:
        draft("privacy-policy")
    assert "employee-privacy-notice" in wrong.value.hint
    with pytest.raises(InvalidInput):
        notices.render(draft(), ".docx")
