"""What receives webhooks: real HTTP on loopback, which keeps what came and answers as it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = "127.0.0.0/8"


@dataclass(frozen=True)
class Heard:
    headers: dict[str, str]
    body: str
    path: str

    @property
    def ident(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """`answers` are given one after the other, then 204. `slow`: seconds between the letters of an answer's head."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    body: bytes = b""
    heard: list[Heard] = field(default_factory=list)
    taken: list[Heard] = field(default_factory=list)  # of those, what was answered with 2xx
    was_cut: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bailee?from=test"


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            content = self.rfile.read(size)
            if len(content) < size:  # whoever sent it died in the middle of it: no message came
                self.close_connection = True
                return
            told = Heard({name.lower(): value for name, value in self.headers.items()}, content.decode(), self.path)
            receiver.heard.append(told)
            status = receiver.answers.pop(0) if receiver.answers else 204
            if receiver.slow:
                try:
                    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 2_000:
                        self.wfile.write(bytes([letter]))
                        self.wfile.flush()
                        time.sleep(receiver.slow)
                except OSError:
                    receiver.was_cut = True
                return
            if 200 <= status < 300:
                receiver.taken.append(told)
            try:
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body if status != 204 else b"")
            except OSError:
                receiver.was_cut = True

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
