"""A provider with one client whose share was scanned for real, and its server: what newcomers and attackers walk into.

office = lay(folder)      # Northgate IT looks after Harbour Dental; hr and front-desk lie on its share
office.scan()             # `bailee scan`, as a person types it
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import warm
from bailee.authority import EVERYWHERE, Agreement
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.open_store import open_store
from bailee.permissions import Role
from bailee.store.workspace import Workspace

# 078-05-1120 and 219-09-9999 were printed on cards as specimens; card numbers are those that networks publish for testing.
FILES = {
    "hr/pay.csv": "name,ssn,iban\nPat Doe,512-44-7313,DE89 3704 0044 0532 0130 00\nKim Roe,512-44-7314,GB82 WEST 1234 5698 7654 32\n",
    "hr/letter.txt": "Dear Pat,\nyour Social Security number is 512-44-7313.\nMail: pat.doe@example.com\n",
    "front-desk/orders.txt": "Card number: 4111 1111 1111 1111, expires 09/29\nMail: kim.roe@example.com\n",
}


@dataclass(frozen=True)
class Office:
    home: Path
    share: Path
    provider: str
    client: str

    def scan(self) -> None:
        words = ("--home", self.home, "--client", self.client, "--names", "off", "--ocr", "off")
        done = warm.run("scan", self.share, *words)
        assert done.returncode == 0, done.stderr

    def workspace(self, member: str = "owner") -> Workspace:
        return Workspace(self.home, self.client, member)


def lay(folder: Path, **files: str) -> Office:
    share = folder / "harbour"
    for name, text in (FILES | files).items():
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_text(text, "utf-8")
    provider = open_store(folder / "home")
    declare_organisation(provider, name="Northgate IT", facts={})
    provider.become_provider()
    provider = open_store(folder / "home")
    client = provider.add_client("Harbour Dental")
    office = Office(folder / "home", share, provider.organisation, client)
    workspace = office.workspace()
    told: dict[str, Any] = {"given_by": "D. Harbour", "function": "owner", "scope": "all file shares"}
    workspace.record_instruction(**told, places=(EVERYWHERE,), given_on=date(2026, 1, 2))
    for agreement in Agreement:
        workspace.record_agreement(agreement, on=date(2026, 1, 2))
    workspace.add_member("Bob", Role.CLIENT_AUDITOR, ident="bob")
    workspace.close()
    provider.close()
    office.scan()
    return office
