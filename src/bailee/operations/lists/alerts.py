"""Alerts, those that are open and those that were settled."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Alerts", Permission.SEE_ALERTS
HEADS = ("Alert", "Why", "Next", "How bad", "Raised", "Seen", "Settled")


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    for each in (*workspace.alerts(limit=10_000), *workspace.alerts(past=True, limit=10_000)):
        moments = (each.raised_at, each.seen_at, each.settled_at)
        told = (moment.isoformat(timespec="minutes") if moment else "" for moment in moments)
        yield each.title, each.why, each.next, each.severity.value, *told
