"""A server of agents on loopback, and agents in folders of their own: real HTTP, real signatures, a real store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from bailee.agent.enrol import enrol
from bailee.agent.folder import Folder
from bailee.agent.line import Line, Trust
from bailee.agent.spool import Spool
from bailee.operations.enrol_agent import make_code
from bailee.store import database
from bailee.store.workspace import Workspace
from bailee.web.agent_door import AgentDoor


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@dataclass
class Fleet:
    """A server, and whose devices come to it."""

    workspace: Workspace
    door: AgentDoor
    url: str
    folder: Path

    def enrolled(self, name: str = "one", *, site: str = "") -> Folder:
        """A device that has come in."""
        folder = Folder(self.folder / name)
        enrol(folder, Trust(self.url), make_code(self.workspace, site=site).code)
        return folder


@contextmanager
def serving(workspace: Workspace, folder: Path, *, oldest: str = "", tls: Any = None) -> Iterator[Fleet]:
    """The agents' door of a store, as long as the block runs."""
    home = workspace.home
    door = AgentDoor(lambda environment, start: start("404 Not Found", []) or [], home, oldest)

    def application(environment: Any, start: Any) -> Any:
        try:
            return door(environment, start)
        finally:
            database.disconnect(home)

    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    scheme = "http"
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield Fleet(workspace, door, f"{scheme}://127.0.0.1:{server.server_port}", folder)
    finally:
        server.shutdown()
        server.server_close()


def line(folder: Folder) -> Line:
    return Line(folder, folder.enrolment())


def spool(folder: Folder) -> Spool:
    return Spool(folder.database)
