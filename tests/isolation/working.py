"""What people of a tenant work on, each with the tenant's canary: record, contracts, holds, folders, tasks, calendars, counsel."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bailee.contracts import Contract, Sort
from bailee.counsel.decision_file import Answer, Filled
from bailee.counsel.packet import Asked
from bailee.counsel.reviews import How
from bailee.inventory import ProcessingActivity
from bailee.operations.ask_counsel import ask_counsel
from bailee.operations.declare_confidential import declare_confidential
from bailee.operations.draft_activity import keep_drafts
from bailee.operations.find_departures import find_departures, settle_departure
from bailee.operations.hold_data import hold_data
from bailee.operations.keep_contract import new_ident, save_contract
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.name_contact import name_contact
from bailee.operations.settle_difference import accept_difference, list_differences
from bailee.operations.show_status import take_snapshot
from bailee.operations.take_decisions import take
from bailee.operations.work_on_tasks import set_due
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

PRIVILEGED = "pv3ncanary"  # in what counsel was asked and answered: between the client and its counsel


def work(workspace: Workspace, sign: str, place: Path) -> None:
    """Rows in the tables of what is worked on, and of what is derived from it."""
    today = now().date()
    contract = Contract(new_ident(), Sort.NDA, (f"Quay Imaging{sign}",), scope=f"films{sign}", contact=f"Kim{sign}")
    save_contract(workspace, contract)
    hold_data(workspace, f"Rowe v. Harbour{sign}", why=f"a letter{sign}", who=f"Kim{sign}", since=today, on=today)
    declare_confidential(workspace, str(place / f"Medical{sign}"), ["medical"])
    draft = ProcessingActivity(
        f"Parking{sign}", ((f"parking{sign}", None),), ("vehicle-identifier",), (SubjectCategory.EMPLOYEE,)
    )
    keep_drafts(workspace, [draft], "found")
    name_contact(workspace, "controller", f"Kim{sign}", f"12 Quay{sign}")
    take_snapshot(workspace)
    for departure in find_departures(workspace)[:1]:
        settle_departure(workspace, departure.ident, departure.sort, "not-so", reason=f"seen{sign}", on=today)
    for line in list_differences(workspace)[:1]:
        accept_difference(workspace, line.ident, f"known{sign}")
    with workspace.transaction():
        workspace.decide_whose([("person-name", sign)], SubjectCategory.CUSTOMER, reason=f"a firm{sign}")
    workspace.add_task_feed("all")
    for task in workspace.task_list().tasks[:1]:
        set_due(workspace, task.ident, today + timedelta(days=1), f"a visit{sign}", on=today)
    if workspace.may(Permission.RECORD_REVIEW):
        packet = ask_counsel(workspace, Asked(note=f"what of films{sign} {PRIVILEGED}"))
        asked = packet.items[0]
        answer = Answer("1", 1, asked.ident, asked.sha256, "accept", note=f"because{sign} {PRIVILEGED}")
        take(
            workspace, Filled(packet.ident, f"Kim{sign}", f"Adair{sign}", "", (answer,)), how=How.COMMAND_LINE, on=today
        )
    take_snapshot(workspace)
    look_for_alerts(workspace)
