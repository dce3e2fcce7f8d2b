"""Folders, readers, ages and purposes in all variations, without a disk: what fires, and what comes near and must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from bailee.departures import (
    Confidential,
    Departure,
    Document,
    FileSeen,
    Ground,
    Hold,
    Verdict,
    coming,
    departures,
    finder,
    sorts,
)
from bailee.departures.periods import periods
from bailee.inventory import Holding, ProcessingActivity
from bailee.inventory.retention import Length, Period
from bailee.matrix import SECURED
from bailee.obligations.evaluate import Obligation, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.people import PeopleRange
from bailee.vocabulary import LawfulBasis, Locator, Severity, State, SubjectCategory

DAY = date(2026, 11, 25)
EMPLOYEE, PATIENT, APPLICANT, CUSTOMER = (
    SubjectCategory.EMPLOYEE,
    SubjectCategory.PATIENT,
    SubjectCategory.APPLICANT,
    SubjectCategory.CUSTOMER,
)
STAFFED = {
    "employees_by_state": {"US-NY": 40}, "employees_in_20_weeks": 40, "max_employees_within_75_miles": 60, "holds_medical": True, "holds_genetic": True,
    "holds_drug_alcohol_tests": True, "holds_disability_records": True, "holds_leave_records": True, "sponsors_health_plan": True, "holds_health_insurance_id": True,
    "holds_i9": True, "holds_employee_records": True, "holds_payroll": True, "holds_applicant_records": True, "runs_background_checks": True, "employs_cdl_drivers": True,
    "has_safety_sensitive_workers": True, "holds_cardholder_data": True, "has_cctv": True, "keeps_web_logs": True,
}  # fmt: skip
APART = (
    ("drug-or-alcohol-test", "drug-and-alcohol-tests"),
    ("psychological-evaluation", "personality-evaluations"),
    ("medical-record", "medical-records"),
    ("leave-certification", "medical-records"),
    ("genetic-or-family-history", "genetic-and-family-history"),
)
PERSONNEL = ("personnel-file", "performance-review", "disciplinary-record")
HR = frozenset({"ana", "ben", "cho"})


def rules(**facts: object) -> tuple[Obligation, ...]:
    return evaluate(facts_from((), STAFFED | facts), on=DAY)


def ground(*documents: Document, readers: dict[int, frozenset[str] | None] | None = None, **more: object) -> Ground:
    """Files as documents name them; each can be opened by HR unless `readers` says otherwise by its number."""
    files = {
        document.file: FileSeen(
            document.file[0],
            "office",
            document.locator.item,
            date(2025, 5, 5),
            (readers or {}).get(int(str(document.file[1])), HR),
        )
        for document in documents
    }
    made = Ground(
        DAY,
        documents,
        files,
        obligations=rules(),
        people_in=lambda category, subject, some: PeopleRange(len(some), len(some)),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def paper(
    number: int, folder: str, kind: str, category: str, *people: int, subject: SubjectCategory = EMPLOYEE
) -> Document:
    path = f"{folder}/f{number}.pdf" if folder else f"f{number}.pdf"
    return Document(
        (f"office/{folder.split('/')[0]}", number), Locator((path,)), ("office", *filter(None, folder.split("/"))), kind, category, subject, frozenset(people)
    )  # fmt: skip


def record(number: int, folder: str, *people: int, kind: str = "personnel-file") -> Document:
    return paper(number, folder, kind, "personnel-files", *people)


def of(sort: str, seen: Ground) -> list[Departure]:
    return list(finder(sort)(seen))


@pytest.mark.parametrize(("what", "beside"), [*product(APART, PERSONNEL)])
@pytest.mark.parametrize("folder", ["a1f/9c", "HR/Personnel/Roe, Jane", "Shared/scans", "2019.zip"])
def test_what_is_kept_apart_is_found_beside_a_personnel_record_wherever_that_is(
    what: tuple[str, str], beside: str, folder: str
) -> None:
    found = of("beside-personnel", ground(record(1, folder, 7, kind=beside), paper(2, folder, *what, 7)))
    assert [lying.locator.item for each in found for lying in each.files] == [f"{folder}/f2.pdf"]
    assert found[0].state is State.RED and found[0].rule and found[0].rule.is_sure


@pytest.mark.parametrize(
    ("kind", "category", "subject"),
    [
        ("medical-record", "medical-records", PATIENT),
        ("payroll", "payroll", EMPLOYEE),
        ("direct-deposit", "bank-account", EMPLOYEE),
        ("performance-review", "personnel-files", EMPLOYEE),
        ("applicant-cv", "job-applications", APPLICANT),
    ],
)
def test_what_may_lie_there_raises_nothing(kind: str, category: str, subject: SubjectCategory) -> None:
    assert of("beside-personnel", ground(record(1, "p", 7), paper(2, "p", kind, category, 7, subject=subject))) == []


def test_a_document_that_tells_of_nobody_is_no_record() -> None:
    leaflet = replace(paper(2, "p", "medical-record", "medical-records"), tells=False)
    blank = replace(paper(3, "p", "i9-form", "personnel-files"), tells=False)
    seen = ground(record(1, "p", 7), leaflet, blank)
    assert of("beside-personnel", seen) == of("i9-beside-personnel", seen) == []
    form = replace(record(1, "p"), tells=False)  # an empty personnel form makes no personnel folder
    assert of("beside-personnel", ground(form, paper(2, "p", "medical-record", "medical-records", 7))) == []


def test_one_document_of_two_kinds_lies_beside_nothing() -> None:
    both = paper(1, "p", "medical-record", "medical-records", 7)
    assert of("beside-personnel", ground(record(1, "p", 7), both)) == []


def test_pages_of_one_file_and_members_of_one_archive_lie_together() -> None:
    first = replace(record(1, "p", 7), locator=Locator(("p/f1.zip", "a.pdf")), folder=("office", "p", "f1.zip"))
    other = replace(
        paper(1, "p", "medical-record", "medical-records", 7),
        locator=Locator(("p/f1.zip", "b.pdf")),
        folder=("office", "p", "f1.zip"),
    )
    (found,) = of("beside-personnel", ground(first, other))
    assert found.move and any("archive" in text for text in found.move.breaks)


CUSTOM = [record(1, "P/a", 1), record(2, "P/b", 2), record(3, "P/c", 3)]


def test_below_somebodys_folder_is_hers_and_a_folder_beside_all_is_apart() -> None:
    medical = ("medical-record", "medical-records")
    assert of("beside-personnel", ground(*CUSTOM, paper(4, "P/a/health", *medical, 1)))
    assert not of("beside-personnel", ground(*CUSTOM, paper(4, "P/health", *medical, 1)))
    assert not of("beside-personnel", ground(*CUSTOM, paper(4, "Health/a", *medical, 1)))
    assert not of(
        "beside-personnel", ground(*CUSTOM, paper(4, "P/a/health", *medical, 1), paper(5, "P/a/health", *medical, 2))
    )


def test_a_firm_of_one_employee_may_keep_both_in_folders_side_by_side() -> None:
    seen = ground(record(1, "HR/Personnel", 1), paper(2, "HR/Medical", "medical-record", "medical-records", 1))
    assert of("beside-personnel", seen) == []


@pytest.mark.parametrize(
    ("facts", "state"),
    [({}, State.RED), ({"employees_in_20_weeks": None, "employees_by_state": None, "states_with_employees": ["US-NY"], "max_employees_within_75_miles": None}, State.AMBER), ({"employees_in_20_weeks": 6, "max_employees_within_75_miles": 6, "sponsors_health_plan": False, "holds_health_insurance_id": False}, None)],
)  # fmt: skip
def test_whether_the_law_applies_decides_red_a_gap_or_nothing(facts: dict[str, object], state: State | None) -> None:
    seen = ground(
        record(1, "p", 7),
        paper(2, "p", "psychological-evaluation", "personality-evaluations", 7),
        obligations=rules(**facts),
    )
    found = of("beside-personnel", seen)
    assert [each.state for each in found] == ([state] if state else [])
    if state is State.AMBER:
        assert not found[0].rule or (not found[0].rule.is_sure and found[0].for_counsel)


# ---- who can open both


@pytest.mark.parametrize(
    ("medical", "personnel", "fires"),
    [
        (HR, HR, True),
        (HR | {"dov"}, HR, True),
        (frozenset({"anyone"}), HR, True),
        (frozenset({"ana"}), HR, False),  # fewer than can open the personnel files
        (frozenset({"dov", "eli"}), HR, False),  # others
        (frozenset({"ana"}), frozenset({"ana"}), False),  # one account keeps both: there is nobody to keep them from
        (None, HR, False),  # not read: nothing is claimed
        (HR, None, False),
    ],
)
def test_records_apart_are_open_with_the_personnel_files_or_not(
    medical: frozenset[str] | None, personnel: frozenset[str] | None, fires: bool
) -> None:
    seen = ground(
        record(1, "HR/P", 1), record(2, "HR/P", 2), paper(3, "HR/M", "medical-record", "medical-records", 1),
        readers={1: personnel, 2: personnel, 3: medical},
    )  # fmt: skip
    found = of("open-with-personnel", seen)
    assert bool(found) is fires
    assert all(each.column == SECURED for each in found)


def test_the_move_says_who_would_lose_and_who_would_gain_access() -> None:
    place = Confidential(("office", "Vault"), "office/Vault", ("medical",), frozenset({"ana", "nurse"}))
    (found,) = of(
        "beside-personnel",
        ground(record(1, "p", 7), paper(2, "p", "medical-record", "medical-records", 7), confidential=(place,)),
    )
    assert found.move and (found.move.to, found.move.lose, found.move.gain) == (
        "office/Vault",
        ("ben", "cho"),
        ("nurse",),
    )
    unknown = replace(place, readers=None)
    (found,) = of(
        "beside-personnel",
        ground(record(1, "p", 7), paper(2, "p", "medical-record", "medical-records", 7), confidential=(unknown,)),
    )
    assert found.move and found.move.lose is None


def test_tests_under_transport_rules_that_anybody_can_open() -> None:
    test = paper(1, "t", "custody-and-control-form", "drug-and-alcohol-tests", 1)
    assert of("drug-tests-open", ground(test, readers={1: frozenset({"anyone"})}))
    assert not of("drug-tests-open", ground(test))
    office = rules(employs_cdl_drivers=False, has_safety_sensitive_workers=False)
    assert not of("drug-tests-open", ground(test, readers={1: frozenset({"anyone"})}, obligations=office))


# ---- time and purpose


def holding(category: str, subject: SubjectCategory, *stores: str) -> Holding:
    return Holding(category, subject, stores, PeopleRange(3, 4), 3)


def lying(key: tuple[str, SubjectCategory], *files: tuple[str, int, date | None], **more: object) -> Ground:
    seen = {(store, number): FileSeen(store, "office", f"x/{number}.pdf", on, HR) for store, number, on in files}
    base = ground(
        lying={key: frozenset(seen)}, holdings={key: holding(*key, *sorted({store for store, _, _ in files}))}
    )
    return replace(base, files=seen, **more)  # type: ignore[arg-type]


def activity(
    name: str,
    category: str,
    subject: SubjectCategory,
    *,
    stores: tuple[str, ...] = (),
    purpose: str = "",
    **more: object,
) -> ProcessingActivity:
    return ProcessingActivity(name, ((purpose or name.lower(), None),), (category,), (subject,), stores, **more)  # type: ignore[arg-type]


CVS = ("job-applications", APPLICANT)


@pytest.mark.parametrize(
    ("on", "retention", "old"),
    [
        (date(2025, 11, 24), "1 year", True),
        (date(2025, 11, 25), "1 year", False),  # the day itself is not past it
        (date(2019, 1, 1), "until three years after leaving", False),  # runs from another day
        (date(2019, 1, 1), "as long as needed", False),
        (date(2019, 1, 1), "at least 3 years", False),
        (date(2024, 11, 25), "2 years", False),
        (None, "1 year", False),
    ],
)
def test_an_application_is_older_than_declared_or_not(on: date | None, retention: str, old: bool) -> None:
    seen = lying(
        CVS, ("office/HR", 1, on), activities=(activity("Recruiting", *CVS, retention=retention),), obligations=()
    )
    assert bool(of("older-than-declared", seen)) is old


def test_what_a_law_asks_to_keep_is_not_too_old_before() -> None:
    seen = lying(
        CVS, ("office/HR", 1, date(2024, 1, 1)), activities=(activity("Recruiting", *CVS, retention="6 months"),)
    )
    assert of("older-than-declared", seen)  # past the year of 29 CFR 1602.14, too
    seen = lying(
        CVS, ("office/HR", 1, date(2026, 2, 1)), activities=(activity("Recruiting", *CVS, retention="6 months"),)
    )
    assert not of("older-than-declared", seen)
    (short,) = of("declared-too-short", seen)
    assert short.rule and short.state is State.AMBER and "1 year" in short.next


def test_the_longest_period_of_several_activities_counts_and_one_without_leaves_it_open() -> None:
    first, second = activity("A", *CVS, retention="1 year"), activity("B", *CVS, retention="5 years")
    file = ("office/HR", 1, date(2023, 1, 1))
    assert not of("older-than-declared", lying(CVS, file, activities=(first, second), obligations=()))
    assert not of("older-than-declared", lying(CVS, file, activities=(first, activity("C", *CVS)), obligations=()))
    elsewhere = activity("B", *CVS, retention="5 years", stores=("office/Other",))
    assert of("older-than-declared", lying(CVS, file, activities=(first, elsewhere), obligations=()))
    structured = activity("A", *CVS, period=Period(Length(1, "years")))
    assert of("older-than-declared", lying(CVS, file, activities=(structured,), obligations=()))


@pytest.mark.parametrize(
    ("hold", "counted", "is_open"),
    [
        (Hold("h", "m", date(2026, 1, 1)), 2, False),
        (Hold("h", "m", date(2026, 1, 1), stores=("office/HR",)), 1, True),
        (Hold("h", "m", date(2026, 1, 1), categories=("payroll",)), 2, True),
        (Hold("h", "m", date(2027, 1, 1)), 2, True),
        (Hold("h", "m", date(2026, 1, 1), lifted_on=date(2026, 5, 1)), 2, True),
        (Hold("h", "m", date(2026, 1, 1), files=frozenset({("office/Old", 2)})), 1, True),
    ],
)
@pytest.mark.parametrize("sort", ["older-than-declared", "older-than-law"])
def test_a_hold_wins_over_a_period_for_what_it_covers(hold: Hold, counted: int, is_open: bool, sort: str) -> None:
    key = CVS if sort == "older-than-declared" else ("background-checks", EMPLOYEE)
    files = (("office/HR", 1, date(2015, 1, 1)), ("office/Old", 2, date(2016, 1, 1)))
    seen = lying(key, *files, activities=(activity("Kept", *key, retention="1 year"),), holds=(hold,))
    if hold.files is not None and sort == "older-than-law":
        seen = replace(seen, activities=())
    (found,) = of(sort, seen)
    assert (len(found.files), found.is_open) == (counted, is_open)
    if is_open and counted == 1:
        assert "legal hold h" in found.why


def test_the_length_of_another_activity_is_said_to_be_its_own() -> None:
    first, second = activity("Benefits", *CVS, retention="6 years"), activity("Hiring", *CVS, retention="3 years after leaving")  # fmt: skip
    seen = lying(CVS, ("office/HR", 1, date(2015, 1, 1)), activities=(first, second), obligations=())
    left = Document(("office/HR", 1), Locator(("x/1.pdf",)), ("office", "x"), "applicant-cv", *CVS, frozenset({1}), True, date(2016, 5, 1), "its day of termination", True)  # fmt: skip
    (found,) = of("older-than-declared", replace(seen, documents=(left,)))
    assert found.title == "1 file of Hiring is older than 6 years after leaving" and found.due == date(2022, 5, 1)
    assert "Benefits keeps the same data for 6 years" in found.why and found.due_by.startswith("Benefits keeps")


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (date(2025, 11, 24), None),  # past it: a departure
        (date(2025, 11, 25), date(2026, 11, 25)),  # today is the last day
        (date(2025, 12, 25), date(2026, 12, 25)),
        (date(2025, 12, 26), None),  # more than a month ahead
        (None, None),
    ],
)
def test_what_ends_within_a_month_is_told_before_its_day(made: date | None, due: date | None) -> None:
    seen = lying(
        CVS, ("office/HR", 1, made), activities=(activity("Recruiting", *CVS, retention="1 year"),), obligations=()
    )
    found = coming(seen, departures(seen))
    assert [each.due for each in found] == ([due] if due else [])
    assert all(each.todo.startswith("Look through 1 file of Recruiting before its time ends") for each in found)


def test_what_ends_soon_has_the_ident_that_it_will_have_when_it_ended_and_is_told_once() -> None:
    kept = activity("Recruiting", *CVS, retention="1 year")
    soon, old = ("office/HR", 1, date(2025, 12, 1)), ("office/HR", 2, date(2020, 1, 1))
    (ahead,) = coming(lying(CVS, soon, activities=(kept,), obligations=()))
    after = replace(lying(CVS, soon, activities=(kept,), obligations=()), on=date(2026, 12, 2))
    (departed,) = of("older-than-declared", after)
    assert (ahead.ident, ahead.due) == (departed.ident, departed.due)
    both = lying(CVS, soon, old, activities=(kept,), obligations=())
    assert coming(both, departures(both)) == ()


def test_a_hold_and_what_a_law_asks_to_keep_put_off_what_ends_soon() -> None:
    kept, soon = activity("Recruiting", *CVS, retention="6 months"), ("office/HR", 1, date(2026, 6, 1))
    assert coming(lying(CVS, soon, activities=(kept,), obligations=()))
    assert not coming(lying(CVS, soon, activities=(kept,)))  # a year by 29 CFR 1602.14
    assert not coming(lying(CVS, soon, activities=(kept,), obligations=(), holds=(Hold("h", "m", DAY),)))


def test_the_bound_of_a_law_is_told_before_its_day_too_and_says_so() -> None:
    seen = lying(("background-checks", EMPLOYEE), ("office/HR", 1, date(2020, 12, 10)))
    (ahead,) = coming(seen, departures(seen))
    assert ahead.rule and ahead.due == date(2026, 12, 10) and "background check" in ahead.todo


def test_a_law_that_nobody_verified_is_named_and_sets_no_period() -> None:
    facts = {
        "establishment_countries": ["AU"],
        "employees_by_state": {"AU-NSW": 12},
        "states_with_employees": ["AU-NSW"],
    }
    australian = evaluate(facts_from((), STAFFED | facts), on=DAY)
    old = lying(
        WAGES,
        ("office/A", 1, date(2015, 1, 1)),
        activities=(activity("Payroll", *WAGES, retention="1 year"),),
        obligations=australian,
    )
    (found,) = of("older-than-declared", old)
    assert found.named and "Not verified, ask counsel" in found.named[0] and "1 year" in found.title
    assert not of("declared-too-short", old)


def test_codes_of_cards_may_never_be_kept_but_a_form_of_today_may_wait() -> None:
    key = ("payment-card", CUSTOMER)
    files = {
        ("office/A", 1): FileSeen("office/A", "office", "a.pdf", date(2026, 11, 1)),
        ("office/A", 2): FileSeen("office/A", "office", "b.pdf", DAY),
    }
    seen = replace(ground(), files=files, codes={key: frozenset(files)})
    (found,) = of("never-kept", seen)
    assert [each.locator.item for each in found.files] == ["a.pdf"] and found.severity is Severity.SEVERE
    kept = replace(seen, holds=(Hold("h", "m", date(2026, 1, 1)),))
    assert not of("never-kept", kept)[0].is_open


WAGES = ("payroll", EMPLOYEE)
PAYROLL = activity("Payroll", *WAGES, purpose="paying wages")
MARKETING = activity("Marketing", "email-address", CUSTOMER, stores=("office/Marketing",), purpose="newsletter")


@pytest.mark.parametrize(
    ("activities", "fires"),
    [
        ((PAYROLL, MARKETING), True),
        ((PAYROLL,), False),  # nobody said what that share is for
        ((MARKETING,), False),  # no purpose at all is another sort
        ((PAYROLL, replace(MARKETING, purposes=(("Paying wages", None),))), False),  # the same purpose
        ((replace(PAYROLL, stores=("office/Marketing",)), MARKETING), False),
        ((replace(PAYROLL, stores=("office/Wages",)), MARKETING), True),
    ],
)
def test_wages_in_a_share_that_is_for_something_else(activities: tuple[ProcessingActivity, ...], fires: bool) -> None:
    seen = lying(WAGES, ("office/Marketing", 1, date(2026, 1, 1)), activities=activities)
    assert bool(of("used-elsewhere", seen)) is fires
    assert bool(of("no-purpose", seen)) is (PAYROLL.name not in {each.name for each in activities})


def test_consent_of_staff_in_europe_is_a_question_and_is_never_decided() -> None:
    facts = {
        "establishment_countries": ["DE"],
        "employees_by_state": {"DE": 12},
        "states_with_employees": ["DE"],
        "holds_personal_data": True,
    }
    photos = replace(activity("Photos", "camera-footage", EMPLOYEE), purposes=(("web site", LawfulBasis.CONSENT),))
    key = ("camera-footage", EMPLOYEE)
    european = evaluate(facts_from((), facts), on=DAY)
    (found,) = of("consent-at-work", lying(key, ("office/A", 1, DAY), activities=(photos,), obligations=european))
    assert found.state is State.UNKNOWN and found.for_counsel and "counsel" in found.next
    assert not of("consent-at-work", lying(key, ("office/A", 1, DAY), activities=(photos,)))  # New York


# ---- all of them


def test_every_sort_has_a_name_and_runs_over_nothing() -> None:
    empty = Ground(DAY)
    assert len(sorts()) >= 9 and departures(empty) == ()
    assert all(rules_by_ident()[each.rule].is_verified for each in periods())


def test_the_same_ground_gives_the_same_in_any_order_and_decisions_hold_until_their_day() -> None:
    made = [
        record(1, "p", 7),
        paper(2, "p", "medical-record", "medical-records", 7),
        paper(3, "q", "drug-or-alcohol-test", "drug-and-alcohol-tests", 8),
        record(4, "q", 8),
    ]
    told = departures(ground(*made))
    for seed in range(5):
        shuffled = made[:]
        Random(seed).shuffle(shuffled)
        assert [each.ident for each in departures(ground(*shuffled))] == [each.ident for each in told]
    first = told[0].ident
    accepted = Verdict("accepted", "soon", DAY, "alice", DAY)
    assert [each.ident for each in departures(ground(*made), {first: accepted}) if each.is_open] == [
        each.ident for each in told[1:]
    ]
    over = replace(accepted, until=date(2026, 11, 1))
    assert all(each.is_open for each in departures(ground(*made), {first: over}))


def test_no_random_tree_makes_it_claim_what_is_not_beside() -> None:
    """Any tree: whatever is named lies with a personnel record, in its folder or below a folder of its person."""
    for seed in range(120):
        rng = Random(seed)
        folders = [f"{a}/{b}" for a in "xyz" for b in "123"]
        made: list[Document] = []
        for number in range(rng.randint(2, 14)):
            folder, person = rng.choice(folders), rng.randint(1, 4)
            made.append(
                record(number, folder, person)
                if rng.random() < 0.5
                else paper(number, folder, *rng.choice(APART), person)
            )
        named = {each.locator.item for found in of("beside-personnel", ground(*made)) for each in found.files}
        wanted = {each.locator.item for each in made if each.category != "personnel-files" and _lies_with(each, made)}
        assert named == wanted, seed


def _lies_with(document: Document, made: Iterable[Document]) -> bool:
    made = list(made)
    records = [each for each in made if each.category == "personnel-files"]
    if any(each.folder == document.folder for each in records):
        return True

    def people(folder: tuple[str, ...]) -> set[int]:
        return {person for each in made if each.folder[: len(folder)] == folder for person in each.people}

    def is_of_one(folder: tuple[str, ...]) -> bool:
        return len(people(folder)) == 1 and any(each.folder[: len(folder)] == folder for each in records)

    every = {each.folder[:depth] for each in made for depth in (2, 3)}
    for depth in (3, 2):
        folder = document.folder[:depth]
        custom = {person for each in every if each[:-1] == folder[:-1] and is_of_one(each) for person in people(each)}
        if is_of_one(folder) and len(custom) >= 2:
            return True
    return False
