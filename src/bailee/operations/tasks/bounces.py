"""Read the mailbox that bounces come to, for every organisation of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bailee.operations.read_bounces import read_store_bounces
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 2


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    address = str(around.values.get("bounces", ""))
    return asdict(read_store_bounces(workspace.home, address, around.keyring)) if address else None
