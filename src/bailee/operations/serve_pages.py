"""Serve the pages: on this machine alone, behind a proxy with TLS, or with a certificate of one's own; and a link to them that works once.

>>> Listening().checked().public
''
>>> Listening(host="0.0.0.0").checked()
Traceback (most recent call last):
bailee.errors.NotAllowed: 0.0.0.0 can be reached from other machines, and nothing would be encrypted on the way

The serving processes are told by their environment where the store lies and what the link's hash is; the link itself is
printed and kept nowhere.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from bailee import logs
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys import MasterKey
from bailee.store import database
from bailee.store.locks import is_alive
from bailee.store.organisations import DEFAULT_NAME, create_organisation, organisations
from bailee.store.sign_in_rows import can_anybody_sign_in

HOME_VARIABLE = "BAILEE_SERVE_HOME"
LINK_VARIABLE = "BAILEE_SERVE_LINK_SHA256"
PROXIES_VARIABLE = "BAILEE_SERVE_PROXIES"  # those who are believed about whom they speak for
PLAIN_VARIABLE = "BAILEE_SERVE_PLAIN"  # 1: what comes from anywhere but a proxy is refused, it came unencrypted
_COUNTS = "bailee-counts-"  # begins the name of that folder; the number of the process follows
COUNTS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # where the serving processes add up what they count
THREADS = 32  # of one process that make answers at the same time; each may hold a connection of PostgreSQL
CONNECTIONS = 1024  # of clients with one process
HEAD_SECONDS = 10  # for the head of a request; as long an idle connection is kept
HEAD_BYTES = 64 << 10
STREAMS = 100  # requests at the same time over one connection of HTTP/2
STOPPING_SECONDS = 10  # for answers that are being made when the server is stopped


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens, and by which address people reach it."""

    host: str = "127.0.0.1"
    port: int = 8765
    address: str = ""  # that others reach it by; empty: this machine alone
    certificate: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()  # addresses and networks of proxies before it
    processes: int = 1

    @property
    def public(self) -> str:
        return self.address.rstrip("/")

    @property
    def is_local(self) -> bool:
        return self.host == "localhost" or _is_loopback(self.host)

    @property
    def url(self) -> str:
        """Of the socket itself."""
        named = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{named}:{self.port}/"

    def checked(self) -> Listening:
        """The same, with the name of an own certificate for its address. Refused is what would let others in unencrypted."""
        for each in self.proxies:
            try:
                ip_network(each, strict=False)
            except ValueError:
                raise InvalidInput(
                    f'BAILEE_PROXIES: "{each}" is neither an address nor a network', hint="as in 127.0.0.1, 10.4.0.0/16"
                ) from None
        if (self.certificate is None) is not (self.key is None):
            raise InvalidInput("a certificate and its key go together", hint="--tls-cert FILE --tls-key FILE")
        if self.certificate is not None and self.key is not None:
            names = certificate_names(self.certificate, self.key)
            if self.address:
                return self._with_good_address()
            name = next((each for each in names if "*" not in each), "")
            if not name:
                raise InvalidInput("the certificate names no server", hint="say its address with --address https://…")
            return replace(self, address=f"https://{name}{'' if self.port == 443 else f':{self.port}'}")
        if not self.is_local:
            if not self.public.startswith("https://"):
                raise NotAllowed(
                    f"{self.host} can be reached from other machines, and nothing would be encrypted on the way",
                    hint="give a certificate with --tls-cert and --tls-key, or put a proxy with TLS before it and name its --address "
                    "https://… and, in BAILEE_PROXIES, where it connects from",
                )
            if not self.proxies:
                raise NotAllowed(
                    f"{self.host} takes plain HTTP, and so only from your proxy: it is not said who that is",
                    hint="name the address or the network that the proxy connects from in BAILEE_PROXIES, as in 10.4.0.0/16",
                )
        return self._with_good_address()

    def _with_good_address(self) -> Listening:
        parts = urlsplit(self.public)
        if self.public and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
            raise InvalidInput(
                "the address of the server makes no sense", hint="as in --address https://privacy.example.com"
            )
        if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise NotAllowed(
                "an address without https would send passwords unencrypted",
                hint="give one that begins with https://, or none",
            )
        return self


@dataclass(frozen=True, slots=True)
class Served:
    """Where the pages are, and the link that sets the server up, once; empty where somebody can sign in."""

    address: str
    link: str


def serve_pages(
    home: Path, listening: Listening, announce: Callable[[Served], None], *, log_level: str = "info"
) -> None:
    """Serve until Ctrl-C or SIGTERM. Port 0: any free one. CannotRead where the port is taken, NotAllowed for an open door."""
    try:
        from granian import Granian
        from granian.constants import Interfaces, SSLProtocols
        from granian.http import HTTP1Settings, HTTP2Settings
    except ImportError:
        raise InvalidInput("the server is not installed", hint='pip install "bailee[server]"') from None
    listening = replace(listening, port=_free(listening.host, listening.port)).checked()
    # before the store is opened: the workers are forked, and take over the Django that opening it sets up here
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings",
        HOME_VARIABLE: str(home),
        "BAILEE_ADDRESS": listening.public,
        PROXIES_VARIABLE: " ".join(listening.proxies),
        PLAIN_VARIABLE: "" if listening.is_local or listening.certificate else "1",
        "BAILEE_LOG_LEVEL": log_level,
    }
    with _counting():
        database.serve(home)
        if not organisations(home):
            create_organisation(home, DEFAULT_NAME, only_first=True)
        MasterKey.open(
            home
        )  # asked for here, once: the workers have what this process opened, and no page waits for a passphrase
        secret = secrets.token_urlsafe(24)
        os.environ |= {LINK_VARIABLE: hashlib.sha256(secret.encode()).hexdigest()}
        # passkeys are bound to a name: a browser gives none to a bare number
        root = listening.public or f"http://localhost:{listening.port}"
        link = "" if can_anybody_sign_in(home) else f"{root}/enter/{secret}"
        database.disconnect(home)  # before the fork
        announce(Served(listening.url if listening.is_local else f"{listening.public}/", link))
        logs.event("serving", port=listening.port, tls=listening.certificate is not None, processes=listening.processes)
        Granian(
            "bailee.web.wsgi:application",
            address=listening.host,
            port=listening.port,
            interface=Interfaces.WSGI,
            workers=listening.processes,
            blocking_threads=THREADS,
            backpressure=CONNECTIONS,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=HEAD_BYTES),
            http2_settings=HTTP2Settings(max_headers_size=HEAD_BYTES, max_concurrent_streams=STREAMS),
            ssl_cert=listening.certificate,
            ssl_key=listening.key,
            ssl_protocol_min=SSLProtocols.tls12,
            respawn_failed_workers=True,
            workers_kill_timeout=STOPPING_SECONDS,
            log_enabled=False,
        ).serve()
        logs.event("stopped")


def certificate_names(certificate: Path, key: Path) -> tuple[str, ...]:
    """The names that a certificate is for. CannotRead where it cannot be read, or the key is another one's."""
    import ssl

    from cryptography import x509

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
        told = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except (OSError, ValueError):
        raise CannotRead(
            "the certificate and its key cannot be used",
            hint="PEM files, the certificate with its chain, the key without a passphrase, both readable by this account",
        ) from None
    try:
        names = told.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    numbers = (f"[{each}]" if each.version == 6 else str(each) for each in names.get_values_for_type(x509.IPAddress))
    return (*names.get_values_for_type(x509.DNSName), *numbers)


@contextmanager
def _counting() -> Iterator[None]:
    """A folder in which the serving processes add up what they count, as long as the server runs.

    One whose server was killed is taken away by the next that starts.
    """
    _forget_counts_of_the_dead()
    folder = tempfile.mkdtemp(prefix=f"{_COUNTS}{os.getpid()}-")
    os.environ[COUNTS_VARIABLE] = folder
    try:
        yield
    finally:
        os.environ.pop(COUNTS_VARIABLE, None)
        shutil.rmtree(folder, ignore_errors=True)


def _forget_counts_of_the_dead() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_COUNTS}*"):
        pid = folder.name.removeprefix(_COUNTS).partition("-")[0]
        if pid.isdecimal() and not is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)  # of another account it stays: it is that account's


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _free(host: str, port: int) -> int:
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError:
        raise InvalidInput(
            f"{host} is no address of this machine", hint="--host 127.0.0.1, or one of its own"
        ) from None
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except PermissionError:
            raise NotAllowed(
                f"this account may not listen on port {port}",
                hint="take one above 1023, or let the proxy listen there",
            ) from None
        except OSError:
            raise CannotRead(
                f"port {port} is taken, or {host} is no address of this machine",
                hint="name another with --port, or 0 for any",
            ) from None
        bound: int = probe.getsockname()[1]
        return bound
