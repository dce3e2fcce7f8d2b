"""What a tenant has and keeps beside its findings, each with its canary: machines, tools, places that were found, lists of its own
values, a folder that was read for real, a sealed file, what its people and programs did."""

from __future__ import annotations

from pathlib import Path

from bailee.machines import Machine
from bailee.monitoring.register import Declaration
from bailee.operations.import_known_values import Wanted, import_known_values
from bailee.operations.incident_sheet import print_sheet
from bailee.operations.look_for_tools import declare_tool, import_list
from bailee.operations.protect_files import apply, propose
from bailee.operations.report_incident import Report, add_fact, report_incident
from bailee.operations.say_need import say_need
from bailee.operations.scan_store import scan_store
from bailee.places.interface import Found, Sort
from bailee.store.rows.alerts import ByMail
from bailee.store.rows.base import now
from bailee.store.rows.incidents import LetterStep
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, SubjectCategory

BADGES = "40713-A 40714-B 40715-C 40716-D"


def hold(workspace: Workspace, sign: str, place: Path) -> None:
    """Rows in the tables of what is there: in one organisation of the tenant's."""
    folder, lists = place / f"shelf{sign}", place / "lists"
    for each in (folder, lists):
        each.mkdir(parents=True)
    badges = lists / f"badges{sign}.csv"
    badges.write_text("badge\n" + "\n".join(BADGES.split()) + "\n")
    import_known_values(
        workspace, badges, Wanted("badge", name=f"badges-{sign.strip()}", category="national-identifier")
    )
    software = lists / f"software{sign}.csv"
    software.write_text(f"Computer,Name,Publisher\nWS-14{sign},TeamViewer,TeamViewer Germany GmbH\n")
    import_list(software, workspace)
    declare_tool(
        workspace,
        Declaration(
            "frigate", "Frigate", ((f"watching the yard{sign}", LawfulBasis.LEGITIMATE_INTERESTS),),
            (SubjectCategory.EMPLOYEE,), kept="30 days", viewers=(f"Kim{sign}",),
        ),
    )  # fmt: skip
    found = Found(Sort.SHARE, f"Accounts{sign}", f"/srv/accounts{sign}", whose=f"kim{sign}")
    workspace.save_found_places([found])
    workspace.leave_place(found, f"empty{sign}")
    workspace.see_device(Machine(f"linux:{sign}", f"kims-laptop{sign}", "Linux"), workspace.places())
    _read(workspace, folder)
    _lost(workspace, sign)
    say_need(workspace, "payroll", departments=[f"HR{sign}"], accounts=[f"kim{sign}"], why=f"she pays{sign}")
    workspace.choose_alert_mail(ByMail.DAILY)
    workspace.note_access("findings", export=True)
    with workspace.transaction():
        workspace.keep_answer("0" * 64, "1" * 64, {"status": 201, "body": {"name": f"Kim{sign}"}})


def _lost(workspace: Workspace, sign: str) -> None:
    """An incident with a fact, a sheet and the step of a letter."""
    device = workspace.devices()[0].ident
    report = Report(f"Laptop gone{sign}", "stolen-device", "device", device, now(), "Europe/Berlin", is_drill=True)
    ident = report_incident(workspace, report)
    add_fact(workspace, ident, f"taken from Kim{sign}", source=f"Kim{sign}")
    print_sheet(workspace, ident)
    with workspace.transaction():
        step = LetterStep("run-1", 1, "nobody", "breach-letter", "en", "post", "made", "", "0" * 64, "", "", now())
        workspace.add_letter_steps(ident, [step])


def _read(workspace: Workspace, folder: Path) -> None:
    """A folder read by the scanner itself, twice: what changed in between is a change; then a file of it is sealed."""
    pay, other, tool = folder / "pay.csv", folder / "visitors.txt", folder / "etc" / "frigate" / "config.yml"
    tool.parent.mkdir(parents=True)
    tool.write_text("record:\n  enabled: true\n  retain:\n    days: 14\n")
    pay.write_text(
        "name,ssn,born\n" + "".join(f"Pat Doe,{519 + n}-{20 + n}-{4000 + n},1980-02-1{n}\n" for n in range(4))
    )
    other.write_text("phone 202-555-0143, badge 40713-A\n")
    scan_store(workspace, [folder], jobs=1)
    other.write_text("phone 202-555-0199\n")
    scan_store(workspace, [folder], jobs=1)
    list(apply(workspace, propose(workspace, [pay])))
