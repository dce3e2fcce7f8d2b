"""What people do with the record: drafts, differences, contacts, taking a record over; and what nobody does by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import scans
from bailee.errors import InvalidInput, NotAllowed
from bailee.inventory import ProcessingActivity
from bailee.inventory.exports import ropa_csv
from bailee.operations.declare_activity import declare_activity
from bailee.operations.declare_paper import declare_paper
from bailee.operations.draft_activity import accept_draft, draft_found, draft_template, drop_draft
from bailee.operations.exchange_record import export_record, import_record
from bailee.operations.name_contact import name_contact
from bailee.operations.settle_difference import (
    DifferenceLine,
    accept_difference,
    declare_store,
    list_differences,
    reopen_difference,
    withdraw_declared,
)
from bailee.operations.show_record import show_processor_record, show_record, show_record_page, show_suggestions
from bailee.operations.show_status import show_status
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory
from world import World

EMPLOYEE, PERSON = SubjectCategory.EMPLOYEE, SubjectCategory.PERSON
SSN = "found-not-declared:social-security-number:person"


def activity(name: str = "Payroll", **changed: object) -> ProcessingActivity:
    values: dict[str, object] = {
        "name": name, "purposes": (("paying staff", LawfulBasis.CONTRACT),), "categories": ("social-security-number",), "subjects": (PERSON,),
    }  # fmt: skip
    return ProcessingActivity(**(values | changed))  # type: ignore[arg-type]


def laid(world: World, folder: Path, *paths: str) -> Workspace:
    content = {path: (path, [("us-ssn", f"51244731{number}")]) for number, path in enumerate(paths)}
    scans.scan(world.alice, scans.Files(content), folder / "share")
    return world.alice


def lines(workspace: Workspace) -> dict[str, DifferenceLine]:
    return {each.ident: each for each in list_differences(workspace)}


def test_a_suggestion_says_no_purpose_and_is_declared_by_nobody_but_a_person(world: World, tmp_path: Path) -> None:
    alice = laid(world, tmp_path, "hr/a.csv")
    (suggestion,) = show_suggestions(alice)
    assert suggestion.activity.purposes == () and suggestion.activity.stores == ("share/hr",)
    draft_found(alice)
    assert len(alice.drafts()) == 1 and alice.activities() == () and show_suggestions(alice) == ()
    assert SSN in lines(alice)  # a draft is no declaration
    with pytest.raises(InvalidInput, match="does not say what the data is for"):
        accept_draft(alice, suggestion.activity.name)
    declare_activity(alice, activity(suggestion.activity.name))
    assert alice.drafts() == () and SSN not in lines(alice)


def test_a_template_makes_drafts_of_what_is_not_there_yet(world: World) -> None:
    declare_activity(world.alice, activity())
    made = draft_template(world.alice, "clinic")
    assert "Treatment" in {each.name for each in made} and "Payroll" not in {each.name for each in made}
    assert draft_template(world.alice, "clinic") == ()
    accept_draft(world.alice, "Treatment")
    drop_draft(world.alice, "Appointments")
    assert {each.name for each in world.alice.activities()} == {"Payroll", "Treatment"}
    assert {"Treatment", "Appointments"}.isdisjoint(each.activity.name for each in world.alice.drafts())
    with pytest.raises(InvalidInput, match="there is no template"):
        draft_template(world.alice, "bakery")


def test_a_difference_that_was_accepted_is_open_again_where_it_lies_elsewhere_too(world: World, tmp_path: Path) -> None:
    alice = laid(world, tmp_path, "hr/a.csv")
    accept_difference(alice, SSN, "a specimen of the authority")
    assert not lines(alice)[SSN].is_open and lines(alice)[SSN].answer.reason == "a specimen of the authority"  # type: ignore[union-attr]
    assert "specimen" not in json.dumps([str(each) for each in alice.evidence()[0]])
    laid(world, tmp_path, "hr/a.csv", "sales/b.csv")
    assert lines(alice)[SSN].is_open
    accept_difference(alice, SSN, "specimens, both of them")
    reopen_difference(alice, SSN)
    assert lines(alice)[SSN].is_open


@pytest.mark.parametrize(("ident", "reason"), [(SSN, ""), (SSN, "x" * 501), ("nothing:at:all", "because")])
def test_what_is_accepted_needs_a_reason_and_has_to_be_there(
    world: World, tmp_path: Path, ident: str, reason: str
) -> None:
    alice = laid(world, tmp_path, "hr/a.csv")
    with pytest.raises(InvalidInput):
        accept_difference(alice, ident, reason)


def test_who_may_only_look_accepts_nothing(world: World, tmp_path: Path) -> None:
    laid(world, tmp_path, "hr/a.csv")
    with pytest.raises(NotAllowed):
        accept_difference(world.bob, SSN, "it is fine")


def test_what_lies_outside_its_stores_is_declared_there_or_stays_a_difference(world: World, tmp_path: Path) -> None:
    alice = laid(world, tmp_path, "hr/a.csv", "marketing/b.csv")
    declare_activity(alice, activity(stores=("share/hr",)))
    ident = "found-elsewhere:social-security-number:person"
    line = lines(alice)[ident]
    assert line.difference.stores == ("share/marketing",) and "“Payroll” is declared for share/hr alone" in line.why
    assert declare_store(alice, ident) == ("Payroll",)
    assert lines(alice) == {} and alice.activities()[0].stores == ("share/hr", "share/marketing")


def test_what_was_never_found_says_what_could_hide_it(world: World, tmp_path: Path) -> None:
    declare_activity(world.alice, activity("Cards", categories=("payment-card",), subjects=(EMPLOYEE,)))
    ident = "declared-not-found:payment-card:employee"
    assert lines(world.alice)[ident].hole == "Nothing was scanned yet."
    alice = laid(world, tmp_path, "hr/a.csv")
    assert lines(alice)[ident].hole == "" and lines(alice)[ident].next == "Withdraw it, or say why it stands"
    declare_paper(alice, "HR cabinet", ["payment-card"], ["employee"])
    assert lines(alice)[ident].hole == "It may still be there: there is some on paper: HR cabinet."
    declare_activity(alice, activity("Cards", categories=("payment-card",), subjects=(EMPLOYEE,), stores=("vault",)))
    assert "vault was never scanned" in lines(alice)[ident].hole


def test_withdrawing_takes_the_kind_out_and_the_activity_where_it_names_no_other(world: World, tmp_path: Path) -> None:
    alice = laid(world, tmp_path, "hr/a.csv")
    declare_activity(alice, activity("Cards", categories=("payment-card", "social-security-number")))
    declare_activity(alice, activity("Cameras", categories=("camera-footage",)))
    assert withdraw_declared(alice, "declared-not-found:payment-card:person") == ("Cards",)
    assert withdraw_declared(alice, "declared-not-found:camera-footage:person") == ("Cameras",)
    assert [(each.name, each.categories) for each in alice.activities()] == [("Cards", ("social-security-number",))]
    assert lines(alice) == {}


def test_what_was_found_about_others_is_not_withdrawn_with_it(world: World, tmp_path: Path) -> None:
    alice = laid(world, tmp_path, "hr/a.csv")
    declare_activity(alice, activity(subjects=(PERSON, EMPLOYEE)))
    with pytest.raises(InvalidInput, match="about others, too"):
        withdraw_declared(alice, "declared-not-found:social-security-number:employee")


def test_the_record_names_whom_it_has_to_and_keeps_them_encrypted(world: World) -> None:
    name_contact(world.alice, "dpo", "Dana Poe", "dana@example.org")
    assert (
        show_record(world.alice).contacts["dpo"].name == "Dana Poe" and "dpo" not in show_record(world.charlie).contacts
    )
    assert b"Dana" not in (world.home / "bailee.sqlite3").read_bytes()
    name_contact(world.alice, "dpo", "")
    assert "dpo" not in show_record(world.alice).contacts
    with pytest.raises(InvalidInput):
        name_contact(world.alice, "boss", "Dana Poe")


def test_a_record_goes_out_and_comes_back_the_same(world: World) -> None:
    declare_activity(world.alice, activity())
    draft_template(world.alice, "msp")
    for draft in world.alice.drafts():
        accept_draft(world.alice, draft.activity.name)
    name_contact(world.alice, "dpo", "Dana Poe", "dana@example.org")
    for ident in ("ropa-json", "dpv", "ropa-csv"):
        made = export_record(world.alice, ident)
        for each in world.charlie.activities():
            world.charlie.declare(each, withdrawn=True)
        assert import_record(world.charlie, made, f"record.{ident}").activities == len(world.alice.activities())
        assert world.charlie.activities() == world.alice.activities()
    assert world.charlie.contacts() == world.alice.contacts()
    name_contact(world.charlie, "dpo", "Charlie’s own")
    import_record(world.charlie, export_record(world.alice, "dpv"), "record.jsonld")
    assert world.charlie.contacts()["dpo"].name == "Charlie’s own"


def test_nothing_of_a_file_with_one_wrong_line_is_kept(world: World) -> None:
    rows = [f"Activity {number},payroll,employee,paying wages\n" for number in range(50)]
    table = (
        "Activity,Kinds of data,About,Purposes\n"
        + "".join(rows)
        + "Activity 7,payroll,employee,paying wages\nLast,gold,employee,x\n"
    )
    with pytest.raises(InvalidInput) as caught:
        import_record(world.alice, table.encode(), "record.csv")
    said = str(caught.value)
    assert (
        'Line 52: "Activity 7" stands on line 9 already' in said and 'Line 53: there is no kind of data "gold"' in said
    )
    assert world.alice.activities() == () and world.alice.drafts() == ()


def test_what_does_not_say_what_it_is_for_comes_as_a_draft(world: World) -> None:
    table = "Activity,Kinds of data,About,Purposes\nA,payroll,employee,paying wages\nB,payroll,employee,\n"
    done = import_record(world.alice, table.encode(), "record.csv")
    assert (done.activities, done.drafts) == (1, 1) and world.alice.drafts()[0].activity.name == "B"
    assert import_record(world.alice, table.encode(), "record.csv", as_drafts=True).drafts == 2


def test_twenty_thousand_rows_are_taken_over_and_told_once(world: World) -> None:
    rows = "".join(f"Activity {number},payroll,employee,paying wages\n" for number in range(20_000))
    done = import_record(world.alice, f"Activity,Kinds of data,About,Purposes\n{rows}".encode(), "record.csv")
    assert done.activities == 20_000
    records = [each for each in world.alice.evidence()[0] if each.action == "activities-imported"]
    assert len(records) == 1


def test_a_provider_is_a_processor_for_each_client_and_a_controller_at_home(world: World) -> None:
    world.alice.become_provider()
    home = Workspace(world.home, world.alice.organisation, world.alice.member)
    lind, roe = home.add_client("Lind Dental"), home.add_client("Roe Ltd")
    declare_activity(home, activity("Hosting", role=Role.PROCESSOR, recipients=("nobody else",), retention="30 days"))
    declare_activity(home, activity("Payroll of Roe", role=Role.PROCESSOR, on_behalf_of=("Roe Ltd",)))
    declare_activity(home, activity())
    name_contact(Workspace(world.home, lind, home.member), "controller", "Dr. Lind", "lind@example.org")
    made = {each.client: each for each in show_processor_record(home)}
    assert [entry.activity.name for entry in made[lind].entries] == ["Hosting"]
    assert [entry.activity.name for entry in made[roe].entries] == ["Hosting", "Payroll of Roe"]
    assert made[lind].contact is not None and made[lind].contact.name == "Dr. Lind" and made[roe].contact is None
    assert made[lind].entries[0].activity.on_behalf_of == ("Lind Dental",)
    assert "no-controller" not in {
        gap.ident for entry in show_record(home, show_status(home)).entries for gap in entry.gaps
    }


def test_the_record_goes_out_as_a_workbook_whose_cells_are_text(world: World, tmp_path: Path) -> None:
    declare_activity(world.alice, replace(activity(), name="=HYPERLINK(1)"))
    book = export_record(world.alice, "ropa-xlsx")
    assert book == export_record(world.alice, "ropa-xlsx")
    (tmp_path / "record.xlsx").write_bytes(book)
    (sheet,) = CalamineWorkbook.from_path(str(tmp_path / "record.xlsx")).sheet_names
    rows = CalamineWorkbook.from_path(str(tmp_path / "record.xlsx")).get_sheet_by_name(sheet).to_python()
    assert sheet == "Record of processing" and tuple(rows[0]) == ropa_csv.HEADS
    assert rows[1][0] == "=HYPERLINK(1)" and len(rows) == 2


def test_a_big_record_is_read_once_and_shown_anew_after_a_change(world: World) -> None:
    head = "Activity,Purposes and lawful bases,Kinds of data,About\n"
    rows = [f"Activity {number},paying [contract],payroll,employee\n" for number in range(1_000)]
    statements = []
    for some in (rows[:100], rows):
        with CaptureQueriesContext(connections[world.alice.alias]) as asked:
            import_record(world.alice, (head + "".join(some)).encode(), "record.csv")
        statements.append(len(asked))
    assert statements[1] <= 10 * statements[0]  # nothing is asked for each row of what was read before
    status = show_status(world.alice, patience=float("inf"))
    first = show_record_page(world.alice, status)
    with CaptureQueriesContext(connections[world.alice.alias]) as asked:
        assert show_record_page(world.alice, status) is first
    assert not [each for each in asked if "declaration" in each["sql"]]
    assert (len(first.record.entries), first.complete) == (1_000, 0)
    declare_activity(world.alice, replace(activity(), name="One more"))
    assert len(show_record_page(world.alice, show_status(world.alice)).record.entries) == 1_001
    assert not show_record_page(world.charlie, show_status(world.charlie)).record.entries
