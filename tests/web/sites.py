"""A server over what a test laid, and people who sign in there: alice and bob of one organisation, charlie of another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from bailee.store.organisations import organisations
from web.people import signed_in
from web.serving import Server
from web.test_scans import Person
from world import World


@dataclass(frozen=True)
class Site:
    server: Server
    ours: str
    cookies: dict[str, str]

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])

    def at(self, rest: str) -> str:
        return f"/o/{self.ours}/{rest}"


S = TypeVar("S", bound=Site)


@contextmanager
def served(world: World, sort: type[S], *more: str) -> Iterator[S]:
    """The world closed and served, until the test is done with it; `more`: members of ours who sign in as well."""
    ours, theirs = organisations(world.home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(world.home)
    try:
        people = [(ours, "alice"), (ours, "bob"), *((ours, each) for each in more), (theirs, "charlie")]
        yield sort(server, ours, signed_in(world.home, people))
    finally:
        server.close()
