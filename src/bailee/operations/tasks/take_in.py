"""Take in what agents handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bailee.operations.scan_options import Surroundings
from bailee.operations.scan_store import ScanRuns
from bailee.operations.show_status import make_anew
from bailee.operations.take_in import take_in
from bailee.store.jobs import Later, Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 40
WAIT = 30.0
_BEHIND = 20.0  # seconds until one that found a scan running looks again


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    try:
        taken = take_in(workspace)
    except ScanRuns:
        raise Later(_BEHIND) from None
    if taken.done or taken.failed:
        make_anew(workspace)
    return {"done": taken.done, "failed": taken.failed, "again": taken.again, "new": asdict(taken.counts)["new"]}
