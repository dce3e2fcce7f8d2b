"""The outbox: what is put into it is sent once, encrypted until then, and forgotten after."""

from __future__ import annotations

import pytest

import world as worlds
from bailee.errors import InvalidInput
from bailee.store import mail
from bailee.store.models import MailMessage
from bailee.store.rows.base import now
from simulators.mail_server import mail_server


def server_at(port: int) -> mail.Server:
    return mail.Server("127.0.0.1", port, "bailee@northgate.example", security="none")


def rows(world: worlds.World) -> list[MailMessage]:
    with world.alice._reading():
        return list(world.alice._rows(MailMessage).order_by("pk"))


def test_a_message_is_sent_once_and_forgotten(world: worlds.World) -> None:
    with mail_server() as server:
        ident = mail.put(world.alice, "pat@client.example", "You are invited\r\nBcc: x@y.example", "Grüß Gott\n.\nLine")
        assert mail.send_due(world.home, server_at(server.port)) == mail.Sent(sent=1)
        assert mail.send_due(world.home, server_at(server.port)) == mail.Sent()
    recipient, message = server.taken[0]
    assert recipient == "pat@client.example" and message["Message-ID"] == f"<{ident}@northgate.example>"
    assert message["Subject"] == "You are invited Bcc: x@y.example" and message["Bcc"] is None
    assert message.get_content().splitlines() == ["Grüß Gott", ".", "Line"]
    assert bytes(rows(world)[0].content) == bytes(rows(world)[0].recipient) == b""


def test_what_waits_is_encrypted_and_tried_later(world: worlds.World) -> None:
    with mail_server() as server:
        server.refuses = True
        mail.put(world.alice, "pat@client.example", "Invitation", "needle")
        assert mail.send_due(world.home, server_at(server.port)) == mail.Sent(waiting=1)
    row = rows(world)[0]
    assert b"needle" not in bytes(row.content) and b"pat@" not in bytes(row.recipient)
    assert row.due_at > now() and row.fault == "SMTPRecipientsRefused"


def test_a_message_that_nobody_takes_is_given_up_at_last(world: worlds.World) -> None:
    mail.put(world.alice, "pat@client.example", "Invitation", "needle")
    with world.alice.transaction():
        world.alice._rows(MailMessage).update(tries=mail.TRIES - 1)
    assert mail.send_due(world.home, server_at(1)) == mail.Sent(given_up=1)
    assert rows(world)[0].given_up_at is not None and bytes(rows(world)[0].content) == b""


@pytest.mark.parametrize(
    "recipient", ["", "nobody", "a@b.example\nBcc: c@d.example", "a@b@c", "ab@", "a@[", "a,b@c.example"]
)
def test_what_is_no_address_is_refused(world: worlds.World, recipient: str) -> None:
    with pytest.raises(InvalidInput):
        mail.put(world.alice, recipient, "Hello", "…")


def test_a_message_that_cannot_be_written_keeps_nobody_elses_back(world: worlds.World) -> None:
    mail.put(world.alice, "pat@client.example", "Invitation", "of an earlier version")
    with world.alice.transaction():
        told = world.alice._encrypted("mail_message.recipient", "a@[")
        world.alice._rows(MailMessage).update(recipient=told)
    mail.put(world.charlie, "kim@practice.example", "Invitation", "hello")
    with mail_server() as server:
        assert mail.send_due(world.home, server_at(server.port)) == mail.Sent(sent=1, waiting=1)
    assert [recipient for recipient, _ in server.taken] == ["kim@practice.example"]
