"""The mailbox of bounces is read for every organisation of the store, each message once, and nothing in it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.operations.read_bounces import SEEN, Bounced, read_store_bounces
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
