"""Tickets in the system that a provider works in."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.outward import REASONS
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Tickets", Permission.SEE_ALERTS
HEADS = ("Ticket", "Of", "About", "Title", "How bad", "State", "There", "Waits because", "Since")


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    for each in workspace.tickets(live=False, limit=100_000):
        fault = REASONS[each.fault][0] if each.fault in REASONS else each.fault
        yield (
            each.number, each.sort, each.about, each.draft.title, each.draft.severity.value, each.state, each.status, fault,
            each.added_at.isoformat(timespec="minutes"),
        )  # fmt: skip
