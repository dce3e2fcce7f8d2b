"""Lay a provider with eight clients in an empty home: what update/screens.py takes its pictures of.

python update/sample_provider.py HOME       # some minutes: each client is scanned for real

Every file is one of the sample company's (`bailee demo`), every name is invented. Earlier weeks are laid by the store's
own door, so that there is something to compare with; the newest week is what the scan found.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bailee.authority import EVERYWHERE, Agreement
from bailee.demo.company import make_company
from bailee.demo.declared import declared
from bailee.operations import make_demo
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.judge_findings import judge_findings
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.show_status import WEEK, snapshot_of, take_snapshot
from bailee.permissions import Role
from bailee.store.rows.settled import States
from bailee.store.rows.snapshots import CELLS, Snapshot
from bailee.store.workspace import Workspace

BAILEE = Path(sys.executable).parent / "bailee"
SEED = 7


@dataclass(frozen=True, slots=True)
class Client:
    """One client: the parts of the sample company that lie on its shares, and how many red cells it had, week by week."""

    name: str
    parts: tuple[str, ...]
    reds: tuple[int, ...] = ()  # against today's, oldest first
    is_declared: bool = True
    added: tuple[str, ...] = ()  # between its first scan and its second
    removed: tuple[str, ...] = ()


CLIENTS = (
    Client(
        "Harbour Dental",
        ("HR", "Clients", "Mail", "Old stuff"),
        (-22, -20, -20, -14, -14, -11, -11, -8, -8, -5, -5),
        added=("Accounting/Vendors", "Marketing"),
        removed=("HR/Wellness", "Old stuff/misc"),
    ),
    Client("Ostrom Freight", ("Mail", "Shared", "Accounting/Vendors"), (8, 8, 6, 6, 0, 0, -4, -4, -4, -4, -4)),
    Client("Calder Street Law", ("Legal", "Accounting/Receivables"), (12, 12, 9, 9, 9, 6, 6, 4, 4, 2, 2)),
    Client("Quarry Lane Clinic", ("HR/Medical", "HR/Benefits", "Clients/exports"), (7, 7, 7, 4, 4, 2, 2, 0, 0, 0, 0)),
    Client(
        "Tern Hotel", ("Accounting/Cards", "Marketing"), (-6, -6, -6, -3, -3, -3, -1, -1, -1, -1, -1), is_declared=False
    ),
    Client("Pinefield Veterinary", ("Accounting/Payroll", "Shared"), (14, 14, 12, 9, 9, 9, 6, 6, 3, 3, 3)),
    Client("Redwell Fitness", ("HR/Wellness", "Accounting/Statements"), (0,) * 11),
    Client("Marlow Print", ()),  # never scanned: nobody there has instructed it in writing
)


def lay(home: Path) -> None:
    """The provider, its people, its clients."""
    company = home.parent / "company"
    if not company.exists():
        make_company(company, seed=SEED)
    provider = open_store(home)
    declare_organisation(provider, name="Northgate IT", facts={})
    provider.become_provider()
    provider = open_store(home)
    provider.add_member("M. Reyes", Role.TECHNICIAN, ident="reyes")
    for client in CLIENTS:
        ident = provider.add_client(client.name)
        workspace = Workspace(home, ident, "owner")
        if client.parts:
            _scanned(home, company, client, workspace)
            _weeks(workspace, client)
        print(client.name, take_snapshot(workspace).at if client.parts else "not scanned", flush=True)
        workspace.close()
    provider.close()


def _scanned(home: Path, company: Path, client: Client, workspace: Workspace) -> None:
    share = home.parent / "shares" / client.name.lower().replace(" ", "-")
    for part in client.parts:
        shutil.copytree(company / part, share / part.rpartition("/")[2], dirs_exist_ok=True)
    workspace.record_instruction(
        given_by="D. Harbour" if client.added else "the owner",
        function="owner",
        scope="all file shares",
        places=(EVERYWHERE,),
        given_on=date(2026, 11, 2),
        kept_where="contract folder",
    )
    for agreement in Agreement:
        workspace.record_agreement(agreement, on=date(2026, 11, 2), kept_where="contract folder")
    said = declared(SEED)
    if client.is_declared:
        said["organisation"]["name"] = client.name
        make_demo._declare(workspace, said)
    scan(home, workspace.organisation, share, full=bool(client.added))
    if client.is_declared:
        workspace.add_member("D. Harbour", Role.CLIENT_OWNER, ident="harbour")
        owner = Workspace(
            home, workspace.organisation, "harbour"
        )  # what counsel is asked is between the client and counsel
        make_demo.end_demo(make_demo.Demo(share, 0, owner, said))
        owner.close()
    if client.added:
        _judged(workspace)
        for part in client.removed:
            shutil.rmtree(share / part)
        for part in client.added:
            shutil.copytree(company / part, share / part.rpartition("/")[2])
        scan(home, workspace.organisation, share, full=True)


def scan(home: Path, client: str, share: Path, *, full: bool) -> None:
    words = [str(BAILEE), "scan", str(share), "--client", client, "--home", str(home)]
    words += ["--ocr", "off", "--override", "the sample company has no staff"]
    done = subprocess.run(
        words + ([] if full else ["--names", "off"]), capture_output=True, text=True, check=False, timeout=1800
    )
    if done.returncode:
        raise SystemExit(done.stderr[-600:])


def _judged(workspace: Workspace) -> None:
    """Some findings are confirmed, some dismissed, some accepted until a day."""
    on = datetime.now(UTC).date()
    first = [row.ident for row in workspace.queue(States.TO_JUDGE, limit=120).rows]
    judge_findings(workspace, first[40:64], "confirmed", on=on)
    judge_findings(workspace, first[64:70], "dismissed", reason="test-data", on=on)
    judge_findings(
        workspace, first[70:74], "accepted", reason="the insurer asks for it", until=on + timedelta(120), on=on
    )


def _weeks(workspace: Workspace, client: Client) -> None:
    """Weeks before this one. The cells are today's, of which so many were better or worse then."""
    status = take_snapshot(workspace)
    now = workspace.snapshots()[-1]
    rng = Random(client.name)  # noqa: S311 (a sample, not a secret)
    for back, more in zip(range(len(client.reds), 0, -1), client.reds, strict=True):
        then = _as_then(now, more, rng)
        at = status.at - back * WEEK - timedelta(hours=3)
        workspace.save_status_page(
            status.content, replace(then, at=at, on=at.date()), stamp=f"0 {at.date()} laid", seconds=0
        )
    report = report_status(workspace, on=now.on)
    workspace.save_status_page(
        status.content,
        replace(snapshot_of(report, datetime.now(UTC)), at=datetime.now(UTC)),
        stamp=workspace.status_stamp(now.on),
        seconds=0,
    )


def _as_then(now: Snapshot, more: int, rng: Random) -> Snapshot:
    """`more` red cells than now, or fewer. The same cells differ in each week, so that they turn once."""
    cells = dict(now.cells)
    order = sorted(cells)
    Random(f"{len(order)}").shuffle(order)  # noqa: S311
    sought, becomes = ("amber", "red") if more > 0 else ("red", "amber")
    turns = [cell for cell in order if cells[cell] == sought][: abs(more)]
    cells |= dict.fromkeys(turns, becomes)
    if more:  # what is not red moves, too
        for cell in [cell for cell in order if cells[cell] == "green"][: min(3, abs(more))]:
            cells[cell] = rng.choice(("amber", "unknown"))
    red, amber, unknown, green = (sum(1 for each in cells.values() if each == state) for state in CELLS)
    return replace(
        now,
        cells=cells,
        red=red,
        amber=amber,
        unknown=unknown,
        green=green,
        files=now.files - 1,  # or it would be the same as today's
        files_read=max(now.files_read - 1, 0),
    )


if __name__ == "__main__":
    lay(Path(sys.argv[1]))
