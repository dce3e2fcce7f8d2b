"""One world for everyone: Alice owns an organisation, Bob may read it, Charlie owns another one in the same store."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bailee.operations.open_store import open_store
from bailee.store import database
from bailee.store.engines.sqlite import SQLite
from bailee.store.organisations import add_member, create_organisation
from bailee.store.workspace import Workspace


@dataclass(frozen=True)
class World:
    home: Path
    alice: Workspace
    bob: Workspace
    charlie: Workspace


def make_world(home: Path) -> None:
    """Lay the store of the world into a folder. On SQLite it is made once a process, and copied: tables take longer than most tests."""
    if isinstance(database.engine(home), SQLite):
        shutil.copytree(_template(), home, dirs_exist_ok=True)
    else:
        lay_world(home)


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bailee-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    lay_world(folder / "home")
    database.disconnect(folder / "home")
    return folder / "home"


def lay_world(home: Path) -> None:
    """The same with keys of its own: for a store that is compared with another one."""
    ours = create_organisation(home, "Alice's shop", owner="alice")
    add_member(home, ours, "bob", name="Bob")
    create_organisation(home, "Charlie's practice", owner="charlie")


def open_world(home: Path) -> World:
    from bailee.store.organisations import organisations

    ours, theirs = organisations(home)
    return World(
        home,
        open_store(home, organisation=ours, member="alice"),
        open_store(home, organisation=ours, member="bob"),
        open_store(home, organisation=theirs, member="charlie"),
    )
