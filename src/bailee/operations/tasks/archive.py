"""Move findings that are gone to archives, and erase the oldest, as policies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bailee.operations.archive_findings import keep_to_policies
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 5
WAIT = 600.0  # a scan may run
TOLD = 100  # archives that do not open, by name, at most


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    done = keep_to_policies(workspace)
    return asdict(done) | {"broken": done.broken[:TOLD]}
