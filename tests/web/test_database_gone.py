"""PostgreSQL stops under a running server and comes back: pages and the API say so in words, and nobody restarts anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import world as worlds
from bailee.store import database
from simulators import database_servers, postgres_store
from waiting import until
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person


def test_a_database_that_stops_is_said_and_pages_go_on_when_it_is_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with database_servers.restartable_postgresql() as laid:
        if laid is None:
            pytest.skip("PostgreSQL 15 or later is not installed")
        with laid.running() as process:
            cluster = postgres_store.Cluster(database_servers.Server(laid.port, laid.folder, process))
            cluster.role(postgres_store.OWNER)
            cluster.role(postgres_store.APP)
            postgres_store.stand_on(home, cluster, "gone")
            worlds.make_world(home)
            file = home / "database.url"
            file.touch(mode=0o600)
            file.write_text("\n".join(cluster.url("gone", who) for who in (postgres_store.APP, postgres_store.OWNER)))
            ours = worlds.open_world(home).alice.organisation
            cookie = signed_in(home, [(ours, "alice")])["alice"]
            database.disconnect(home)
            server = Server(home)
            known = {"Cookie": cookie, "User_Agent": AGENT}
            assert server.get(f"/o/{ours}/", **known).status == 200
            alice = Person(server, cookie)
            alice.get(f"/o/{ours}/stores/")
        try:
            alice.post(f"/o/{ours}/stores/sites/", name="Main street")
            assert alice.status == 503 and "The database does not answer just now" in alice.text
            page = server.get(f"/o/{ours}/", **known)
            assert page.status == 503 and "The database does not answer just now" in page.text  # type: ignore[attr-defined]
            told = server.get(f"/api/v1/organisations/{ours}/status", **known)
            problem = json.loads(told.text)  # type: ignore[attr-defined]
            assert (told.status, problem["type"]) == (503, "urn:bailee:problem:cannot-read")
            assert (server.get("/healthz").status, server.get("/readyz").status) == (200, 503)
            assert any("not-ready" in line for line in server.lines)
            with laid.running():
                until(lambda: server.get(f"/o/{ours}/", **known).status == 200, "it goes on")
                assert server.get("/readyz").status == 200
                assert server.get(f"/api/v1/organisations/{ours}/status", **known).status in (200, 409)
                assert "Main street" not in alice.get(f"/o/{ours}/stores/")  # nothing of it was half done
                assert alice.post(f"/o/{ours}/stores/sites/", name="Main street") and alice.status == 303
                assert "Main street" in alice.get(f"/o/{ours}/stores/")
        finally:
            server.close()
        assert not any("of%20the%20store" in line or "of the store" in line for line in server.lines)
