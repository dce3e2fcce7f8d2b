"""Microsoft 365 by Graph: mailboxes, OneDrives and SharePoint libraries of a tenant, read and never written.

    microsoft365://contoso.onmicrosoft.com/                               everything that the application may read
    microsoft365://contoso.onmicrosoft.com/users/ann@contoso.com          one person's mailbox and drives
    microsoft365://contoso.onmicrosoft.com/sites/contoso.sharepoint.com/sites/HR
    microsoft365://contoso.onmicrosoft.com/?only=mail                     of everybody, mail alone

An application signs in with a secret or a certificate; a person by entering a code in a browser, and then what that
person may read is read. [Connecting Microsoft 365](microsoft365.md) says step by step which permissions to give.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from bailee.errors import InvalidInput
from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials, Need
from bailee.sources.interface import EVERYTHING, Asked, Entry, Note, NotFetched, Unreachable
from bailee.sources.microsoft365.clouds import CLOUDS, Cloud
from bailee.sources.remembered import Memory
from bailee.sources.waiting import Patience
from bailee.vocabulary import Locator, Reason

SCHEMES = ("microsoft365",)
LABEL = "Microsoft 365: mail, OneDrive, SharePoint (Graph)"
EXAMPLE = "microsoft365://contoso.onmicrosoft.com/"
NEEDS = (
    Need("client_id", "Application (client) ID of the registration"),
    Need("client_secret", "Value of its client secret"),
    Need("client_certificate", "PEM of its certificate with the private key, instead of a secret"),
    Need("sign_in", '"device": a person signs in with a code, instead of the application itself'),
)
# Which cloud; what to read; file of authorities to trust; addresses of a cloud that the table does not have
OPTIONS = frozenset({"cloud", "only", "ca", "login", "graph"})
STEERING = frozenset({"cloud", "ca", "login", "graph"})

_KINDS = ("mail", "drives", "sites")
_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,250}")


def connect(address: Address, credentials: Credentials, asked: Asked) -> Tenant:
    """InvalidInput or NotAllowed where it cannot be asked; ImportError where msal is not installed."""
    import msal  # noqa: F401 - says at once that it is missing

    from bailee.sources.microsoft365.sign_in import SignIn, credential_of, on_terminal
    from bailee.sources.web import Web

    if not _TENANT.fullmatch(address.host):
        raise InvalidInput("a Microsoft 365 address names a tenant", hint=f"as in {EXAMPLE}")
    cloud, only = _cloud(address), _only(address)
    parts = address.parts
    if parts and (parts[0] not in ("users", "sites") or len(parts) < 2 or (parts[0] == "users" and len(parts) > 2)):
        raise InvalidInput(
            "this path leads to nothing in Microsoft 365",
            hint="users/ann@contoso.com, sites/contoso.sharepoint.com/sites/HR, or none for everything",
        )
    ca = address.options.get("ca", "")
    try:
        web = Web(ca)
    except (OSError, ssl.SSLError):
        raise InvalidInput(f'"{ca}" is no file of certificates', hint="PEM, as in ?ca=/etc/ssl/our-ca.pem") from None
    patience = Patience()
    credential = credential_of(credentials)
    client = credentials.needed("client_id")
    sign_in = SignIn(address.host, cloud, client, credential, web, patience, None if credential else on_terminal)
    return Tenant(sign_in, web, patience, parts, only, asked)


def _cloud(address: Address) -> Cloud:
    options = address.options
    name = options.get("cloud", "global")
    if name not in CLOUDS:
        raise InvalidInput(f'there is no cloud "{name}"', hint="one of: " + " ".join(CLOUDS))
    cloud = Cloud(options.get("login", CLOUDS[name].login), options.get("graph", CLOUDS[name].graph))
    for url in (cloud.login, cloud.graph):
        split = urlsplit(url)
        if split.scheme != "https" or not split.hostname or split.path or split.query:
            raise InvalidInput("login and graph are addresses such as https://graph.microsoft.com")
    return cloud


def _only(address: Address) -> frozenset[str]:
    told = address.options.get("only", "")
    kinds = frozenset(told.split(",")) if told else frozenset(_KINDS)
    if unknown := kinds - set(_KINDS):
        raise InvalidInput(f'nothing in Microsoft 365 is called "{min(unknown)}" here', hint="only=mail,drives,sites")
    return kinds


class Tenant:
    """What one application, or one person, may read of a tenant."""

    asks_again = True

    def __init__(
        self, sign_in: Any, web: Any, patience: Patience, path: tuple[str, ...], only: frozenset[str], asked: Asked
    ) -> None:
        from bailee.sources.microsoft365.drives import Drives
        from bailee.sources.microsoft365.graph import Graph
        from bailee.sources.microsoft365.mail import Mail

        self._sign_in, self._web, self._path, self._only = sign_in, web, path, only
        self._patience = patience
        self._is_whole = True  # nobody's mailbox or drive is missing for want of a list
        self._before = Memory.read(asked.state)
        self._memory = Memory()
        self._graph = Graph(sign_in.cloud.graph, sign_in, web, patience)
        self._mail = Mail(self._graph, self._before, self._memory)
        self._drives = Drives(self._graph, self._before, self._memory)

    @property
    def only_changes(self) -> bool:
        return self._before is not None

    @property
    def last_heard(self) -> float:
        return self._patience.last_heard

    def items(self) -> Iterator[Entry]:
        try:
            self._sign_in.token()
        except NotFetched as failure:
            yield Unreachable(EVERYTHING, failure.reason)
            return
        if not self._path or self._path[0] == "users":
            yield from self._people()
        if "sites" in self._only and (not self._path or self._path[0] == "sites"):
            yield from self._sites()
        if self._is_whole:
            yield from self._mail.removed()
            yield from self._drives.removed()
        else:
            self._mail.keep()
            self._drives.keep()

    def state(self) -> bytes:
        self._memory.doubt(self._graph.missed)
        return self._memory.written()

    def notes(self) -> tuple[Note, ...]:
        told = []
        is_away = self._patience.lost is Reason.NOT_CONNECTED or not self._patience.reached
        if "mail" in self._only and self._patience.lost is None and not is_away:
            told.append(
                Note(
                    "beside",
                    "Teams chats, calendars, contacts, mail of groups and separate archive mailboxes are not read",
                )
            )
        if self._sign_in.refused:
            told.append(Note("refused", f"Microsoft does not let bailee in ({self._sign_in.refused})"))
        elif is_away:
            told.append(Note("away", "Microsoft was not reached, or its certificate is not trusted on this machine"))
        if count := self._drives.public:
            says = "1 file can be opened" if count == 1 else f"{count:,} files can be opened"
            told.append(Note("public", f"{says} by anybody who has the link to it"))
        return tuple(told)

    def close(self) -> None:
        self._web.close()

    # people

    def _people(self) -> Iterator[Entry]:
        try:
            for user, name in self._users():
                if "mail" in self._only:
                    yield from self._mail.entries(user, f"users/{name}")
                if "drives" in self._only:
                    yield from self._drives_of(f"/users/{_in_path(user)}/drives", f"users/{name}/Drives")
        except NotFetched as failure:
            self._is_whole = False
            yield Unreachable(Locator(("users",)), failure.reason)

    def _users(self) -> Iterator[tuple[str, str]]:
        """Idents and names of everybody, or of the one that was named, or of whoever signed in."""
        chosen = "?$select=id,userPrincipalName"
        if self._path:
            rows: Iterator[dict[str, Any]] = iter((self._graph.get(f"/users/{_in_path(self._path[1])}{chosen}"),))
        elif self._sign_in.is_application:
            rows = self._graph.rows(f"/users{chosen}&$top=500")
        else:
            rows = iter((self._graph.get(f"/me{chosen}"),))
        for row in rows:
            if isinstance(row.get("id"), str) and isinstance(row.get("userPrincipalName"), str):
                yield row["id"], row["userPrincipalName"].replace("/", "∕")

    def _drives_of(self, path: str, place: str) -> Iterator[Entry]:
        """Each below the place, so that what stands as it was is known where they cannot be listed."""
        from bailee.sources.microsoft365.graph import Refused

        try:
            drives = [row for row in self._graph.rows(f"{path}?$select=id,name") if isinstance(row.get("id"), str)]
        except NotFetched as failure:
            # somebody who never opened a OneDrive has none, and that is no gap
            if not (isinstance(failure, Refused) and failure.reason is Reason.VANISHED):
                self._is_whole = False
                yield Unreachable(Locator((place,)), failure.reason)
            return
        taken: dict[str, int] = {}
        for row in drives:
            name = str(row.get("name") or "Drive").replace("/", "∕")
            taken[name] = taken.get(name, 0) + 1
            yield from self._drives.entries(
                row["id"], f"{place}/{name}" if taken[name] == 1 else f"{place}/{name} ({taken[name]})"
            )

    # sites

    def _sites(self) -> Iterator[Entry]:
        try:
            for site, name in self._all_sites():
                yield from self._drives_of(f"/sites/{_in_path(site)}/drives", f"sites/{name}")
        except NotFetched as failure:
            self._is_whole = False
            yield Unreachable(Locator(("sites",)), failure.reason)

    def _all_sites(self) -> Iterator[tuple[str, str]]:
        chosen = "$select=id,webUrl"
        if self._path:
            host, *rest = self._path[1:]
            below = f":/{'/'.join(map(_in_path, rest))}" if rest else ""
            rows: Iterator[dict[str, Any]] = iter((self._graph.get(f"/sites/{_in_path(host)}{below}?{chosen}"),))
        elif self._sign_in.is_application:
            rows = self._graph.rows(f"/sites/getAllSites?{chosen}&$top=500")
        else:  # of a person's own right, only what a search shows
            rows = self._graph.rows(f"/sites?search=*&{chosen}&$top=500")
        for row in rows:
            if isinstance(row.get("id"), str):
                url = urlsplit(str(row.get("webUrl") or ""))
                with suppress(ValueError):
                    yield row["id"], f"{url.hostname or 'site'}{url.path}".rstrip("/")


def _in_path(ident: str) -> str:
    from bailee.sources.microsoft365.graph import ident_of

    return ident_of(ident)
