"""Sheets of an incident as they were printed: which there are, and each of them again, as it was on that day.

    for kept in printed_sheets(workspace, "2026-01"): print(kept.number, kept.at, kept.by)
    kept, pdf = read_sheet(workspace, "2026-01", on=date(2026, 11, 25))   # the one that stood at the end of that day

The sheet of now is made anew from what is known now; a printed one says what was known when it left. Its words have to be those
whose hash the log has, else nothing is given back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.incidents.clocks import zone_of
from bailee.permissions import Permission
from bailee.rendering import from_data, pdf
from bailee.store.rows.incidents import KeptSheet, digest_of
from bailee.store.workspace import Workspace


def printed_sheets(workspace: Workspace, ident: str) -> tuple[KeptSheet, ...]:
    """Those of an incident, newest first."""
    workspace.require(Permission.SEE_STORES)
    return workspace.kept_sheets(ident)


def read_sheet(
    workspace: Workspace, ident: str, number: int | None = None, *, on: date | None = None
) -> tuple[KeptSheet, bytes]:
    """One of them as PDF: by its number, or the newest there was at the end of a day where the incident counts its days, or the newest.

    InvalidInput where there is none; BrokenEvidence where it is not what was printed.
    """
    workspace.require(Permission.EXPORT)
    kept = _chosen(workspace, ident, printed_sheets(workspace, ident), number, on)
    if digest_of(kept.document) != kept.sha256 or kept.record == 0:
        raise BrokenEvidence(
            f"sheet {kept.number} of {ident} does not say what it said when it was printed",
            hint="run `bailee evidence verify`, and compare with the copy that was handed out",
        )
    return kept, pdf.render(from_data(kept.document))


def _chosen(
    workspace: Workspace, ident: str, kept: Sequence[KeptSheet], number: int | None, on: date | None
) -> KeptSheet:
    if number is not None:
        there = [each for each in kept if each.number == number]
    else:
        zone = zone_of(workspace.incident(ident).zone)
        there = [each for each in kept if on is None or each.at.astimezone(zone).date() <= on]
    if there:
        return there[0]
    if not kept:
        raise InvalidInput(
            "no sheet of this incident was printed", hint=f"`bailee incident show {ident} --pdf FILE` prints it"
        )
    raise InvalidInput(
        f"there is no sheet {number}" if number is not None else f"no sheet had been printed by {on}",
        hint=f"`bailee incident sheets {ident}` lists them",
    )
