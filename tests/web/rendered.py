"""Templates served as the server serves them, policy and all, without a store: for what is looked at, not for who may look.

with serving({"/components/": "<!doctype html>…"}) as address: …
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from bailee.web import assets
from bailee.web.middleware import POLICY


@contextmanager
def serving(pages: Mapping[str, str], asked: list[tuple[str, int]] | None = None) -> Iterator[str]:
    """The address of a server on loopback. `asked` gets each path and how many bytes went over the wire for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path in pages:
                body, media_type = gzip.compress(pages[path].encode(), 6), "text/html; charset=utf-8"
                encoding = "gzip"
            else:
                asset = assets.find(path.removeprefix(f"/static/{assets.version()}/"))
                if asset is None:
                    self.send_error(404)
                    return
                body, media_type, encoding = (
                    asset.packed or asset.content,
                    asset.media_type,
                    "gzip" * bool(asset.packed),
                )
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(body)))
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.end_headers()
            self.wfile.write(body)
            if asked is not None:
                asked.append((path, len(body)))

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
