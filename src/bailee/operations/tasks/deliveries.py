"""Remind people of notices that they have not signed, tell managers, and send copies to who is new on the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bailee.operations.look_after_deliveries import look_after_deliveries
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    return asdict(look_after_deliveries(workspace))
