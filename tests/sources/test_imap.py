"""Mailboxes by IMAP, on a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.items import Item
from bailee.sources import imap
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials
from bailee.sources.interface import Asked, Entry, Gone, Unreachable
from bailee.vocabulary import Locator, Reason
from simulators.imap import dovecot

pytestmark = pytest.mark.skipif(dovecot.PROGRAM is None, reason="needs dovecot-imapd; `make system` installs it")


def mail(subject: str, body: bytes = b"Hello.") -> bytes:
    return f"From: Ann <ann@example.org>\r\nSubject: {subject}\r\n\r\n".encode() + body


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dovecot.Server]:
    with dovecot.running(tmp_path_factory.mktemp("dovecot")) as running:
        running.deliver("ann", "INBOX", mail("one"), mail("two"), mail("big", b"0123456789" * 500_000))
        running.deliver("ann", '"Entw&APw-rfe/&ZeVnLIqe- &- mehr"', mail("draft"))
        running.deliver("bob", "INBOX", mail("shared"))
        yield running


def mailbox(
    server: dovecot.Server,
    user: str = "ann",
    path: str = "",
    *,
    scheme: str = "imaps",
    state: bytes = b"",
    password: str = "",
) -> imap.Mailbox:
    address = parse(server.address(user, path, scheme))
    credentials = Credentials(address, {"password": password or dovecot.PASSWORD})
    return imap.connect(address, credentials, Asked(state))


def listed(mailbox: imap.Mailbox) -> tuple[list[Entry], bytes]:
    """What there is, and what is remembered."""
    entries = list(mailbox.items())
    state = mailbox.state()
    mailbox.close()
    return entries, state


def contents(mailbox: imap.Mailbox) -> dict[str, bytes]:
    read = {str(entry.locator): entry.read() for entry in mailbox.items() if isinstance(entry, Item)}
    mailbox.close()
    return read


def test_every_folder_is_read_under_the_name_that_people_gave_it(server: dovecot.Server) -> None:
    read = contents(mailbox(server))
    assert read["INBOX/2024-03-05 message 1.eml"] == mail("one")
    assert read["Entwürfe/日本語 & mehr/2024-03-05 message 1.eml"] == mail("draft")


def test_a_large_message_is_the_same_in_pieces(server: dovecot.Server) -> None:
    assert contents(mailbox(server, path="INBOX"))["INBOX/2024-03-05 message 3.eml"] == mail(
        "big", b"0123456789" * 500_000
    )


def test_nothing_is_seen_afterwards(server: dovecot.Server) -> None:
    server.deliver("bob", "Untouched", mail("one"))
    assert len(contents(mailbox(server, "bob"))) >= 2
    with server.client("bob") as client:
        client.select("Untouched", readonly=True)
        assert client.fetch("1", "FLAGS")[1] == [b"1 (FLAGS (\\Recent))"]  # not even that somebody listed it


def test_starttls_leads_to_the_same(server: dovecot.Server) -> None:
    assert contents(mailbox(server, scheme="imap")) == contents(mailbox(server))


def test_a_folder_that_others_share_is_read_as_theirs(server: dovecot.Server) -> None:
    with server.client("bob") as client:
        client.setacl("INBOX", "ann", "lr")
    assert contents(mailbox(server))["shared/bob/2024-03-05 message 1.eml"] == mail("shared")


def test_a_folder_that_may_not_be_opened_is_told_and_the_rest_goes_on(server: dovecot.Server) -> None:
    server.deliver("ann", "Locked", mail("secret"))
    with server.client("ann") as client:
        client.setacl("Locked", "ann", "l")
    entries, _ = listed(mailbox(server))
    assert Unreachable(Locator(("Locked",)), Reason.NO_PERMISSION) in entries
    assert sum(isinstance(entry, Item) for entry in entries) >= 4


def test_the_second_time_only_what_changed_is_named(server: dovecot.Server) -> None:
    server.deliver("bob", "Later", mail("one"), mail("two"))
    first, state = listed(mailbox(server, "bob", "Later"))
    again, state = listed(mailbox(server, "bob", "Later", state=state))
    assert (len(first), again) == (2, [])
    with server.client("bob") as client:
        client.select("Later")
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
    server.deliver("bob", "Later", mail("three"))
    changed, _ = listed(mailbox(server, "bob", "Later", state=state))
    assert Gone(Locator(("Later/2024-03-05 message 1.eml",))) in changed
    assert [entry.facts.inode for entry in changed if isinstance(entry, Item) and entry.facts] == [2, 3]


def test_a_folder_that_was_removed_is_gone_with_its_messages(server: dovecot.Server) -> None:
    server.deliver("bob", "Short", mail("one"))
    _, state = listed(mailbox(server, "bob"))
    with server.client("bob") as client:
        client.delete("Short")
    entries, _ = listed(mailbox(server, "bob", state=state))
    assert entries == [Gone(Locator(("Short/2024-03-05 message 1.eml",)))]


def test_many_messages_with_holes_between_them_are_listed_whole(server: dovecot.Server, tmp_path: Path) -> None:
    server.deliver("bob", "Many", *(mail(f"number {number}") for number in range(60)))
    with server.client("bob") as client:
        client.select("Many")
        client.store("2:29,31:59", "+FLAGS", "\\Deleted")
        client.expunge()
    entries, _ = listed(mailbox(server, "bob", "Many"))
    assert [entry.facts.inode for entry in entries if isinstance(entry, Item) and entry.facts] == [1, 30, 60]


def test_a_wrong_password_is_told_once_and_without_it(server: dovecot.Server) -> None:
    refused = mailbox(server, password="wr0ng-horse")
    entries, _ = listed(refused)
    assert entries == [Unreachable(Locator((".",)), Reason.NO_PERMISSION)]
    assert [note.ident for note in refused.notes()] == ["refused"]
    assert "wr0ng" not in repr(refused.notes())


def test_a_server_that_nobody_vouches_for_hears_no_password(server: dovecot.Server) -> None:
    address = parse(f"imaps://ann@localhost:{server.tls_port}/")  # without ?ca
    untrusted = imap.connect(address, Credentials(address, {"password": dovecot.PASSWORD}), Asked())
    entries, _ = listed(untrusted)
    assert entries == [Unreachable(Locator((".",)), Reason.NOT_CONNECTED)]
    assert [note.ident for note in untrusted.notes()] == ["untrusted"]
