"""Kinds of notice that particular laws ask for: each line is found in the words, or missing with its question."""

from __future__ import annotations

from datetime import date

import pytest

from bailee import notices
from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.notices.items import ELSEWHERE, _asks
from bailee.notices.versions import Notice
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.rendering import from_data
from bailee.vocabulary import LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
GERMANY: dict[str, object] = {"establishment_countries": ["DE"], "employees_by_state": {"DE": 30}}
CALIFORNIA: dict[str, object] = {
    "employees_by_state": {"US-CA": 30}, "consumer_states": ["US-CA"], "annual_revenue": "USD 40000000",
    "is_nonprofit": False, "is_public_body": False,
}  # fmt: skip
ANSWERS: dict[str, object] = {
    "makes_automated_decisions": False,
    "uses_ai_hiring_tools": False,
    "transfers_outside_eea": False,
    "sells_personal_data": False,
    "privacy_policy_address": "https://harbour.example/privacy",
}


def activity(
    category: str, subject: SubjectCategory, basis: LawfulBasis | None = LawfulBasis.LEGITIMATE_INTERESTS
) -> ProcessingActivity:
    return ProcessingActivity(
        "Own", (("the stated purpose", basis),), (category,), (subject,), recipients=("nobody else",), retention="1 year"
    )  # fmt: skip


def draft(
    kind: str, category: str, subject: SubjectCategory, facts: dict[str, object], *activities: ProcessingActivity
) -> Notice:
    found = (Holding(category, subject, ("share",), PeopleRange(3, 4), 3),)
    return notices.draft(
        kind, organisation="Harbour Dental", contact="P. Lind", holdings=found, activities=activities,
        obligations=evaluate(facts_from(found, facts), on=ON), on=ON, facts=facts,
    )  # fmt: skip


def applicants(facts: dict[str, object], *activities: ProcessingActivity) -> Notice:
    return draft("applicant-notice", "job-applications", SubjectCategory.APPLICANT, facts, *activities)


APPLICANTS = activity("job-applications", SubjectCategory.APPLICANT)


def text(notice: Notice) -> str:
    return " ".join(notices.render(notice, ".txt").decode().split())


def test_tables_of_asks_have_the_lines_of_the_law_tables_and_parts_that_the_kinds_have() -> None:
    rules = rules_by_ident()
    for kind, laws in _asks().items():
        parts = notices.kinds()[kind].parts(applicants(GERMANY).snapshot)
        for ident, lines in laws.items():
            assert set(lines) == set(rules[ident].notice_content or rules[ident].requires), ident
            assert set(lines.values()) - {ELSEWHERE} <= set(parts), ident


def test_an_applicant_in_germany_is_told_the_twelve_items_of_article_13() -> None:
    notice = applicants(GERMANY | ANSWERS, APPLICANTS)
    assert [item.law for item in notice.items] == ["ntc-eu-13"] * 12
    assert not notice.missing
    assert all(" ".join(item.words.split()) in text(notice) for item in notice.items)


def test_what_nobody_declared_about_applicants_is_asked_for_item_by_item() -> None:
    missing = {item.part: item for item in applicants(GERMANY).missing}
    assert set(missing) == {"grounds", "recipients", "transfers", "kept", "programs"}
    assert missing["transfers"].questions[0].command == "bailee declare organisation --set transfers_outside_eea=no"


def test_a_program_that_ranks_applicants_waits_for_counsels_words() -> None:
    notice = applicants(GERMANY | ANSWERS | {"uses_ai_hiring_tools": True}, APPLICANTS)
    (item,) = notice.missing
    assert item.part == "programs" and not item.questions[0].command


@pytest.mark.parametrize("without", ["sells_personal_data", "privacy_policy_address"])
def test_the_notice_at_collection_asks_whether_data_are_sold_and_where_the_policy_stands(without: str) -> None:
    bought = activity("purchases", SubjectCategory.CUSTOMER)
    kind, category, subject = "notice-at-collection", "purchases", SubjectCategory.CUSTOMER
    whole = draft(kind, category, subject, CALIFORNIA | ANSWERS, bought)
    assert [item.law for item in whole.items] == ["ntc-us-ca-7012"] * 5 and not whole.missing
    assert "https://harbour.example/privacy" in text(whole)
    facts = {name: value for name, value in ANSWERS.items() if name != without}
    missing = draft(kind, category, subject, CALIFORNIA | facts, bought).missing
    assert without in "".join(question.command for item in missing for question in item.questions)


def test_a_sign_shows_a_camera_and_asks_for_the_link_that_it_lacks() -> None:
    footage = activity("camera-footage", SubjectCategory.VISITOR)
    facts = GERMANY | {"has_cctv": True}
    (item,) = draft("cctv-sign", "camera-footage", SubjectCategory.VISITOR, facts, footage).missing
    assert item.part == "link"
    whole = draft("cctv-sign", "camera-footage", SubjectCategory.VISITOR, facts | ANSWERS, footage)
    assert len(whole.items) == 5 and not whole.missing
    assert 'role="img" aria-label="A camera"><svg' in notices.render(whole, ".html").decode()
    assert notices.render(whole, ".pdf") == notices.render(whole, ".pdf")
    assert from_data(whole.document.as_data()) == whole.document


def test_where_callers_must_agree_the_announcement_says_what_for_and_how_to_refuse() -> None:
    kind, category, subject = "call-recording-announcement", "call-recordings", SubjectCategory.CUSTOMER
    facts: dict[str, object] = {"resident_states": ["US-CA"], "employees_by_state": {"US-CA": 3}, "records_calls": True}
    (item,) = draft(kind, category, subject, facts).missing
    assert item.law == "mon-us-ca-recording" and "What are calls recorded for?" in item.questions[0].text
    of_staff = draft(kind, category, SubjectCategory.EMPLOYEE, facts)  # a call has two ends
    assert "We record this call" in text(of_staff)
    whole = draft(kind, category, subject, facts, activity(category, subject))
    assert not whole.missing and "for: the stated purpose. If you do not want that, say so now." in text(whole)
