"""The mail server answers, speaks TLS with a name that is its own, and lets us in."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.errors import Error
from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.operations.mail_server import mail_server
from bailee.store.mail_lines import try_out

RANK = 8
_LOCAL = ("localhost", "127.0.0.1", "::1")


def check(around: Around) -> Iterator[Told]:
    try:
        server = mail_server(around.settings)
    except Error as error:
        yield Told(State.WARNING, str(error), error.hint, Who.MAIL)
        return
    if server is None:
        yield ok("no mail server is set: links of invitations are shown, to be handed over")
        return
    if server.security == "none" and server.host not in _LOCAL:
        yield Told(
            State.CRITICAL,
            f"mail goes to {server.host} unencrypted, with links that let people in",
            "BAILEE_SMTP_SECURITY=starttls, or tls",
            Who.MAIL,
        )
    fault = try_out(server)
    if fault:
        yield Told(State.WARNING, f"the mail server {server.host}:{server.port} {fault[0]}", fault[1], Who.MAIL)
    else:
        yield ok(f"the mail server {server.host} takes mail from us")
