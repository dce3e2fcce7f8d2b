"""A client leaves, as its provider's owner asked on a page: goes on from the last step that is kept, however often it is begun."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from bailee.operations.hand_over import copies, forget_unfinished, hand_over_folder
from bailee.operations.off_board_client import off_board
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
    steps = {step.step for step in workspace.leaving(client)}
    if "keys-destroyed" in steps:  # only its certificate is missing: it goes to what was written out
        there = copies(workspace.home, client).folders
    else:
        forget_unfinished(workspace.home, client)
        there = ()
    folder = there[-1] if there else hand_over_folder(workspace.home) / f"{client}-{secrets.token_hex(3)}"
    done = off_board(workspace, client, folder, progress=lambda step: progress(where=step))
    return {"folder": folder.name, "rows": done.rows}
