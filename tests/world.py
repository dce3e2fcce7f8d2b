"""One world for everyone: Alice owns an organisation, Bob may read it, Charlie owns another one in the same store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bailee.operations.open_store import open_store
from bailee.store.organisations import add_member, create_organisation
from bailee.store.workspace import Workspace


@dataclass(frozen=True)
class World:
    home: Path
    alice: Workspace
    bob: Workspace
    charlie: Workspace


def make_world(home: Path) -> None:
    """Lay the store of the world into a folder."""
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
