"""Search for what could be scanned from here, and say which of it need not be: the first step of any discovery.

What is found and neither scanned nor left out with a reason stays in every coverage statement as *not connected*.
"""

from __future__ import annotations

from collections import Counter

from bailee.errors import InvalidInput
from bailee.places import System, places
from bailee.store.rows.sought import SoughtPlace
from bailee.store.workspace import Workspace


def search_places(workspace: Workspace, system: System | None = None) -> tuple[SoughtPlace, ...]:
    """Look at this machine and remember what it has."""
    found = places(system)
    counts = Counter(place.sort.value for place in found)
    with workspace.transaction():
        workspace.save_found_places(found)
        workspace.record("places-searched", workspace.fingerprint("machine", "this")[:16], dict(sorted(counts.items())))
    return workspace.sought_places()


def leave_place(workspace: Workspace, name: str, reason: str) -> SoughtPlace:
    """Say why a place need not be scanned; an empty reason takes that back. InvalidInput where none is called so."""
    sought = workspace.sought_places()
    chosen = [each for each in sought if name in (each.found.address, each.found.name)]
    if not chosen:
        raise InvalidInput(
            f'no place is called "{name}"', hint="`bailee places` lists them with their names and addresses"
        )
    place = chosen[0]
    with workspace.transaction():
        workspace.leave_place(place.found, reason.strip())
        workspace.record(
            "place-left-out" if reason.strip() else "place-taken-back",
            workspace.fingerprint("found-place", place.found.address or place.found.name)[:16],
            {"sort": place.found.sort.value, "reason": reason.strip()},
        )
    return place
