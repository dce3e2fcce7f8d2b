"""The outbox: mail waits in the store, encrypted, until a server took it. What it said is forgotten then.

put(workspace, "pat@client.example", "You are invited", "…")          # in the transaction of what it is about
send_due(home, Server("mail.example.com", 587, "bailee@example.com"))

No server can be told "take it once": where a process dies while a server's answer is on its way to it, the message goes out
again, under the same Message-ID. That is one message at most, the one that was under way; what a server answered is written
down at once (outbox_journal), and those that only waited are taken up by the next process.
"""

from __future__ import annotations

import base64
import json
import secrets
import smtplib
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from bailee.deliveries import Act, Reason
from bailee.deliveries.bounces import reason_of
from bailee.deliveries.rhythm import Quiet
from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.store import database, delivered, outbox_journal
from bailee.store.organisations import numbers_of
from bailee.store.rows.base import atomic, now
from bailee.store.workspace import Workspace

TRIES = 20  # the last one some four days after the first: a mail server may be down over a weekend
SECONDS = 15
TURN = 20.0  # seconds of one turn of sending; what is left waits for the next
_BATCH = 50
_FIRST, _LONGEST = timedelta(minutes=10), timedelta(hours=6)  # between two tries


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


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be put into the outbox. `notice`: the campaign whose text and PDF it carries."""

    recipient: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    notice: str = ""
    quiet: Quiet | None = None  # it is not sent in these hours


def put(workspace: Workspace, recipient: str, subject: str, text: str) -> str:
    """Put a message into the outbox, in the transaction that is open; its ident. InvalidInput where it is for nobody."""
    return put_all(workspace, [Letter(recipient, subject, text)])[0]


def put_all(workspace: Workspace, letters: Iterable[Letter]) -> tuple[str, ...]:
    """The same for many; their idents, in order. All or none."""
    from bailee.store.models import MailMessage

    at, rows = now(), []
    for letter in letters:
        if not is_address(letter.recipient):
            raise InvalidInput("this is no e-mail address")
        content = {"subject": " ".join(letter.subject.split())[:200], "text": letter.text}
        if letter.notice:
            content["notice"] = letter.notice
        rows.append(
            MailMessage(
                organisation_id=workspace.organisation_id,
                ident=f"mail-{secrets.token_hex(8)}",
                recipient=workspace._encrypted("mail_message.recipient", letter.recipient),
                content=workspace._encrypted("mail_message.content", content),
                created_at=at,
                due_at=letter.quiet.next_allowed(at) if letter.quiet else at,
                quiet=f"{letter.quiet} {letter.quiet.zone}" if letter.quiet else "",
            )
        )
    with workspace._seeing():
        MailMessage.objects.using(workspace.alias).bulk_create(rows, batch_size=500)
    return tuple(row.ident for row in rows)


def is_address(text: str) -> bool:
    """Whether something can be sent to it."""
    return "\n" not in text and "\r" not in text and text.count("@") == 1 and _is_one_address(text)


def _is_one_address(text: str) -> bool:
    """Whether it is one address, as a header of a message has it. The library fails over some texts, each time in another way.

    >>> _is_one_address("pat@client.example"), _is_one_address("ab@"), _is_one_address("a@["), _is_one_address("a,b@c.example")
    (True, False, False, False)
    """
    try:
        return Address(addr_spec=text).addr_spec == text
    except Exception:  # noqa: BLE001 - IndexError, AttributeError, …
        return False


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a process has what it took, and how soon a message that was under way when it died is tried again."""

    lease: timedelta = timedelta(minutes=2)
    again: timedelta = _FIRST


def send_due(home: Path, server: Server, pace: Pace | None = None) -> Sent:
    """Send what is due, for one turn. A message is taken before it is sent, so two processes never send the same one at
    once; one whose process died in between is sent again, under the same Message-ID."""
    home, pace = home.absolute(), pace or Pace()
    alias = database.connect(home)
    counts = dict.fromkeys(("sent", "waiting", "given_up"), 0)
    until = time.monotonic() + TURN
    with database.explained(home):
        with atomic(alias):
            numbers = numbers_of(home, alias)
        for path, idents in outbox_journal.left_behind(home).items():
            for number in numbers:
                _settle(home, alias, number, idents)
            outbox_journal.forget(path)
        with outbox_journal.Journal(home) as journal, _Line(server, journal) as line:
            for number in numbers:
                while (taken := _taken(home, alias, number, pace)) is not None:
                    for row in taken.rows:
                        if line.is_down or time.monotonic() > until:
                            break
                        if ended := _sent(home, alias, row, taken, line, pace):
                            counts[ended] += 1
                    if line.is_down or time.monotonic() > until:
                        _give_back(home, alias, number, taken, line.is_down)
                        break
                if time.monotonic() > until:
                    break
    return Sent(**counts)


@dataclass(slots=True)
class _Taken:
    """Messages of one organisation that this process has for a while."""

    rows: list[Any]
    keys: OrganisationKeys = field(repr=False)
    until: datetime
    told: dict[int, tuple[str, dict[str, str]]] = field(default_factory=dict, repr=False)
    notices: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)


def _taken(home: Path, alias: str, number: int, pace: Pace) -> _Taken | None:
    """Messages of an organisation that are due, put off meanwhile: who else looks finds none."""
    from bailee.store.models import Campaign, MailMessage, Organisation

    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = MailMessage.objects.using(alias).filter(
            organisation_id=number, sent_at=None, given_up_at=None, due_at__lte=now()
        )
        found = list(rows.order_by("due_at").select_for_update(skip_locked=_can_skip(alias))[:_BATCH])
        if not found:
            return None
        ours = Organisation.objects.using(alias).get(pk=number)
        if not ours.wrapped_keys:
            return None
        keys = OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))
        until, at, loud = now() + pace.lease, now(), []
        for row in found:
            allowed = _quiet_of(row).next_allowed(at)
            row.due_at = until if allowed == at else allowed
            loud += [row] if allowed == at else []
        MailMessage.objects.using(alias).bulk_update(found, ["due_at"])
        taken = _Taken(loud, keys, until)
        for row in loud:
            taken.told[row.pk] = _opened(keys, row)
            notice = taken.told[row.pk][1].get("notice", "")
            if notice and notice not in taken.notices:
                there = Campaign.objects.using(alias).filter(organisation_id=number, ident=notice).first()
                if there is not None:
                    taken.notices[notice] = json.loads(keys.decrypt_field("campaign.document", bytes(there.document)))
        return taken


def _settle(home: Path, alias: str, number: int, idents: tuple[str, ...]) -> None:
    """Messages that a server took, as a process wrote down before it died."""
    from bailee.store.models import MailMessage

    for start in range(0, len(idents), 500):
        with atomic(alias):
            database.engine(home).enter(alias, (number,))
            some = MailMessage.objects.using(alias).filter(
                organisation_id=number, ident__in=idents[start : start + 500]
            )
            rows = list(some.filter(sent_at=None, given_up_at=None))
        for row in rows:
            _note(home, alias, row, None)


def _quiet_of(row: Any) -> Quiet:
    hours, _, zone = row.quiet.partition(" ")
    return Quiet.read(hours, zone or "UTC")


def _give_back(home: Path, alias: str, number: int, taken: _Taken, is_down: bool) -> None:
    """What was not tried is due at once, or, where the server is down, in a while; none of it counts as a try."""
    from bailee.store.models import MailMessage

    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        idents = [row.ident for row in taken.rows]
        rows = MailMessage.objects.using(alias).filter(organisation_id=number, ident__in=idents, due_at=taken.until)
        rows.filter(sent_at=None, given_up_at=None).update(due_at=now() + (_FIRST if is_down else timedelta(0)))


def _can_skip(alias: str) -> bool:
    from django.db import connections

    return bool(connections[alias].features.has_select_for_update_skip_locked)


def _opened(keys: OrganisationKeys, row: Any) -> tuple[str, dict[str, str]]:
    recipient = json.loads(keys.decrypt_field("mail_message.recipient", bytes(row.recipient)))
    return recipient, json.loads(keys.decrypt_field("mail_message.content", bytes(row.content)))


def _sent(home: Path, alias: str, row: Any, taken: _Taken, line: _Line, pace: Pace) -> str:
    """Send one message: sent, waiting or given_up; empty where another process has it by now."""
    from bailee.store.models import MailMessage

    wait = min(pace.again * 2 ** min(row.tries, 12), max(_LONGEST, pace.again))
    with atomic(alias):  # from here on it is under way: whoever takes it up after us knows that it may have gone out
        database.engine(home).enter(alias, (row.organisation_id,))
        mine = MailMessage.objects.using(alias).filter(pk=row.pk, due_at=taken.until, sent_at=None, given_up_at=None)
        if not mine.update(tries=row.tries + 1, due_at=now() + wait):
            return ""
        row.tries += 1
    recipient, content = taken.told[row.pk]
    try:
        message = _written(row.ident, recipient, content, line.server, taken.notices.get(content.get("notice", "")))
    except Exception as error:  # noqa: BLE001 - one that cannot be written must not keep those behind it, which are others'
        return _note(home, alias, row, _Fault(type(error).__name__))
    return _note(home, alias, row, line.send(message, row.ident))


@dataclass(frozen=True, slots=True)
class _Fault:
    """What went wrong: the class of it, for a server's own words may quote the message. `is_final`: it will not be otherwise."""

    name: str
    reason: Reason = Reason.TOO_LATE
    is_final: bool = False


class _Line:
    """One connection for many messages."""

    def __init__(self, server: Server, journal: outbox_journal.Journal) -> None:
        self.server, self.journal = server, journal
        self.smtp: smtplib.SMTP | None = None
        self.is_down = False

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        if self.smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.smtp.quit()
            self.smtp.close()

    def send(self, message: EmailMessage, ident: str) -> _Fault | None:
        try:
            if self.smtp is not None and not self._is_alive():
                self._hang_up()
            if self.smtp is None:
                self.smtp = _connected(self.server)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.is_down = True
            return _Fault(type(error).__name__)
        try:
            self.smtp.send_message(message)
            self.journal.note(ident)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            return _fault_of(error)  # the server goes on listening
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._hang_up()
            return _fault_of(error)
        return None

    def _is_alive(self) -> bool:
        """Asked before each message: one that is offered on a line that is gone may have been taken, or not."""
        try:
            return self.smtp is not None and self.smtp.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _hang_up(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
        self.smtp = None


def _fault_of(error: Exception) -> _Fault:
    """What a server's answer comes to: 5xx about the recipient, or about what is said to her, will not be otherwise tomorrow.

    >>> _fault_of(smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 no such user")}))
    _Fault(name='SMTPRecipientsRefused', reason=<Reason.NO_MAILBOX: 'no-mailbox'>, is_final=True)
    >>> _fault_of(smtplib.SMTPRecipientsRefused({"a@b.example": (452, b"4.2.2 mailbox full")})).is_final
    False
    """
    code, words = 0, b""
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, error.smtp_error
        words = said if isinstance(said, bytes) else said.encode()
    if not code:
        return _Fault(type(error).__name__)
    reason = reason_of(f"{code} {words.decode('utf-8', 'replace')}")
    if reason is Reason.BOUNCED:
        reason = Reason.NO_MAILBOX if code in (550, 551, 553) else Reason.REFUSED
    is_final = 500 <= code < 600 and reason is not Reason.MAILBOX_FULL
    return _Fault(type(error).__name__, reason, is_final)


def _written(
    ident: str, recipient: str, content: dict[str, str], server: Server, notice: dict[str, str] | None = None
) -> EmailMessage:
    message = EmailMessage()
    domain = server.sender.rpartition("@")[2] or "localhost"
    message["From"] = Address(notice["sender"] if notice else "bailee", addr_spec=server.sender)
    message["To"] = recipient
    message["Subject"] = content["subject"]
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{ident}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if notice is None:
        message.set_content(content["text"])
        return message
    if notice["reply_to"]:
        message["Reply-To"] = notice["reply_to"]
    # quoted-printable: no line is longer than a mail server passes on, and the text is still to be read as it stands
    message.set_content(f"{content['text']}{notice['text']}", cte="quoted-printable")
    main, _, sub = notice["sort"].partition("/")
    message.add_attachment(base64.b64decode(notice["content"]), maintype=main, subtype=sub, filename=notice["file"])
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


def _note(home: Path, alias: str, row: Any, fault: _Fault | None) -> str:
    """How it went: sent, waiting or given_up. What a message said is forgotten where that was the end of it."""
    is_over = fault is None or fault.is_final or row.tries >= TRIES
    with atomic(alias):
        database.engine(home).enter(alias, (row.organisation_id,))
        row.fault = fault.name if fault else ""
        if fault is None:
            row.sent_at = now()
        elif is_over:
            row.given_up_at = now()
        if is_over:
            row.content = row.recipient = b""
            act = Act.FAILED if fault else Act.SENT
            delivered.settle(alias, row.organisation_id, row.ident, act, fault.reason if fault else None)
        row.save(using=alias, update_fields=["fault", "sent_at", "given_up_at", "content", "recipient"])
    return "sent" if fault is None else "given_up" if is_over else "waiting"
