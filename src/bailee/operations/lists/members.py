"""Who belongs to the organisation, and in which role."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Members", Permission.SEE_MEMBERS
HEADS = ("Member", "Ident", "Role")


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    for each in workspace.member_list():
        yield each.name, each.ident, each.role.value
