"""The register: appended, privileged, reopened; and what cannot be so is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.incidents.acts import check_order
from bailee.operations.incident_shapes import listed
from bailee.operations.incident_sheet import incident_sheet
from bailee.operations.report_incident import (
    add_fact,
    add_step,
    close_incident,
    correct_discovery,
    finish_step,
    mark_privileged,
    reopen_incident,
)
from laptops import NOW, ZONE, Laptop, report


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"discovered_at": NOW + timedelta(days=1)}, "in the future"),
        ({"from_at": NOW - timedelta(hours=2), "until_at": NOW - timedelta(hours=3)}, "ends before it begins"),
        ({"from_at": NOW + timedelta(minutes=1)}, "after it was missed"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"target": "device-none"}, "no such device"),
        ({"sort": "store", "target": "nowhere"}, "no place or data store"),
        ({"kind": "eaten"}, "no kind of incident"),
        ({"title": " "}, "what happened"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(laptop: Laptop, changed: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        report(laptop.workspace(), **changed)


def test_an_hour_that_clocks_skipped_is_refused(laptop: Laptop) -> None:
    skipped = datetime(2026, 3, 8, 2, 30)  # noqa: DTZ001 - typed without a zone: it is one of the incident's
    with pytest.raises(InvalidInput, match="was no time of that night"):
        report(laptop.workspace(), discovered_at=skipped)


def test_a_time_without_a_zone_is_of_the_incidents_own(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace, discovered_at=datetime(2026, 3, 9, 8, 15))  # noqa: DTZ001 - as typed
    assert workspace.incident(ident).discovered_at == datetime(2026, 3, 9, 8, 15, tzinfo=ZoneInfo(ZONE))


def test_facts_stand_by_when_they_were_true_and_nothing_is_changed(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace)
    add_fact(workspace, ident, "Wiped from afar, not confirmed", source="Intune", sure=False)
    add_fact(workspace, ident, "Taken from a car", true_at=NOW - timedelta(hours=10), source="its user")
    incident = workspace.incident(ident)
    assert next(each.says for each in incident.timeline) == "Taken from a car"
    assert [each.act for each in workspace.incident_acts(ident)] == ["reported", "fact", "fact"]
    from bailee.store.models import IncidentAct

    with pytest.raises(Exception, match="appended, never changed"):
        IncidentAct.objects.using(workspace.alias).filter(incident=ident).update(act="x")


def test_an_earlier_discovery_moves_the_clocks_and_both_stand(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    moment = datetime.now(UTC)
    ident = report(workspace, discovered_at=moment, until_at=moment)
    earlier = moment - timedelta(days=2)
    correct_discovery(workspace, ident, earlier, source="the log of the front desk")
    assert workspace.incident(ident).discovered_at == earlier
    assert workspace.incident_acts(ident)[0].told["discovered_at"] == moment.isoformat()
    ny = next(each for each in incident_sheet(workspace, ident).lines if each.place == "US-NY" and each.to == "people")
    assert ny.day == earlier.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=30)


def test_a_closed_one_takes_nothing_until_it_is_opened_again(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace)
    with pytest.raises(InvalidInput, match="is open"):
        reopen_incident(workspace, ident, "a second drive")
    close_incident(workspace, ident, "it was under the seat")
    with pytest.raises(InvalidInput, match="is closed"):
        add_step(workspace, ident, "Ask the police")
    reopen_incident(workspace, ident, "a second drive was in the bag")
    incident = workspace.incident(ident)
    assert incident.is_open and incident.times_reopened == 1
    assert incident.discovered_at == NOW  # clocks go on from the same discovery
    assert [each.says for each in incident.timeline][-2:] == ["Closed", "Opened again"]


def test_steps_are_done_once(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace)
    assert len(workspace.incident(ident).steps) == 5  # of a stolen device
    finish_step(workspace, ident, 3, note="report 26-1187")
    with pytest.raises(InvalidInput, match="done already"):
        finish_step(workspace, ident, 3)
    with pytest.raises(InvalidInput, match="no such step"):
        finish_step(workspace, ident, 9)


def test_privilege_is_counsels_and_shuts_others_out(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace)
    auditor = laptop.workspace("auditor")
    assert listed(auditor)[0]["title"] == "Laptop stolen"
    with pytest.raises(NotAllowed):
        mark_privileged(laptop.workspace("technician"), ident)
    mark_privileged(laptop.workspace("counsel"), ident)
    with pytest.raises(NotAllowed, match="privileged"):
        auditor.incident(ident)
    assert "title" not in listed(auditor)[0] and listed(auditor)[0]["ident"] == ident
    with pytest.raises(NotAllowed, match="take back"):
        mark_privileged(workspace, ident, False)  # the owner may mark it, and not take it back
    assert laptop.workspace("counsel").incident(ident).is_privileged


def test_of_two_organisations_each_has_its_own(laptop: Laptop) -> None:
    from bailee.operations.open_store import open_store
    from bailee.store.organisations import create_organisation

    ident = report(laptop.workspace())
    other = create_organisation(laptop.home, "Charlie's practice", owner="charlie")
    stranger = open_store(laptop.home, organisation=other, member="charlie")
    assert stranger.incidents() == ()
    with pytest.raises(InvalidInput, match="no such incident"):
        stranger.incident(ident)


def test_a_clock_that_stands_a_little_behind_is_let_pass() -> None:
    check_order(NOW - timedelta(seconds=30), NOW)
    with pytest.raises(InvalidInput, match="false order"):
        check_order(NOW - timedelta(minutes=10), NOW)
