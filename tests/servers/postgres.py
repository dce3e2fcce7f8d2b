"""A PostgreSQL of the test run's own: in a temporary folder, on a local socket, under a user that is not root (it refuses root)."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cluster:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, database: str, user: str) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> None:
        """As the superuser, for what a server's owner does once."""
        import psycopg

        with psycopg.connect(self.url(database, "postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of version 15 or later; None where the system's package is missing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found and int(found[-1].parts[-3]) >= 15:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


@contextmanager
def running() -> Iterator[Cluster]:
    """A server that lives as long as the block."""
    bin_folder = programs()
    assert bin_folder is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres" if _knows("postgres") else "nobody")
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = folder / "data"

    def run(*command: object) -> None:
        subprocess.run(
            [str(word) for word in command],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            **as_user,
        )  # type: ignore[call-overload]

    run(bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c synchronous_commit=off -c max_connections=60"
    run(bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield Cluster(folder)
    finally:
        run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _knows(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


def stand_on(home: Path, cluster: Cluster, name: str, *, template: str = "") -> None:
    """Let a home folder stand on a database of the cluster, new and empty or a copy of another one."""
    from bailee.store import database

    cluster.sql(f"CREATE DATABASE {name} OWNER bailee_owner" + (f" TEMPLATE {template}" if template else ""))
    database.use(home, cluster.url(name, "bailee_app"), cluster.url(name, "bailee_owner"))
