"""What was lost in an incident, kept by a program from one look to the next until something happens that may change it.

    found = as_kept(workspace, incident)        # as `what_was_lost`, without the people of the roster by name

It is of one past hour: it changes where somebody judges a finding, changes the roster, says something of the disk, or a scan ends, and
not because a day passed or a letter was sent. A look at each of fifty incidents counted their people anew, which took eleven seconds.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bailee.incidents.acts import Incident
from bailee.operations.lost_people import Found, what_was_lost
from bailee.store.workspace import Workspace

MOST_IDENTS = 300_000  # of people of a roster, in all that is kept: some 40 MB
_MOST_ORGANISATIONS = 64

# Of records whose action begins so, nothing is asked here.
APART = (
    "alert-", "binder-made", "chat-", "checkpoint-", "incident-", "notice-", "report-", "request-", "sheets-printed", "sign-link-",
    "sitting-", "task-", "ticket-", "token-", "webhook-",
)  # fmt: skip


@dataclass(slots=True)
class _Kept:
    """Of one organisation. `mark`: what it stands on."""

    mark: tuple[Hashable, ...]
    found: dict[tuple[Hashable, ...], Found] = field(default_factory=dict)

    @property
    def idents(self) -> int:
        return sum(map(_idents, self.found.values()))


_kept: dict[tuple[Path, int], _Kept] = {}


def as_kept(workspace: Workspace, incident: Incident) -> Found:
    """Of an account it is asked each time: what one can open the system says, and nothing is recorded where that changes."""
    mark = workspace.lost_mark(APART) if incident.sort != "account" else None
    if mark is None:
        return what_was_lost(workspace, incident)
    whose = (workspace.home, workspace.organisation_id)
    kept = _kept.get(whose)
    asked = (incident.sort, incident.target, incident.hour, incident.readings, bool(incident.said.get("key-taken")))
    if kept is not None and kept.mark == mark and asked in kept.found:
        return kept.found[asked]
    found = replace(what_was_lost(workspace, incident), persons={})
    _make_room(_idents(found))
    kept = _kept.get(whose)
    if kept is None or kept.mark != mark:
        kept = _kept[whose] = _Kept(mark)
    kept.found[asked] = found
    return found


def _idents(found: Found) -> int:
    return sum(len(region.idents) for region in (*found.lost.regions, *found.exposed))


def _make_room(wanted: int) -> None:
    """The oldest go first."""
    total = sum(each.idents for each in _kept.values()) + wanted
    while _kept and (total > MOST_IDENTS or len(_kept) >= _MOST_ORGANISATIONS):
        oldest = _kept.pop(next(iter(_kept)), None)
        total -= oldest.idents if oldest is not None else 0
