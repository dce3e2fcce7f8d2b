"""Make one report that somebody asked for on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bailee.operations.make_report import make_report
from bailee.operations.scan_options import Surroundings
from bailee.reports.material import Period
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ARGUMENTS = ("kind", "since", "until", "forms")
ATTEMPTS = 3


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    period = Period(date.fromordinal(int(arguments["since"])), date.fromordinal(int(arguments["until"])))
    made = make_report(workspace, str(arguments["kind"]), period, forms=str(arguments["forms"]).split("-"))
    return {"report": made.kept.ident, "files": len(made.files)}
