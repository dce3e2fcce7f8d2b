"""Tell tickets and messages of one organisation, and look at how its tickets stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.look_for_alerts import newest_size
from bailee.operations.scan_options import Surroundings
from bailee.operations.sync_tickets import reach_of, sync
from bailee.operations.tell_chat import tell_chat
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    size, values = newest_size(workspace), around.values or {}
    reach, address = reach_of(values), str(values.get("address", ""))
    done = sync(workspace, reach, address)
    told = tell_chat(workspace, reach, address)
    return {"size": size, "made": done.made, "closed": done.closed, "waiting": done.waiting, "told": told.sent}
