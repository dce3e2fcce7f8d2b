"""Give checkpoints to those who keep them elsewhere, and ask for their time: what is due of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.give_checkpoints import give_checkpoints
from bailee.operations.scan_options import Surroundings
from bailee.operations.stamp_certificates import stamp_service
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    done = give_checkpoints(workspace, stamp_service(around.values) if around.values else None)
    return {"given": done.given, "failed": done.failed, "stamped": done.stamped}
