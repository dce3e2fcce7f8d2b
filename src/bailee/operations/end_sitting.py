"""Browsers that are open for people without an account, ended from elsewhere: a lost phone, a device that somebody walked off with.

open_sittings(workspace)                 # who came by a link, and devices in the office, the newest first
end_sittings(workspace, [ident])         # closed at their next click; evidence says by whom
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.permissions import Permission
from bailee.store.rows.sittings import Sitting
from bailee.store.workspace import Workspace


def open_sittings(workspace: Workspace) -> tuple[Sitting, ...]:
    """Those that are open now."""
    workspace.require(Permission.WRITE_NOTICES)
    return workspace.sittings()


def end_sittings(workspace: Workspace, idents: Sequence[str]) -> int:
    """End them, all or none; how many. InvalidInput where one is not open."""
    with workspace.transaction(Permission.WRITE_NOTICES):
        for ident in idents:
            workspace.end_sitting(ident)
    return len(idents)
