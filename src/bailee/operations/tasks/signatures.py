"""Ask for time stamps that certificates wait for, and let those who left the roster be asked no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.look_after_signatures import look_after_signatures
from bailee.operations.scan_options import Surroundings
from bailee.operations.stamp_certificates import stamp_service
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    service = stamp_service(around.values) if around.values else None
    return look_after_signatures(workspace, service)
