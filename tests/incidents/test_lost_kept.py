"""What was lost is counted once, and anew when something happened that may change it: a look says what a new one would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import scans
from bailee.operations import lost_kept
from bailee.operations.incident_sheet import incident_sheet
from bailee.operations.judge_findings import judge_findings
from bailee.operations.known_days import due_of_incidents
from bailee.operations.lost_people import Found, what_was_lost
from bailee.operations.report_incident import Report, add_fact, report_incident, say_encryption
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World

ZONE = "America/New_York"


@pytest.fixture(params=["sqlite", "postgresql"])
def stands_on(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Incidents whose people were counted."""
    told: list[str] = []

    def count(workspace: Workspace, incident: object, **named: bool) -> Found:
        told.append(incident.ident)  # type: ignore[attr-defined]  # an incident
        return what_was_lost(workspace, incident, **named)  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(lost_kept, "what_was_lost", count)
    lost_kept._kept.clear()
    return told


@pytest.fixture
def taken(world: World, tmp_path: Path) -> Workspace:
    """A share with two numbers is open to all, and somebody says so."""
    files = scans.Files({"a.txt": ("1", [("us-ssn", "512447313")]), "b.txt": ("2", [("us-ssn", "512447314")])})
    scans.scan(world.alice, files, tmp_path / "share")
    report_incident(world.alice, Report("Open share", "open-store", "store", "share", datetime.now(UTC), ZONE))
    return world.alice


def days(workspace: Workspace) -> object:
    return due_of_incidents(workspace, datetime.now(UTC).replace(second=0, microsecond=0))


def test_people_are_counted_once_however_often_one_looks_and_whatever_is_noted(
    taken: Workspace, counted: list[str]
) -> None:
    first = days(taken)
    add_fact(taken, taken.incidents()[0].ident, "Asked the owner", source="telephone")
    assert days(taken) == first != () and len(counted) == 1


@pytest.mark.parametrize("changed", ["judged", "roster", "scan", "encryption", "disk"])
def test_they_are_counted_anew_where_something_may_have_changed_them(
    changed: str, taken: Workspace, counted: list[str], tmp_path: Path
) -> None:
    (incident,) = taken.incidents()
    days(taken)
    acts: dict[str, Callable[[], object]] = {
        "judged": lambda: judge_findings(
            taken,
            [each.finding.ident for each in taken.findings()],
            "dismissed",
            reason="test-data",
            on=incident.hour.date(),
        ),
        "roster": lambda: taken.add_roster_person("Pat", SubjectCategory.EMPLOYEE, email="pat@example.org"),
        "scan": lambda: scans.scan(taken, scans.Files({"a.txt": ("1", [("us-ssn", "512447313")])}), tmp_path / "share"),
        "encryption": lambda: say_encryption(
            taken, incident.ident, "share", True, true_at=incident.hour - timedelta(minutes=1), source="the console"
        ),
        "disk": lambda: taken.note_disk(taken.place_numbers()["share"], True),
    }
    acts[changed]()
    seen = days(taken)
    assert len(counted) == 2
    lost_kept._kept.clear()
    assert days(taken) == seen
    if changed == "judged":
        assert incident_sheet(taken, incident.ident).lost.findings == 0


def test_of_much_only_so_many_people_are_kept(
    taken: Workspace, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_kept, "MOST_IDENTS", -1)
    assert days(taken) == days(taken) and len(lost_kept._kept) == 1
    monkeypatch.setattr(lost_kept, "_MOST_ORGANISATIONS", 1)
    lost_kept._kept[Path("elsewhere"), 1] = lost_kept._Kept(())
    taken.note_disk(taken.place_numbers()["share"], None)
    days(taken)
    assert [home for home, _ in lost_kept._kept] == [taken.home]
