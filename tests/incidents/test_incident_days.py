"""Days of an incident come to who must act: a task for each sort of whom is to be told, an alert before the moment and after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bailee.operations.alerts import Look, finder
from bailee.operations.known_days import due_of_incidents
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.report_incident import Report, decide_not_to_notify, mark_privileged, report_incident
from bailee.operations.schedule_report import Missed
from bailee.operations.show_status import take_snapshot
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from laptops import ZONE, Laptop

NOW = datetime.now(UTC)


def report(workspace: Workspace, days: int, **changed: Any) -> str:
    target = workspace.devices()[0].ident
    hour = datetime.now(UTC) - timedelta(days=days)
    now = datetime.now(UTC)  # the disk was read before it was lost
    told = Report("Laptop stolen", "stolen-device", "device", target, discovered_at=hour, until_at=now, zone=ZONE)
    if changed:
        told = Report("A trial", "stolen-device", "device", target, discovered_at=hour, zone=ZONE, **changed)
    return report_incident(workspace, told)


def tasks_of(workspace: Workspace) -> dict[str, Any]:
    take_snapshot(workspace, on=NOW.astimezone().date())
    return {each.ident: each for each in workspace.task_list().tasks if each.ident.startswith("register-")}


def test_whoever_is_to_be_told_is_a_task_until_the_register_says_that_it_was_done(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = report(workspace, 0)
    task = tasks_of(workspace)[f"register-{ident}-people"]
    (first, *_) = (each for each in due_of_incidents(workspace, NOW) if each.to == "people")
    assert task.title == f"Incident {ident}: tell the people" and task.severity is Severity.SEVERE
    assert task.due.on == first.on and not task.holds and not task.takes  # nobody closes it by saying so
    decide_not_to_notify(workspace, ident, "The disk was found in the safe; nobody had it.")
    after = tasks_of(workspace).get(f"register-{ident}-people")
    assert after is None or after.holds


def test_a_drill_has_no_tasks_and_one_that_is_privileged_has_the_same_for_everybody(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    report(workspace, 0, is_drill=True)
    assert due_of_incidents(workspace, NOW) == ()
    ident = report(workspace, 0)
    mark_privileged(laptop.workspace("counsel"), ident)
    seen = due_of_incidents(laptop.workspace("technician"), NOW)
    assert seen == due_of_incidents(laptop.workspace("counsel"), NOW) != ()


def test_an_alert_says_by_when_before_the_day_and_after_it(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    assert look_for_alerts(workspace) is not None
    ident = report(workspace, 28)  # New York and others: 30 days
    look_for_alerts(workspace)
    raised = [each for each in workspace.alerts() if each.sort == "incident-due"]
    said = {each.title.partition(" to be told by")[0] for each in raised}
    assert said >= {
        f"Incident {ident}: the people have",
        f"Incident {ident}: the authority had",
    }  # the latter by the hour


def test_a_period_in_hours_is_told_of_a_day_before() -> None:
    found = due(timedelta(hours=30)), due(timedelta(hours=20)), due(-timedelta(hours=1))
    assert [len(each) for each in found] == [0, 1, 1]
    assert "has to be told by" in found[1][0] and "had to be told by" in found[2][0]


def due(left: timedelta) -> list[str]:
    from bailee.operations.known_days import InDue

    one = InDue("2026-01", "regulator", NOW + left, True, 1, 1, ("GDPR Art. 33",))
    return [each.title for each in finder("incident-due")(Look(NOW, incidents=(one,)))]


def test_a_report_that_no_worker_made_is_an_alert_after_a_day() -> None:
    on = NOW.astimezone().date()
    for days, raised in ((1, 0), (2, 1)):
        missed = Missed("monthly", "review", on - timedelta(days=days))
        assert len(list(finder("report-missed")(Look(NOW, reports=(missed,))))) == raised
