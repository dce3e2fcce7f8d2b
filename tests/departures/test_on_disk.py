"""A share that is scanned for real: what lies with personnel files is found, moved, and green by itself; near misses raise nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bailee.cli.main import bailee_command
from bailee.departures import Departure
from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.declare_confidential import declare_confidential
from bailee.operations.find_departures import find_departures, settle_departure
from bailee.operations.hold_data import hold_data, lift_hold
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits
from bailee.store.workspace import Workspace
from bailee.vocabulary import State, SubjectCategory
from departures.papers import NEAR_MISSES, WORLD, data_sheet, doctors_note, drug_test, i9, progress_note, stub

FACTS = {
    "employees_total": 40,
    "employees_by_state": {"US-NY": 40},
    "states_with_employees": ["US-NY"],
    "resident_states": ["US-NY"],
    "employees_in_20_weeks": 40,
    "max_employees_last_year": 40,
    "employs_cdl_drivers": False,
    "has_safety_sensitive_workers": False,
}
EMPLOYEE, APPLICANT = SubjectCategory.EMPLOYEE, SubjectCategory.APPLICANT
TODAY = datetime.now(UTC).astimezone().date()


@dataclass
class Share:
    folder: Path
    workspace: Workspace

    def put(self, path: str, text: str, on: date | None = None) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        if on is not None:
            then = datetime(on.year, on.month, on.day, 12, tzinfo=UTC).timestamp()
            os.utime(file, (then, then))
        return file

    def scan(self) -> None:
        scan_store(self.workspace, [self.folder], limits=Limits(ocr="off", names="off"), jobs=1)

    def found(self, sort: str = "") -> list[Departure]:
        return [each for each in find_departures(self.workspace) if sort in ("", each.sort)]

    def cell(self, category: str, column: str) -> State:
        rows = {(row.category, row.subject): row for row in report_status(self.workspace).rows}
        return rows[category, EMPLOYEE].cells[column].state


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    root = tmp_path_factory.mktemp("office")
    workspace = open_store(root / "home")
    declare_organisation(workspace, name="Fernhill Supply", facts=FACTS)
    for activity in (
        ProcessingActivity("Payroll", (("paying wages", None),), ("payroll", "social-security-number", "bank-account"), (EMPLOYEE,), retention="7 years"),
        ProcessingActivity("Marketing", (("newsletter", None),), ("email-address",), (SubjectCategory.CUSTOMER,), stores=("share/Marketing",)),
    ):  # fmt: skip
        declare_activity(workspace, activity)
    share = Share(root / "share", workspace)
    ann, ben, cleo, dora = WORLD.staff[:4]
    for person, folder in ((ann, "one"), (ben, "two"), (cleo, "three")):
        share.put(f"People/{folder}/record.txt", data_sheet(person))
    share.put("People/two/lab.txt", drug_test(ben))
    share.put("People/three/private/note.txt", doctors_note(cleo))
    share.put("People/one/form.txt", i9(ann))
    for name, text in NEAR_MISSES.items():
        share.put(f"People/one/{name}", text)
    share.put("Health/dora.txt", doctors_note(dora))  # apart: no personnel record lies there
    share.put("Clinic/charts/p1.txt", progress_note(WORLD.patients[0]))
    share.put("Marketing/wages.txt", stub(ann, 2024))
    share.put("Wages/old 2015.txt", stub(ben, 0))
    share.put("Wages/copied today.txt", stub(ben, 2014))
    share.put("Wages/last of 2015.txt", stub(cleo, 2025), on=date(2015, 6, 1))  # neither its name nor its last change
    share.scan()
    yield share
    workspace.close()


def test_a_test_beside_a_record_is_found_in_a_folder_of_any_name(share: Share) -> None:
    (tests,) = [each for each in share.found("beside-personnel") if each.cells[0][0] == "drug-and-alcohol-tests"]
    assert tests.rule and tests.rule.ident == "spd-ada" and tests.state is State.RED
    assert [each.locator.item for each in tests.files] == ["People/two/lab.txt"]
    assert [each.item for each in tests.files[0].beside] == ["People/two/record.txt"]
    assert tests.people.low <= 1 <= tests.people.high
    assert "personnel folder" in tests.why and tests.next == "Move 1 record to a confidential folder"
    assert share.cell("drug-and-alcohol-tests", "held") is State.RED


def test_a_subfolder_of_somebodys_folder_is_no_place_apart(share: Share) -> None:
    (notes,) = [each for each in share.found("beside-personnel") if each.cells[0][0] == "medical-records"]
    assert [each.locator.item for each in notes.files] == ["People/three/private/note.txt"]


def test_near_misses_and_patients_raise_nothing(share: Share) -> None:
    named = {lying.locator.item for each in share.found() for lying in each.files if each.sort.endswith("personnel")}
    assert not named & {f"People/one/{name}" for name in NEAR_MISSES}
    assert "Clinic/charts/p1.txt" not in named and "Health/dora.txt" not in named


def test_an_i9_in_a_personnel_folder_is_a_gap_and_never_red(share: Share) -> None:
    (forms,) = share.found("i9-beside-personnel")
    assert forms.state is State.AMBER and [each.locator.item for each in forms.files] == ["People/one/form.txt"]


def test_wages_where_marketing_works_and_wages_that_are_too_old(share: Share) -> None:
    (elsewhere,) = [each for each in share.found("used-elsewhere") if each.cells[0][1] is EMPLOYEE]
    assert elsewhere.stores == ("share/Marketing",) and [each.locator.item for each in elsewhere.files] == [
        "Marketing/wages.txt"
    ]
    (old,) = share.found("older-than-declared")
    assert [(each.locator.item, each.dated_by) for each in old.files] == [
        ("Wages/copied today.txt", "its pay period"),
        ("Wages/old 2015.txt", "the year in its name"),
    ]


def test_a_hold_wins_over_the_period_until_it_is_lifted(share: Share) -> None:
    words = {"why": "claim received", "who": "A. Counsel", "since": TODAY, "on": TODAY}
    ident = hold_data(share.workspace, "Roe v. Fernhill", stores=["share/Wages"], **words)
    (held,) = share.found("older-than-declared")
    assert not held.is_open and ident in held.held_by[0] and held.next.startswith("Keep 2 files")
    lift_hold(share.workspace, ident, why="settled", on=TODAY)
    assert share.found("older-than-declared")[0].is_open
    ben = WORLD.staff[1]
    person = hold_data(share.workspace, "Inquiry", person=ben.full, **words)
    assert not share.found("older-than-declared")[0].is_open
    other = hold_data(share.workspace, "Inquiry", person="Somebody Else", **words)
    lift_hold(share.workspace, person, why="over", on=TODAY)
    assert share.found("older-than-declared")[0].is_open
    lift_hold(share.workspace, other, why="over", on=TODAY)
    by_mail = hold_data(share.workspace, "Inquiry", email="nobody@example.org", **words)  # by an address alone
    assert share.found("older-than-declared")[0].is_open
    lift_hold(share.workspace, by_mail, why="over", on=TODAY)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"why": " "}, "why is it held"),
        ({"since": date(2099, 1, 1)}, "yet to come"),
        ({"stores": ["share/Nowhere"]}, "nothing is held"),
        ({"categories": ["wages"]}, "no category"),
        ({"person": "!"}, "names nobody"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_in_words(share: Share, changes: dict[str, object], says: str) -> None:
    given = {"why": "a", "who": "b", "since": TODAY, "on": TODAY} | changes
    before = share.workspace.legal_holds(lifted=True)
    with pytest.raises(InvalidInput, match=says):
        hold_data(share.workspace, "Matter", **given)  # type: ignore[arg-type]
    assert share.workspace.legal_holds(lifted=True) == before


def test_a_decision_needs_a_reason_and_a_day_and_outlives_a_scan(share: Share) -> None:
    (forms,) = share.found("i9-beside-personnel")
    for verdict, words, says in (
        ("accepted", {"reason": "soon"}, "until when"),
        ("accepted", {"until": TODAY}, "reason"),
        ("accepted", {"reason": "a", "until": date(2020, 1, 1)}, "passed"),
        ("forgotten", {"reason": "a"}, "accepted, not so"),
    ):
        with pytest.raises(InvalidInput, match=says):
            settle_departure(share.workspace, forms.ident, forms.sort, verdict, on=TODAY, **words)  # type: ignore[arg-type]
    settle_departure(share.workspace, forms.ident, forms.sort, "not-so", reason="a copy for a course", on=TODAY)
    share.scan()
    (again,) = share.found("i9-beside-personnel")
    assert again.verdict and again.verdict.reason == "a copy for a course" and not again.is_open
    settle_departure(share.workspace, forms.ident, forms.sort, "reopened", on=TODAY)
    assert share.found("i9-beside-personnel")[0].is_open


def test_the_move_is_proposed_and_after_it_the_cell_is_green_by_itself(share: Share) -> None:
    kept = declare_confidential(share.workspace, "share/Confidential", ["medical"])
    (tests,) = [each for each in share.found("beside-personnel") if each.cells[0][0] == "drug-and-alcohol-tests"]
    assert tests.move and tests.move.to == kept.label == "share/Confidential" and tests.move.breaks
    assert tests.next.endswith("the confidential folder share/Confidential")
    target = share.folder / "Confidential"
    target.mkdir()
    target.chmod(0o700)
    shutil.move(share.folder / "People/two/lab.txt", target / "lab.txt")
    share.scan()
    idents = [each.ident for each in share.found("beside-personnel")]
    assert tests.ident not in idents
    assert share.cell("drug-and-alcohol-tests", "held") is not State.RED
    known = share.workspace.departure_history()[tests.ident]
    assert known.cleared_at and known.found_by != known.cleared_by == share.workspace.scans()[-1].ident
    assert known.says["title"] == tests.title


def test_the_command_says_it_to_people_and_to_programs(share: Share) -> None:
    def asked(*words: str) -> str:
        done = CliRunner().invoke(bailee_command, [*words, "--home", str(share.workspace.home)])
        assert done.exit_code == 0, done.output
        return done.output

    told = json.loads(asked("departures", "--json"))
    assert told["departures"][0]["state"] == "red" and told["cleared"][0]["cleared_by_scan"]
    ident = next(each["ident"] for each in told["departures"] if each["sort"] == "beside-personnel")
    shown = asked("departures", "show", ident)
    assert "Americans with Disabilities Act" in shown and "move" in shown and "cleared by" in shown
    assert "departures" in asked("departures") and WORLD.staff[2].surname not in asked("departures", "--all")
    wrong = CliRunner().invoke(
        bailee_command, ["departures", "show", "nothing-like-it", "--home", str(share.workspace.home)]
    )
    assert wrong.exit_code != 0 and not isinstance(wrong.exception, KeyError)


@pytest.mark.parametrize(
    ("folder", "records", "says"),
    [("share/x", ["wages"], "no sort"), ("share/x", [], "which records"), ("elsewhere/x", ["i9"], "no place"), ("share", ["i9"], "no place"), ("share/../x", ["i9"], "no place")],
)  # fmt: skip
def test_a_folder_that_cannot_be_is_refused_in_words(share: Share, folder: str, records: list[str], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        declare_confidential(share.workspace, folder, records)
