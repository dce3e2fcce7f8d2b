"""The outbox: mail waits in the store, encrypted, until a server took it. What it said is forgotten then.

put(workspace, "pat@client.example", "You are invited", "…")          # in the transaction of what it is about
send_due(home, Server("mail.example.com", 587, "bailee@example.com"))
"""

from __future__ import annotations

import json
import secrets
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.store import database
from bailee.store.organisations import numbers_of
from bailee.store.rows.base import atomic, now
from bailee.store.workspace import Workspace

TRIES = 8  # the last one some 21 hours after the first
SECONDS = 15


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `security`: starttls, tls or none."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    sent: int = 0
    waiting: int = 0
    given_up: int = 0


def put(workspace: Workspace, recipient: str, subject: str, text: str) -> str:
    """Put a message into the outbox, in the transaction that is open; its ident. InvalidInput where it is for nobody."""
    from bailee.store.models import MailMessage

    if "\n" in recipient or "\r" in recipient or recipient.count("@") != 1 or not _is_one_address(recipient):
        raise InvalidInput("this is no e-mail address")
    content = {"subject": " ".join(subject.split())[:200], "text": text}
    ident = f"mail-{secrets.token_hex(8)}"
    with workspace._seeing():
        workspace._add(
            MailMessage,
            ident=ident,
            recipient=workspace._encrypted("mail_message.recipient", recipient),
            content=workspace._encrypted("mail_message.content", content),
            created_at=now(),
            due_at=now(),
        )
    return ident


def _is_one_address(text: str) -> bool:
    """Whether it is one address, as a header of a message has it. The library fails over some texts, each time in another way.

    >>> _is_one_address("pat@client.example"), _is_one_address("ab@"), _is_one_address("a@["), _is_one_address("a,b@c.example")
    (True, False, False, False)
    """
    try:
        return Address(addr_spec=text).addr_spec == text
    except Exception:  # noqa: BLE001 - IndexError, AttributeError, …
        return False


def send_due(home: Path, server: Server) -> Sent:
    """Send what is due. A message is taken before it is sent, so two processes never send the same one at once; one whose
    process died in between is sent again, under the same Message-ID."""
    home = home.absolute()
    alias = database.connect(home)
    sent = waiting = given_up = 0
    with database.explained(home):
        with atomic(alias):
            numbers = numbers_of(home, alias)
        taken = [each for number in numbers for each in _taken(home, alias, number)]
        for row, keys in taken:
            fault = _send(row, keys, server)
            ended = _note(home, alias, row, fault)
            sent += not fault
            given_up += bool(fault) and ended
            waiting += bool(fault) and not ended
    return Sent(sent, waiting, given_up)


def _taken(home: Path, alias: str, number: int) -> list[tuple[Any, OrganisationKeys]]:
    """Messages of an organisation that are due, put off meanwhile: who else looks finds none."""
    from bailee.store.models import MailMessage, Organisation

    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = MailMessage.objects.using(alias).filter(
            organisation_id=number, sent_at=None, given_up_at=None, due_at__lte=now()
        )
        found = list(rows.select_for_update(skip_locked=_can_skip(alias))[:50])
        for row in found:
            row.tries += 1
            row.due_at = now() + timedelta(minutes=10 * 2 ** (row.tries - 1))
            row.save(using=alias, update_fields=["tries", "due_at"])
        if not found:
            return []
        ours = Organisation.objects.using(alias).get(pk=number)
        if not ours.wrapped_keys:
            return []
        keys = OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))
        return [(row, keys) for row in found]


def _can_skip(alias: str) -> bool:
    from django.db import connections

    return bool(connections[alias].features.has_select_for_update_skip_locked)


def _send(row: Any, keys: OrganisationKeys, server: Server) -> str:
    """Empty, or the class of what went wrong: a server's own words may quote the message."""
    recipient = json.loads(keys.decrypt_field("mail_message.recipient", bytes(row.recipient)))
    content = json.loads(keys.decrypt_field("mail_message.content", bytes(row.content)))
    try:
        message = _written(row.ident, recipient, content, server)
    except Exception as error:  # noqa: BLE001 - one that cannot be written must not keep those behind it, which are others'
        return type(error).__name__
    try:
        with _connected(server) as smtp:
            smtp.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return type(error).__name__
    return ""


def _written(ident: str, recipient: str, content: dict[str, str], server: Server) -> EmailMessage:
    message = EmailMessage()
    domain = server.sender.rpartition("@")[2] or "localhost"
    message["From"] = Address("bailee", addr_spec=server.sender)
    message["To"] = recipient
    message["Subject"] = content["subject"]
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{ident}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(content["text"])
    return message


def try_out(server: Server) -> tuple[str, str] | None:
    """What goes wrong before a message would be sent, and what to do; None where the server would take one."""
    try:
        with _connected(server) as smtp:
            smtp.ehlo_or_helo_if_needed()
    except ssl.SSLCertVerificationError:
        return "has a certificate that is not trusted, or is another one's", "name the server as its certificate does"
    except smtplib.SMTPAuthenticationError:
        return "does not take our account", "see to BAILEE_SMTP_USER and the file with its password"
    except smtplib.SMTPNotSupportedError:
        return "does not speak TLS there", "BAILEE_SMTP_SECURITY=tls with port 465, or another port"
    except (smtplib.SMTPException, OSError, ValueError):
        return "does not answer", "see to BAILEE_SMTP_HOST and _PORT, and to what lies between"
    return None


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.security not in ("tls", "none"):
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _note(home: Path, alias: str, row: Any, fault: str) -> bool:
    """How it went; whether that was the end of it. What a sent message said is forgotten."""
    is_over = not fault or row.tries >= TRIES
    with atomic(alias):
        database.engine(home).enter(alias, (row.organisation_id,))
        row.fault = fault
        if not fault:
            row.sent_at = now()
        elif is_over:
            row.given_up_at = now()
        if is_over:
            row.content = row.recipient = b""
        row.save(using=alias, update_fields=["fault", "sent_at", "given_up_at", "content", "recipient"])
    return is_over
