"""A laptop of an office: five people's numbers in a file on it, scanned for real once and copied for each test. All are invented."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.operations.declare_activity import declare_organisation
from bailee.operations.declare_roster import prints
from bailee.operations.open_store import open_store
from bailee.operations.report_incident import Report, report_incident
from bailee.operations.scan_store import scan_store
from bailee.permissions import Role
from bailee.rosters import Details
from bailee.scanner import Limits
from bailee.store import database
from bailee.store.rows.roster import RosterDraft
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

# Numbers of an area that was never issued in these groups, made up for these tests; addresses are of invented streets.
PEOPLE = (
    ("Pat Doe", "512-44-7313", "pat.doe@example.com", "12 Elm St, Albany, NY 12207", ""),
    ("Kim Roe", "512-44-7314", "kim.roe@example.com", "4 Oak Ave, Trenton, NJ 08608", ""),
    ("Lee Fox", "512-44-7315", "lee.fox@example.com", "9 Pine Rd, Hartford, CT 06103", ""),
    ("Ana Diaz", "512-44-7316", "ana.diaz@example.com", "77 Bay St, Oakland, CA 94607", "es"),
    ("Max Orr", "512-44-7317", "max.orr@example.com", "", ""),
)
ZONE = "America/New_York"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Laptop:
    home: Path
    disk: Path

    def workspace(self, member: str = "") -> Workspace:
        return open_store(self.home, member=member) if member else open_store(self.home)

    def copied(self, to: Path) -> Laptop:
        """The same office, in a folder of a test's own; the disk stays where it was read."""
        database.disconnect(self.home)
        shutil.copytree(self.home, to)
        return Laptop(to, self.disk)


def fill(workspace: Workspace, folder: Path) -> Path:
    """The roster, and the disk that is scanned."""
    disk = folder / "laptop"
    (disk / "pay").mkdir(parents=True)
    rows = "".join(f"{name},{number},{email}\n" for name, number, email, _, _ in PEOPLE)
    (disk / "pay" / "staff.csv").write_text(f"name,ssn,email\n{rows}", "utf-8")
    (disk / "notes.txt").write_text("Nothing of anybody.\n", "utf-8")
    declare_organisation(workspace, name="Harbour Dental", facts={"contact": "M. Reyes, privacy@harbour.example"})
    workspace.save_roster(
        [
            RosterDraft(SubjectCategory.EMPLOYEE, details, prints(workspace, details), date(2024, 1, 8))
            for details in (
                Details(name, emails=(email,), address=address, language=language)
                for name, _, email, address, language in PEOPLE
            )
        ]
    )
    scan_store(workspace, [disk], limits=Limits(ocr="off", names="off"))
    return disk


def lay(folder: Path) -> Laptop:
    workspace = open_store(folder / "home")
    disk = fill(workspace, folder)
    for member, role in (
        ("counsel", Role.COUNSEL),
        ("auditor", Role.CLIENT_AUDITOR),
        ("technician", Role.PRIVACY_PERSON),
    ):
        workspace.add_member(member.title(), role, ident=member)
    workspace.close()
    return Laptop(folder / "home", disk)


def report(workspace: Workspace, **changed: object) -> str:
    """A drill: the first device is stolen, and it is missed now. `changed` says otherwise, by the names of `Report`."""
    values: dict[str, Any] = {
        "title": "Laptop stolen", "kind": "stolen-device", "sort": "device", "target": workspace.devices()[0].ident,
        "discovered_at": NOW, "zone": ZONE, "is_drill": True,
    }  # fmt: skip
    return report_incident(workspace, Report(**(values | changed)))


def reported(workspace: Workspace, *, hours: float = 0.0, drill: bool = False) -> str:
    """The laptop is missed now, or some hours ago."""
    return report(workspace, discovered_at=datetime.now(UTC) - timedelta(hours=hours), is_drill=drill)
