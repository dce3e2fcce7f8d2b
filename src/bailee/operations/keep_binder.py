"""Binders that were asked for on a page: made in the background, kept closed on this machine for a week, then gone.

ask_for_binder(workspace, ask)          # put aside for a worker
binders(workspace)                      # those that are there
"""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from bailee.binders import audiences
from bailee.errors import InvalidInput
from bailee.evidence.timestamps import Service
from bailee.operations.kept_files import Kept, Shelf
from bailee.operations.make_binder import Asked, make_binder
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.workspace import Workspace

TASK = "binder"
NOBODY = "nobody"  # in a job's arguments: it is about no one person
SHELF = Shelf("binders", tuple(audiences.AUDIENCES))


def ask_for_binder(workspace: Workspace, ask: Asked, *, on: date) -> str:
    """Put the making aside; ident of the job. InvalidInput names what makes no sense at once."""
    workspace.require(Permission.EXPORT)
    audiences.audience(ask.audience)
    if ask.end < ask.start:
        raise InvalidInput("the last day is before the first one", hint="change one of the two")
    if ask.start > on:
        raise InvalidInput("the first day has not come yet", hint="a binder is about what was done")
    days = {"start": ask.start.toordinal(), "end": ask.end.toordinal()}  # jobs are given idents and numbers
    arguments: dict[str, str | int] = {"audience": ask.audience, **days}
    arguments["person"] = NOBODY
    if ask.audience == "person":
        person = workspace.person_named(ask.person)
        if not person:
            raise InvalidInput(
                "nobody on the roster, or more than one, answers to that", hint="give an e-mail address or a number"
            )
        arguments["person"] = f"p-{person}"  # an ident of a job begins with a letter
    return jobs.defer(workspace.home, TASK, workspace.organisation, arguments, by=workspace.member, lane=TASK)


def keep_binder(workspace: Workspace, ask: Asked, service: Service | None, *, on: date) -> Kept:
    """Make it, as one ZIP that nobody else on this machine opens."""
    with SHELF.making(workspace, ask.audience) as making:
        pack(make_binder(workspace, ask, making.folder / "binder", service, on=on).folder, making.file)
    return next(each for each in SHELF.of(workspace) if each.path == making.kept_as)


def pack(folder: Path, out: Path) -> None:
    """A binder as one ZIP, with a folder in it, as its receiver unpacks it."""
    with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"binder/{path.relative_to(folder).as_posix()}")


def binders(workspace: Workspace) -> tuple[Kept, ...]:
    """Those of this organisation that are there, newest first."""
    workspace.require(Permission.SEE_EVIDENCE)
    return SHELF.of(workspace)
