"""Look for alerts in one organisation, and put mails aside for those who want them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.look_for_alerts import look_for_alerts, newest_size
from bailee.operations.mail_alerts import tell
from bailee.operations.mail_server import mail_server
from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    size = newest_size(workspace)
    raised = look_for_alerts(workspace)
    server = mail_server(around.values) if around.values else None
    mailed = tell(workspace, server, str(around.values.get("address", "")))
    return {"size": size, "raised": len(raised), "mailed": mailed}
