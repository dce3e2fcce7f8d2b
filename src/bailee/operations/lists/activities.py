"""The record of processing activities (Art. 30), a row an activity."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.inventory.exports.ropa_csv import HEADS as HEADS
from bailee.inventory.exports.ropa_csv import row
from bailee.operations.exchange_record import import_record
from bailee.operations.show_record import show_record
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Record of processing", Permission.SEE_TABLE


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    return map(row, show_record(workspace).entries)


def take_file(workspace: Workspace, content: bytes, file: str, *, dry_run: bool = False) -> int:
    """Declare them, all or none; how many."""
    done = import_record(workspace, content, file, dry_run=dry_run)
    return done.activities + done.drafts


take = take_file
