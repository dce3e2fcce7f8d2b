"""Databases that run or lie on this machine: by their sockets, ports and data folders. None is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bailee.places.interface import Found, Sort, System, below

RANK = 7


@dataclass(frozen=True, slots=True)
class _Product:
    name: str
    scheme: str  # of the address that a scan takes; empty where no source of ours reads it
    ports: tuple[int, ...] = ()
    sockets: tuple[str, ...] = ()  # folders and beginnings of names
    folders: tuple[str, ...] = ()  # where it keeps its data


_PRODUCTS = (
    _Product("PostgreSQL", "postgresql", (5432,), ("/var/run/postgresql/.s.PGSQL.", "/tmp/.s.PGSQL."), ("/var/lib/postgresql", "/var/lib/pgsql", "/Library/PostgreSQL")),  # noqa: S108 - where its socket stands
    _Product("MySQL or MariaDB", "mysql", (3306,), ("/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"), ("/var/lib/mysql",)),  # noqa: S108 - where these servers put their sockets
    _Product("Microsoft SQL Server", "", (1433,), (), ("/var/opt/mssql/data", "/Program Files/Microsoft SQL Server")),
    _Product("Oracle", "", (1521,), (), ("/u01/app/oracle/oradata", "/opt/oracle/oradata")),
    _Product("MongoDB", "", (27017,), ("/tmp/mongodb-27017.sock",), ("/var/lib/mongodb", "/var/lib/mongo")),  # noqa: S108 - where these servers put their sockets
    _Product("Redis", "", (6379,), ("/var/run/redis/redis", "/run/redis/redis"), ("/var/lib/redis",)),
    _Product("Elasticsearch or OpenSearch", "", (9200,), (), ("/var/lib/elasticsearch", "/var/lib/opensearch")),
    _Product("CouchDB", "", (5984,), (), ("/var/lib/couchdb", "/opt/couchdb/data")),
    _Product("InfluxDB", "", (8086,), (), ("/var/lib/influxdb", "/var/lib/influxdb2")),
    _Product("Firebird", "", (3050,), (), ("/var/lib/firebird",)),
    _Product("OpenLDAP", "", (389, 636), (), ("/var/lib/ldap",)),
    _Product("FileMaker", "", (5003,), (), ("/Library/FileMaker Server/Data/Databases",)),
)  # fmt: skip
_LISTENING = "0A"  # state of a socket in proc(5)'s net/tcp


def find(system: System) -> Iterator[Found]:
    ports = listening(system.read("/proc/net/tcp", 4 << 20)) | listening(system.read("/proc/net/tcp6", 4 << 20))
    for product in _PRODUCTS:
        runs = sorted(ports.intersection(product.ports))
        has_socket = any(_socket(system, start) for start in product.sockets)
        folder = next((name for name in product.folders if any(below(system.path(name)))), "")
        if not (runs or has_socket or folder):
            continue
        where = f"port {runs[0]}" if runs else "local socket" if has_socket else f"data in {folder}"
        if not product.scheme:
            why = "no source of ours reads it: scan an export of it"
        elif runs or has_socket:
            why = "not connected: it needs a login that may read (--credentials)"
        else:
            why = "it does not run: start it, or scan a dump of it"
        address = f"{product.scheme}://localhost:{runs[0]}/" if product.scheme and runs else f"{product.scheme}://localhost/" if product.scheme and has_socket else ""  # fmt: skip
        yield Found(Sort.DATABASE, f"{product.name}, {where}", address, product.name, why_not=why)


def listening(table: str) -> frozenset[int]:
    """Ports that a program listens on, from proc(5)'s net/tcp.

    >>> sorted(listening("  sl  local_address rem_address   st\\n   0: 0100007F:1538 00000000:0000 0A 0\\n"))
    [5432]
    """
    ports = set()
    for line in table.splitlines()[1:]:
        fields = line.split()
        if len(fields) > 3 and fields[3] == _LISTENING:
            ports.add(int(fields[1].rpartition(":")[2], 16))
    return frozenset(ports)


def _socket(system: System, start: str) -> bool:
    folder, _, name = start.rpartition("/")
    return any(path.name.startswith(name) and path.is_socket() for path in below(system.path(folder)))
