"""Webhooks: what happened is told in order, signed so that others' libraries verify it, and again until it is taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

import world as worlds
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations import manage_webhooks as manage
from bailee.operations.alerts import Look, webhook_switched_off
from bailee.outward import Reach
from bailee.store import models, webhook_sending
from bailee.store.rows.alerts import Found
from bailee.store.rows.webhooks import Hook
from bailee.vocabulary import Severity
from bailee.webhooks import sending
from bailee.webhooks.events import EVENTS
from lying import found
from simulators.webhook_receiver import LOOPBACK, Receiver, receiving
from waiting import within

HERE = Reach.of(LOOPBACK)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def add(world: worlds.World, receiver: Receiver, *events: str) -> manage.MadeSecret:
    return manage.add_webhook(world.alice, receiver.url, events, reach=HERE)


def happen(world: worlds.World, count: int, first: int = 1) -> None:
    for number in range(first, first + count):
        world.alice.record("scan-ended", f"scan-{number}", {"state": "finished", "new": number, "cause": "Pat Doe"})


def told(receiver: Receiver) -> list[str]:
    return [each.told["data"]["subject"] for each in receiver.taken]


def send(world: worlds.World) -> webhook_sending.Sent:
    return webhook_sending.send_due(world.home, HERE)


def due_now(world: worlds.World) -> None:
    """As if the time of the next try had come."""
    with world.alice.transaction():
        world.alice._rows(models.Webhook).exclude(due_at=None).update(due_at=datetime.now(UTC))


def only(world: worlds.World) -> Hook:
    (hook,) = world.alice.webhooks()
    return hook


def test_events_are_told_in_order_and_a_library_of_others_verifies_them(
    world: worlds.World, receiver: Receiver
) -> None:
    secret = add(world, receiver).secret
    happen(world, 5)
    assert send(world) == webhook_sending.Sent(delivered=5)
    assert told(receiver) == [f"scan-{number}" for number in range(1, 6)]
    for each in receiver.taken:
        said = Verifier(secret).verify(each.body, each.headers)
        assert said["type"] == "scan.ended" and datetime.fromisoformat(said["timestamp"]).tzinfo is not None
        assert said["data"]["organisation"] == world.alice.organisation and "cause" not in said["data"]
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(each.body.replace("finished", "stopped"), each.headers)
    assert receiver.taken[0].path == "/bailee?from=test" and "Pat" not in str(receiver.heard)
    assert send(world) == webhook_sending.Sent() and only(world).due_at is None


def test_what_is_rolled_back_is_not_told(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    with pytest.raises(ZeroDivisionError), world.alice.transaction():
        happen(world, 1)
        raise ZeroDivisionError
    assert send(world) == webhook_sending.Sent() and receiver.heard == []


def test_only_what_was_chosen_is_told(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver, "notice.published")
    happen(world, 2)
    world.alice.record("notice-published", "employee-privacy-notice-v1", {"language": "en"})
    assert send(world).delivered == 1
    assert receiver.taken[0].told["data"]["subject"] == "employee-privacy-notice-v1"


def test_an_alert_and_a_task_that_is_due_are_told(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    found = Found(
        "task-overdue", "report-it 2026-03-03", Severity.HIGH, "Late: Pat", "why", "next", "task", ("report-it",)
    )
    (ident,) = world.alice.settle_alerts([found], looked_for=["task-overdue"])
    world.alice.settle_alerts([], looked_for=["task-overdue"])
    assert send(world).delivered == 3
    assert [each.told["type"] for each in receiver.taken] == ["alert.raised", "task.due", "alert.settled"]
    assert receiver.taken[1].told["data"]["task"] == "report-it" and receiver.taken[0].told["data"]["subject"] == ident
    assert "Pat" not in str(receiver.heard)


def test_a_privileged_incident_is_told_to_nobody(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    world.alice.record("incident-reported", "2026-01", {"kind": "stolen-device", "drill": False})
    with world.alice.transaction():
        by = {"by": "alice", "at": datetime.now(UTC)}
        world.alice._add(models.IncidentAct, incident="2026-01", act="privileged", told=b"", **by)
    world.alice.record("incident-closed", "2026-01", {})
    assert send(world).delivered == 1
    assert receiver.taken[0].told["type"] == "incident.reported"


def test_the_first_in_line_is_tried_again_and_nothing_overtakes_it(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 3)
    receiver.answers = [204, 500, 503]
    assert send(world) == webhook_sending.Sent(delivered=1, failed=1)
    assert send(world) == webhook_sending.Sent()  # it is put off
    hook = only(world)
    assert hook.state == "failing" and hook.waiting == 2 and hook.due_at is not None
    assert timedelta(seconds=10) < hook.due_at - datetime.now(UTC) < timedelta(seconds=20)
    due_now(world)
    assert send(world) == webhook_sending.Sent(failed=1)
    due_now(world)
    assert send(world) == webhook_sending.Sent(delivered=2)
    assert told(receiver) == ["scan-1", "scan-2", "scan-3"]
    again = [each.ident for each in receiver.heard if each.told["data"]["subject"] == "scan-2"]
    assert len(again) == 3 and len(set(again)) == 1  # known as repeated
    assert only(world).state == "on"
    second = manage.deliveries(world.alice, only(world).ident)[1]
    assert (second.tries, second.state, second.status) == (3, "delivered", 204)


def test_a_receiver_that_asks_for_time_has_it(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    receiver.answers, receiver.headers = [429], {"Retry-After": "3600"}
    send(world)
    due = only(world).due_at
    assert due is not None and timedelta(minutes=59) < due - datetime.now(UTC) < timedelta(minutes=61)


def test_after_five_days_it_is_switched_off_with_an_alert_and_goes_on_where_it_was(
    world: worlds.World, receiver: Receiver
) -> None:
    ident = add(world, receiver).hook.ident
    happen(world, 2)
    with world.alice.transaction():
        failing = {"tries": 40, "failing_since": datetime.now(UTC) - timedelta(days=6)}
        world.alice._rows(models.Webhook).update(**failing)
    receiver.answers = [500]
    assert send(world) == webhook_sending.Sent(switched_off=1)
    happen(world, 1, first=3)  # nobody is told of it
    off = only(world)
    assert (off.state, off.off_why, off.waiting) == ("off", "failed", 2)
    (alert,) = webhook_switched_off.find(Look(datetime.now(UTC), webhooks=(off,)))
    assert alert.about == ident and "2 messages wait" in alert.why
    records, _ = world.alice.evidence()
    assert records[-2].action == "webhook-switched-off"
    assert send(world) == webhook_sending.Sent()
    manage.switch_on(world.alice, ident)
    assert send(world).delivered == 2 and told(receiver) == ["scan-1", "scan-2"]
    assert not list(webhook_switched_off.find(Look(datetime.now(UTC), webhooks=(only(world),))))


def test_who_answers_that_nobody_is_there_is_not_asked_again(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    receiver.answers = [410]
    assert send(world).switched_off == 1
    assert only(world).off_why == "gone"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(world: worlds.World, receiver: Receiver, status: int) -> None:
    add(world, receiver)
    happen(world, 1)
    receiver.answers, receiver.headers = [status], {"Location": f"http://127.0.0.1:{receiver.port}/elsewhere"}
    assert send(world) == webhook_sending.Sent(failed=1)
    assert len(receiver.heard) == 1


@pytest.mark.timed
def test_an_answer_that_comes_letter_by_letter_is_cut(receiver: Receiver) -> None:
    receiver.slow = 0.05
    with within(2):
        answer = sending.send(receiver.url, "{}", {}, HERE, seconds=0.5)
    assert answer.fault == "slow"


def test_an_endless_answer_is_read_in_part_and_kept_nowhere(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    receiver.answers, receiver.body = [400], b"512-44-7313 " * 500_000
    assert send(world) == webhook_sending.Sent(failed=1)
    assert found(world.alice, b"512-44-7313") == []


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "https://user:pass@hooks.example.com/", "https:///x", "nonsense",
        "https://10.0.0.5/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://localhost/",
        "https://[::ffff:10.0.0.5]/", "https://0.0.0.0/", "https://100.64.0.1/", "https://intranet/", "https://hooks.example.com:99999/",
        "https://hooks.example.com/a b", "http://127.0.0.1:9/", "https://[fd00::1]/", "https://224.0.0.1/", "https://2130706433/",
    ],
)  # fmt: skip
def test_an_address_of_an_inner_network_is_refused(world: worlds.World, url: str) -> None:
    with pytest.raises(InvalidInput):
        manage.add_webhook(world.alice, url, reach=Reach())
    assert world.alice.webhooks() == ()


def test_a_name_that_leads_inside_later_is_not_called(
    world: worlds.World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = [(2, 1, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: outside)
    manage.add_webhook(world.alice, "https://hooks.example.com/", reach=Reach())
    happen(world, 1)
    inside = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("127.0.0.1", receiver.port))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: inside)
    assert webhook_sending.send_due(world.home, Reach()) == webhook_sending.Sent(failed=1)
    assert receiver.heard == []
    (one,) = manage.deliveries(world.alice, only(world).ident)
    assert one.fault == "address"


def test_a_network_that_is_not_named_any_more_is_not_called(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    assert webhook_sending.send_due(world.home, Reach()) == webhook_sending.Sent(failed=1)
    assert receiver.heard == []


def test_both_secrets_verify_while_one_replaces_the_other(world: worlds.World, receiver: Receiver) -> None:
    made = add(world, receiver)
    newer = manage.rotate_secret(world.alice, made.hook.ident, hours=2)
    assert newer.secret != made.secret and newer.old_until is not None
    happen(world, 1)
    send(world)
    for secret in (made.secret, newer.secret):
        Verifier(secret).verify(receiver.taken[-1].body, receiver.taken[-1].headers)
    newest = manage.rotate_secret(world.alice, made.hook.ident, hours=0)
    happen(world, 1, first=2)
    send(world)
    Verifier(newest.secret).verify(receiver.taken[-1].body, receiver.taken[-1].headers)
    for secret in (made.secret, newer.secret):
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(receiver.taken[-1].body, receiver.taken[-1].headers)


def test_one_is_sent_again_under_its_ident(world: worlds.World, receiver: Receiver) -> None:
    ident = add(world, receiver).hook.ident
    happen(world, 2)
    send(world)
    first = manage.deliveries(world.alice, ident)[-1]
    assert manage.send_again(world.alice, ident, first.ident).state == "waiting"
    assert send(world).delivered == 1
    assert [each.ident for each in receiver.taken].count(first.ident) == 2
    assert receiver.taken[0].body == receiver.taken[-1].body


def test_one_that_a_receiver_refuses_is_left_and_those_behind_it_go_on(world: worlds.World, receiver: Receiver) -> None:
    ident = add(world, receiver).hook.ident
    happen(world, 2)
    receiver.answers = [422]
    send(world)
    refused = manage.deliveries(world.alice, ident, state="waiting")[-1]
    manage.leave_message(world.alice, ident, refused.ident)
    assert send(world).delivered == 1 and told(receiver) == ["scan-2"]
    with pytest.raises(InvalidInput):
        manage.leave_message(world.alice, ident, refused.ident)


def test_a_test_goes_past_the_line_and_says_what_came_of_it(world: worlds.World, receiver: Receiver) -> None:
    made = add(world, receiver)
    happen(world, 1)
    answer = manage.send_test(world.alice, made.hook.ident, reach=HERE)
    assert answer.status == 204 and answer.is_taken
    assert receiver.heard[0].told["type"] == "webhook.test"
    Verifier(made.secret).verify(receiver.heard[0].body, receiver.heard[0].headers)
    assert [each.state for each in manage.deliveries(world.alice, made.hook.ident)] == ["test", "waiting"]
    with pytest.raises(InvalidInput):
        manage.send_again(world.alice, made.hook.ident, receiver.heard[0].ident)


def test_a_removed_one_hears_nothing_any_more(world: worlds.World, receiver: Receiver) -> None:
    ident = add(world, receiver).hook.ident
    happen(world, 2)
    assert manage.remove_webhook(world.alice, ident) == 2
    happen(world, 1, first=3)
    assert send(world) == webhook_sending.Sent() and world.alice.webhooks() == ()
    with pytest.raises(InvalidInput):
        manage.rotate_secret(world.alice, ident)


def test_a_clock_that_is_moved_back_keeps_nothing_waiting(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    ahead = datetime.now(UTC) + timedelta(days=300)
    with world.alice.transaction():  # as a process left it whose clock was wrong
        world.alice._rows(models.Webhook).update(due_at=ahead, leased_until=ahead, lease="gone")
    assert send(world).delivered == 1


def test_an_address_is_one_processs_at_a_time(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    happen(world, 1)
    with world.alice.transaction():
        held = datetime.now(UTC) + timedelta(seconds=60)
        world.alice._rows(models.Webhook).update(leased_until=held, lease="another")
    assert send(world) == webhook_sending.Sent()


def test_what_was_told_is_forgotten_after_a_month(world: worlds.World, receiver: Receiver) -> None:
    ident = add(world, receiver).hook.ident
    happen(world, 2)
    receiver.answers = [204, 500]
    send(world)
    with world.alice.transaction():
        world.alice._rows(models.WebhookMessage).update(at=datetime.now(UTC) - timedelta(days=40))
    assert webhook_sending.forget_old(world.home) == 1
    assert [each.state for each in manage.deliveries(world.alice, ident)] == ["waiting"]


def test_who_may_not_change_settings_adds_none_and_charlie_sees_none(world: worlds.World, receiver: Receiver) -> None:
    ident = add(world, receiver).hook.ident
    for change in (
        lambda: manage.add_webhook(world.bob, receiver.url, reach=HERE),
        lambda: manage.remove_webhook(world.bob, ident),
        lambda: manage.send_test(world.bob, ident, reach=HERE),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert world.charlie.webhooks() == ()
    with pytest.raises(InvalidInput):
        manage.remove_webhook(world.charlie, ident)


def test_neither_the_address_nor_a_secret_lies_in_the_store_in_the_clear(
    world: worlds.World, receiver: Receiver
) -> None:
    made = add(world, receiver)
    world.alice.close()
    kept = b"".join(path.read_bytes() for path in world.home.rglob("*") if path.is_file() and "keys" not in path.parts)
    assert made.secret.encode() not in kept and receiver.url.encode() not in kept


def test_each_action_of_the_table_is_one_that_the_program_records() -> None:
    source = "".join(
        path.read_text() for path in (Path(manage.__file__).parents[1]).rglob("*.py") if path.name != "events.py"
    )
    for event in EVENTS.values():
        for action in event.actions:
            noun, _, act = action.partition("-")
            assert f'"{action}"' in source or (f'f"{noun}-{{' in source and f'"{act}"' in source), action


def test_two_organisations_are_told_of_their_own(world: worlds.World, receiver: Receiver) -> None:
    add(world, receiver)
    manage.add_webhook(world.charlie, receiver.url.replace("bailee?", "charlie?"), reach=HERE)
    happen(world, 1)
    world.charlie.record("scan-ended", "scan-9", {"state": "finished"})
    assert send(world).delivered == 2
    said: dict[str, Any] = {each.path.split("?")[0]: json.loads(each.body)["data"] for each in receiver.taken}
    assert said["/bailee"]["organisation"] == world.alice.organisation and said["/charlie"]["subject"] == "scan-9"
