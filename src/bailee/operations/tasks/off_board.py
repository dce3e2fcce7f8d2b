"""A client leaves, as its provider's owner asked on a page: goes on from the last step that is kept, however often it is begun."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from bailee.operations.off_board_client import hand_over_folder, off_board
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ARGUMENTS = ("client",)
ATTEMPTS = 5
DEADLINE = 12 * 3600.0


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    client = str(arguments["client"])
    folder = hand_over_folder(workspace.home) / f"{client}-{secrets.token_hex(3)}"
    done = off_board(workspace, client, folder, progress=lambda step: progress(where=step))
    return {"folder": folder.name, "rows": done.rows}
