"""Somebody who is signed in may ask as well; what she does by it is asked for by the token of a form."""

from __future__ import annotations

import pytest

from api.asking import Api
from api.conftest import Served
from web.people import AGENT, signed_in

TOKEN = "a" * 32


@pytest.fixture(scope="module")
def cookies(served: Served) -> dict[str, str]:
    world = served.world
    return signed_in(world.home, [(world.alice.organisation, "alice"), (world.alice.organisation, "bob")])


def test_a_session_asks_what_its_role_may(served: Served, cookies: dict[str, str]) -> None:
    alice = served.nobody.get("/me", Cookie=cookies["alice"], User_Agent=AGENT).json
    assert alice["token"] is None and alice["account"] and alice["organisations"][0]["role"] == "client-owner"
    assert served.nobody.get("findings", Cookie=cookies["bob"], User_Agent=AGENT).status == 200


def test_an_act_by_a_session_takes_the_token_of_a_form(served: Served, cookies: dict[str, str]) -> None:
    api: Api = served.nobody
    sent = {"Cookie": cookies["alice"], "User-Agent": AGENT}
    ident = api.get("findings?limit=1&state=all", Cookie=cookies["alice"], User_Agent=AGENT).json["items"][0]["ident"]
    forged = api.ask("POST", f"findings/{ident}/decisions", {"verdict": "confirmed"}, headers=sent)
    assert forged.status == 403 and "X-CSRFToken" in forged.json["hint"]
    sent |= {"Cookie": f"{cookies['alice']}; bailee_csrf={TOKEN}", "X-CSRFToken": TOKEN}
    assert api.ask("POST", f"findings/{ident}/decisions", {"verdict": "confirmed"}, headers=sent).status == 200
    bob = sent | {"Cookie": f"{cookies['bob']}; bailee_csrf={TOKEN}"}
    assert api.ask("POST", f"findings/{ident}/decisions", {"verdict": "confirmed"}, headers=bob).status == 403


def test_a_session_in_another_browser_is_ended_in_words_for_programs(served: Served, cookies: dict[str, str]) -> None:
    answer = served.nobody.get("/me", Cookie=cookies["bob"], User_Agent="another one")
    assert answer.status == 401 and answer.headers["content-type"] == "application/problem+json"
