"""Decide about a finding: confirmed, or dismissed for a reason, for good or until a day.

The decision is appended. It holds in every later scan, and goes with the file where that is moved or copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bailee.errors import InvalidInput
from bailee.store.rows.scanned import HeldFinding
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence

SHORTEST = 4  # digits of an ident that a person must type


def decide_finding(
    workspace: Workspace, ident: str, verdict: str, *, reason: str = "", until: date | None = None, on: date
) -> HeldFinding:
    """`ident` may be the first digits, where no other finding begins with them. The finding as it was before."""
    if verdict == "dismissed" and not reason.strip():
        raise InvalidInput("a dismissal needs a reason", hint="false-alarm, test-data, not-personal, or your own words")
    if until is not None and until < on:
        raise InvalidInput(f"{until} has passed", hint="give a day from today on, or none")
    finding = find(workspace, ident)
    with workspace.transaction():
        workspace.decide(finding, verdict, reason=reason.strip(), until=until)
        workspace.settle_value(finding.finding.fingerprint)
        workspace.record(
            f"finding-{verdict}",
            finding.finding.ident,
            {"detector": finding.finding.detector, "until": until.isoformat() if until else None},
        )
    return finding


def find(workspace: Workspace, ident: str) -> HeldFinding:
    """The finding whose ident begins so. InvalidInput where there is none, or more than one."""
    return only(
        ident, lambda wanted: workspace.findings(ident=wanted, confidence=Confidence.POSSIBLE, dismissed=None, limit=2)
    )


def only(ident: str, look: Callable[[str], Sequence[HeldFinding]]) -> HeldFinding:
    """The one of those that `look` finds by the beginning of their ident. InvalidInput as for `find`."""
    wanted = ident.strip().lower()
    if len(wanted) < SHORTEST:
        raise InvalidInput(f'"{ident}" is too short', hint=f"type at least {SHORTEST} digits of the finding's ident")
    found = look(wanted)
    if not found:
        raise InvalidInput(f'there is no finding "{ident}"', hint="bailee findings shows their idents")
    if len(found) > 1:
        raise InvalidInput(f'more than one finding begins with "{ident}"', hint="type more digits of it")
    return found[0]
