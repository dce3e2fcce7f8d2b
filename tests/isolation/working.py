"""What people of a tenant work on, each with the tenant's canary: record, contracts, holds, folders, tasks, calendars, counsel."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

from PIL import Image

from bailee.contracts import Contract, Sort
from bailee.counsel.decision_file import Answer, Filled
from bailee.counsel.packet import Asked
from bailee.counsel.reviews import How
from bailee.inventory import ProcessingActivity
from bailee.operations.ask_counsel import ask_counsel
from bailee.operations.choose_look import choose_look
from bailee.operations.connect_tickets import connect, connect_channel, map_things
from bailee.operations.declare_confidential import declare_confidential
from bailee.operations.draft_activity import keep_drafts
from bailee.operations.find_departures import find_departures, settle_departure
from bailee.operations.gather_report import last_months
from bailee.operations.hold_data import hold_data
from bailee.operations.keep_contract import new_ident, save_contract
from bailee.operations.keep_exports import make_export
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.make_report import make_report
from bailee.operations.manage_webhooks import add_webhook
from bailee.operations.name_contact import name_contact
from bailee.operations.schedule_report import schedule_report
from bailee.operations.settle_difference import accept_difference, list_differences
from bailee.operations.show_status import take_snapshot
from bailee.operations.sync_tickets import sync
from bailee.operations.take_decisions import take
from bailee.operations.tell_chat import tell_chat
from bailee.operations.work_on_tasks import set_due
from bailee.outward import Reach
from bailee.permissions import Permission
from bailee.store import asking
from bailee.store.rows.base import now
from bailee.store.rows.drills import DrillSheet
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity, SubjectCategory

PRIVILEGED = "pv3ncanary"  # in what counsel was asked and answered: between the client and its counsel


def _logo() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (320, 120), "navy").save(picture, "PNG")
    return picture.getvalue()


def _tell_elsewhere(workspace: Workspace, sign: str) -> None:
    """A system for tickets, a channel, and tickets that wait for it: nothing of it answers."""
    access = {
        "address": "https://psa.invalid/api",
        "company": "c",
        "public_key": "p",
        "private_key": f"k{sign}",
        "client_id": "i",
    }
    desk = connect(workspace, "connectwise", access, reach=Reach(), label=f"Desk{sign}")
    where = {"company": f"Harbour{sign}", "board": "Privacy"}
    map_things(workspace, desk, ["alert", "task", "findings", "incident"], least=Severity.LOW, mapping=where)
    connect_channel(workspace, "slack", "https://chat.invalid/x", reach=Reach(), label=f"#x{sign}", weekly=True)
    add_webhook(workspace, "http://127.0.0.1:9/", name=f"Desk{sign}", reach=Reach.of("127.0.0.1"))
    sync(workspace, Reach())
    tell_chat(workspace, Reach())


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
    choose_look(workspace, name=f"Northgate{sign}", closing=f"Ask Kim{sign}", logo=_logo())
    make_report(workspace, "one-page", last_months(asking.today()), forms=("pdf", "html"))
    schedule_report(workspace, "one-page", "quarter", recipients=[f"kim@{sign.strip() or 'client'}.example"])
    workspace.add_drill_sheet(
        DrillSheet(
            f"drill-{now():%H%M%S%f}",
            "lost-key",
            f"A lost key{sign}",
            ({"title": f"One{sign}", "does": "looks", "command": "", "came": "", "seconds": 1.0, "is_done": True},),
            1,
            1,
            1.0,
            True,
            workspace.member,
            now(),
        )
    )
    if workspace.may(Permission.MANAGE_KEYS):
        make_export(workspace)
    _tell_elsewhere(workspace, sign)
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
