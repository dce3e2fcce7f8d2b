"""A server, a world in it, and tokens of its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import scans
import world as worlds
from api.asking import Api
from bailee.operations.manage_tokens import create_token
from bailee.permissions import TABLE, Permission, Role
from bailee.store import database
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace
from web.serving import Server


@dataclass(frozen=True)
class Served:
    world: worlds.World
    server: Server

    def api(self, workspace: Workspace, permissions: Iterable[Permission] = (), *, days: int = 1) -> Api:
        """What a program asks with a new token of this member."""
        wanted = frozenset(permissions) or TABLE[workspace.role]
        made = create_token([workspace], "a test", wanted, days=days)
        return Api(self.server.port, made.token, workspace.organisation)

    @property
    def nobody(self) -> Api:
        return Api(self.server.port, "", self.world.alice.organisation)


@contextmanager
def serving(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Served]:
    """Alice's shop has five findings in two files; Charlie's practice has one of his own."""
    home = folder / "home"
    worlds.make_world(home)
    world = worlds.open_world(home)
    add_member(home, world.alice.organisation, "owner", role=Role.CLIENT_OWNER)  # as whom the server is started
    files = {
        "pay.txt": ("1", [("us-ssn", "512447313"), ("us-ssn", "512447314"), ("email-address", "a@example.org")]),
        "people.txt": ("2", [("phone-number", "2025550143"), ("person-name", "Pat Doe")]),
    }
    scans.scan(world.alice, scans.Files(files), folder / "ours")
    scans.scan(world.charlie, scans.Files({"his.txt": ("3", [("us-ssn", "512447399")])}), folder / "theirs")
    database.disconnect(home)
    server = Server(home, settings, works=True)
    try:
        yield Served(world, server)
    finally:
        server.close()
        database.disconnect(home)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("api")) as made:
        yield made


@pytest.fixture(scope="module")
def alice(served: Served) -> Api:
    return served.api(served.world.alice)
