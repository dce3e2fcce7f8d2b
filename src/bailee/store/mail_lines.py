"""Lines to a mail server: one connection for many messages, and what an answer of the server comes to.

    with Line(server, journal) as line:
        fault = line.send(message, ident)      # None: it was taken, and that is written down

A server's own words may quote the message, so a fault has a class and a reason, and no text.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from bailee.deliveries import Reason
from bailee.deliveries.bounces import reason_of
from bailee.store import outbox_journal

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
class Fault:
    """What went wrong: the class of it, for a server's own words may quote the message. `is_final`: it will not be otherwise."""

    name: str
    reason: Reason = Reason.TOO_LATE
    is_final: bool = False


class Line:
    """One connection for many messages."""

    def __init__(self, server: Server, journal: outbox_journal.Journal) -> None:
        self.server, self.journal = server, journal
        self.smtp: smtplib.SMTP | None = None
        self.is_down = False

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        if self.smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.smtp.quit()
            self.smtp.close()

    def send(self, message: EmailMessage, ident: str) -> Fault | None:
        try:
            if self.smtp is not None and not self._is_alive():
                self._hang_up()
            if self.smtp is None:
                self.smtp = connected(self.server)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.is_down = True
            return Fault(type(error).__name__)
        try:
            self.smtp.send_message(message)
            self.journal.note(ident)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            return fault_of(error)  # the server goes on listening
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._hang_up()
            return fault_of(error)
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


def fault_of(error: Exception) -> Fault:
    """What a server's answer comes to: 5xx about the recipient, or about what is said to her, will not be otherwise tomorrow.

    >>> fault_of(smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 no such user")}))
    Fault(name='SMTPRecipientsRefused', reason=<Reason.NO_MAILBOX: 'no-mailbox'>, is_final=True)
    >>> fault_of(smtplib.SMTPRecipientsRefused({"a@b.example": (452, b"4.2.2 mailbox full")})).is_final
    False
    """
    code, words = 0, b""
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, error.smtp_error
        words = said if isinstance(said, bytes) else said.encode()
    if not code:
        return Fault(type(error).__name__)
    reason = reason_of(f"{code} {words.decode('utf-8', 'replace')}")
    if reason is Reason.BOUNCED:
        reason = Reason.NO_MAILBOX if code in (550, 551, 553) else Reason.REFUSED
    is_final = 500 <= code < 600 and reason is not Reason.MAILBOX_FULL
    return Fault(type(error).__name__, reason, is_final)


def try_out(server: Server) -> tuple[str, str] | None:
    """What goes wrong before a message would be sent, and what to do; None where the server would take one."""
    try:
        with connected(server) as smtp:
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


def connected(server: Server) -> smtplib.SMTP:
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
