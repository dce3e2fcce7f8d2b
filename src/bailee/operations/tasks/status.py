"""Make the table of an organisation anew: after a scan, and when a page had to show it as it was. Derived, so any time will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.scan_options import Surroundings
from bailee.operations.show_status import take_snapshot
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    status = take_snapshot(workspace)
    return {"cells": int(status.content["total"])}
