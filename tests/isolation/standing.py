"""The store that the tenants lie in, put back after each act that was allowed: on SQLite a file, on PostgreSQL a copy of a database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bailee.store import database
from simulators import postgres_store
from simulators.database_servers import BOSS, BOSS_PASSWORD

_OUTSIDE = ("evidence", "keys")  # what a home keeps beside its database
_numbers = count(1)


@dataclass
class Store:
    """A home folder, and how it is put back to where it was."""

    home: Path
    cluster: postgres_store.Cluster | None = None
    name: str = ""
    _watching: Any = None

    @property
    def kept(self) -> Path:
        return self.home.with_name(f"{self.home.name}-kept")

    def keep(self) -> None:
        """From now on `put_back` leads here."""
        self._close()
        shutil.rmtree(self.kept, ignore_errors=True)
        if self.cluster is None:
            shutil.copytree(self.home, self.kept)
            return
        self.kept.mkdir()
        for folder in _OUTSIDE:
            shutil.copytree(self.home / folder, self.kept / folder)
        self.cluster.sql(f"DROP DATABASE IF EXISTS {self.name}_kept WITH (FORCE)")
        self.cluster.sql(f"CREATE DATABASE {self.name}_kept OWNER {postgres_store.OWNER} TEMPLATE {self.name}")

    def put_back(self) -> None:
        self._close()
        for folder in _OUTSIDE:
            shutil.rmtree(self.home / folder)
            shutil.copytree(self.kept / folder, self.home / folder)
        if self.cluster is None:
            for file in self.home.glob("bailee.sqlite3*"):
                file.unlink()
            for file in self.kept.glob("bailee.sqlite3*"):
                shutil.copy2(file, self.home / file.name)
            return
        self.cluster.sql(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.cluster.sql(f"CREATE DATABASE {self.name} OWNER {postgres_store.OWNER} TEMPLATE {self.name}_kept")

    def stamp(self) -> str:
        """Another one after anything was written, by whomever."""
        if self._watching is None:
            if self.cluster is None:
                self._watching = sqlite3.connect(self.home / "bailee.sqlite3", isolation_level=None)
            else:
                import psycopg

                address = self.cluster.url(self.name, BOSS, BOSS_PASSWORD)
                self._watching = psycopg.connect(address, autocommit=True)
        asked = (
            "PRAGMA data_version" if self.cluster is None else "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
        )
        return str(self._watching.execute(asked).fetchone()[0])

    def _close(self) -> None:
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        from django.db import connections

        connections.close_all()


@contextmanager
def standing(folder: Path, engine: str) -> Iterator[Store | None]:
    """A new store on one of the two databases; None where PostgreSQL is not installed. It is the one that pages serve."""
    home = folder / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    if engine == "sqlite":
        database.serve(home)
        yield Store(home)
        return
    with postgres_store.running() as cluster:
        if cluster is None:
            yield None
            return
        name = f"isolation_{next(_numbers)}"
        postgres_store.stand_on(home, cluster, name)
        database.serve(home)
        yield Store(home, cluster, name)
        from django.db import connections

        connections.close_all()
