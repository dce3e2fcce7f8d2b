"""Exports that were asked for on a page: made by a worker, kept as one ZIP a piece until somebody takes them away or a week is over.

kept = make_export(workspace, recipient="age1…", with_keys=False)
exports_of(workspace)
"""

from __future__ import annotations

from pathlib import Path

from bailee.errors import InvalidInput
from bailee.operations.export_organisation import export_organisation
from bailee.operations.hand_over import zipped
from bailee.operations.kept_files import Kept, Shelf
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

SHELF = Shelf("exports")


def make_export(workspace: Workspace, *, recipient: str = "", with_keys: bool = False) -> Kept:
    """Write it, sealed, as one ZIP."""
    workspace.require(Permission.MANAGE_KEYS)
    with SHELF.making(workspace) as making:
        folder = making.folder / making.file.stem
        export_organisation(workspace, folder, recipients=(recipient,) if recipient else (), with_keys=with_keys)
        with making.file.open("xb") as stream:
            zipped(folder, stream)
    return next(each for each in SHELF.of(workspace) if each.path == making.kept_as)


def exports_of(workspace: Workspace) -> tuple[Kept, ...]:
    """Those of this organisation that lie here, newest first."""
    workspace.require(Permission.MANAGE_KEYS)
    return SHELF.of(workspace)


def export_file(workspace: Workspace, name: str) -> Path:
    """InvalidInput where this organisation has none of that name."""
    found = next((each.path for each in exports_of(workspace) if each.name == name), None)
    if found is None:
        raise InvalidInput("there is no such export any more", hint="ask for another one")
    return found
