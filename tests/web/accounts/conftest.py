"""A server of their own for tests of sign-in, set up as its first person does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from web.accounts.browsing import Browser, set_up
from web.serving import Server


@dataclass
class SetUp:
    """A server whose owner is signed in, with an app that shows codes."""

    server: Server
    home: Path
    ada: Browser
    secret: str
    codes: list[str]

    def browser(self, **more: str) -> Browser:
        return Browser(self.server.address, **more)


def served(home: Path) -> Iterator[SetUp]:
    home.mkdir(mode=0o700, exist_ok=True)
    server = Server(home)
    try:
        ada, secret, codes = set_up(server)
        yield SetUp(server, home, ada, secret, codes)
    finally:
        server.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """One for all tests of a file: they sign in with accounts of their own, or leave Ada's as it was."""
    yield from served(tmp_path_factory.mktemp("site") / "home")
