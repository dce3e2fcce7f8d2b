"""Start a scan in the background, and stop, pause or continue it: what a page, an API and a schedule do.

    job = start_scan(workspace, [3, 4], ScanOptions(names="sampled"))
    stop_scan(workspace, job.ident)      # what was read is kept: the next scan continues there

The staff-notice gate and the client's written instruction are asked for here, before anything is put aside, and once more
when the scan begins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.operations.ask_gate import gates_of, require_open
from bailee.operations.record_authority import require_authority
from bailee.operations.scan_options import ScanOptions
from bailee.permissions import Permission
from bailee.sources.addresses import written
from bailee.store import jobs
from bailee.store.jobs import JobState
from bailee.store.rows.base import now
from bailee.store.rows.places import Place
from bailee.store.workspace import Workspace

TASK = "scan"


class NeedsNotice(InvalidInput):
    """The scan looks at what staff keep for themselves, and nobody said whether they were told. `about`: what it looks at."""

    def __init__(self, about: tuple[str, ...]) -> None:
        self.about = about
        super().__init__(
            f"this scan looks at {' and '.join(about)}: were staff told in writing before?",
            hint="say on which day they were told, or why it goes ahead without; either is recorded",
        )


@dataclass(frozen=True, slots=True)
class Due:
    """Which schedule wants a scan, and for when."""

    schedule: str
    at: datetime


def start_scan(
    workspace: Workspace, places: Sequence[int], options: ScanOptions | None = None, *, due: Due | None = None
) -> JobState:
    """Put a scan of places aside for a worker. Where the same places wait or are being scanned, that job is answered.

    NotAllowed where this member may not scan, or the client's instruction is missing; NeedsNotice where nobody said whether
    staff were told; InvalidInput where a place or an option makes no sense.
    """
    workspace.require(Permission.SCAN)
    asked = (options or ScanOptions()).checked()
    chosen = chosen_places(workspace, places)
    if asked.ranges and any(place.path is None or place.path.is_file() for place in chosen):
        raise InvalidInput("only folders are read in ranges", hint="leave the others out, or scan without ranges")
    instructed_by = require_authority(workspace, [place.where for place in chosen])
    require_notice(workspace, chosen, asked)
    key = _key(chosen)
    with workspace.transaction(Permission.SCAN):
        for job in jobs.list(workspace.home, workspace, task=TASK, live=True):
            if job.arguments.get("key") == key:
                return job
        request = workspace.add_scan_request(
            chosen, asked.told(), schedule=due.schedule if due else "", due_at=due.at if due else None
        )
        details: dict[str, object] = {"places": len(chosen)}
        if due is not None:
            details["schedule"] = due.schedule
        if instructed_by:
            details["instructed_by"] = list(instructed_by)
        workspace.record("scan-asked", request.ident, details)
        ident = jobs.defer(
            workspace.home,
            TASK,
            workspace.organisation,
            {"request": request.ident, "key": key},
            key=key,
            by=workspace.member,
            lane=TASK,
        )
    return jobs.state(workspace.home, workspace, ident)


def stop_scan(workspace: Workspace, job: str) -> JobState:
    """End it; what was read is kept. One that did not begin yet is not done."""
    return _asked(workspace, job, "scan-stop-asked", jobs.cancel)


def pause_scan(workspace: Workspace, job: str) -> JobState:
    """Have it wait: files being read are finished, no other is begun."""
    return _asked(workspace, job, "scan-pause-asked", jobs.pause)


def continue_scan(workspace: Workspace, job: str) -> JobState:
    return _asked(workspace, job, "scan-continue-asked", jobs.go_on)


def scan_jobs(workspace: Workspace, *, live: bool | None = None, limit: int = 50) -> tuple[JobState, ...]:
    """Scans in the background, newest first; `live`: only those that wait or run."""
    workspace.require(Permission.SEE_STORES)
    return jobs.list(workspace.home, workspace, task=TASK, live=live, limit=limit)


def chosen_places(workspace: Workspace, places: Sequence[int]) -> list[Place]:
    """Places by their idents, each once. InvalidInput where none is named, or one is not there."""
    known = {place.ident: place for place in workspace.places()}
    wanted = list(dict.fromkeys(places))
    if not wanted or any(ident not in known for ident in wanted):
        raise InvalidInput("there is no such place", hint="choose one of the places that are listed")
    return [known[ident] for ident in wanted]


def require_notice(workspace: Workspace, places: Sequence[Place], options: ScanOptions) -> None:
    """The gate: GateShut where staff's own is looked at and it is shut; NeedsNotice where no notice in the store opens it and
    nobody said a day or a reason."""
    wanted = [str(place.path) if place.path is not None else written(place.where) for place in places]
    said, today = options.said(), now().astimezone().date()
    if said is None:
        shut = [(each, answer) for each, answer in gates_of(workspace, wanted, on=today) if not answer.is_open]
        if shut and not any(answer.opens_on for _, answer in shut):
            raise NeedsNotice(tuple(dict.fromkeys(each.words for each, _ in shut)))
    require_open(workspace, wanted, on=today, said=said)


def _asked(workspace: Workspace, ident: str, action: str, act: Callable[[Path, Workspace, str], JobState]) -> JobState:
    workspace.require(Permission.SCAN)
    with workspace.transaction(Permission.SCAN):
        before = jobs.state(workspace.home, workspace, ident)
        if before.task != TASK:
            raise InvalidInput("there is no such scan")
        if before.has_ended:
            return before
        state = act(workspace.home, workspace, ident)
        if (state.wish, state.state) != (before.wish, before.state):
            workspace.record(action, str(before.arguments.get("request", ident)), {})
    return state


def _key(places: Sequence[Place]) -> str:
    listed = ",".join(str(place.ident) for place in sorted(places, key=lambda place: place.ident))
    return f"scan-p{hashlib.sha256(listed.encode()).hexdigest()[:24]}"
