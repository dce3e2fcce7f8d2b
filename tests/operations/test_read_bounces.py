"""The mailbox of bounces is read for every organisation of the store, each message once, and nothing in it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.operations.read_bounces import SEEN, Bounced, read_store_bounces, try_mailbox
from bailee.sources.credentials import Keyring
from deliveries.test_bounces import report
from simulators.imap import simulator
from world import World


def test_each_message_is_fetched_once_and_one_that_is_new_later(world: World, tmp_path: Path) -> None:
    keyring = Keyring((), {"BAILEE_IMAPS_PASSWORD": simulator.PASSWORD})
    with simulator.running(tmp_path) as server:
        inbox = server.folders[b"INBOX"].messages
        inbox[1] = report("failed", "5.1.1")
        inbox[2] = b"From: pat@client.example\r\nSubject: hello\r\n\r\nhi\r\n"
        address = server.address("INBOX")
        assert read_store_bounces(world.home, address, keyring) == Bounced(2, 1, 0)
        assert read_store_bounces(world.home, address, keyring) == Bounced(0, 0, 0)
        inbox[3] = report("failed", "5.2.2")
        assert read_store_bounces(world.home, address, keyring) == Bounced(1, 1, 0)
        assert server.violations == []
    assert (world.home / SEEN).stat().st_mode & 0o777 == 0o600


def test_a_mailbox_that_is_not_there_is_said(world: World) -> None:
    with pytest.raises(InvalidInput, match="BAILEE_BOUNCES"):
        read_store_bounces(world.home, "bounces@mail.example", Keyring())
    with pytest.raises(CannotRead, match="mailbox of bounces"):
        read_store_bounces(world.home, "imap://ann@127.0.0.1:1/INBOX", Keyring((), {"BAILEE_IMAP_PASSWORD": "x"}))


def test_what_is_wrong_with_the_mailbox_is_said_with_its_remedy_and_nothing_in_it_is_read(tmp_path: Path) -> None:
    right = Keyring((), {"BAILEE_IMAPS_PASSWORD": simulator.PASSWORD})
    wrong = Keyring((), {"BAILEE_IMAPS_PASSWORD": "another"})
    with simulator.running(tmp_path) as server:
        server.folders[b"INBOX"].messages[1] = b"From: pat@client.example\r\n\r\nhi\r\n"
        there = server.address("INBOX")
        told = {
            "fine": try_mailbox(there, right),
            "refused": try_mailbox(there, wrong),
            "no password": try_mailbox(there, Keyring()),
            "no folder": try_mailbox(server.address("Returned"), right),
            "untrusted": try_mailbox(there.partition("?")[0], right),
            "nobody": try_mailbox("imaps://ann@127.0.0.1:1/INBOX", right),
            "an address of mail": try_mailbox("bounces@mail.example", right),
            "a bucket": try_mailbox("s3://bounces/inbox", right),
            "no user": try_mailbox("imaps://mail.example/INBOX", right),
            "a password in it": try_mailbox("imaps://ann:hunter2@mail.example/INBOX", right),
        }
        assert server.violations == []
    assert told.pop("fine") is None
    said = {name: each[0] for name, each in told.items() if each is not None}
    assert said["refused"] == "does not let us in" and "password" in said["no password"]
    assert "folder" in said["no folder"] and "certificate" in said["untrusted"] and "does not answer" in said["nobody"]
    assert said["an address of mail"] == "is no address" and "s3://" in said["a bucket"]
    assert "no user" in said["no user"] and "holds no password" in said["a password in it"]
    assert all(each is not None and each[1] for each in told.values()) and "hunter2" not in repr(told)
