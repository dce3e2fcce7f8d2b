"""Serve the table on this machine: a server on loopback, and a link to it that works once.

The serving process is told by its environment where the store lies and what the link's hash is; the link itself is printed
and kept nowhere.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.keys import MasterKey
from bailee.store import database
from bailee.store.organisations import DEFAULT_NAME, create_organisation, organisations
from bailee.store.sign_in_rows import can_anybody_sign_in

HOME_VARIABLE = "BAILEE_SERVE_HOME"
LINK_VARIABLE = "BAILEE_SERVE_LINK_SHA256"


@dataclass(frozen=True, slots=True)
class Served:
    """Where the pages are, and the link that sets the server up, once; empty where somebody can sign in."""

    address: str
    link: str


def serve_table(home: Path, port: int, announce: Callable[[Served], None]) -> None:
    """Serve until Ctrl-C. `port` 0: any free one. CannotRead where there is no store, or the port is taken."""
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise InvalidInput("the server is not installed", hint='pip install "bailee[server]"') from None
    # before the store is opened: the worker is forked, and takes over the Django that opening it sets up here
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bailee.web.django_settings", HOME_VARIABLE: str(home)}
    database.serve(home)
    if not organisations(home):
        create_organisation(home, DEFAULT_NAME, only_first=True)
    MasterKey.open(home)  # asked for here, once: the worker has what this process opened, and no page waits for a passphrase
    database.disconnect(home)
    port = _free(port)
    secret = secrets.token_urlsafe(24)
    os.environ |= {LINK_VARIABLE: hashlib.sha256(secret.encode()).hexdigest()}
    address = f"http://127.0.0.1:{port}/"
    # passkeys are bound to a name: a browser gives none to a bare number
    link = "" if can_anybody_sign_in(home) else f"http://localhost:{port}/enter/{secret}"
    database.disconnect(home)  # before the fork
    announce(Served(address, link))
    Granian(
        "bailee.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_enabled=False,
    ).serve()


def _free(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotRead(f"port {port} is taken", hint="name another with --port, or 0 for any") from None
        bound: int = probe.getsockname()[1]
        return bound
