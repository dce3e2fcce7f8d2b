"""Open the store of a home folder, and make it where it is wanted and missing.

>>> import tempfile
>>> workspace = open_store(Path(tempfile.mkdtemp()) / "home")
>>> workspace.organisation_name
'This organisation'
"""

from __future__ import annotations

from pathlib import Path

from bailee.errors import CannotRead
from bailee.operations import as_of
from bailee.operations.choose_client import chosen, open_client
from bailee.store import database
from bailee.store.organisations import DEFAULT_NAME, OWNER, create_organisation, organisations
from bailee.store.workspace import Workspace


def open_store(home: Path, *, create: bool = True, organisation: str | None = None, member: str = OWNER) -> Workspace:
    """The workspace of a member (the owner) in an organisation: the client that was chosen, else the first one;
    as of the day that was chosen, else now.

    CannotRead where the store is missing and not to be made, damaged, full, locked, or of a newer version; NotAllowed
    where the folder or its key is not ours.
    """
    home = home.absolute()
    if not create and not database.exists(home):
        raise CannotRead(
            f'there is no store in "{home}" yet', hint="`bailee scan FOLDER` makes one; `bailee demo` shows one"
        )
    if organisation is None:
        there = organisations(home)
        organisation = there[0] if there else create_organisation(home, DEFAULT_NAME, only_first=True)
        if named := chosen():
            return as_of.then(open_client(Workspace(home, organisation, member), named))
    return as_of.then(Workspace(home, organisation, member))
