"""Make the reports that are due by their schedules, and put their mails aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bailee.operations.scan_options import Surroundings
from bailee.operations.schedule_report import make_due_reports
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    return {"made": make_due_reports(workspace)}
