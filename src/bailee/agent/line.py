"""The line to the server: HTTPS by a certificate that is believed or by a pinned key; every request signed, in its chain.

with Line(folder, enrolment) as line:
    answer = line.ask("poll", {"report": {}})

A clock that is wrong, by a minute or by a year, is taken for what it is: the server says what time it is, and the agent
remembers how far its own is off.
"""

from __future__ import annotations

import http.client
import json
import platform
import ssl
import sys
from base64 import b64encode
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import sha256
from time import time
from typing import Any
from urllib.parse import urlsplit

from bailee import __version__
from bailee.agent.folder import Enrolment, Folder
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.fleet import signing
from bailee.fleet.versions import PROTOCOL

ROOT = "/agent/v1"
LARGEST_ANSWER = 1 << 20
SECONDS = 60.0  # for an answer: a poll is held for less


class Away(CannotRead):
    """The server was not reached. What is held stays held."""


class Refused(NotAllowed):
    """The server refused, and says why. `code`: replayed, halted, revoked, too-old, too-new, unknown, gap …"""

    def __init__(self, code: str, says: str, hint: str = "", told: dict[str, Any] | None = None) -> None:
        self.code = code
        self.told = told or {}
        super().__init__(says, hint=hint)


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom the agent believes to be its server."""

    server: str
    ca: str = ""
    pin: str = ""

    def connect(self, seconds: float = SECONDS) -> http.client.HTTPConnection:
        """An open connection. Away where nobody answers; NotAllowed where somebody else does."""
        parts = urlsplit(self.server)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http" and host in ("127.0.0.1", "::1", "localhost"):
            plain = http.client.HTTPConnection(host, port or 80, timeout=seconds)
            _reach(plain)
            return plain
        if parts.scheme != "https" or not host:
            raise InvalidInput("the server is named by its address", hint="as in https://privacy.example.com")
        context = ssl.create_default_context(cafile=self.ca or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.pin:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # the pinned key is asked instead, before anything is sent
        secure = http.client.HTTPSConnection(host, port or 443, timeout=seconds, context=context)
        _reach(secure)
        if self.pin and (found := pin_of(secure)) != self.pin:
            secure.close()
            raise NotAllowed(
                f"the server's key is another one than the pinned one: it has {found}",
                hint="if its certificate was changed on purpose, run `bailee agent pin` with the new one; if not, somebody stands between",
            )
        return secure


def pin_of(connection: http.client.HTTPConnection) -> str:
    """The server's public key, as it is pinned."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    told = connection.sock.getpeercert(binary_form=True) if isinstance(connection.sock, ssl.SSLSocket) else None
    if told is None:
        raise NotAllowed("the server showed no certificate")
    key = x509.load_der_x509_certificate(told).public_key()
    return (
        "sha256/"
        + b64encode(sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()).decode()
    )


def _reach(connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        raise NotAllowed(
            f"the server's certificate is not believed: {error.verify_message or 'it cannot be checked'}",
            hint="name the authority that signed it with --ca FILE, or the server's own key with --pin; "
            "if it was believed until now, its certificate changed: ask whoever runs the server",
        ) from None
    except (OSError, http.client.HTTPException):
        raise Away("the server is not reached", hint="what was found is kept, and handed in when it is") from None


class Line:
    """One agent's line: one request at a time."""

    def __init__(self, folder: Folder, enrolment: Enrolment) -> None:
        self.folder, self.enrolment = folder, enrolment
        self.trust = Trust(enrolment.server, enrolment.ca, enrolment.pin)
        self.key = folder.device_key()
        self.chain = folder.chain()
        self.is_answered = True  # what came before: a request that was not is sent again as the same
        if self.chain.get("pending"):
            self.is_answered = False
        self.open: http.client.HTTPConnection | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.open is not None:
            self.open.close()
            self.open = None

    def now(self) -> float:
        """By the server's clock, as far as it is known: seconds since the epoch."""
        return time() + float(self.chain.get("offset", 0.0))

    def ask(self, what: str, told: dict[str, Any], body: bytes = b"", *, seconds: float = SECONDS) -> dict[str, Any]:
        """The server's answer. Refused where it says why not, Away where it is not reached, NotAllowed where it is another one."""
        head = json.dumps(
            {
                **told,
                "version": __version__,
                "protocol": PROTOCOL,
                "system": platform.system(),
                "python": sys.version.split()[0],
            },
            separators=(",", ":"),
        ).encode()
        content = head + b"\n" + body
        for attempt in range(4):
            status, heads, answer = self._send(f"{ROOT}/{what}", content, seconds)
            if status == 200:
                self.is_answered = True
                return answer
            code = str(answer.get("error", ""))
            if code == "clock" and attempt < 3:
                self._set_clock(heads)
                continue
            if code == "replayed" and attempt < 3:  # an earlier copy of this folder: the chain says what came of it
                self.chain["counter"] = max(int(self.chain.get("counter", 0)), int(answer.get("counter", 0)))
                continue
            if status >= 500 or (status == 429 and not code):
                raise Away("the server is busy", hint="the agent tries again by itself")
            raise Refused(
                code or f"status-{status}", str(answer.get("says", "the server refused"))[:500],
                str(answer.get("hint", ""))[:500], answer,
            )  # fmt: skip
        raise Refused("clock", "the server and this device do not agree on what time it is")

    def _send(self, path: str, content: bytes, seconds: float) -> tuple[int, dict[str, str], dict[str, Any]]:
        link = self._next_link()
        heads = signing.sign(
            self.key, path, content, keyid=self.enrolment.keyid, created=max(0, int(self.now())), link=link
        )
        fresh = self.open is None
        try:
            if self.open is None:
                self.open = self.trust.connect(seconds)
            self.open.request("POST", path, content, {**heads, "Content-Type": "application/octet-stream"})
            answer = self.open.getresponse()
            said = answer.read(LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException):
            self.close()
            if not fresh:  # a connection that was kept too long: the server let it go
                return self._send(path, content, seconds)
            raise Away("the server is not reached", hint="what was found is kept, and handed in when it is") from None
        told = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            self.close()
        try:
            shape = json.loads(said) if len(said) <= LARGEST_ANSWER else {}
        except ValueError:
            shape = {}
        return answer.status, told, shape if isinstance(shape, dict) else {}

    def _next_link(self) -> signing.Link:
        """The next place in the chain, on the disk before anything is sent."""
        if self.is_answered or not self.chain.get("own"):
            self.chain["before"], self.chain["own"] = str(self.chain.get("own", "")), signing.new_name()
        self.chain["counter"] = int(self.chain.get("counter", 0)) + 1
        self.chain["pending"] = True
        self.folder.keep_chain(self.chain)
        self.is_answered = False
        return signing.Link(self.chain["counter"], self.chain["own"], self.chain["before"])

    def _set_clock(self, heads: dict[str, str]) -> None:
        try:
            self.chain["offset"] = parsedate_to_datetime(heads["date"]).timestamp() - time()
        except (KeyError, ValueError, TypeError):
            raise Refused("clock", "the server does not say what time it is") from None
