"""A request from the day it comes to the answer: taken in, joined, checked, done store by store, held up by holds, answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import scans
from bailee.contracts import Contract, Sort
from bailee.data_subject_requests import check_package
from bailee.data_subject_requests.requests import Contact, State
from bailee.data_subject_requests.rights import Right
from bailee.data_subject_requests.statement import document_of
from bailee.errors import InvalidInput, NotAllowed
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.operations.ask_by_page_request import AN_HOUR, TooMany, ask_by_page, ask_on_own_page, page_of
from bailee.operations.declare_roster import prints
from bailee.operations.fulfil_request import make_package
from bailee.operations.hold_data import hold_data
from bailee.operations.keep_contract import save_contract
from bailee.operations.known_days import dated
from bailee.operations.make_statement import make_statement
from bailee.operations.open_request_page import open_request_page
from bailee.operations.receive_request import Received, receive_request
from bailee.operations.scan_store import scan_store
from bailee.operations.show_requests import list_requests, request_figures, show_request
from bailee.operations.whose_statement import find_subject
from bailee.operations.work_on_request import (
    answer_request,
    ask_identity,
    ask_meaning,
    confirm_request,
    done_in_store,
    extend_request,
    join_request,
    leave_out,
    match_request,
    note_identity,
    note_meaning,
    refuse_request,
    reopen_request,
    tell_processor,
)
from bailee.permissions import Role
from bailee.rosters import Details, forms_of
from bailee.scanner import Event, ItemRead, ScanKeys
from bailee.store.rows.roster import RosterDraft
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence, Locator, SubjectCategory
from lying import found
from world import World

TODAY = date(2026, 11, 26)
PAT = Details("Pat Doe", emails=("pat@example.org",), born=date(1980, 2, 3))
TWIN = Details("Kim Doe", emails=("kim@example.org",), born=date(1980, 2, 3))


class Rows(scans.Files):
    """Files of rows: what stands in one row is about one person."""

    def __init__(self, files: dict[str, list[dict[str, str]]]) -> None:
        super().__init__({})
        self.rows = files

    def __call__(self, place: Path, keys: ScanKeys, known) -> Iterator[Event]:  # type: ignore[no-untyped-def]
        key = keys.fingerprint_key
        for path, rows in self.rows.items():
            for number, row in enumerate(rows):
                for detector, value in row.items():
                    yield _found(key, str(place), path, number, detector, value)
            yield ItemRead(Locator((path,)), ItemFacts(9, 1_700_000_000_000_000_000), "text/csv", "")


def _found(key: bytes, place: str, path: str, number: int, detector: str, value: str) -> Finding:
    form = {"email-address": "email", "date-of-birth": "birth-date"}.get(detector)
    forms = dict(forms_of(Details(value))) if detector == "person-name" else {form: value} if form else None
    made = scans.finding(
        key, path, detector, value, group=str(number), place=place, forms=forms, confidence=Confidence.LIKELY
    )
    return replace(made, ident=fingerprint(key, "finding", f"{place} {path} {number} {detector} {value}"))


def _row(details: Details, ssn: str) -> dict[str, str]:
    return {
        "person-name": details.name.lower(),
        "email-address": details.email,
        "us-ssn": ssn,
        "date-of-birth": str(details.born),
    }


@pytest.fixture
def shop(world: World, tmp_path: Path) -> Workspace:
    alice = world.alice
    with alice.transaction():
        for each in (PAT, TWIN):
            alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, each, prints(alice, each))])
        alice.set_fact("establishment_countries", ["DE"])
    rows = {"HR/staff.csv": [_row(PAT, "1"), _row(TWIN, "2")], "Sales/one.csv": [_row(PAT, "1")]}
    scans.scan(alice, Rows(rows), tmp_path / "share")
    return alice


def asked(alice: Workspace, *rights: str, email: str = "pat@example.org", on: date = TODAY, **more: object) -> Received:
    contact = Contact("Pat Doe", email, for_whom=str(more.pop("for_whom", "")))
    return receive_request(alice, rights, contact, "mail", received_on=on, on=TODAY, **more)  # type: ignore[arg-type]


def known(alice: Workspace, *rights: str, method: str = "known-in-person") -> str:
    ident = asked(alice, *rights).ident
    match_request(alice, ident, find_subject(alice, "pat@example.org"), on=TODAY)
    note_identity(alice, ident, method, on=TODAY)
    return ident


def test_a_request_goes_from_the_mail_to_the_answer(shop: Workspace) -> None:
    made = asked(shop, "access")
    assert [law.ident for law in made.laws] == ["gdpr"] and not made.alike
    one = show_request(shop, made.ident, TODAY)
    assert one.state is State.NEW and one.deadlines[0].on == date(2026, 12, 28)  # the 26th is a holiday, a Saturday
    assert "28 December 2026" in str(confirm_request(shop, made.ident, on=TODAY).as_data())
    with pytest.raises(NotAllowed, match="not shown enough"):
        answer_request(shop, made.ident, on=TODAY)
    match_request(shop, made.ident, find_subject(shop, "pat@example.org"), on=TODAY)
    note_identity(shop, made.ident, "paper-seen", on=TODAY, seen="passport")
    letter = answer_request(shop, made.ident, on=TODAY)
    assert letter.draft and show_request(shop, made.ident, TODAY).state is State.ANSWERED
    actions = [row.action for row in shop.evidence()[0] if row.subject == made.ident]
    assert actions == [
        "request-received",
        "request-confirmed",
        "request-matched",
        "request-identity-shown",
        "request-answered",
    ]


def test_an_open_request_is_a_task_for_everybody_who_looks_until_it_is_answered(shop: Workspace) -> None:
    made = asked(shop, "access")
    (task,) = dated(shop, datetime.now(UTC))
    assert (task.ident, task.due, task.is_done) == (made.ident, date(2026, 12, 28), False)
    assert "Doe" not in repr(task) and "pat@" not in repr(task)
    shop.add_member("Ada", Role.CLIENT_AUDITOR, ident="ada")
    auditor = Workspace(shop.home, shop.organisation, "ada")
    assert dated(auditor, datetime.now(UTC)) == (task,)
    refuse_request(shop, made.ident, "unfounded", on=TODAY)
    assert dated(shop, datetime.now(UTC)) == ()


def test_the_store_has_no_name_and_no_address_of_whoever_asks(shop: Workspace) -> None:
    receive_request(shop, ["erase"], Contact("Canary Nightingale", "canary.nightingale@example.org", says="canarysays"), "paper", received_on=TODAY, on=TODAY)  # fmt: skip
    assert found(shop, b"nightingale", b"canarysays") == []


def test_a_duplicate_is_said_and_joined_and_has_to_show_who_it_is_by_itself(shop: Workspace) -> None:
    first = known(shop, "access")
    second = asked(shop, "erase", on=TODAY - timedelta(days=20))
    assert second.alike == (first,)
    join_request(shop, first, second.ident, on=TODAY)
    one = show_request(shop, second.ident, TODAY)
    assert show_request(shop, first, TODAY).state is State.JOINED
    assert [each.ident for each in one.joined] == [first] and "not shown enough" in one.identity_lacks
    assert {right for each in one.deadlines for right in each.rights} == {Right.ACCESS, Right.ERASE}
    assert one.deadlines[0].on == date(2026, 12, 7)  # of 6 November: the 6th of December is a Sunday


def test_requests_of_different_addresses_are_joined_with_a_reason_alone(shop: Workspace) -> None:
    first, second = asked(shop, "access").ident, asked(shop, "access", email="else@example.org").ident
    with pytest.raises(InvalidInput, match="different addresses"):
        join_request(shop, second, first, on=TODAY)
    join_request(shop, second, first, on=TODAY, why="she said so on the phone")


def test_a_request_for_somebody_else_takes_a_permission(shop: Workspace) -> None:
    ident = asked(shop, "access", for_whom="Kim Doe", email="brother@example.org").ident
    match_request(shop, ident, find_subject(shop, "kim@example.org"), on=TODAY)
    note_identity(shop, ident, "known-in-person", on=TODAY)
    with pytest.raises(NotAllowed, match="somebody else"):
        answer_request(shop, ident, on=TODAY)
    with pytest.raises(NotAllowed, match="somebody else"):
        make_statement(shop, find_subject(shop, "kim@example.org"), on=TODAY, request=ident, values=True)
    note_identity(shop, ident, "power-of-attorney", on=TODAY)
    assert answer_request(shop, ident, on=TODAY)


def test_what_a_legal_hold_keeps_is_not_noted_as_erased(shop: Workspace) -> None:
    ident = known(shop, "erase")
    hold = hold_data(shop, "Doe v. Acme", why="claim", who="counsel", since=TODAY, on=TODAY, person="Pat Doe", email="pat@example.org", stores=["share/HR"])  # fmt: skip
    one = show_request(shop, ident, TODAY)
    assert {(each.store, each.by_hold) for each in one.todo} == {("share/HR", (hold,)), ("share/Sales", ())}
    with pytest.raises(NotAllowed, match="legal hold"):
        done_in_store(shop, ident, "share/HR", "erase", on=TODAY)
    done_in_store(shop, ident, "share/Sales", "erase", on=TODAY)
    with pytest.raises(NotAllowed, match="not done yet in share/HR"):
        answer_request(shop, ident, on=TODAY)
    leave_out(shop, ident, "the personnel list", "legal-hold", on=TODAY, store="share/HR", right="erase")
    letter = answer_request(shop, ident, on=TODAY)
    assert "kept for a legal matter" in str(letter.as_data())


def test_a_hold_about_her_twin_keeps_nothing_of_hers(shop: Workspace) -> None:
    ident = known(shop, "erase")
    hold_data(shop, "Doe v. Acme", why="claim", who="counsel", since=TODAY, on=TODAY, person="Kim Doe", email="kim@example.org")  # fmt: skip
    assert all(not each.by_hold for each in show_request(shop, ident, TODAY).todo)


def test_processors_are_told_before_it_is_answered(shop: Workspace) -> None:
    save_contract(shop, Contract("pay", Sort.DPA, ("Payroll Partners",), "controller", signed_on=date(2025, 1, 1)))
    ident = known(shop, "correct")
    for store in ("share/HR", "share/Sales"):
        done_in_store(shop, ident, store, "correct", on=TODAY)
    with pytest.raises(NotAllowed, match="Payroll Partners"):
        answer_request(shop, ident, on=TODAY)
    with pytest.raises(InvalidInput, match="no processor"):
        tell_processor(shop, ident, "Somebody", on=TODAY)
    tell_processor(shop, ident, "payroll partners", on=TODAY)
    assert "Payroll Partners" in str(answer_request(shop, ident, on=TODAY).as_data())


def test_more_time_is_told_before_the_day_and_once(shop: Workspace) -> None:
    late = asked(shop, "access", on=TODAY - timedelta(days=60)).ident
    with pytest.raises(InvalidInput, match="the day for this was"):
        extend_request(shop, late, "much to read", on=TODAY)
    ident = asked(shop, "access").ident
    assert "26 February 2027" in str(extend_request(shop, ident, "much to read", on=TODAY).as_data())
    with pytest.raises(InvalidInput, match="extended already"):
        extend_request(shop, ident, "even more", on=TODAY)
    optout = asked(shop, "opt-out", laws=["ccpa"]).ident
    with pytest.raises(InvalidInput, match="no more time"):
        extend_request(shop, optout, "much to read", on=TODAY)


def test_nothing_more_is_asked_of_who_they_are_than_it_takes(shop: Workspace) -> None:
    ident = asked(shop, "opt-out", laws=["ccpa"]).ident
    with pytest.raises(NotAllowed, match="no more has to be shown"):
        ask_identity(shop, ident, on=TODAY)
    assert answer_request(shop, ident, on=TODAY)


def test_questions_and_answers_move_the_state(shop: Workspace) -> None:
    ident = asked(shop, "access").ident
    ask_meaning(shop, ident, "which years?", on=TODAY)
    assert show_request(shop, ident, TODAY).state is State.CLARIFICATION
    note_meaning(shop, ident, "all", on=TODAY)
    assert show_request(shop, ident, TODAY).state is State.WORKING
    refuse_request(shop, ident, "not-identified", on=TODAY)
    with pytest.raises(InvalidInput, match="is refused"):
        answer_request(shop, ident, on=TODAY)
    appeal = receive_request(shop, ["appeal"], Contact("Pat Doe", "pat@example.org"), "mail", received_on=TODAY, on=TODAY, appeals=ident, laws=["us-va"])  # fmt: skip
    assert show_request(shop, appeal.ident, TODAY).deadlines[0].on == TODAY + timedelta(days=60)
    reopen_request(shop, ident, "she came in person", on=TODAY)
    assert show_request(shop, ident, TODAY).state.is_open


@pytest.mark.parametrize(
    ("rights", "more", "says"),
    [
        ([], {}, "what is asked for"),
        (["access"], {"received_on": date(2026, 11, 27)}, "yet to come"),
        (["access"], {"contact": Contact("Pat")}, "nobody can be answered"),
        (["access"], {"contact": Contact("Pat", "not an address")}, "no e-mail address"),
        (["access"], {"lives_in": "Germany"}, "no country or state"),
        (["access"], {"laws": ["lex-talionis"]}, "there is no law"),
        (["appeal"], {}, "against an answer"),
        (["access"], {"contact": Contact("Pat", "pat@example.org", says="x" * 5_000)}, "too long"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_words(shop: Workspace, rights: list[str], more: dict, says: str) -> None:  # type: ignore[type-arg]
    given = {"contact": Contact("Pat", "pat@example.org"), "received_on": TODAY} | more
    with pytest.raises(InvalidInput, match=says):
        receive_request(shop, rights, given.pop("contact"), "mail", on=TODAY, **given)


def test_a_statement_is_in_the_language_that_is_named(shop: Workspace) -> None:
    subject = find_subject(shop, "pat@example.org")
    assert make_statement(shop, subject, on=TODAY).language == "en"
    made = make_statement(shop, subject, on=TODAY, language="deutsch")
    assert made.language == "de" and document_of(made).title != document_of(replace(made, language="en")).title
    with pytest.raises(InvalidInput, match="no words for a statement"):
        make_statement(shop, subject, on=TODAY, language="tlh")


def test_a_statement_has_what_is_theirs_and_nothing_of_the_twin(shop: Workspace) -> None:
    made = make_statement(shop, find_subject(shop, "pat@example.org"), on=TODAY)
    assert {(line.category, line.store) for line in made.lines} == {
        (category, store)
        for category in ("social-security-number", "email-address", "person-name", "date-of-birth")
        for store in ("share/HR", "share/Sales")
    }
    assert all(line.times == 1 for line in made.lines) and made.opened is None
    found = shop.found_of(find_subject(shop, "pat@example.org").signs)
    assert ("us-ssn", shop.fingerprint("us-ssn", "2")) not in found.values


def test_who_is_on_no_roster_is_found_by_what_they_bring_and_a_name_alone_is_refused(
    shop: Workspace, tmp_path: Path
) -> None:
    stranger = {"person-name": "lee roe", "email-address": "lee@example.net", "us-ssn": "9"}
    many = [{"person-name": "john smith", "email-address": f"j{n}@example.net", "us-ssn": f"n{n}"} for n in range(40)]
    scans.scan(shop, Rows({"Sales/two.csv": [stranger, *many]}), tmp_path / "second")
    found = shop.found_of(find_subject(shop, "lee@example.net").signs)
    assert ("us-ssn", shop.fingerprint("us-ssn", "9")) in found.values and len(found.findings) == 3
    with pytest.raises(InvalidInput, match="a name alone is nobody"):
        find_subject(shop, "John Smith")
    one = shop.found_of(find_subject(shop, email="j7@example.net", name="John Smith").signs)
    assert {value for detector, value in one.values if detector == "us-ssn"} == {shop.fingerprint("us-ssn", "n7")}


def test_values_take_a_request_and_identity(shop: Workspace) -> None:
    subject = find_subject(shop, "pat@example.org")
    with pytest.raises(NotAllowed, match="for a request alone"):
        make_statement(shop, subject, on=TODAY, values=True)
    ident = known(shop, "access", method="two-details")  # an SSN is held: two details do not suffice
    with pytest.raises(NotAllowed, match="not shown enough"):
        make_statement(shop, subject, on=TODAY, request=ident, values=True)
    note_identity(shop, ident, "known-in-person", on=TODAY)
    made = make_statement(shop, subject, on=TODAY, request=ident, values=True)
    assert made.opened == () and len(made.not_opened) == 2  # the files of this test are no files


def test_the_page_says_the_same_to_everybody_and_takes_no_more_than_can_be_read(shop: Workspace) -> None:
    assert page_of(shop.home, shop.organisation) is None and page_of(shop.home, "nobody-has-this") is None
    open_request_page(shop, is_open=True)
    door = page_of(shop.home, shop.organisation)
    assert door is not None
    with pytest.raises(NotAllowed):
        door.requests()
    for number in range(AN_HOUR):
        assert ask_by_page(door, ["access"], Contact("X", f"x{number}@example.org")).startswith("dsr-")
    with pytest.raises(TooMany):
        ask_by_page(door, ["access"], Contact("X", "x@example.org"))
    assert len(list_requests(shop, TODAY)) == AN_HOUR


def test_an_employee_asks_on_her_page_and_sees_her_own_alone(shop: Workspace) -> None:
    shop.add_member("Pat Doe", Role.EMPLOYEE, ident="pat")
    shop.add_member("Kim Doe", Role.EMPLOYEE, ident="kim")
    pat, kim = (Workspace(shop.home, shop.organisation, who) for who in ("pat", "kim"))
    ident = ask_on_own_page(pat, ["access", "appeal"], Contact("Pat Doe", "pat@example.org"))
    assert [each.ident for each in pat.own_data_requests()] == [ident] and kim.own_data_requests() == ()
    with pytest.raises(NotAllowed):
        pat.requests()
    with pytest.raises(InvalidInput):
        kim.add_request_act(ident, "withdrawn", on=TODAY)
    assert show_request(shop, ident, TODAY).request.rights == (Right.ACCESS,)


def test_another_organisation_sees_none_of_it(shop: Workspace, world: World) -> None:
    ident = asked(shop, "access").ident
    assert list_requests(world.charlie, TODAY) == ()
    with pytest.raises(InvalidInput, match="no request"):
        show_request(world.charlie, ident, TODAY)
    with pytest.raises(NotAllowed):
        show_request(world.bob, ident, TODAY)


def test_figures_of_a_year_count_what_came_of_each(shop: Workspace) -> None:
    answer_request(shop, known(shop, "access"), on=TODAY)
    refuse_request(shop, asked(shop, "access").ident, "unfounded", on=TODAY)
    asked(shop, "opt-out", laws=["ccpa"], on=TODAY - timedelta(days=50))
    made = request_figures(shop, 2026, TODAY)
    assert [(each.right, each.received, each.complied, each.denied, each.open) for each in made.lines] == [
        (Right.ACCESS, 2, 1, 1, 0),
        (Right.OPT_OUT, 1, 0, 0, 1),
    ]
    assert (made.received, made.late, made.in_time) == (3, 1, 2)


def test_a_package_has_what_is_hers_nothing_of_the_twin_and_proves_itself(world: World, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "list.csv").write_text(
        "name,email,ssn,date of birth\nPat Doe,pat@example.org,512-44-7313,1980-02-03\nKim Doe,kim@example.org,512-44-7314,1980-02-03\n"
    )
    (share / "pat.txt").write_text(
        "Employee: Pat Doe\nE-mail: pat@example.org\nSSN: 512-44-7313\nDate of birth: 1980-02-03\n"
    )
    alice = world.alice
    with alice.transaction():
        alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, PAT, prints(alice, PAT))])
    scan_store(alice, [share], jobs=1)
    ident = asked(alice, "access", "copy").ident
    match_request(alice, ident, find_subject(alice, "pat@example.org"), on=TODAY)
    with pytest.raises(NotAllowed, match="not shown enough"):
        make_package(alice, ident, tmp_path / "early", on=TODAY)
    note_identity(alice, ident, "known-in-person", on=TODAY)
    made = make_package(alice, ident, tmp_path / "for-pat", on=TODAY)
    assert made.copies == 1 and made.by_hand == ()
    texts = {path.name: path.read_bytes() for path in made.path.rglob("*") if path.is_file()}
    assert b"512-44-7313" in texts["own-part.csv"] and b"512-44-7313" in texts["statement.json"]
    assert b"512-44-7313" in texts["pat.txt"]
    for name, content in texts.items():
        assert b"7314" not in content and b"kim@" not in content.lower(), name
    assert check_package.faults(made.path) == []
    (made.path / "own-part.csv").write_text("changed")
    assert check_package.faults(made.path) == ["own-part.csv was changed"]
    alice.close()
    assert b"512-44-7313" not in (alice.home / "bailee.sqlite3").read_bytes()
