"""Make the sample company in a home of its own, and let it declare, publish and sign what such a company would.

It goes through the same operations as a real one: nothing of the demo is written into the store by another way.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.contracts import Contract, Duties, Sort
from bailee.counsel.packet import Asked
from bailee.demo.company import make_company
from bailee.demo.declared import declared
from bailee.demo.tools import SOFTWARE_LIST
from bailee.errors import CannotRead
from bailee.inventory.activities import activity_of
from bailee.monitoring.register import Declaration
from bailee.operations.ask_counsel import WANTED_IN, ask_counsel
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.declare_confidential import declare_confidential
from bailee.operations.declare_roster import prints
from bailee.operations.demo_consents import ask_for_photographs
from bailee.operations.demo_deliveries import deliver
from bailee.operations.demo_signatures import sign_and_ask
from bailee.operations.draft_notice import draft_notice, send_notice
from bailee.operations.hold_data import hold_data
from bailee.operations.keep_contract import save_contract
from bailee.operations.look_for_tools import days_in, declare_tool, find_tool, import_list
from bailee.operations.name_contact import name_contact
from bailee.operations.open_store import open_store
from bailee.operations.publish_notice import publish_notice
from bailee.operations.take_decisions import record_on_paper
from bailee.operations.translate_notice import translate
from bailee.rosters import Details
from bailee.store.locks import FileLock
from bailee.store.rows.roster import RosterDraft
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, SubjectCategory

MANIFEST = "manifest.json"
REVIEWER, FIRM = "R. Okafor", "Okafor & Reyes (invented)"
REVIEWED = "customer-privacy-statement"
DRAFTED = (  # and not published yet: they say what is still open
    ("workplace-surveillance-notice", "en"),
    ("web-privacy-policy", "en"),
    ("monitoring-poster", "en"),
    ("employee-privacy-notice", "es"),
)
DESPITE = "it goes out with the invoices of this month; what customers in Europe miss in it follows"


@dataclass(frozen=True, slots=True)
class Demo:
    """The sample company, written and declared, ready to be scanned."""

    company: Path
    files: int
    workspace: Workspace
    said: Mapping[str, Any]


def begin_demo(home: Path, *, seed: int, shuffle_folders: bool = False, neutral_names: bool = False) -> Demo:
    """Write the company and its manifest, open its store, and declare what it says of itself.

    An earlier demo in the same home is replaced; CannotRead where something else lies there.
    """
    company = home / "company"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _clear(home)
        _keep(home, _BEGUN)
        company.mkdir()
        manifest = make_company(company, seed=seed, shuffle_folders=shuffle_folders, neutral_names=neutral_names)
        _keep(home, manifest.as_dict())
    except OSError:
        raise CannotRead(
            f'the sample company cannot be written to "{home}"', hint="name another folder with --home"
        ) from None
    said = declared(seed)
    workspace = open_store(home)
    _declare(workspace, said)
    files = sum(1 for path in company.rglob("*") if path.is_file())
    return Demo(company, files, workspace, said)


def end_demo(demo: Demo) -> None:
    """After the scan: note who signed the notice to employees, and that the statement went to all customers.

    Both notices were drafted from what was declared, so they are silent about what only the scan found.
    """
    workspace = demo.workspace
    listed = demo.company / SOFTWARE_LIST
    if listed.is_file():  # not so where the sample's folders have no names
        import_list(listed, workspace)
    for tool in demo.said["tools"]:
        declare_tool(workspace, _tool(tool))
    _keep_apart(demo)
    today = datetime.now(UTC).astimezone().date()
    sign_and_ask(workspace, demo.said, on=today)
    ask_for_photographs(workspace, demo.said, on=today)
    deliver(workspace, on=today)
    ask_counsel(workspace, Asked(due_on=today + WANTED_IN))
    contact = f"privacy@{demo.said['organisation']['domain']}"
    translate(workspace, "es", {f"the office manager, {contact}": f"la responsable de la oficina, {contact}"})
    for kind, language in DRAFTED:
        draft_notice(workspace, kind, on=today, language=language)


def _keep_apart(demo: Demo) -> None:
    """Where medical records belong, and what is kept for a claim; not where the sample's folders have no names."""
    today = datetime.now(UTC).astimezone().date()
    for folder, records in demo.said["confidential"]:
        if (demo.company / folder).parent.is_dir():
            declare_confidential(demo.workspace, str(demo.company / folder), records)
    known = set(demo.workspace.coverage_by_store())
    for hold in demo.said["holds"]:
        if hold["store"] in known:
            words = {name: hold[name] for name in ("why", "who")}
            hold_data(demo.workspace, hold["matter"], **words, since=today, on=today, stores=[hold["store"]])


# What a demo leaves in its home, and what `begin_demo` removes of an earlier one: nothing else that lies there.
_OURS = (
    "company", "keys", "evidence", "outbox", "protection", "report.html", "report.json", "migration.lock", "scan.lock",
)  # fmt: skip
_STORE = ("bailee.sqlite3", "bailee.sqlite3-wal", "bailee.sqlite3-shm")
_BEGUN: dict[str, list[str]] = {
    "planted": [],
    "kinds": [],
}  # a manifest from the first moment: a demo that was killed is known as one


def _clear(home: Path) -> None:
    """Remove an earlier demo, whole or cut off, and nothing else. CannotRead where something not of a demo is in the way."""
    in_the_way = [name for name in (*_OURS, *_STORE, MANIFEST) if (home / name).exists()]
    if in_the_way and not _is_demo(home):
        raise CannotRead(
            f'in "{home}" lies "{in_the_way[0]}", which is not of a demo', hint="name another folder with --home"
        )
    if (holder := FileLock(home / "scan.lock").holder()) is not None:
        raise CannotRead(
            f"another scan into this store is running (process {holder.pid})", hint="wait until it is done, or stop it"
        )
    for name in in_the_way:
        if name == MANIFEST:
            continue  # last of all: without it the rest would be nobody's
        path = home / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (home / MANIFEST).unlink(missing_ok=True)


def _is_demo(home: Path) -> bool:
    try:
        told = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and set(_BEGUN) <= set(told)


def _keep(home: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    beside = home / f".{MANIFEST}"
    beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(home / MANIFEST)


def _declare(workspace: Workspace, said: Mapping[str, Any]) -> None:
    today = datetime.now(UTC).astimezone().date()
    facts = {**said["facts"], "contact": f"the office manager, privacy@{said['organisation']['domain']}"}
    declare_organisation(workspace, name=said["organisation"]["name"], facts=facts)
    for activity in said["activities"]:
        declare_activity(workspace, activity_of(activity))
    for sort, contact in said["contacts"].items():
        name_contact(workspace, sort, contact["name"], contact["contact"])
    for contract in said["contracts"]:
        save_contract(workspace, _contract(contract, today))
    _roster(workspace, said["roster"], said["leavers"], said["customers"])
    for kind in ("employee-privacy-notice", "customer-privacy-statement"):
        drafted = draft_notice(workspace, kind, on=today)
        if kind == REVIEWED:  # the other one waits for counsel
            paper = f"Reviewed on paper: {drafted.version.sha256} (invented)".encode()
            record_on_paper(workspace, drafted.version, by=REVIEWER, firm=FIRM, paper=paper, on=today)
        publish_notice(workspace, drafted.version, despite=DESPITE)
    send_notice(workspace, workspace.notice_version("customer-privacy-statement"), by="post, with the invoice")


def _contract(told: Mapping[str, Any], today: date) -> Contract:
    """Its days are counted from today, so that what ends soon always does."""
    days = {name: today + timedelta(told[name]) if told.get(name) is not None else None for name in ("signed", "until")}
    return Contract(
        told["ident"], Sort(told["sort"]), tuple(told["parties"]), told["our_role"], told["scope"], days["signed"], None, days["until"],
        told.get("notice_days"), duties=Duties(**told["duties"]),
    )  # fmt: skip


def _tool(told: Mapping[str, Any]) -> Declaration:
    ident, name = find_tool(told["tool"])
    return Declaration(
        ident,
        name,
        tuple((purpose, LawfulBasis(basis) if basis else None) for purpose, basis in told["purposes"]),
        tuple(SubjectCategory(subject) for subject in told["watched"]),
        kept=told["kept"],
        kept_days=days_in(told["kept"]),
        viewers=tuple(told["viewers"]),
        since=date.fromisoformat(told["since"]) if told["since"] else None,
    )


def _roster(
    workspace: Workspace,
    staff: Sequence[Mapping[str, Any]],
    leavers: Sequence[Mapping[str, Any]],
    customers: Sequence[Mapping[str, Any]],
) -> None:
    people: list[tuple[SubjectCategory, Details, date | None, date | None]] = [
        (
            SubjectCategory.EMPLOYEE,
            Details(
                person["name"],
                emails=(person["email"],),
                number=person["ident"],
                department=person["department"],
                site=person["state"],
            ),
            date.fromisoformat(person["hired_on"]),
            None,
        )
        for person in staff
    ]
    people += [
        (
            SubjectCategory.EMPLOYEE,
            Details(person["name"], emails=(person["email"],), number=person["ident"]),
            date.fromisoformat(person["hired_on"]),
            date.fromisoformat(person["left_on"]),
        )
        for person in leavers
    ]
    people += [
        (
            SubjectCategory.SOLE_PROPRIETOR if client["sole_proprietor"] else SubjectCategory.CUSTOMER,
            Details(client["contact"], emails=(client["email"],), number=client["ident"], address=client["address"]),
            None,
            None,
        )
        for client in customers
    ]
    with workspace.transaction():
        workspace.save_roster(
            [
                RosterDraft(category, details, prints(workspace, details), joined_on, left_on)
                for category, details, joined_on, left_on in people
            ]
        )
        workspace.record("roster-declared", "roster", {"staff": len(staff), "customers": len(customers)})
