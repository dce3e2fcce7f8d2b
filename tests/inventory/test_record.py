"""The record of processing: what is to complete, what a scan suggests, how long is how long, and older rows."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory import Exposure, Holding, PeopleRange, ProcessingActivity, templates
from bailee.inventory.activities import NOBODY, Transfer, activity_of, as_dict
from bailee.inventory.reading import rows_of
from bailee.inventory.record import gaps, record
from bailee.inventory.retention import Length, Period, period_of
from bailee.inventory.suggest import suggested
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory

EMPLOYEE, CUSTOMER = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER
DAY = date(2026, 11, 26)
WHOLE = ProcessingActivity(
    "Payroll",
    (("paying wages", LawfulBasis.CONTRACT), ("payroll tax", LawfulBasis.LEGAL_OBLIGATION)),
    ("social-security-number", "payroll"),
    (EMPLOYEE,),
    ("company/HR",),
    ("payroll bureau",),
    "at most 7 years after the last pay",
    Role.CONTROLLER,
    Period(Length(7, "years"), Length(4, "years"), "the last pay"),
    (Transfer("IN", "helpdesk", "standard-clauses"),),
    ("encryption-at-rest", "a locked drawer"),
)


def held(category: str, subject: SubjectCategory, *stores: str, people: int = 3, items: int = 1) -> Holding:
    return Holding(category, subject, stores or ("company/HR",), PeopleRange(people, people), items)


def idents(activity: ProcessingActivity, **more: bool | None) -> list[str]:
    return [gap.ident for gap in gaps(activity, **more)]  # type: ignore[arg-type]


def changed(**values: object) -> ProcessingActivity:
    return activity_of(as_dict(WHOLE) | values)  # type: ignore[arg-type]


def test_an_entry_that_says_all_has_no_gap() -> None:
    assert idents(WHOLE, gdpr=True) == []


@pytest.mark.parametrize(
    ("activity", "gap"),
    [
        (changed(purposes=()), "no-purpose"),
        (changed(purposes=[["paying wages", None]]), "no-basis"),
        (changed(recipients=[]), "recipients-not-said"),
        (changed(retention="", period={}), "no-retention"),
        (changed(retention="as long as needed", period={}), "retention-without-length"),
        (changed(transfers=[{"country": "IN"}]), "no-safeguard"),
        (changed(role="processor"), "no-controller"),
        (changed(role="joint-controller"), "no-joint-controller"),
        (changed(measures=[]), "no-measure"),
        (changed(subjects=[]), "no-subject"),
    ],
)
def test_each_thing_that_is_not_said_is_a_gap_of_its_own(activity: ProcessingActivity, gap: str) -> None:
    assert idents(activity, gdpr=True) == [gap]


def test_a_basis_is_asked_for_where_the_gdpr_applies_or_may_and_not_of_a_processor() -> None:
    bare = changed(purposes=[["paying wages", None], ["payroll tax", "legal-obligation"]])
    assert idents(bare, gdpr=False) == []
    (gap,) = gaps(bare, gdpr=None)
    assert "for “paying wages”" in gap.says and "where it applies" in gap.says
    assert idents(changed(purposes=[["x", None]], role="processor", on_behalf_of=["Lind"]), gdpr=True) == []


def test_nobody_else_is_an_answer() -> None:
    assert idents(changed(recipients=[NOBODY])) == []


def test_a_provider_that_names_no_client_works_for_all_of_them() -> None:
    assert idents(changed(role="processor"), has_clients=True) == []


def test_the_record_is_filled_with_what_was_found() -> None:
    exposures = {("payroll", EMPLOYEE): (Exposure("company/HR", 4, 4, 2, 0), Exposure("mail", 1, 0, 9, 0))}
    holdings = [held("payroll", EMPLOYEE, "company/HR", "mail", people=41), held("payroll", CUSTOMER, people=99)]
    (entry,) = record("A", [WHOLE], holdings, exposures, on=DAY).entries
    assert entry.stores == ("company/HR", "mail") and entry.people == PeopleRange(41, 41)
    assert entry.measures_found == ("4 of 4 files encrypted at rest", "at most 2 accounts can open them")


def test_what_is_least_complete_comes_first() -> None:
    made = record("A", [WHOLE, changed(name="Bare", recipients=[], retention="", period={})], [], {}, on=DAY)
    assert [entry.activity.name for entry in made.entries] == ["Bare", "Payroll"] and made.to_complete == 2


def test_a_row_of_before_is_read_as_if_nobody_had_said_the_rest() -> None:
    stored = {
        "name": "Payroll", "purposes": [["paying staff", "contract"]], "categories": ["payroll"], "subjects": ["employee"], "stores": [],
        "recipients": [], "retention": "7 years", "role": "controller",
    }  # fmt: skip
    activity = activity_of(stored)
    assert activity.period == Period() and activity.limits == Period(Length(7, "years")) and activity.transfers == ()
    assert activity_of(as_dict(activity)) == activity


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("7 years", Period(Length(7, "years"))),
        ("90 days", Period(Length(90, "days"))),
        ("at least three years after hiring", Period(None, Length(3, "years"), "hiring")),
        ("until a year after the contract ended", Period(Length(1, "years"), None, "the contract ended")),
        ("30-day loop", Period(Length(30, "days"))),
        ("3 years, or 1 year from leaving", Period()),
        ("as long as needed", Period()),
        ("", Period()),
    ],
)
def test_a_length_is_read_where_the_words_say_one_plainly(words: str, period: Period) -> None:
    assert period_of(words) == period


def test_lengths_move_by_the_calendar() -> None:
    assert Length(1, "months").after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Length(1, "years").before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert Length(2, "weeks").after(DAY) == date(2026, 12, 10)


def test_what_belongs_together_is_suggested_as_one_draft_without_a_purpose() -> None:
    holdings = [
        held("payroll", EMPLOYEE),
        held("bank-account", EMPLOYEE, "company/Bank"),
        held("keystroke-logs", EMPLOYEE),
    ]
    made = {each.activity.name: each for each in suggested(holdings, (), template="msp")}
    payroll = made["Payroll"]
    assert payroll.activity.categories == ("payroll", "bank-account") and payroll.activity.purposes == ()
    assert payroll.activity.stores == ("company/Bank", "company/HR") and payroll.usual == (
        "paying wages",
        "payroll tax",
    )
    assert made["Key-logger output of employees"].usual == ()
    assert [gap.ident for gap in gaps(payroll.activity)][:1] == ["no-purpose"]


def test_what_is_declared_or_drafted_is_not_suggested_again_and_no_name_is_taken_twice() -> None:
    holdings = [held("payroll", EMPLOYEE), held("bank-account", EMPLOYEE)]
    assert [each.activity.name for each in suggested(holdings, [WHOLE], template="msp")] == ["Payroll (2)"]
    drafted = suggested(holdings, [WHOLE], template="msp")[0].activity
    assert suggested(holdings, [WHOLE], [drafted], template="msp") == ()


def test_what_was_only_declared_suggests_nothing() -> None:
    assert suggested([Holding("payroll", EMPLOYEE, (), PeopleRange(0, 0), 0, found=False)], ()) == ()


@pytest.mark.parametrize("ident", templates.idents())
def test_a_template_says_what_such_a_business_does_and_asks_where_it_is_doubtful(ident: str) -> None:
    template = templates.load(ident)
    assert len(template.activities) >= 8 and template.contracts
    for each in template.activities:
        activity = each.activity
        assert set(activity.categories) <= set(DATA_CATEGORIES) and activity.purposes and activity.recipients
        assert activity.limits.is_said or activity.retention, activity.name
        assert all(basis for _, basis in activity.purposes) or activity.role is Role.PROCESSOR
    assert any(each.ask for each in template.activities)


def test_there_are_the_five_templates() -> None:
    assert set(templates.idents()) == {"accountant", "clinic", "law-firm", "msp", "shop"}


def test_a_cell_without_end_is_named_with_its_line_and_no_limit_of_the_process_is_touched() -> None:
    before = csv.field_size_limit()
    rows = rows_of(f"name,purpose\nPayroll,wages\nNews,{'x' * 100_001}\n", "record.csv")
    assert next(rows) == (2, {"name": "Payroll", "purpose": "wages"})
    assert csv.field_size_limit() == before
    with pytest.raises(InvalidInput, match="line 3"):
        next(rows)
    with pytest.raises(CannotRead, match="near line 3"):
        list(rows_of(f"name,purpose\nPayroll,wages\nNews,{'x' * (before + 1)}\n", "record.csv"))
