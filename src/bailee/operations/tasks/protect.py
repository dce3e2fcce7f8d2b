"""What somebody decided on the page of protection: done file by file, each as it was decided, or left where that changed since.

Begun again it goes on: what is done already is not proposed any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bailee.operations import further_words
from bailee.operations.carry_out_protection import carry_out, erase
from bailee.operations.note_protection import Outcome, thing_of
from bailee.operations.protect_by_playbook import plan
from bailee.operations.protect_files import undo
from bailee.operations.redact_files import own_of
from bailee.operations.scan_options import Surroundings
from bailee.own import NOTHING
from bailee.store.jobs import Progress
from bailee.store.workspace import Workspace

ARGUMENTS = ("act", "files", "acts", "idents")
ATTEMPTS = 3
DEADLINE = 12 * 3600.0


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    act = str(arguments["act"])
    if act == "erase":
        done = erase(workspace, [str(each) for each in arguments["idents"]])
        return _counted(done.outcomes) | ({"certificate": done.certificate} if done.certificate else {})
    if act == "undo":
        return _counted(undo(workspace, _paths(workspace, arguments["idents"])))
    return _applied(workspace, arguments, progress, around)


def roots(workspace: Workspace) -> list[Path]:
    """Folders of the places that were scanned: what lies there is proposed for."""
    return [place.path for place in workspace.places() if place.path is not None]


def _applied(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any]:
    wanted = dict(zip(map(int, arguments["files"]), map(str, arguments["acts"]), strict=True))
    proposed = [each for each in plan(workspace, roots(workspace), with_breaks=False) if each.file in wanted]
    chosen = [each for each in proposed if each.act == wanted[each.file]]
    outcomes = []
    idents = [str(each) for each in arguments["idents"]]  # of proposals that have words for the copies
    also = further_words.kept(workspace, idents)
    own = own_of(workspace, around.definitions()) if any(each.act == "redact" for each in chosen) else NOTHING
    for number, outcome in enumerate(carry_out(workspace, chosen, own=own, also=also), 1):
        outcomes.append(outcome)
        progress(done=number, of=len(chosen))
    further_words.done(workspace, idents, outcomes)
    changed = len(wanted) - len(chosen)
    return _counted(outcomes) | ({"changed": changed} if changed else {})


def _paths(workspace: Workspace, idents: Iterable[Any]) -> list[Path]:
    asked = {str(each).removeprefix("file-") for each in idents}
    return [thing_of(row).original for row in workspace.protected_files("applied") if row.ident in asked]


def _counted(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """How many ended how; one that was left, by its reason."""
    counts = Counter(
        f"left-{each.reason}" if each.state == "refused" and each.reason else each.state for each in outcomes
    )
    return dict(counts)
