"""What Graph, its token endpoint and the host of downloads answer to one request."""

from __future__ import annotations

import base64
import json
import re
import secrets
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from simulators.graph import entities
from simulators.graph.schema import Asked, Refusal, asked
from simulators.graph.sign_in import Token
from simulators.graph.tenant import Drive, User

if TYPE_CHECKING:
    from simulators.graph.simulator import Fault, Server

_NEEDS = (("/messages", "Mail.Read"), ("/mailFolders", "Mail.Read"), ("/drives", "Files.Read.All"), ("/sites", "Sites.Read.All"),
          ("/users", "User.Read.All"), ("/me", "User.Read.All"))  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def simulator(self) -> Server:
        return self.server.simulator  # type: ignore[attr-defined,no-any-return]

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to standard error."""

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None, *, cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.close_connection = True

    def send_json(self, told: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send(status, json.dumps(told).encode(), {"Content-Type": "application/json", **(headers or {})})

    def refuse(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        inner = {
            "date": "2026-11-25T00:00:00",
            "request-id": secrets.token_hex(8),
            "client-request-id": secrets.token_hex(8),
        }
        self.send_json({"error": {"code": code, "message": message, "innerError": inner}}, status, headers)

    def play(self, fault: Fault) -> bool:
        """Whether that was the answer."""
        if not fault.status and fault.body is None:
            return False
        headers = dict(fault.headers)
        if fault.wait is not None:
            headers["Retry-After"] = f"{fault.wait:g}"
        if fault.body is not None:
            self.send(fault.status or 200, fault.body, {"Content-Type": "application/json", **headers})
        else:
            self.refuse(fault.status, fault.code or "UnknownError", "as the test asks: ann@contoso.example", headers)
        return True


class Graph(_Handler):
    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = urlsplit(self.path).path
        self.simulator.asked.append(f"POST {path}")
        if (fault := self.simulator.next_fault(path)) and self.play(fault):
            return
        match = re.fullmatch(r"/([^/]+)/oauth2/v2\.0/(token|devicecode)", path)
        if match is None:
            self.simulator.violations.append(f"POST {self.path}")
            self.refuse(405, "BadRequest", "nothing is ever written")
            return
        if match[2] == "devicecode":
            status, body = self.simulator.sign_in.device(form)
        else:
            endpoint = f"{self.simulator.url}{path}"
            kind = self.headers.get("Content-Type", "")
            status, body = self.simulator.sign_in.give(match[1], form, kind, endpoint)
        self.send(status, body, {"Content-Type": "application/json"})

    def do_GET(self) -> None:
        simulator = self.simulator
        split = urlsplit(self.path)
        target = unquote(split.path)
        simulator.asked.append(f"GET {target}?{unquote(split.query)}" if split.query else f"GET {target}")
        if match := re.fullmatch(r"/([^/]+)/v2\.0/\.well-known/openid-configuration", target):
            self.send(200, simulator.sign_in.metadata(simulator.url, match[1]), {"Content-Type": "application/json"})
            return
        fault = simulator.next_fault(unquote(self.path))
        if fault and self.play(fault):
            return
        try:
            token = self._token()
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = _whole(asked(target, split.query, headers))
            self._may(token, request)
            self._serve(token, request, headers, fault)
        except Refusal as refusal:
            if refusal.status in (400, 405, 406):
                simulator.violations.append(f"{self.path}: {refusal.message}")
            location = (
                {"Location": refusal.message} if refusal.status == 410 and refusal.message.startswith("http") else {}
            )
            self.refuse(refusal.status, refusal.code, refusal.message, location)

    do_PUT = do_PATCH = do_DELETE = do_POST

    def _token(self) -> Token:
        kind, _, name = self.headers.get("Authorization", "").partition(" ")
        token = self.simulator.sign_in.tokens.get(name)
        if kind != "Bearer":
            self.simulator.violations.append(f"{self.path}: no token")
            raise Refusal(401, "InvalidAuthenticationToken", "Access token is empty.")
        if token is None or token.until < time.time():
            raise Refusal(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        return token

    def _may(self, token: Token, request: Asked) -> None:
        wanted = next((role for part, role in _NEEDS if part in request.path), None)
        if wanted and wanted not in token.roles:
            code = "ErrorAccessDenied" if wanted == "Mail.Read" else "accessDenied"
            raise Refusal(403, code, "Access is denied. Check credentials and try again.")

    # what is served

    def _serve(self, token: Token, request: Asked, headers: dict[str, str], fault: Fault | None) -> None:
        tenant, options, values = self.simulator.tenant, request.options, request.values
        path = request.path
        if path == "/users":
            if token.user:
                raise Refusal(403, "Authorization_RequestDenied", "Insufficient privileges")
            self._page([entities.user(one) for one in tenant.users.values()], request, headers)
        elif path == "/me":
            if not token.user:
                raise Refusal(403, "BadRequest", "/me request is only valid with delegated authentication flow.")
            self.send_json(entities.chosen(entities.user(self._user(token.user, token)), options))
        elif path == "/users/{user-id}":
            self.send_json(entities.chosen(entities.user(self._user(values[0], token)), options))
        elif path == "/users/{user-id}/mailFolders":
            self._folders(self._mailbox(values[0], token), "root", request, headers)
        elif path == "/users/{user-id}/mailFolders/{mailFolder-id}":
            user = self._mailbox(values[0], token)
            self.send_json(entities.chosen(entities.folder(_of(user.folders, values[1]), user), options))
        elif path.endswith("/childFolders"):
            self._folders(self._mailbox(values[0], token), values[1], request, headers)
        elif path.endswith("/messages/delta()"):
            self._messages(self._mailbox(values[0], token), values, request, headers)
        elif path.endswith("/$value"):
            user = self._mailbox(values[0], token)
            found = [
                message
                for folder in user.folders.values()
                for message in folder.messages.values()
                if message.ident == values[1]
            ]
            if not found or found[0].removed:
                raise Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")
            self.send(200, found[0].mime, {"Content-Type": "text/plain"}, cut=fault.cut if fault else None)
        elif path == "/users/{user-id}/drives":
            user = self._user(values[0], token)
            if "drives" in user.blocked:
                raise Refusal(403, "accessDenied", "Access denied")
            if not user.drives:
                raise Refusal(404, "ResourceNotFound", "User's mysite not found.")
            self._page([entities.drive(one) for one in user.drives], request, headers)
        elif path in ("/sites", "/sites/getAllSites()"):
            self._page([entities.site(one) for one in tenant.sites.values()], request, headers)
        elif path == "/sites/{hostname}:/{site-path}":
            url = f"https://{values[0]}/{values[1]}"
            found_sites = [site for site in tenant.sites.values() if site.url == url]
            if not found_sites:
                raise Refusal(404, "itemNotFound", "The resource could not be found.")
            self.send_json(entities.chosen(entities.site(found_sites[0]), options))
        elif path == "/sites/{site-id}/drives":
            self._page([entities.drive(one) for one in _of(tenant.sites, values[0]).drives], request, headers)
        elif path.endswith("/delta()"):
            self._entries(_of(tenant.drives, values[0]), request, headers)
        elif path.endswith("/content"):
            entry = _of(_of(tenant.drives, values[0]).entries, values[1])
            if entry.removed or entry.content is None:
                raise Refusal(404, "itemNotFound", "The resource could not be found.")
            ticket = secrets.token_hex(16)
            self.simulator.tickets[ticket] = entry
            self.send(302, b"", {"Location": f"{self.simulator.downloads}/{ticket}"})
        else:
            raise Refusal(404, "itemNotFound", f"{path} is not played")

    def _user(self, name: str, token: Token) -> User:
        for user in self.simulator.tenant.users.values():
            if name in (user.ident, user.name) and token.user in ("", user.ident, user.name):
                return user
        raise Refusal(404, "Request_ResourceNotFound", f"Resource {name!r} does not exist.")

    def _mailbox(self, name: str, token: Token) -> User:
        user = self._user(name, token)
        if "mail" in user.blocked:
            raise Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        if user.mailbox == "none":
            raise Refusal(404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive or soft-deleted.")
        if user.mailbox == "elsewhere":
            raise Refusal(404, "MailboxNotHostedInExchangeOnline", "The mailbox is hosted on-premise.")
        return user

    def _folders(self, user: User, parent: str, request: Asked, headers: dict[str, str]) -> None:
        hidden = request.options.get("includeHiddenFolders") == "true"
        below = [one for one in user.folders.values() if one.parent == parent and (hidden or not one.hidden)]
        self._page(
            [entities.folder(one, user) for one in below if one.ident != "recoverableitemsdeletions"], request, headers
        )

    def _messages(self, user: User, values: tuple[str, ...], request: Asked, headers: dict[str, str]) -> None:
        folder = _of(user.folders, values[1])
        since = self._since(
            request.options.get("$deltatoken", ""), "SyncStateNotFound", "The sync state generation is not found"
        )
        rows: list[dict[str, Any]] = []
        for message in sorted(folder.messages.values(), key=lambda one: one.change):
            if message.change <= since or (message.removed and not since):
                continue
            if message.removed:
                rows.append(
                    {"@odata.type": "#microsoft.graph.message", "id": message.ident, "@removed": {"reason": "deleted"}}
                )
            else:
                rows.append(entities.message(message))
        self._page(rows, request, headers, token="$deltatoken", keep=("id", "@removed", "@odata.type"))

    def _entries(self, drive: Drive, request: Asked, headers: dict[str, str]) -> None:
        fresh = f"{self.simulator.url}/v1.0/drives/{quote(drive.ident)}/items/root/delta?token="
        since = self._since(request.options.get("token", ""), "resyncRequired", fresh)
        rows: list[dict[str, Any]] = []
        for entry in sorted(drive.entries.values(), key=lambda one: one.change):
            if entry.change <= since and entry.parent:
                continue
            if entry.removed:
                if since:
                    rows.append(
                        {
                            "id": entry.ident,
                            "deleted": {"state": "deleted"},
                            "parentReference": {"driveId": drive.ident},
                        }
                    )
                continue
            rows.append(entities.entry(entry, drive))
        self._page(rows, request, headers, token="token", keep=("id", "deleted"))

    def _since(self, token: str, code: str, says: str) -> int:
        """Number of the last change that the token's holder knows."""
        if not token.startswith("d"):
            return 0
        number = int(json.loads(base64.urlsafe_b64decode(token[1:]))[0])
        if number < self.simulator.oldest_token:
            raise Refusal(410, code, says)
        return number

    def _page(
        self,
        rows: list[dict[str, Any]],
        request: Asked,
        headers: dict[str, str],
        *,
        token: str = "",
        keep: tuple[str, ...] = ("id",),
    ) -> None:
        """One page. A page's token carries where it begins and, for changes, what they are counted from and what was chosen."""
        options, start = request.options, int(request.options.get("start", 0))
        name = token if token == "token" else "$skiptoken"
        asked_for = re.search(r"maxpagesize=(\d+)", headers.get("prefer", ""))
        size = min(int(options.get("$top", asked_for[1] if asked_for else self.simulator.page)), self.simulator.page)
        told: dict[str, Any] = {
            "@odata.context": f"{self.simulator.url}/v1.0/$metadata",
            "value": [entities.chosen(row, options, keep) for row in rows[start : start + size]],
        }
        base = f"{self.simulator.url}{urlsplit(self.path).path}"
        kept = json.dumps([start + size, options]).encode()
        if start + size < len(rows):
            told["@odata.nextLink"] = f"{base}?{quote(name)}=s{base64.urlsafe_b64encode(kept).decode()}"
        elif token:
            kept = json.dumps(
                [
                    self.simulator.tenant.clock,
                    {k: v for k, v in options.items() if k.startswith("$s") or k == "$expand"},
                ]
            ).encode()
            told["@odata.deltaLink"] = f"{base}?{quote(token)}=d{base64.urlsafe_b64encode(kept).decode()}"
        self.send_json(told)


class Files(_Handler):
    """Where files are downloaded from: the address is the permission, and a token has no business here."""

    def do_GET(self) -> None:
        ticket = self.path.strip("/")
        self.simulator.asked.append("GET download " + self.headers.get("Range", ""))
        if "Authorization" in self.headers:
            self.simulator.violations.append("a token was sent to the host of a download")
        fault = self.simulator.next_fault(f"download:{ticket}")
        if fault and self.play(fault):
            return
        entry = self.simulator.tickets.get(ticket)
        if entry is None or entry.content is None or entry.removed:
            self.send(401, b"")
            return
        content, headers = entry.content, {"ETag": f'"{entry.content_change}"'}
        if part := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            start, end = int(part[1]), int(part[2] or len(content) - 1)
            if start >= len(content):
                self.send(416, b"", {"Content-Range": f"bytes */{len(content)}"})
                return
            headers["Content-Range"] = f"bytes {start}-{min(end, len(content) - 1)}/{len(content)}"
            self.send(206, content[start : end + 1], headers, cut=fault.cut if fault else None)
        else:
            self.send(200, content, headers, cut=fault.cut if fault else None)


def _whole(request: Asked) -> Asked:
    """A page's token carries where the page begins and everything that was asked at first."""
    for name in ("$skiptoken", "token"):
        if (state := request.options.get(name, "")).startswith("s"):
            start, options = json.loads(base64.urlsafe_b64decode(state[1:]))
            return replace(request, options={**options, "start": str(start)})
    return request


def _of(rows: dict[str, Any], name: str) -> Any:
    if name not in rows:
        raise Refusal(404, "itemNotFound", "The resource could not be found.")
    return rows[name]
