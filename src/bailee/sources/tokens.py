"""Access tokens: one that was given, one that a command prints, or one that a token endpoint gives: to an application for
its secret, or for a refresh token.

>>> Tokens(given="t0ken").current()
't0ken'
>>> Tokens(given="t0ken").renewed("t0ken") is None
True
"""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
from dataclasses import dataclass, field
from time import monotonic

from bailee.sources.credentials import Credentials, Need
from bailee.sources.interface import NotFetched
from bailee.sources.web import TooMuch, Unreached, Untrusted, Web
from bailee.vocabulary import Reason

NEEDS = (
    Need("access_token", "An OAuth access token that somebody else keeps fresh"),
    Need("token_command", "A command that prints an access token"),
    Need("refresh_token", "An OAuth refresh token, with token_endpoint and client_id"),
    Need("token_endpoint", "Address (https) that gives access tokens for refresh tokens"),
    Need("client_id", "Ident of the application that the refresh token was given to, or that asks for itself"),
    Need("client_secret", "Its secret, where it has one"),
    Need("scope", "What an application asks for where it asks for itself, without a refresh token"),
)
_COMMAND = 60  # seconds that a command may take
_LONGEST = 32 << 10  # characters of a token


@dataclass(slots=True)
class Tokens:
    """The token of now, and how to get another. Several threads may ask."""

    given: str | None = field(default=None, repr=False)
    command: str | None = field(default=None, repr=False)
    refresh: dict[str, str] | None = field(default=None, repr=False)  # what the endpoint is sent
    endpoint: str = ""
    ca: str = ""
    _token: str | None = field(default=None, repr=False)
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, credentials: Credentials, ca: str = "") -> Tokens | None:
        """None where the credentials hold nothing to make a token from. ImportError where a library is missing."""
        get = credentials.get
        if get("refresh_token") or get("scope"):
            import requests  # noqa: F401 - said now, not in the middle of a scan

            sent = {"client_id": credentials.needed("client_id")}
            if refresh := get("refresh_token"):
                sent |= {"grant_type": "refresh_token", "refresh_token": refresh}
            else:
                sent |= {"grant_type": "client_credentials", "scope": get("scope") or ""}
            if secret := get("client_secret"):
                sent["client_secret"] = secret
            return cls(refresh=sent, endpoint=credentials.needed("token_endpoint"), ca=ca)
        if get("token_command") or get("access_token"):
            return cls(given=get("access_token"), command=get("token_command"))
        return None

    def current(self) -> str:
        """NotFetched where there is none to be had."""
        with self._lock:
            if self._token is None or monotonic() > self._until:
                self._token = self._new() or self.given
            if self._token is None:
                raise NotFetched(Reason.NO_PERMISSION)
            return self._token

    def renewed(self, refused: str) -> str | None:
        """Another than the one that was refused; None where there is no other."""
        with self._lock:
            if self._token != refused:
                return self._token
            self._token = self._new()
            return self._token if self._token != refused else None

    def _new(self) -> str | None:
        self._until = monotonic() + 3600
        if self.refresh is not None:
            return self._from_endpoint()
        return _printed(self.command) if self.command else None

    def _from_endpoint(self) -> str:
        web = Web(self.ca)
        try:
            answer = web.ask(self.endpoint, form=self.refresh, most=1 << 20)
            told = answer.json() if answer.status in (200, 400, 401, 403) else {}
        except (Unreached, Untrusted):
            raise NotFetched(Reason.NOT_CONNECTED) from None
        except TooMuch:
            raise NotFetched(Reason.DAMAGED) from None
        finally:
            web.close()
        if answer.status != 200:
            known = answer.status in (400, 401, 403)  # invalid_grant: it was revoked, or is too old
            raise NotFetched(Reason.NO_PERMISSION if known else Reason.NOT_CONNECTED)
        token, lasts = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not _fits(token):
            raise NotFetched(Reason.DAMAGED)
        if isinstance(lasts, int) and lasts > 0:
            self._until = monotonic() + max(lasts - 60, lasts * 0.5)
        if isinstance(newer := told.get("refresh_token"), str) and self.refresh:  # some may be used once only
            self.refresh["refresh_token"] = newer
        return token


def _printed(command: str) -> str:
    """The first line that a command prints. It is started without a shell."""
    try:
        done = subprocess.run(
            shlex.split(command, posix=os.name != "nt"),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_COMMAND,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NotFetched(Reason.NO_PERMISSION) from None
    token = done.stdout[: _LONGEST + 1].decode("ascii", "replace").partition("\n")[0].strip()
    if not _fits(token):
        raise NotFetched(Reason.NO_PERMISSION)
    return token


def _fits(token: str) -> bool:
    """It becomes part of a header or a command: nothing in it may end a line."""
    return 0 < len(token) <= _LONGEST and token.isascii() and token.isprintable() and " " not in token
