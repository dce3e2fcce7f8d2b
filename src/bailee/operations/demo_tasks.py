"""What the people of the sample company did about their tasks: one has a day, one is begun, one sleeps, one waits for another."""

from __future__ import annotations

from datetime import timedelta

from bailee.operations.settle_tasks import settle_tasks
from bailee.operations.work_on_tasks import put_after, set_due, snooze, start
from bailee.reports.report import Report
from bailee.store.workspace import Workspace


def begin_tasks(workspace: Workspace, report: Report) -> int:
    """Derive the tasks of the sample company, and let some be worked on; how many there are to do."""
    made = settle_tasks(workspace, report, stamp=workspace.status_stamp(report.on))
    day = report.on
    if "train-staff" in made:
        set_due(workspace, "train-staff", day + timedelta(days=5), "the insurer asks for it before the renewal", on=day)
    if "review-access" in made:
        start(workspace, "review-access", on=day)
    if "review-security-programme" in made:
        until = day + timedelta(days=30)
        snooze(workspace, "review-security-programme", until, "the auditor comes next month", on=day)
    if {"train-staff", "incident-plan"} <= made.keys():
        put_after(workspace, "train-staff", "incident-plan", on=day)
        set_due(workspace, "incident-plan", day + timedelta(days=3), "training begins with it", on=day)
    return sum(task.state.is_to_do for task in made.values())
