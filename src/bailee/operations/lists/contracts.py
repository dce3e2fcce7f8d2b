"""The register of contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bailee.operations.keep_contract import HEADS as HEADS
from bailee.operations.keep_contract import import_contracts as take_file
from bailee.operations.keep_contract import row
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Contracts", Permission.SEE_TABLE
take = take_file


def rows(workspace: Workspace) -> Iterator[Sequence[object]]:
    return map(row, workspace.contracts())
