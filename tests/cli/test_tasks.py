"""`bailee tasks` and `bailee alerts` as a person types them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.open_store import open_store
from bailee.store import database
from cli.running import read_json, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A firm in New York and Massachusetts that holds Social Security numbers."""
    folder = tmp_path_factory.mktemp("tasks") / "home"
    facts = {
        "employees_by_state": {"US-NY": 12},
        "resident_states": ["US-NY", "US-MA"],
        "holds_ssn": True,
        "incident_discovered_on": "2026-01-02",
    }
    declare_organisation(open_store(folder), name="Harbour Dental", facts=facts)
    yield folder
    database.disconnect(folder)


def test_the_list_stands_by_day_and_says_what_is_overdue_and_what_comes_next(home: Path) -> None:
    text = run("tasks", home=home).output
    assert "Overdue" in text and "notify-breach-us-ny" in text
    assert "Without a day: no law, incident or person gives one" in text
    assert "next" in text and "tasks why" in text
    by_owner = run("tasks", "--by-owner", "--all", home=home).output
    assert by_owner.index("privacy person") and "technician" in by_owner
    assert all(each["overdue"] for each in read_json("tasks", "--overdue", "--json", home=home))
    assert {each["owner"] for each in read_json("tasks", "--owner", "technician", "--json", home=home)} == {
        "technician"
    }
    assert {"mon-us-ny-52c", "spd-ssn-ny"} & {
        rule
        for each in read_json("tasks", "--obligation", "spd-ssn-ny", "--json", home=home)
        for rule in each["obligations"]
    }


def test_why_says_where_the_day_is_from_and_what_closes_it(home: Path) -> None:
    text = " ".join(run("tasks", "why", "notify-breach-us-ny", home=home).output.split())
    assert "calendar days after 2026-01-02, when it was discovered" in text
    assert "closed by A document that shows it" in text and "Draft: not reviewed by counsel" in text
    told = read_json("tasks", "why", "train-staff", "--json", home=home)
    assert told["history"][0]["act"] == "came" and told["due_on"] is None


def test_a_task_is_closed_with_its_evidence_reopened_and_put_in_order(home: Path, tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_bytes(b"who was there")
    assert isinstance(run("tasks", "done", "train-staff", home=home).exception, InvalidInput)
    assert isinstance(
        run(
            "tasks", "done", "train-staff", "--evidence", tmp_path / "gone.pdf", "--description", "the list", home=home
        ).exception,
        CannotRead,
    )
    both = run(
        "tasks", "done", "train-staff", "--evidence", tmp_path / "list.pdf", "--statement", "it was done", home=home
    )
    assert "by a document or by a statement" in str(both.exception)
    done = run(
        "tasks", "done", "train-staff", "--evidence", tmp_path / "list.pdf", "--description", "who was there", home=home
    )
    assert "train-staff is done" in done.output
    assert (
        "is open again"
        in run("tasks", "reopen", "train-staff", "--reason", "the night shift was not there", home=home).output
    )
    assert "waits for" in run("tasks", "after", "train-staff", "incident-plan", home=home).output
    assert (
        "is due on 2099"
        not in run("tasks", "due", "incident-plan", "2099-01-01", "--reason", "some day maybe", home=home).output
    )
    assert (
        "sleeps until"
        in run("tasks", "snooze", "review-access", _in(30), "--reason", "the new server comes first", home=home).output
    )
    assert "now of owner" in run("tasks", "assign", "incident-plan", "review-access", "--to", "owner", home=home).output
    assert "is started" in run("tasks", "start", "incident-plan", home=home).output


def _in(days: int) -> str:
    from datetime import date, timedelta

    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - the command takes the day of now


def test_tasks_are_written_for_other_programs(home: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("tasks", "export", home=home).output)))
    assert {"Ident", "Due because", "What closes it"} <= set(rows[0])
    assert json.loads(run("tasks", "export", "--as", "json", home=home).output)[0]["ident"]
    out = tmp_path / "tasks.ics"
    assert "written to" in run("tasks", "export", "--as", "ics", "--out", out, home=home).output
    todos = icalendar.Calendar.from_ical(out.read_bytes()).walk("VTODO")
    assert len(todos) == len(rows)
    nowhere = run("tasks", "export", "--out", tmp_path / "no" / "tasks.csv", home=home)
    assert isinstance(nowhere.exception, CannotRead)


def test_an_address_of_a_calendar_is_shown_once_and_revoked(home: Path) -> None:
    made = run("tasks", "calendar", home=home)
    assert made.stdout.strip().endswith(".ics") and "kept nowhere" in made.stderr
    (ident,) = [
        word for word in run("tasks", "calendar", "--list", home=home).output.split() if word.startswith("calendar-")
    ]
    assert "is revoked" in run("tasks", "calendar", "--revoke", ident, home=home).output
    assert run("tasks", "calendar", "--list", home=home).output == ""


def test_alerts_are_listed_known_of_and_settled(home: Path) -> None:
    assert "new" in run("alerts", "settle", home=home).output
    told = read_json("alerts", "--json", home=home)
    late = [each for each in told if each["sort"] == "task-long-overdue"]
    assert late and "overdue" in late[0]["title"]
    assert "that nobody said to know of" in run("alerts", home=home).output
    assert "noted of 1 alert" in run("alerts", "know", late[0]["ident"], home=home).output
    assert (
        next(each for each in read_json("alerts", "--json", home=home) if each["ident"] == late[0]["ident"])["seen_by"]
        == "owner"
    )
    assert "name an alert" in str(run("alerts", "know", home=home).exception)
    assert "is not open any more" in str(run("alerts", "know", "alert-000000000000", home=home).exception)
