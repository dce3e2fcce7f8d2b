"""Messages to Slack and Teams, over HTTP to webhooks of ours that check what they are sent as the real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bailee.errors import InvalidInput
from bailee.operations.alerts.tickets_not_taken import PATIENCE
from bailee.operations.connect_tickets import connect_channel, disconnect
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.tell_chat import ToldChat, tell_chat
from bailee.outward import Reach
from bailee.store.rows.alerts import Found
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from simulators.desks import Chat, desk, slack_takes, teams_takes
from world import World

HERE = Reach.of("127.0.0.0/8")
ADDRESS = "https://privacy.example.com"


@pytest.fixture
def slack() -> Iterator[tuple[Chat, str]]:
    with desk(Chat(takes=slack_takes)) as pair:
        yield pair


@pytest.fixture
def teams() -> Iterator[tuple[Chat, str]]:
    with desk(Chat(takes=teams_takes, says=(202, b""))) as pair:
        yield pair


def raised(
    workspace: Workspace, *abouts: str, title: str = "A task is overdue", severity: Severity = Severity.HIGH
) -> None:
    found = [Found("task-overdue", about, severity, title, "By law.", "Do it.", "tasks") for about in abouts]
    workspace.settle_alerts(found, looked_for=["task-overdue"])


def at_once(workspace: Workspace) -> None:
    from bailee.store.models import ChatChannel, ChatMessage

    with workspace.transaction():
        workspace._rows(ChatMessage).update(due_at=now() - timedelta(seconds=1))
        workspace._rows(ChatChannel).update(paused_until=None)


def test_an_alert_is_told_once_and_only_what_is_bad_enough(world: World, slack: tuple[Chat, str]) -> None:
    server, address = slack
    connect_channel(world.alice, "slack", address, reach=HERE, least=Severity.HIGH)
    raised(world.alice, "a")
    assert tell_chat(world.alice, HERE, ADDRESS) == ToldChat(put=1, sent=1)
    assert tell_chat(world.alice, HERE, ADDRESS) == ToldChat()
    raised(world.alice, "a", "b", severity=Severity.MEDIUM)
    assert tell_chat(world.alice, HERE, ADDRESS) == ToldChat()
    (told,) = server.heard
    assert told["text"] == "Alice's shop: A task is overdue"
    assert told["blocks"][-1]["text"]["text"] == f"<{ADDRESS}/o/{world.alice.organisation}/alerts/|Open it in bailee>"


def test_teams_gets_a_card_in_which_no_word_is_a_link(world: World, teams: tuple[Chat, str]) -> None:
    server, address = teams
    connect_channel(world.alice, "teams", address, reach=HERE, least=Severity.LOW)
    raised(world.alice, "a", title="[Click](http://evil.example) <at>everyone</at> Bob opened it")
    assert tell_chat(world.alice, HERE, ADDRESS).sent == 1
    card = server.heard[0]["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert "Bob" not in str(card) and [each["url"] for each in card["actions"]] == [
        f"{ADDRESS}/o/{world.alice.organisation}/alerts/"
    ]


def test_nothing_in_a_name_calls_a_slack_channel(world: World, slack: tuple[Chat, str]) -> None:
    server, address = slack
    connect_channel(world.alice, "slack", address, reach=HERE, least=Severity.LOW)
    raised(world.alice, "a", title="<!channel> =cmd|x & more")
    tell_chat(world.alice, HERE)
    assert server.heard[0]["text"].endswith("&lt;!channel&gt; =cmd|x &amp; more")
    assert {block["text"]["type"] for block in server.heard[0]["blocks"]} == {"plain_text"}


@pytest.mark.parametrize("trouble", [500, 404, "cut", (429, {"Retry-After": "30"})])
def test_what_was_not_taken_waits_and_is_said(world: World, slack: tuple[Chat, str], trouble: object) -> None:
    server, address = slack
    connect_channel(world.alice, "slack", address, reach=HERE, label="#privacy", least=Severity.LOW)
    raised(world.alice, "a", "b")
    server.trouble = [trouble]
    assert tell_chat(world.alice, HERE) == ToldChat(put=2, waiting=2)
    assert len(server.asked) == 1, "the rest was not tried"
    look_for_alerts(world.alice, now() + PATIENCE + timedelta(minutes=1))
    (alert,) = [each for each in world.alice.alerts() if each.sort == "tickets-not-taken"]
    assert "#privacy" in alert.title and "2 waiting" in alert.why
    at_once(world.alice)
    assert tell_chat(world.alice, HERE).sent == 2
    assert world.alice.not_taken() == ()


def test_the_week_is_told_once_a_week(world: World, slack: tuple[Chat, str]) -> None:
    server, address = slack
    connect_channel(world.alice, "slack", address, reach=HERE, least=None, weekly=True)
    raised(world.alice, "a")
    assert tell_chat(world.alice, HERE, ADDRESS) == ToldChat(), "the week in which it was connected is not told"
    later = now() + timedelta(days=7)
    assert tell_chat(world.alice, HERE, ADDRESS, at=later) == ToldChat(put=1, sent=1)
    assert tell_chat(world.alice, HERE, ADDRESS, at=later) == ToldChat()
    (told,) = server.heard
    assert told["text"] == "Alice's shop: the week"
    assert "Alerts that are open: 1, of which 1 are high or severe" in told["blocks"][1]["text"]["text"]


def test_an_address_is_a_key_and_leads_outside(world: World, slack: tuple[Chat, str]) -> None:
    from bailee.store.models import ChatChannel

    with pytest.raises(InvalidInput, match="may not be asked"):
        connect_channel(world.alice, "slack", "https://127.0.0.1/services/T0/B0/x", reach=Reach())
    ident = connect_channel(world.alice, "slack", slack[1] + "/services/T0/B0/secret7", reach=HERE)
    with world.alice.reading():
        assert b"secret7" not in bytes(world.alice._rows(ChatChannel).get().told)
    assert "secret7" not in repr(world.alice.chat_channels())
    disconnect(world.alice, ident)
    assert world.alice.chat_channels() == () and world.charlie.chat_channels() == ()
