"""The sheet of a stolen laptop: who, what, was it encrypted at that hour, who must be told by when; and what nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bailee.contracts import Contract, Duties, Sort
from bailee.errors import InvalidInput
from bailee.incidents.sheet import Line, Sheet, Standing
from bailee.operations.incident_sheet import incident_sheet, look_at, print_sheet
from bailee.operations.keep_contract import save_contract
from bailee.operations.report_incident import (
    Report,
    answer_test,
    close_incident,
    decide_not_to_notify,
    note_told,
    report_incident,
    say_determined,
    say_encryption,
)
from bailee.store.rows.incidents import Incidents
from laptops import ZONE, Laptop, reported


def of(sheet: Sheet, place: str, to: str = "people") -> Line:
    return next(each for each in sheet.lines if each.place == place and each.to == to)


def test_people_are_counted_where_they_live_and_who_is_told_by_when_follows(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    sheet = incident_sheet(workspace, reported(workspace))
    assert sheet.lost.people is not None and sheet.lost.people.low == 5 <= sheet.lost.people.high
    assert {row.code: row.people.low for row in sheet.rows} == {"US-NY": 1, "US-NJ": 1, "US-CT": 1, "US-CA": 1, "": 1}
    today = sheet.incident.clock_start.date()
    assert of(sheet, "US-NY").day == today + timedelta(days=30)
    assert of(sheet, "US-CT").day == today + timedelta(days=60)
    assert of(sheet, "US-NJ", "regulator").first and of(sheet, "US-NJ").deadline is None
    assert of(sheet, "US-CA", "regulator").standing is Standing.BELOW  # more than 500 are not reached
    assert sheet.rows[-1].code == "" and "treat as" in sheet.rows[-1].note


def test_a_device_that_no_scan_read_is_unknown_and_not_zero(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    (device,) = workspace.devices()
    before = datetime.now(UTC) - timedelta(days=400)
    ident = report_incident(workspace, Report("Laptop stolen", "stolen-device", "device", device.ident, before, ZONE))
    sheet = incident_sheet(workspace, ident)
    assert sheet.lost.people is None and not sheet.rows
    assert "they say nothing of what lay there then" in sheet.unknown[0] and sheet.lost.later_findings > 0
    assert not sheet.open_lines and b"%PDF" in print_sheet(workspace, ident)[:8]


def test_a_place_that_was_never_scanned_is_unknown(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    place = workspace.add_place(laptop.disk / "pay")
    sheet = look_at(workspace, place.name, zone=ZONE)
    assert sheet.lost.people is None and "It is not zero" in sheet.unknown[0]


def test_encryption_lifts_a_duty_only_once_the_key_is_known_to_be_safe(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    (place,) = [each.name for each in workspace.places()]
    hour = workspace.incident(ident).discovered_at
    say_encryption(workspace, ident, place, True, true_at=hour - timedelta(milliseconds=1), source="Intune")
    sheet = incident_sheet(workspace, ident)
    assert sheet.encryption.title == "Yes" and "said by Intune" in sheet.encryption.disks[0].words
    assert of(sheet, "US-NY").standing is Standing.PERHAPS and sheet.questions[0].question.ident == "key-taken"
    answer_test(workspace, ident, "key-taken", False, grounds="the key lies in escrow alone")
    lifted = of(incident_sheet(workspace, ident), "US-NY")
    assert lifted.standing is Standing.LIFTED and "encrypted" in lifted.why
    answer_test(workspace, ident, "key-taken", True)
    assert of(incident_sheet(workspace, ident), "US-NY").standing is Standing.DUE


def test_what_was_read_after_the_hour_says_nothing_of_it(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace, hours=1)
    (place,) = [each.name for each in workspace.places()]
    say_encryption(workspace, ident, place, True, true_at=datetime.now(UTC) - timedelta(minutes=5), source="its user")
    assert incident_sheet(workspace, ident).encryption.is_whole is not True


def test_a_test_of_harm_lifts_with_grounds_and_what_follows_is_not_asked_again(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    with pytest.raises(InvalidInput, match="write its grounds"):
        answer_test(workspace, ident, "misuse-possible", False)
    answer_test(workspace, ident, "misuse-possible", False, grounds="it was found switched off in a locked drawer")
    sheet = incident_sheet(workspace, ident)
    assert of(sheet, "US-NJ").standing is Standing.LIFTED and "kept 5 years" in of(sheet, "US-NJ").why
    assert of(sheet, "US-NY").standing is Standing.DUE  # New York asks another question


def test_a_duty_that_is_done_starts_what_counts_from_it(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    line = of(incident_sheet(workspace, ident), "US-CA")
    note_told(workspace, ident, line.ident, how="by letter")
    assert of(incident_sheet(workspace, ident), "US-CA").standing is Standing.DONE
    with pytest.raises(InvalidInput, match="noted already"):
        note_told(workspace, ident, line.ident, how="by letter")


def test_the_determination_moves_the_days_of_laws_that_count_from_it(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace, hours=30)
    with pytest.raises(InvalidInput, match="before it was discovered"):
        say_determined(workspace, ident, datetime.now(UTC) - timedelta(hours=40))
    say_determined(workspace, ident, datetime.now(UTC) - timedelta(hours=1), source="counsel")
    assert workspace.incident(ident).determined_at is not None


def test_contracts_have_their_hours(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    day = datetime.now(UTC).date() - timedelta(days=90)
    save_contract(
        workspace,
        Contract("cyber", Sort.OTHER, ("Mutual Cyber",), signed_on=day, duties=Duties(breach_notice_hours=48)),
    )
    save_contract(workspace, Contract("lind-dpa", Sort.DPA, ("Lind GmbH",), our_role="processor", signed_on=day))
    sheet = incident_sheet(workspace, reported(workspace))
    insurer = next(each for each in sheet.lines if each.who == "Mutual Cyber")
    assert insurer.deadline is not None and insurer.deadline.at - sheet.incident.clock_start == timedelta(hours=48)
    owner = next(each for each in sheet.lines if each.who == "Lind GmbH")
    assert owner.to == "owner" and "without undue delay" in owner.words


def test_nothing_is_closed_while_a_duty_stands(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    with pytest.raises(InvalidInput, match="stand open"):
        close_incident(workspace, ident, "over")
    until = decide_not_to_notify(workspace, ident, "counsel: an exercise of judgement, file 12")
    assert until.year >= datetime.now(UTC).year + 6
    close_incident(workspace, ident, "decided by name")
    assert not workspace.incident(ident).is_open


def test_the_clock_of_this_machine_before_the_discovery_is_said(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    sheet = incident_sheet(workspace, ident, now=datetime.now(UTC) - timedelta(days=3))
    assert "stands before the discovery" in sheet.clock_says
    monkeypatch.setattr("bailee.store.rows.incidents.now", lambda: datetime.now(UTC) - timedelta(hours=6))
    with pytest.raises(InvalidInput, match="nothing is written in a false order"):
        answer_test(workspace, ident, "misuse-possible", True)
    assert isinstance(workspace, Incidents) and len(workspace.incident_acts(ident)) == 1


def test_of_very_much_people_are_counted_by_values_and_the_sheet_says_so(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    linked = incident_sheet(workspace, ident).lost
    monkeypatch.setattr("bailee.operations.lost_people.MOST_LINKED", 3)
    sheet = incident_sheet(workspace, ident)
    assert (sheet.lost.findings, sheet.lost.files) == (linked.findings, linked.files)
    assert sheet.lost.by_values and sheet.lost.people is not None and sheet.lost.people.low == 5
    assert {row.code for row in sheet.rows} == {"US-NY", "US-NJ", "US-CT", "US-CA", ""}
    assert of(sheet, "US-NY").standing is Standing.DUE
    assert "by values alone" in " ".join(sheet.unknown)


def test_a_privileged_incident_says_nothing_in_what_is_handed_over(laptop: Laptop) -> None:
    from bailee.operations.report_incident import mark_privileged
    from bailee.store.rows.leaving import everything

    workspace = laptop.workspace()
    shut, open_ = reported(workspace), reported(workspace)
    mark_privileged(laptop.workspace("counsel"), shut)
    rows = dict(everything(workspace))["incident_act"]
    told = {row["incident"]: row["told"] for row in rows if row["act"] == "reported"}
    assert told[shut] == {"privileged": True} and told[open_]["title"] == "Laptop stolen"
