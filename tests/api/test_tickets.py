"""Tickets by the API: connected, mapped, told by a worker and seen as they stand; no key comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.asking import Api
from api.conftest import Served, serving
from bailee.permissions import Permission
from simulators.desks import ConnectWise, HaloPSA, desk
from waiting import until

WHERE = {"company": "Alice", "board": "Privacy"}


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may ask machines of its own network."""
    with serving(tmp_path_factory.mktemp("tickets"), {"BAILEE_OUTWARD_NETWORKS": "127.0.0.0/8"}) as made:
        yield made


@pytest.fixture
def psa() -> Iterator[tuple[ConnectWise, str]]:
    with desk(ConnectWise()) as pair:
        yield pair


@pytest.fixture
def alice(near: Served) -> Iterator[Api]:
    """Nothing is connected when she begins."""
    alice = near.api(near.world.alice)
    yield alice
    for each in alice.get("tickets/desks").json["items"]:
        alice.ask("DELETE", f"tickets/desks/{each['ident']}")


def test_a_ticket_is_made_by_what_was_connected_and_mapped(
    near: Served, alice: Api, psa: tuple[ConnectWise, str]
) -> None:
    server, address = psa
    asked = next(each for each in alice.get("tickets/systems").json["items"] if each["ident"] == "connectwise")
    access = server.access(address)
    assert {each["name"] for each in asked["access"]} == set(access)
    made = alice.post("tickets/desks", {"system": "connectwise", "access": access, "name": "Helpdesk"})
    assert made.status == 201 and made.json["name"] == "Helpdesk" and made.json["fault"] == ""
    ident = made.json["ident"]
    assert alice.post(f"tickets/desks/{ident}/test", {}).json == {
        "lets_in": True, "says": "version v2026.3.1", "fault": None, "why": "", "hint": "",
    }  # fmt: skip
    rule = alice.post("tickets/rules", {"of": ["findings"], "least": "severe", "where": WHERE})
    assert rule.status == 201 and rule.json["desk"] == ident and rule.json["of"] == ["findings"]
    turn = alice.post("tickets/turns", {})
    assert turn.status == 202

    def worked() -> dict[str, Any]:
        told: dict[str, Any] = alice.get(f"background-work/{turn.json['ident']}").json
        return told if told["ended_at"] else {}

    ended = until(worked, "the turn is done")
    assert ended["state"] == "done" and ended["result"]["waiting"] == 0, ended
    (line,) = alice.get("tickets").json["items"]
    assert (line["about"], line["state"], line["fault"]) == ("social-security-number", "open", None)
    assert line["title"] == "Social Security numbers: 2 findings to judge"
    assert line["number"] in {str(number) for number in server.tickets}
    of_it = alice.get(f"tickets?of=findings&about={line['about']}").json["items"]
    assert [each["ident"] for each in of_it] == [line["ident"]]
    assert alice.get(f"tickets?of=task&about={line['about']}").json["items"] == []
    assert alice.ask("DELETE", f"tickets/rules/{rule.json['ident']}").status == 204
    assert alice.get("tickets/rules").json["items"] == []


def test_no_answer_holds_a_key(near: Served, alice: Api, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    access = server.access(address)
    secrets = (server.private_key, server.public_key, server.client_id)
    made = alice.post("tickets/desks", {"system": "connectwise", "access": access})
    ident = made.json["ident"]
    hook = f"{address}/services/T0/B0/secret-of-the-hook"
    channel = alice.post("tickets/channels", {"chat": "slack", "address": hook, "name": "#privacy", "weekly": True})
    assert channel.status == 201 and channel.json["alerts"] == "high"
    told = [
        made.content, channel.content, alice.post(f"tickets/desks/{ident}/keys", {"access": {"company": "other"}}).content,
        *(alice.get(f"tickets/{each}").content for each in ("desks", "channels", "rules", "faults", "systems")),
        alice.get("evidence?limit=500").content,
    ]  # fmt: skip
    for content in told:
        assert not any(secret.encode() in content for secret in (*secrets, "secret-of-the-hook")), content
    assert alice.ask("DELETE", f"tickets/channels/{channel.json['ident']}").status == 204
    assert alice.get("tickets/channels").json["items"] == []


def test_another_address_is_not_sent_the_keys_that_stand(
    near: Served, alice: Api, psa: tuple[ConnectWise, str]
) -> None:
    server, address = psa
    made = alice.post("tickets/desks", {"system": "connectwise", "access": server.access(address)})
    ident = made.json["ident"]
    with desk(HaloPSA()) as (thief, elsewhere):
        answer = alice.post(f"tickets/desks/{ident}/keys", {"access": {"address": elsewhere}})
        assert answer.status == 422 and "private_key" in answer.json["hint"]
        alice.post(f"tickets/desks/{ident}/test", {})
        assert thief.asked == []
    assert alice.get("tickets/desks").json["items"][0]["address"] == server.access(address)["address"]


def test_keys_that_do_not_fit_are_said_with_what_to_do(near: Served, alice: Api, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    access = server.access(address) | {"private_key": "wrong"}
    ident = alice.post("tickets/desks", {"system": "connectwise", "access": access}).json["ident"]
    told = alice.post(f"tickets/desks/{ident}/test", {}).json
    assert (told["lets_in"], told["fault"]) == (False, "refused") and "keys" in told["hint"]
    (fault,) = alice.get("tickets/faults").json["items"]
    assert (fault["about"], fault["fault"], fault["is_chat"]) == (ident, "refused", False)
    mended = alice.post(f"tickets/desks/{ident}/keys", {"access": {"private_key": server.private_key}})
    assert mended.status == 200 and alice.post(f"tickets/desks/{ident}/test", {}).json["lets_in"] is True
    assert alice.get("tickets/faults").json["items"] == []


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("tickets/desks", {"system": "jira", "access": {}}, "no such system"),
        ("tickets/desks", {"system": "halopsa", "access": {"address": "https://x.example"}}, "client_id is missing"),
        ("tickets/channels", {"chat": "irc", "address": "https://x.example"}, "no such chat"),
        ("tickets/channels", {"chat": "slack", "address": "http://169.254.169.254/"}, "may not be asked"),
        ("tickets/rules", {"of": ["alert"], "where": {}}, "no such desk"),
    ],
)
def test_what_cannot_be_connected_is_said(alice: Api, path: str, body: object, said: str) -> None:
    answer = alice.post(path, body)
    assert answer.status == 422 and said in answer.json["detail"].lower(), answer.content


def test_another_ones_desk_is_not_there(near: Served, alice: Api, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    ident = alice.post("tickets/desks", {"system": "connectwise", "access": server.access(address)}).json["ident"]
    charlie = near.api(near.world.charlie)
    assert charlie.ask("DELETE", f"tickets/desks/{ident}").status == 404
    assert charlie.post(f"tickets/desks/{ident}/test", {}).status == 404
    assert charlie.get("tickets/desks").json["items"] == []


def test_a_token_that_may_look_may_connect_nothing(near: Served, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    looks = near.api(near.world.alice, [Permission.SEE_ALERTS, Permission.USE_API])
    assert looks.get("tickets/desks").status == 200
    answer = looks.post("tickets/desks", {"system": "connectwise", "access": server.access(address)})
    assert answer.status == 403 and not server.asked
