"""Systems that tickets are made in, and chats, as servers of ours: they check what they are sent as the real ones do.

Written from what the makers publish: ConnectWise PSA REST 3.0 (Ticket, ServiceNote, JSON Patch, `conditions`), HaloPSA's interface
(`/auth/token`, `/api/Tickets`), Slack's incoming webhooks, adaptive cards behind a Teams workflow. `trouble` is what goes wrong next.

    with desk(ConnectWise()) as (server, address): …
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, Any, dict[str, str]]


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """What all of them share. `trouble`: each is used up by one request; a number is a status, `html`, `slow`, `cut`, `lost` (it is
    done, and the answer never arrives)."""

    trouble: list[Any] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def requests(self, method: str, path: str = "") -> list[Asked]:
        return [each for each in self.asked if each.method == method and path in each.path]


S = TypeVar("S", bound=Server)


@contextmanager
def desk(server: S) -> Iterator[tuple[S, str]]:
    """A server on a free port of this machine, and its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            asked = Asked(
                self.command,
                parts.path,
                query,
                {k.lower(): v for k, v in self.headers.items()},
                self.rfile.read(length),
            )
            server.asked.append(asked)
            trouble = server.trouble.pop(0) if server.trouble else None
            if trouble == "cut":
                self.close_connection = True
                return
            if trouble == "slow":
                time.sleep(1.5)
            if trouble == "html":
                self._send(200, b"<html><title>Sign in</title></html>", {"Content-Type": "text/html"})
                return
            if isinstance(trouble, tuple):
                self._send(trouble[0], b'{"message": "as asked"}', trouble[1])
                return
            if isinstance(trouble, int):
                self._send(trouble, b'{"code": "trouble", "message": "512-44-7313 is not valid"}', {})
                return
            status, told, headers = server.answer(asked)
            if trouble == "lost":
                self.close_connection = True
                return
            self._send(status, told if isinstance(told, bytes) else json.dumps(told).encode(), headers)

        do_GET = do_POST = do_PATCH = _do

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # whoever asked did not wait
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{web.server_address[1]}"
    finally:
        web.shutdown()
        web.server_close()


TEXT, REFERENCE, FLAG = str, dict, bool
# Of the published schema of a ticket: what may be written, of which type, and how long.
_TICKET: dict[str, tuple[type, int]] = {
    "summary": (TEXT, 100), "initialDescription": (TEXT, 1 << 20), "company": (REFERENCE, 0), "board": (REFERENCE, 0),
    "type": (REFERENCE, 0), "status": (REFERENCE, 0), "severity": (TEXT, 6), "impact": (TEXT, 6), "externalXRef": (TEXT, 100),
}  # fmt: skip
_GRADES = {"Low", "Medium", "High"}


def _shown(ticket: dict[str, Any]) -> dict[str, Any]:
    """As the schema answers it: what is written once, with the ticket, comes back by nothing."""
    return {name: value for name, value in ticket.items() if not name.startswith("initial")}


@dataclass
class ConnectWise(Server):
    """One installation: a company, a board with its statuses, one API member."""

    company: str = "northgate"
    public_key: str = "pub7"
    private_key: str = "priv7"
    client_id: str = "0e0c7f9e-5c8d-4b1f-9a55-3f1f2a7b7c01"
    companies: tuple[str, ...] = ("LindDental", "Alice")
    boards: tuple[str, ...] = ("Privacy",)
    statuses: tuple[str, ...] = ("New", "In Progress", ">Closed")
    types: tuple[str, ...] = ("Compliance",)
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    root: str = "/v4_6_release/apis/3.0"

    def access(self, address: str) -> dict[str, str]:
        return {
            "address": address + self.root, "company": self.company, "public_key": self.public_key,
            "private_key": self.private_key, "client_id": self.client_id,
        }  # fmt: skip

    def close(self, number: int) -> None:
        """A person closes a ticket there."""
        self.tickets[number] |= {"status": {"name": ">Closed"}, "closedFlag": True}

    def answer(self, asked: Asked) -> Answer:
        pair = base64.b64encode(f"{self.company}+{self.public_key}:{self.private_key}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}" or asked.headers.get("clientid") != self.client_id:
            return 401, {"code": "Unauthorized", "message": "credentials"}, {}
        if not asked.path.startswith(self.root):
            return 404, {"code": "NotFound"}, {}
        path = asked.path[len(self.root) :]
        if path == "/system/info" and asked.method == "GET":
            return 200, {"version": "v2026.3.1", "isCloud": True}, {}
        if path == "/service/tickets":
            return self._make(asked.json()) if asked.method == "POST" else self._list(asked.query)
        if (found := re.fullmatch(r"/service/tickets/(\d+)(/notes)?", path)) is not None:
            number = int(found[1])
            if number not in self.tickets:
                return 404, {"code": "NotFound", "message": "Ticket not found"}, {}
            if found[2] and asked.method == "POST":
                told = asked.json()
                if not isinstance(told.get("text"), str) or not told.get("internalAnalysisFlag"):
                    return self._invalid("text")
                self.notes.setdefault(number, []).append(told)
                return 201, {"id": len(self.notes[number]), **told}, {}
            if asked.method == "PATCH":
                return self._patch(number, asked.json())
        return 404, {"code": "NotFound"}, {}

    def _make(self, told: dict[str, Any]) -> Answer:
        if (wrong := self._wrong(told)) or not {"summary", "company"} <= set(told):
            return self._invalid(wrong or "summary")
        number = 4_000 + len(self.tickets)
        self.tickets[number] = {"id": number, "status": {"name": "New"}, "closedFlag": False, **told}
        return 201, _shown(self.tickets[number]), {}

    def _patch(self, number: int, changes: Any) -> Answer:
        if not isinstance(changes, list) or not changes:
            return self._invalid("operations")
        for each in changes:  # RFC 6902, as far as ConnectWise takes it: its paths have no slash before them
            if each.get("op") not in ("replace", "add", "remove") or self._wrong(
                {each.get("path", ""): each.get("value")}
            ):
                return self._invalid(str(each.get("path")))
        for each in changes:
            self.tickets[number][each["path"]] = each["value"]
            if each["path"] == "status":
                self.tickets[number]["closedFlag"] = each["value"]["name"].startswith(">")
        return 200, _shown(self.tickets[number]), {}

    def _wrong(self, told: dict[str, Any]) -> str:
        value: Any
        for name, value in told.items():
            kind, longest = _TICKET.get(name, (type(None), 0))
            if not isinstance(value, kind) or (isinstance(value, str) and len(value) > longest):
                return name
        known = {
            "company": ("identifier", self.companies),
            "board": ("name", self.boards),
            "status": ("name", self.statuses),
            "type": ("name", self.types),
        }
        for name, (key, values) in known.items():
            if name in told and told[name].get(key) not in values:
                return name
        return next((name for name in ("severity", "impact") if name in told and told[name] not in _GRADES), "")

    def _list(self, query: dict[str, str]) -> Answer:
        asked = query.get("conditions", "")
        if (found := re.fullmatch(r'externalXRef="([^"]*)"', asked)) is not None:
            some = [each for each in self.tickets.values() if each.get("externalXRef") == found[1]]
        elif (found := re.fullmatch(r"id in \(([\d,]+)\)", asked)) is not None:
            some = [self.tickets[int(each)] for each in found[1].split(",") if int(each) in self.tickets]
        else:
            return self._invalid("conditions")
        return 200, [*map(_shown, some[: int(query.get("pageSize", 25))])], {}

    def _invalid(self, name: str) -> Answer:
        return 400, {"code": "InvalidObject", "message": "ticket object is invalid", "errors": [{"field": name}]}, {}


@dataclass
class HaloPSA(Server):
    """One installation, with one API application."""

    client_id: str = "6a3e1a7e-app"
    client_secret: str = "halo-secret-7"
    clients: tuple[int, ...] = (12, 13)
    types: tuple[int, ...] = (21,)
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def access(self, address: str) -> dict[str, str]:
        return {"address": address, "client_id": self.client_id, "client_secret": self.client_secret, "tenant": ""}

    def close(self, number: int) -> None:
        self.tickets[number] |= {"status_id": 9, "dateclosed": "2026-11-26T10:00:00"}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/auth/token" and asked.method == "POST":
            form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
            if form.get("grant_type") != "client_credentials" or form.get("scope") != "all":
                return 400, {"error": "invalid_request"}, {}
            if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
                return 400, {"error": "invalid_client"}, {}
            token = secrets.token_hex(16)
            self.tokens.add(token)
            return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600}, {}
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": "unauthorized"}, {}
        if asked.path == "/api/Tickets" and asked.method == "POST":
            told = asked.json()
            if not isinstance(told, list) or len(told) != 1:
                return 400, {"error": "a list is expected"}, {}
            return self._posted(told[0])
        if asked.path == "/api/Tickets" and asked.method == "GET":
            word = asked.query.get("search", "").lower()
            some = [each for each in self.tickets.values() if word in each["summary"].lower()]
            return 200, {"record_count": len(some), "tickets": some[: int(asked.query.get("count", 50))]}, {}
        if (found := re.fullmatch(r"/api/Tickets/(\d+)", asked.path)) is not None and asked.method == "GET":
            one = self.tickets.get(int(found[1]))
            return (200, one, {}) if one else (404, {"error": "not found"}, {})
        return 404, {"error": "not found"}, {}

    def _posted(self, told: dict[str, Any]) -> Answer:
        number = told.get("id")
        if number is not None:
            if number not in self.tickets:
                return 404, {"error": "not found"}, {}
            self.tickets[number] |= told
            if told.get("status_id") == 9:
                self.tickets[number]["dateclosed"] = "2026-11-26T10:00:00"
            return 201, self.tickets[number], {}
        if (
            told.get("client_id") not in self.clients
            or told.get("tickettype_id") not in self.types
            or not told.get("summary")
        ):
            return 400, {"error": "invalid"}, {}
        number = 700 + len(self.tickets)
        self.tickets[number] = {"id": number, "status_id": 1, "dateclosed": "1900-01-01T00:00:00", **told}
        return 201, self.tickets[number], {}


@dataclass
class Chat(Server):
    """A webhook of Slack or of a Teams workflow: what it takes is checked by `takes`."""

    takes: Callable[[Any], bool] = lambda told: True
    says: tuple[int, bytes] = (200, b"ok")
    heard: list[Any] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        told = asked.json()
        if asked.method != "POST" or not self.takes(told):
            return 400, b"invalid_payload", {"Content-Type": "text/plain"}
        self.heard.append(told)
        return self.says[0], self.says[1], {"Content-Type": "text/plain"}


def slack_takes(told: Any) -> bool:
    """As Block Kit says: a fallback; headers of plain text, 150 letters; sections of plain text or mrkdwn, 3,000 letters."""
    if not isinstance(told.get("text"), str) or not isinstance(told.get("blocks"), list):
        return False
    for block in told["blocks"]:
        text = block.get("text", {})
        most = {"header": 150, "section": 3_000}.get(block.get("type"), 0)
        kinds = ("plain_text",) if block.get("type") == "header" else ("plain_text", "mrkdwn")
        if text.get("type") not in kinds or not 0 < len(text.get("text", "")) <= most:
            return False
    return True


def teams_takes(told: Any) -> bool:
    """As a workflow hands it on: one card, of elements that the schema of adaptive cards 1.4 has."""
    (attached,) = told["attachments"]
    card = attached["content"]
    if told["type"] != "message" or attached["contentType"] != "application/vnd.microsoft.card.adaptive":
        return False
    if (card["type"], card["version"]) != ("AdaptiveCard", "1.4") or not card["body"]:
        return False
    runs = [run for block in card["body"] for run in block["inlines"] if block["type"] == "RichTextBlock"]
    opens = [each["type"] == "Action.OpenUrl" and each["url"] for each in card.get("actions", ())]
    return all(run["type"] == "TextRun" and isinstance(run["text"], str) for run in runs) and all(opens)
