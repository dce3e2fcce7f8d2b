"""Microsoft Graph and its token endpoint on loopback, over TLS, with everything that goes wrong there on demand.

It serves what Graph's published description has (schema.py) and takes everything else for a fault of the client
(`violations`): unknown paths, options and properties, another version, no token. A fault is played for the next requests
whose path it fits: `server.fault("/messages/", status=429, wait=2)`.
"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from simulators import certificates
from simulators.graph.handlers import Files, Graph
from simulators.graph.sign_in import CLIENT, TENANT, SignIn
from simulators.graph.tenant import Entry, Tenant


@dataclass
class Fault:
    pattern: re.Pattern[str]
    status: int
    code: str
    wait: float | None
    times: int
    cut: int | None  # bytes of a body after which the connection ends
    body: bytes | None
    headers: dict[str, str]


class Server:
    """Graph and sign-in on one port, downloads on another, as they are on other hosts in the world."""

    def __init__(self, folder: Path) -> None:
        self.ca, certificate, key = certificates.make(folder)
        self.tenant = Tenant()
        self.sign_in = SignIn()
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.asked: list[str] = []
        self.tickets: dict[str, Entry] = {}
        self.oldest_token = 0  # tokens of lists of changes before this one are too old
        self.page = 3
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.graph = self._listen(Graph, context)
        self.files = self._listen(Files, context)
        self.sign_in.resource = self.url
        self._threads = [
            threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True) for one in (self.graph, self.files)
        ]
        for thread in self._threads:
            thread.start()

    def _listen(self, handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext) -> ThreadingHTTPServer:
        class Listening(ThreadingHTTPServer):
            simulator = self

            def finish_request(self, request: Any, client_address: Any) -> None:
                with suppress(OSError), context.wrap_socket(request, server_side=True) as secured:
                    super().finish_request(secured, client_address)

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client may leave whenever it wants."""

        return Listening(("127.0.0.1", 0), handler)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.graph.server_address[1]}"

    @property
    def downloads(self) -> str:
        return f"https://localhost:{self.files.server_address[1]}"

    def address(self, path: str = "", options: str = "") -> str:
        ends = f"graph={quote(self.url, safe='')}&login={quote(self.url, safe='')}&ca={quote(str(self.ca), safe='')}"
        return f"microsoft365://{TENANT}/{quote(path)}?{ends}{options}"

    def fault(
        self,
        pattern: str,
        status: int = 0,
        code: str = "",
        *,
        wait: float | None = None,
        times: int = 1,
        cut: int | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.faults.append(Fault(re.compile(pattern), status, code, wait, times, cut, body, headers or {}))

    def next_fault(self, target: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.pattern.search(target):
                fault.times -= 1
                return fault
        return None

    def forget_changes(self) -> None:
        """Every token of a list of changes is too old from now on."""
        self.oldest_token = self.tenant.tick()

    def close(self) -> None:
        for one in (self.graph, self.files):
            one.shutdown()
            one.server_close()
        for thread in self._threads:
            thread.join()


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.close()


__all__ = ["CLIENT", "TENANT", "Server", "running"]
