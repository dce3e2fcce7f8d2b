"""Commands on a store that stands on PostgreSQL, as the environment or a file says."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from bailee.store import database
from cli.running import read_json, run
from simulators import postgres_store


@pytest.fixture
def addresses(cluster: postgres_store.Cluster) -> tuple[str, str]:
    name = f"shop_{secrets.token_hex(4)}"
    cluster.sql(f"CREATE DATABASE {name} OWNER bailee_owner")
    return cluster.url(name, "bailee_app"), cluster.url(name, "bailee_owner")


def test_a_scan_and_what_is_said_of_it(company: Path, tmp_path: Path, addresses: tuple[str, str]) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    file = home / database.URL_FILE
    file.write_text("\n".join(addresses))
    file.chmod(0o600)
    assert run("scan", company, "--jobs", "1", home=home).exit_code == 0
    assert not (home / database.FILE).exists()
    assert len(read_json("status", "--json", home=home)["status"]) > 3
    assert "files unchanged, not read again" in run("scan", company, "--jobs", "1", home=home).output
    assert run("evidence", "verify", home).exit_code == 0
    database.disconnect(home)


def test_the_environment_names_the_database(
    tmp_path: Path, addresses: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("BAILEE_DATABASE", addresses[0])
    monkeypatch.setenv("BAILEE_DATABASE_OWNER", addresses[1])
    assert run("declare", "organisation", "--name", "Harbour IT", home=home).exit_code == 0
    assert not (home / database.FILE).exists() and database.exists(home)
    database.disconnect(home)
