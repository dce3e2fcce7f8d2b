"""How the recovery key stands: since when something depends on it, and when it was last tried."""

from __future__ import annotations

from datetime import date, datetime

from bailee.store.workspace import Workspace
from bailee.tasks.sight import RecoverySeen


def recovery_seen(workspace: Workspace) -> RecoverySeen | None:
    """How the recovery key stands, from what was sealed, printed and tried."""
    since = workspace.recovery_since()
    if since is None:
        return None
    drilled, failed = workspace.drills_of(workspace.keys.recovery_recipient)
    return RecoverySeen(_day(since), _day(drilled) if drilled else None, _day(failed) if failed else None)


def _day(at: datetime) -> date:
    return at.astimezone().date()
