"""A page asks the database little, and in one transaction: that is what it costs, whatever the number of findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import scans
from bailee.store import database
from simulators import postgres_store
from web.asked import statements
from web.people import signed_in
from world import make_world, open_world


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    if request.param == "postgresql":
        cluster: postgres_store.Cluster = request.getfixturevalue("cluster")
        cluster.sql(f"CREATE DATABASE page_cost OWNER {postgres_store.OWNER}")
        home.mkdir()
        (home / "database.url").touch(mode=0o600)
        accounts = (postgres_store.APP, postgres_store.OWNER)
        (home / "database.url").write_text(" ".join(cluster.url("page_cost", who) for who in accounts))
    make_world(home)
    yield home
    database.disconnect(home)


def test_a_list_asks_once_who_it_is_and_once_for_each_thing_that_it_shows(home: Path, tmp_path: Path) -> None:
    world = open_world(home)
    values = [("us-ssn", "512447313"), ("email-address", "pat@example.org")]
    scans.scan(world.alice, scans.Files({f"{n}.txt": (str(n), values) for n in range(60)}), tmp_path / "share")
    ours = world.alice.organisation
    database.disconnect(home)
    cookie = signed_in(home, [(ours, "alice")])["alice"]
    pages = {"findings/": 13, "": 10, "stores/": 20, "coverage/": 7}
    asked = statements(home, cookie, [f"/o/{ours}/{page}" for page in pages])
    for page, most in pages.items():
        said = asked[f"/o/{ours}/{page}"]
        reading = [each for each in said if "set_config" not in each and each.lstrip().upper().startswith("SELECT")]
        assert len(reading) <= most, (page, reading)
        assert sum(each == "BEGIN" for each in said) <= 2, (page, said)  # who it is, and what is shown
        assert "BEGIN IMMEDIATE" not in said, page  # a reader does not wait for whoever writes
        assert sum("FROM member" in each or 'FROM "member"' in each for each in said) <= 1 + (page == "stores/"), page
