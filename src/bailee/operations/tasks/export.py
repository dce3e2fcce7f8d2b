"""Everything of an organisation is written out, as its owner asked on a page: sealed, and kept for a week to be taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.keep_exports import make_export
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ARGUMENTS = ("recipient", "with_keys")
ATTEMPTS = 2
DEADLINE = 6 * 3600.0


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    kept = make_export(
        workspace, recipient=str(arguments.get("recipient") or ""), with_keys=bool(arguments.get("with_keys"))
    )
    return {"bytes": kept.size}
