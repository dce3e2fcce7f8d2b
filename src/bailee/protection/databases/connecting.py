"""A connection to a database whose columns are to be protected: the login of the scan, or one that owns the table.

The same way a scan goes, with the same credentials and the same TLS; and by default just as unable to change anything.
"""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead
from bailee.protection.databases import DIALECTS
from bailee.sources import schemes
from bailee.sources.addresses import Address
from bailee.sources.credentials import Keyring
from bailee.sources.interface import Asked

_WAIT_MS = 10_000  # for a lock: a table that is in use is left as it is


@contextmanager
def connected(where: Address | Path, database: str, keyring: Keyring, *, may_write: bool = False) -> Iterator[Any]:
    """CannotRead where it does not let us in; the message quotes nothing of what the server said."""
    if isinstance(where, Path):
        with _sqlite(where, may_write) as connection:
            yield connection
        return
    opened = _postgresql if DIALECTS[where.scheme] == "postgresql" else _mysql
    module = schemes()[where.scheme]
    try:
        source: Any = module.connect(where, keyring.of(where, module.NEEDS, module.STEERING), Asked())
        connection = opened(source.server, database, may_write)
    except ImportError:
        raise CannotRead(f"{where.scheme}:// needs a library", hint="pip install 'bailee[sources]'") from None
    except Exception as error:
        if type(error).__module__.startswith("bailee"):
            raise
        raise CannotRead(
            f"the database did not let us in ({type(error).__name__})", hint="look at the address and at --credentials"
        ) from None
    with closing(connection):
        yield connection


def _postgresql(server: Any, database: str, may_write: bool) -> Any:
    import psycopg

    given = dict(server.given)
    if may_write:
        given["options"] = f"-c lock_timeout={_WAIT_MS} -c idle_in_transaction_session_timeout=300s"
        given["application_name"] = "bailee (protect)"
    return psycopg.connect(dbname=database, autocommit=True, **given)


def _mysql(server: Any, database: str, may_write: bool) -> Any:
    import pymysql

    wanted = {
        **server.given,
        "database": database or None,
        "charset": "utf8mb4",
        "connect_timeout": 15,
        "autocommit": True,
        "local_infile": False,
        "program_name": "bailee (protect)" if may_write else "bailee (read-only)",
    }
    if "unix_socket" not in server.given:
        context = ssl.create_default_context(cafile=server.ca or None)
        if not server.ca:  # better than none: it keeps out those who only listen
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            return _set_up(pymysql.connect(**wanted, ssl=context), may_write)
        except pymysql.err.OperationalError as error:
            if server.ca or not error.args or error.args[0] != 2026:  # the server has no TLS
                raise
    return _set_up(pymysql.connect(**wanted), may_write)


def _set_up(connection: Any, may_write: bool) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION lock_wait_timeout = 10")
        if not may_write:
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
    return connection


@contextmanager
def _sqlite(path: Path, may_write: bool) -> Iterator[sqlite3.Connection]:
    """A file of somebody's: its triggers and functions are not trusted."""
    mode = "rw" if may_write else "ro"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    except sqlite3.Error:
        raise CannotRead("the file could not be opened", hint="look whether it is there, and whose it is") from None
    with closing(connection):
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        yield connection
