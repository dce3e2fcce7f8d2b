"""Signing in to a mail server: a password by PLAIN or LOGIN, a token by OAUTHBEARER or XOAUTH2. Only ever under TLS.

>>> bearer("ann@mail.example", "mail.example", 993, "t0ken")
b'n,a=ann@mail.example,\\x01host=mail.example\\x01port=993\\x01auth=Bearer t0ken\\x01\\x01'
>>> xoauth2("ann@mail.example", "t0ken")
b'user=ann@mail.example\\x01auth=Bearer t0ken\\x01\\x01'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bailee.sources.imap_troubles import Refused, Trouble
from bailee.sources.imap_wire import Wire
from bailee.sources.tokens import Tokens


@dataclass(slots=True)
class SignIn:
    """As whom, and with what. `shared`: the mailbox of somebody else that this account may open (authorisation identity)."""

    user: str
    password: str | None = field(default=None, repr=False)
    tokens: Tokens | None = field(default=None, repr=False)
    shared: str = ""

    def __call__(self, wire: Wire) -> None:
        """Refused where the server does not let us in, even with a new token."""
        if self.tokens is not None:
            token = self.tokens.current()
            try:
                self._with_token(wire, token)
            except Refused as refused:
                newer = self.tokens.renewed(token) if refused.trouble is Trouble.NOT_ALLOWED else None
                if newer is None:
                    raise
                self._with_token(wire, newer)
            return
        password = self.password or ""
        if wire.can("AUTH=PLAIN"):
            wire.sign_in("PLAIN", _once(f"{self.shared}\0{self.user}\0{password}".encode()))
        elif wire.can("LOGINDISABLED") or self.shared or not _can_be_quoted(self.user + password):
            raise Refused(Trouble.NOT_ALLOWED)
        else:
            wire.log_in(self.user, password)

    def _with_token(self, wire: Wire, token: str) -> None:
        user = self.shared or self.user
        if wire.can("AUTH=OAUTHBEARER") and not wire.can("AUTH=XOAUTH2"):
            wire.sign_in("OAUTHBEARER", _once(bearer(user, wire.host, wire.port, token), b"\x01"))
        else:
            wire.sign_in("XOAUTH2", _once(xoauth2(user, token), b""))


def _can_be_quoted(words: str) -> bool:
    """LOGIN sends them in quotes, where a line end would begin a new command and other letters than ASCII have no place."""
    return words.isascii() and words.isprintable()


def bearer(user: str, host: str, port: int, token: str) -> bytes:
    """RFC 7628."""
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()


def xoauth2(user: str, token: str) -> bytes:
    """What Google and Microsoft made before there was RFC 7628."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def _once(answer: bytes, after: bytes = b"") -> Callable[[bytes], bytes | None]:
    """Say it once. A refusal comes as another challenge, to be acknowledged with `after`; then no more."""
    answers = iter((answer, after))
    return lambda _: next(answers, None)
