"""A PostgreSQL for stores: the two accounts that docs/server.md asks for, and a database for each home folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulators.database_servers import BOSS, BOSS_PASSWORD, Server, has_memory, postgresql

OWNER, APP, PASSWORD = "bailee_owner", "bailee_app", "of the store"


@dataclass(frozen=True)
class Cluster:
    server: Server

    def url(self, database: str, user: str, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{self.server.port}/{database}"

    def sql(self, statement: str, database: str = "postgres") -> None:
        """As the superuser, for what a server's owner does once."""
        import psycopg

        with psycopg.connect(self.url(database, BOSS, BOSS_PASSWORD), autocommit=True) as connection:
            connection.execute(statement.encode())

    def drop(self, database: str) -> None:
        """A store that nobody asks again: from memory at once, from a disk with the whole server, for there it takes half a second."""
        if has_memory():
            self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def role(self, name: str, rights: str = "") -> None:
        self.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' {rights}")


@contextmanager
def running() -> Iterator[Cluster | None]:
    """A server that lives as long as the block; None where PostgreSQL is not installed."""
    with postgresql() as server:
        if server is None:
            yield None
            return
        cluster = Cluster(server)
        cluster.role(OWNER)
        cluster.role(APP)
        yield cluster


def stand_on(home: Path, cluster: Cluster, name: str, *, template: str = "") -> None:
    """Let a home folder stand on a database of the cluster, new and empty or a copy of another one."""
    from bailee.store import database

    cluster.sql(f"CREATE DATABASE {name} OWNER {OWNER}" + (f" TEMPLATE {template}" if template else ""))
    database.use(home, cluster.url(name, APP), cluster.url(name, OWNER))
