"""What the pages of protection share: their views, the work that goes on, and the words of acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect

from bailee.operations.known_files import real, shown
from bailee.store import jobs
from bailee.store.jobs import JobState
from bailee.store.workspace import Workspace
from bailee.web import frame

TASK = "protect"
PAGE = 50
ACTS = {
    "seal": "Seal",
    "move": "Move to the confidential folder",
    "restrict": "Restrict to its owner",
    "redact": "Redact a copy, seal the original",
    "quarantine": "Quarantine",
    "erase": "Erase",
    "leave": "Leave",
}
_ENDED = {
    "sealed": "sealed",
    "moved": "moved",
    "quarantined": "quarantined",
    "restricted": "restricted",
    "redacted": "redacted",
    "erased": "erased",
    "undone": "put back",
    "proposed": "asked for: another person has to approve",
    "left": "left as they are",
    "changed": "not done, for something changed since you looked",
    "waiting": "waiting for a folder that is not there now",
    "kept": "as before, for an earlier try was cut off",
    "finished": "finished, after an earlier try was cut off",
}


def views(workspace: Workspace, here: str) -> list[tuple[str, str, int | None, bool]]:
    """The pages of protection, as a row of links."""
    waits = len(workspace.proposals(state="proposed"))
    pages = (
        ("protect", "Proposed", None),
        ("protect-waiting", "Waits for a second person", waits),
        ("protect-done", "Done", None),
        ("protect-exposure", "Who can open what", None),
    )
    return [(label, address(workspace, name), count, name == here) for name, label, count in pages]


def address(workspace: Workspace, name: str, *parts: str) -> str:
    return str(frame.address(name, workspace.organisation, *parts))


def back(workspace: Workspace, name: str) -> HttpResponseBase:
    return HttpResponseRedirect(address(workspace, name), status=303)


def going_on(workspace: Workspace) -> JobState | None:
    """The last work that was put aside here: it goes on, or ended."""
    found = jobs.list(workspace.home, workspace, task=TASK)
    return found[0] if found else None


def put_aside(workspace: Workspace, arguments: Mapping[str, Any]) -> None:
    """For a worker; of one organisation one after the other."""
    jobs.defer(
        workspace.home,
        TASK,
        workspace.organisation,
        arguments,
        by=workspace.member,
        lane=f"{TASK}-{workspace.organisation}",
    )


def ended(job: JobState | None) -> list[tuple[str, int]]:
    """What came out of it, in words."""
    if job is None or not job.has_ended:
        return []
    told = []
    for name, number in job.result.items():
        if not isinstance(number, int):
            continue
        reason = name.removeprefix("left-")
        told.append((_ENDED.get(name) or f"left: {reason.replace('-', ' ')}", number))
    return sorted(told, key=lambda each: -each[1])


def naming(workspace: Workspace) -> Callable[[Path], str]:
    """How files are called on a page: by their place, as stores are; values in names are masked."""
    roots = sorted(
        ((real(place.path / "x").parent, place.name) for place in workspace.places() if place.path is not None),
        key=lambda each: -len(each[0].parts),
    )
    folders = [root for root, _ in roots]

    def name(path: Path) -> str:
        told = shown(path, folders)
        root, place = next(((root, place) for root, place in roots if root in path.parents), (None, ""))
        return f"{place}{told.removeprefix(str(root))}" if root is not None else told

    return name
