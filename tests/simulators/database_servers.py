"""Real database servers, on loopback ports of their own, in temporary folders, stopped by whoever started them.

They refuse to run as root, so as root they are started as the user that their package made. `None` where one is not installed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BOSS, BOSS_PASSWORD = "boss", "of the tests"
READER, READER_PASSWORD = "reader", "canary-pw-7Zq!x"
_START_SECONDS = 60
_MEMORY, _LEAST_FREE = Path("/dev/shm"), 6 << 30


@dataclass(frozen=True)
class Server:
    port: int
    socket: Path  # PostgreSQL: the folder it lies in
    process: subprocess.Popen[bytes]

    def address(self, scheme: str, database: str = "", user: str = READER) -> str:
        return f"{scheme}://{user}@127.0.0.1:{self.port}/{database}"


def programs(*names: str) -> dict[str, str] | None:
    """Where the programs are; None where one is missing."""
    folders = [
        *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)),
        "/usr/sbin",
        "/usr/local/sbin",
    ]
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    found = {name: shutil.which(name, path=path) for name in names}
    return None if None in found.values() else {name: str(where) for name, where in found.items()}


def _user(*names: str) -> pwd.struct_passwd | None:
    """Whom to run as: nobody else where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def has_memory() -> bool:
    """Whether servers lie in memory: a store is a thousand files there, and the stores of a run a million."""
    try:
        return shutil.disk_usage(_MEMORY).free >= _LEAST_FREE
    except OSError:
        return False


@contextmanager
def _folder(user: pwd.struct_passwd | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bailee-server-", dir=_MEMORY if has_memory() else None))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], user: pwd.struct_passwd | None) -> None:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd="/", **who)  # type: ignore[call-overload]


@contextmanager
def _running(command: list[str], user: pwd.struct_passwd | None, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with log.open("wb") as out:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/", **who
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT if "postgres" in command[0] else signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(ready: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the server did not start")
        time.sleep(0.05)


@contextmanager
def postgresql() -> Iterator[Server | None]:
    """A PostgreSQL server whose superuser is `BOSS`."""
    with _laid() as laid:
        if laid is None:
            yield None
            return
        with laid.running() as process:
            yield Server(laid.port, laid.folder, process)


@dataclass
class Laid:
    """A PostgreSQL that may be stopped and started again with what it holds."""

    command: list[str]
    port: int
    folder: Path
    user: pwd.struct_passwd | None

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        with _running(self.command, self.user, self.folder / "log") as process:
            _wait(self.folder / f".s.PGSQL.{self.port}", process)
            _settle(self.port)
            yield process


@contextmanager
def _laid(*, fsync: str = "off") -> Iterator[Laid | None]:
    found = programs("initdb", "postgres")
    if found is None:
        yield None
        return
    user = _user("postgres", "nobody")
    with _folder(user) as folder:
        password = folder / "password"
        password.write_text(BOSS_PASSWORD)
        password.chmod(0o644)
        data, port = folder / "data", _free_port()
        _run(
            [
                found["initdb"],
                "-D",
                str(data),
                "-A",
                "scram-sha-256",
                "-U",
                BOSS,
                f"--pwfile={password}",
                "-N",
                "-E",
                "UTF8",
            ],
            user,
        )
        options = {
            "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": fsync,
            "shared_buffers": "16MB", "max_connections": 60, "lc_messages": "C", "autovacuum": "off",
            "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": 0,  # for crashes of a machine, and copies
        }  # fmt: skip
        command = [found["postgres"], "-D", str(data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        yield Laid(command, port, folder, user)


@contextmanager
def restartable_postgresql() -> Iterator[Laid | None]:
    """One that is not running yet: `with server.running() as process`, as often as one likes; a stopped one keeps its rows."""
    with _laid() as laid:
        yield laid


def _settle(port: int) -> None:
    """Its socket is there a moment before it answers."""
    import psycopg

    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=BOSS, password=BOSS_PASSWORD, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@contextmanager
def mariadb() -> Iterator[Server | None]:
    """A MariaDB server whose root comes in by its socket, without a password."""
    found = programs("mariadb-install-db", "mariadbd")
    if found is None:
        yield None
        return
    user = _user("mysql", "nobody")
    with _folder(user) as folder:
        data, port = folder / "data", _free_port()
        _run(
            [found["mariadb-install-db"], "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
             "--skip-test-db"],
            user,
        )  # fmt: skip
        command = [
            found["mariadbd"], "--no-defaults", f"--datadir={data}", f"--socket={folder / 'socket'}", f"--port={port}",
            "--bind-address=127.0.0.1", f"--pid-file={folder / 'pid'}", "--innodb-buffer-pool-size=16M",
            "--innodb-flush-log-at-trx-commit=0", "--skip-name-resolve",
        ]  # fmt: skip
        with _running(command, user, folder / "log") as process:
            _wait(folder / "socket", process)
            yield Server(port, folder / "socket", process)
