"""The mail server of the settings: None where there is none, so that links are shown to be handed over instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.store.mail import Server, send_due


def mail_server(settings: Mapping[str, int | str]) -> Server | None:
    """InvalidInput and CannotRead name the setting that makes no sense.

    >>> mail_server({"smtp_host": ""}) is None
    True
    """
    host = str(settings["smtp_host"])
    if not host:
        return None
    sender, security = str(settings["smtp_from"]), str(settings["smtp_security"])
    if sender.count("@") != 1:
        raise InvalidInput("BAILEE_SMTP_FROM is no e-mail address", hint="mail is sent from it")
    if security not in ("starttls", "tls", "none"):
        raise InvalidInput(f'BAILEE_SMTP_SECURITY is "{security}"', hint="starttls, tls or none")
    password, file = "", str(settings["smtp_password_file"])
    if file:
        try:
            password = Path(file).read_text("utf-8").strip()
        except OSError:
            raise CannotRead(
                "the password of the mail server cannot be read", hint="see to BAILEE_SMTP_PASSWORD_FILE"
            ) from None
    return Server(host, int(settings["smtp_port"]), sender, security, str(settings["smtp_user"]), password)


def send_waiting_mail(home: Path, settings: Mapping[str, int | str]) -> None:
    """What waits in the outbox and is due; nothing where no mail server is set. A worker does so now and then."""
    server = mail_server(settings)
    if server is not None:
        send_due(home, server)
