"""Microsoft Graph and its token endpoint on loopback, over TLS, with everything that goes wrong there on demand.

It serves what Graph's published description has (schema.py) and takes everything else for a fault of the client
(`violations`): unknown paths, options and properties, another version, no token. A fault is played for the next requests
whose path it fits: `server.fault("/messages/", status=429, wait=2)`.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from simulators import certificates
from simulators.graph.schema import SIZE, Asked, Refusal, asked
from simulators.graph.sign_in import CLIENT, TENANT, SignIn, Token
from simulators.graph.tenant import Drive, Entry, MailFolder, Message, Site, Tenant, User

_NEEDS = (("/messages", "Mail.Read"), ("/mailFolders", "Mail.Read"), ("/drives", "Files.Read.All"), ("/sites", "Sites.Read.All"),
          ("/users", "User.Read.All"), ("/me", "User.Read.All"))  # fmt: skip


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
        self.graph = self._listen(_Graph, context)
        self.files = self._listen(_Files, context)
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


class _Graph(_Handler):
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
            self._page([_user(one) for one in tenant.users.values()], request, headers)
        elif path == "/me":
            if not token.user:
                raise Refusal(403, "BadRequest", "/me request is only valid with delegated authentication flow.")
            self.send_json(_chosen(_user(self._user(token.user, token)), options))
        elif path == "/users/{user-id}":
            self.send_json(_chosen(_user(self._user(values[0], token)), options))
        elif path == "/users/{user-id}/mailFolders":
            self._folders(self._mailbox(values[0], token), "root", request, headers)
        elif path == "/users/{user-id}/mailFolders/{mailFolder-id}":
            user = self._mailbox(values[0], token)
            self.send_json(_chosen(_folder(_of(user.folders, values[1]), user), options))
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
            self._page([_drive(one) for one in user.drives], request, headers)
        elif path in ("/sites", "/sites/getAllSites()"):
            self._page([_site(one) for one in tenant.sites.values()], request, headers)
        elif path == "/sites/{hostname}:/{site-path}":
            url = f"https://{values[0]}/{values[1]}"
            found_sites = [site for site in tenant.sites.values() if site.url == url]
            if not found_sites:
                raise Refusal(404, "itemNotFound", "The resource could not be found.")
            self.send_json(_chosen(_site(found_sites[0]), options))
        elif path == "/sites/{site-id}/drives":
            self._page([_drive(one) for one in _of(tenant.sites, values[0]).drives], request, headers)
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
        self._page([_folder(one, user) for one in below if one.ident != "recoverableitemsdeletions"], request, headers)

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
                rows.append(_message(message))
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
            rows.append(_entry(entry, drive))
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
            "value": [_chosen(row, options, keep) for row in rows[start : start + size]],
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


class _Files(_Handler):
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


def _chosen(row: dict[str, Any], options: dict[str, str], keep: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    select = [name.strip() for name in options.get("$select", "").split(",") if name]
    if "$expand" not in options:
        row = {name: value for name, value in row.items() if name != "singleValueExtendedProperties"}
    elif select:
        select.append("singleValueExtendedProperties")
    return (
        row
        if not select
        else {name: value for name, value in row.items() if name in select or name in keep or name.startswith("@")}
    )


def _user(user: User) -> dict[str, Any]:
    return {"id": user.ident, "userPrincipalName": user.name, "mail": user.name, "userType": user.kind, "accountEnabled": True,
            "displayName": user.name.partition("@")[0].title()}  # fmt: skip


def _folder(folder: MailFolder, user: User) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": folder.ident, "displayName": folder.name, "parentFolderId": folder.parent, "isHidden": folder.hidden,
        "childFolderCount": sum(one.parent == folder.ident for one in user.folders.values()),
        "totalItemCount": len(folder.messages),
    }  # fmt: skip
    return {"@odata.type": "#microsoft.graph.mailSearchFolder", **row} if folder.search else row


def _message(message: Message) -> dict[str, Any]:
    size = {"id": "Integer 0xe08", "value": str(len(message.mime))}
    return {
        "id": message.ident, "receivedDateTime": message.received, "isDraft": message.is_draft,
        "changeKey": f"CQ{message.change}", "@odata.etag": f'W/"CQ{message.change}"', "subject": "t0p-secret subject",
        "singleValueExtendedProperties": [size],
    }  # fmt: skip


def _drive(drive: Drive) -> dict[str, Any]:
    return {
        "id": drive.ident,
        "name": drive.name,
        "driveType": "business",
        "webUrl": "https://contoso-my.sharepoint.com/x",
    }


def _site(site: Site) -> dict[str, Any]:
    return {
        "id": site.ident,
        "name": site.name,
        "displayName": site.name,
        "webUrl": site.url,
        "isPersonalSite": site.personal,
    }


def _entry(entry: Entry, drive: Drive) -> dict[str, Any]:
    if not entry.parent:
        return {
            "id": entry.ident,
            "name": "root",
            "root": {},
            "folder": {"childCount": 1},
            "parentReference": {"driveId": drive.ident},
        }
    row: dict[str, Any] = {
        "id": entry.ident, "name": entry.name, "lastModifiedDateTime": entry.modified,
        "eTag": f'"{{{entry.ident}}},{entry.change}"', "cTag": f'"c:{{{entry.ident}}},{entry.content_change}"',
        "parentReference": {"driveId": drive.ident, "id": entry.parent}, "size": len(entry.content or b""),
    }  # fmt: skip
    if entry.package:
        row["package"] = {"type": entry.package}
    elif entry.content is None:
        row["folder"] = {"childCount": 1}
    else:
        row["file"] = {"mimeType": "application/octet-stream"}
    if entry.shared:
        row["shared"] = {"scope": entry.shared}
    return row


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.close()


__all__ = ["CLIENT", "SIZE", "TENANT", "Server", "running"]
