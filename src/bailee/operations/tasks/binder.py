"""Make a binder that was asked for on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bailee.operations.keep_binder import NOBODY, keep_binder
from bailee.operations.make_binder import Asked
from bailee.operations.scan_options import Surroundings
from bailee.operations.stamp_certificates import stamp_service
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ARGUMENTS = ("audience", "start", "end", "person")
ATTEMPTS = 2


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    start, end = (date.fromordinal(int(arguments[name])) for name in ("start", "end"))
    about = str(arguments["person"])
    person = "" if about == NOBODY else about.removeprefix("p-")
    ask = Asked(str(arguments["audience"]), start, end, person)
    service = stamp_service(around.values) if around.values else None
    made = keep_binder(workspace, ask, service, on=datetime.now().astimezone().date())
    return {"binder": made.name}
