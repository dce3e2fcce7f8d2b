"""Mailboxes by IMAP where something goes wrong, on a server of our own that does it on demand."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.errors import Error
from bailee.items import Item
from bailee.sources import imap
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials
from bailee.sources.imap_folders import decoded, encoded
from bailee.sources.interface import Asked, Entry, Gone, NotFetched, Unreachable
from bailee.vocabulary import Locator, Reason
from simulators.clock import Clock
from simulators.imap import simulator
from waiting import within

MAIL = b"From: zebedee@example.org\r\nSubject: t0p-secret subject\r\n\r\nHello.\r\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[simulator.Server]:
    with simulator.running(tmp_path) as running:
        running.folders[b"INBOX"].messages.update(dict.fromkeys((1, 2, 3), MAIL))
        yield running
        for mailbox in _open:
            mailbox.close()
        _open.clear()
        assert running.violations == []  # nothing but reading was asked


_open: list[imap.Mailbox] = []


def connect(
    server: simulator.Server, clock: Clock | None = None, *, path: str = "", state: bytes = b"", **values: str
) -> imap.Mailbox:
    address = parse(server.address(path))
    mailbox = imap.connect(address, Credentials(address, values or {"password": simulator.PASSWORD}), Asked(state))
    clock = clock or Clock()
    mailbox._patience.sleep, mailbox._patience.clock = clock.sleep, clock.now
    _open.append(mailbox)
    return mailbox


def items(mailbox: imap.Mailbox) -> list[Item]:
    entries: list[Entry] = list(mailbox.items())
    assert not [entry for entry in entries if isinstance(entry, Unreachable)]
    return [entry for entry in entries if isinstance(entry, Item)]


def reason_of(item: Item) -> Reason | None:
    try:
        item.read()
    except NotFetched as failure:
        return failure.reason
    return None


@pytest.mark.parametrize(
    "fault", ["drop", "bye going down", "half", "garbage", "no [UNAVAILABLE] later", "no [THROTTLED] slower"]
)
@pytest.mark.parametrize("command", ["LIST", "EXAMINE", "FETCH"])
def test_what_passes_is_tried_again(server: simulator.Server, command: str, fault: str) -> None:
    if fault == "half" and command != "FETCH":
        pytest.skip("an answer to FETCH")
    server.faults[command] = [fault]
    clock = Clock()
    assert [item.read() for item in items(connect(server, clock))] == [MAIL] * 3
    assert len(clock.slept) == 1


def test_a_connection_that_drops_within_a_large_message_is_taken_up_where_it_was(server: simulator.Server) -> None:
    large = MAIL + b"0123456789" * 600_000
    server.folders[b"INBOX"].messages = {1: large}
    item = items(connect(server))[0]
    with item.open() as stream:
        begun = stream.read(100)
        server.faults["FETCH"] = ["drop", "half", "bye restarting"]
        assert begun + stream.read() == large
    assert [command for command in server.commands if command.startswith("FETCH 1 (BODY.PEEK[]<0.")] == [
        "FETCH 1 (BODY.PEEK[]<0.2097152>)"
    ]


def test_a_server_that_knows_no_pieces_gives_each_byte_once(server: simulator.Server) -> None:
    server.gives_pieces = False
    large = MAIL + b"0123456789" * 300_000
    server.folders[b"INBOX"].messages = {1: MAIL, 2: large}
    assert [item.read() for item in items(connect(server))] == [MAIL, large]


def test_the_wait_that_a_server_asks_for_is_kept(server: simulator.Server) -> None:
    server.faults["FETCH"] = ["no Request is throttled. Suggested Backoff Time: 20000 milliseconds"]
    clock = Clock()
    assert len(items(connect(server, clock))) == 3
    assert 20 <= clock.slept[0] <= 22


def test_a_server_that_goes_away_ends_the_listing_and_not_the_scan(server: simulator.Server) -> None:
    server.folders[b"Work"] = simulator.Folder({1: MAIL})
    server.faults["EXAMINE"] = ["drop"] * 100
    entries = list(connect(server).items())
    assert entries == [
        Unreachable(Locator(("INBOX",)), Reason.NOT_CONNECTED),
        Unreachable(Locator(("Work",)), Reason.NOT_CONNECTED),
    ]
    assert server.connections < 15  # the second folder is not tried for minutes again


def test_a_server_that_never_answered_is_given_up_soon(server: simulator.Server) -> None:
    address = parse("imaps://ann@localhost:1/")
    clock = Clock()
    mailbox = imap.connect(address, Credentials(address, {"password": simulator.PASSWORD}), Asked())
    mailbox._patience.sleep, mailbox._patience.clock = clock.sleep, clock.now
    assert list(mailbox.items()) == [Unreachable(Locator((".",)), Reason.NOT_CONNECTED)]
    assert sum(clock.slept) < 5
    assert [note.ident for note in mailbox.notes()] == ["away"]


def test_a_message_that_vanishes_in_the_middle_costs_only_itself(server: simulator.Server) -> None:
    found = items(connect(server))
    server.faults["FETCH"] = ["vanish 2"]
    assert [reason_of(item) for item in found] == [None, Reason.VANISHED, None]


def test_a_folder_made_anew_between_two_scans_holds_other_messages(server: simulator.Server) -> None:
    first = connect(server)
    before = {item.locator: item.facts for item in items(first)}
    server.folders[b"INBOX"] = simulator.Folder({2: MAIL}, validity=78)
    entries = list(connect(server, state=first.state()).items())
    (left,) = (entry for entry in entries if isinstance(entry, Item))
    assert left.facts != before[left.locator]  # the same name, and another message
    assert {entry.locator for entry in entries if isinstance(entry, Gone)} == set(before) - {left.locator}


def test_a_folder_made_anew_in_the_middle_holds_other_messages(server: simulator.Server) -> None:
    found = items(connect(server))
    server.folders[b"INBOX"].validity += 1  # the same numbers name other messages now
    assert [reason_of(item) for item in found] == [Reason.VANISHED] * 3


def test_a_token_that_expires_in_the_middle_is_replaced(server: simulator.Server, tmp_path: Path) -> None:
    source = tmp_path / "token"
    source.write_text(simulator.TOKEN)
    program = f"{sys.executable} -c \"print(open('{source}').read())\""
    mailbox = connect(server, token_command=program)
    found = items(mailbox)
    server.tokens = {"ya29.t0ken-of-tomorrow"}
    source.write_text("ya29.t0ken-of-tomorrow")
    assert [item.read() for item in found] == [MAIL] * 3
    server.faults["FETCH"] = ["drop"]
    assert found[0].read() == MAIL


def test_a_token_that_nobody_renews_ends_in_no_permission_and_what_was_read_stays(server: simulator.Server) -> None:
    found = items(connect(server, access_token=simulator.TOKEN))
    assert found[0].read() == MAIL
    server.tokens = set()
    server.faults["FETCH"] = ["drop"]
    assert [reason_of(item) for item in found[1:]] == [Reason.NO_PERMISSION] * 2
    tried = server.connections
    assert reason_of(found[2]) is Reason.NO_PERMISSION
    assert server.connections == tried  # an account is not locked by asking for each of its mails


def test_bearer_tokens_go_by_the_standard_where_the_server_knows_no_other(server: simulator.Server) -> None:
    server.capabilities = ["IMAP4rev1", "AUTH=OAUTHBEARER"]
    assert len(items(connect(server, access_token=simulator.TOKEN))) == 3


def test_a_server_without_sasl_gets_a_login(server: simulator.Server) -> None:
    server.capabilities = ["IMAP4rev1"]
    assert len(items(connect(server))) == 3


def test_a_password_that_would_begin_a_new_command_is_not_sent(server: simulator.Server) -> None:
    server.capabilities = ["IMAP4rev1"]
    entries = list(connect(server, password='x"\r\nA1 DELETE INBOX').items())
    assert entries == [Unreachable(Locator((".",)), Reason.NO_PERMISSION)]
    assert "LOGIN" not in server.commands


@pytest.mark.timed
@pytest.mark.parametrize("fault", ["huge-literal", "endless-line", "endless-answers"])
def test_a_hostile_answer_costs_the_message_and_no_memory(server: simulator.Server, fault: str) -> None:
    found = items(connect(server))
    server.faults["FETCH"] = [fault]
    with within(30):
        assert [reason_of(item) for item in found] == [Reason.DAMAGED, None, None]


@pytest.mark.parametrize(
    "greeting", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"* BYE go away\r\n", b"* OK " + b"x" * 900_000]
)
def test_a_hostile_greeting_is_one_entry(server: simulator.Server, greeting: bytes) -> None:
    server.greeting = greeting
    (entry,) = connect(server).items()
    assert isinstance(entry, Unreachable)
    assert entry.locator == Locator((".",))


def test_gmail_shows_a_message_in_many_folders_and_it_is_read_once(server: simulator.Server) -> None:
    server.capabilities.append("X-GM-EXT-1")
    server.folders[b"[Gmail]/All Mail"] = simulator.Folder({7: MAIL, 8: MAIL}, "\\All \\HasNoChildren")
    server.folders[b"[Gmail]/Trash"] = simulator.Folder({1: MAIL}, "\\Trash", idents={1: 999})
    names = [str(item.locator) for item in items(connect(server))]
    assert names == [f"[Gmail]/{name}.eml" for name in
                     ("All Mail/2024-03-05 message 7", "All Mail/2024-03-05 message 8", "Trash/2024-03-05 message 1")]  # fmt: skip


def test_gmail_without_all_mail_is_read_once_too(server: simulator.Server) -> None:
    server.capabilities.append("X-GM-EXT-1")
    server.folders[b"Label"] = simulator.Folder({5: MAIL}, idents={5: 2})  # message 2 of INBOX
    assert len(items(connect(server))) == 3


def test_a_folder_that_is_not_there_is_told_and_no_case_hides_the_inbox(server: simulator.Server) -> None:
    assert list(connect(server, path="Nowhere").items()) == [Unreachable(Locator(("Nowhere",)), Reason.VANISHED)]
    assert len(items(connect(server, path="inbox"))) == 3


def test_a_folder_with_too_many_messages_to_remember_is_listed_whole_each_time(
    server: simulator.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bailee.sources.remembered.MOST", 2)
    first = connect(server)
    assert len(items(first)) == 3
    again = connect(server, state=first.state())
    assert not again.only_changes  # what it does not name is gone
    assert len(items(again)) == 3


@pytest.mark.parametrize(
    "state", [b"x", b"[]", b'{"version": 1, "folders": {"INBOX": ["77;4;3", "AAAA"]}}', b'{"version": 99}']
)
def test_a_state_that_makes_no_sense_costs_a_full_listing_at_most(server: simulator.Server, state: bytes) -> None:
    mailbox = connect(server, state=state)
    assert len(items(mailbox)) == (0 if mailbox.only_changes else 3)


def test_a_folder_whose_name_would_begin_a_new_command_is_not_opened(server: simulator.Server) -> None:
    server.folders[b'x" \r\nA1 DELETE "INBOX'] = simulator.Folder({1: MAIL})
    reasons = [entry.reason for entry in connect(server).items() if isinstance(entry, Unreachable)]
    assert reasons == [Reason.DAMAGED]


@pytest.mark.parametrize("name", ["INBOX", "Entwürfe", "日本語", "A & B", "&", "Zoë/Ü-&-Ü", "~peter/mail/台北/日本語"])
def test_names_survive_the_way_to_the_wire_and_back(name: str) -> None:
    assert decoded(encoded(name)) == name


def test_nobody_reads_a_secret_a_subject_or_an_address(
    server: simulator.Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    told = io.StringIO()
    mailbox = connect(server, access_token=simulator.TOKEN)
    server.faults["FETCH"] = ["no [NOPERM] zebedee@example.org may not read t0p-secret subject"]
    print(list(mailbox.items()), mailbox.notes(), repr(mailbox._listing), file=told)
    for failing in ("garbage", "bye zebedee@example.org", "no t0p-secret subject"):
        server.faults["LIST"] = [failing]
        try:
            print(list(connect(server, access_token=simulator.TOKEN).items()), file=told)
        except (Error, NotFetched) as error:
            print(repr(error), error.__cause__, file=told)
    everything = told.getvalue() + caplog.text + "".join(capfd.readouterr())
    assert not [word for word in (simulator.TOKEN, simulator.PASSWORD, "t0p-secret", "zebedee") if word in everything]
