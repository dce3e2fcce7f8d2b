"""What was scanned, by whom, how it ended, and what is different between two scans."""

from __future__ import annotations

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.compared import DifferingFinding, ScanComparison
from bailee.store.rows.scan_work import PastScan
from bailee.store.workspace import Workspace

# Why a scan ended, for people. One that came to its end has no cause.
CAUSES = {
    "": "finished",
    "by-a-person": "stopped by a person; what was read is kept",
    "interrupted": "stopped with Ctrl-C, or by the system; what was read is kept",
    "worker-ended": "its worker ended; it goes on with the next one",
    "taken-over": "another worker went on with it",
    "paused": "paused, or outside its hours; it goes on from there",
    "took-too-long": "it took longer than it may",
    "killed": "its process was killed; the next scan went on from there",
    "CannotRead": "the store or a place could not be read",
    "NotAllowed": "a right or an instruction was missing",
}


def scan_history(workspace: Workspace, *, limit: int = 200, before: int = 0, ident: int = 0) -> tuple[PastScan, ...]:
    """Scans, newest first; `before` one of them, or one alone by its number."""
    workspace.require(Permission.SEE_STORES)
    return workspace.past_scans(limit=limit, before=before, ident=ident)


def how_it_ended(scan: PastScan) -> str:
    """In words; a fault of ours by its sort."""
    if scan.state == "running":
        return "running"
    return CAUSES.get(scan.cause, f"a fault of bailee's: {scan.cause}")


def compare_scans(workspace: Workspace, before: int | None, after: int) -> ScanComparison:
    """What is new, gone and changed between the ends of two scans, and what people decided in between.

    `before` is None to compare with nothing: then everything that `after` knows is new.
    """
    workspace.require(Permission.SEE_FINDINGS)
    return workspace.scan_differences(before, after)


def differing_findings(
    workspace: Workspace,
    before: int | None,
    after: int,
    what: str,
    *,
    category: str = "",
    store: str = "",
    limit: int = 200,
) -> tuple[DifferingFinding, ...]:
    """Which findings are `new`, `gone` or `changed`, with where they lie (masked)."""
    workspace.require(Permission.SEE_FINDINGS)
    if what not in ("new", "gone", "changed"):
        raise InvalidInput("findings are new, gone or changed", hint="one of the three")
    return workspace.differing_findings(before, after, what, category=category, store=store, limit=limit)


def compare_with_last(workspace: Workspace, after: int | None = None) -> ScanComparison:
    """The newest finished scan (or the one that is named) beside the finished one before it over the same places."""
    finished = [scan for scan in scan_history(workspace) if scan.state == "finished"]
    newest = next((scan for scan in finished if after is None or scan.ident == after), None)
    if newest is None:
        raise InvalidInput("no scan has finished yet", hint="start one, and look here after it")
    earlier = (scan for scan in finished if scan.ident < newest.ident and set(scan.places) == set(newest.places))
    before = next(earlier, None)
    return compare_scans(workspace, before.ident if before is not None else None, newest.ident)
