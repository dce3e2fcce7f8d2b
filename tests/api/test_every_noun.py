"""Every address of the API that only reads answers its owner, now and as of a past day; every one that acts says what it lacks."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from api.asking import Api
from api.conftest import Served
from bailee.api.interface import Endpoint, File, Nothing, Scope
from bailee.api.registry import collected
from bailee.permissions import Role

READS = [
    each for each in collected() if each.method == "GET" and "{" not in each.path and each.scope is Scope.ORGANISATION
]
ASKED = {
    "list_obligation_changes": "since=2026-01-01",
    "show_changes": "since=2026-01-01",
    "check_consent": "form=photos&person=Kim&purpose=web",  # nobody made that form
    "check_calls": "places=US-NY",
    "look_at_loss": "named=nothing-of-that-name",
}
LACKS = {"check_consent": 422, "look_at_loss": 422, "show_processor_record": 403}  # she is no provider


def _address(each: Endpoint, more: str = "") -> str:
    query = "&".join(filter(None, (ASKED.get(each.name, ""), more)))
    return f"{each.path}?{query}" if query else each.path


@pytest.mark.parametrize("each", READS, ids=lambda each: each.name)
def test_what_reads_is_answered(alice: Api, each: Endpoint) -> None:
    answer = alice.get(_address(each))
    assert answer.status == LACKS.get(each.name, 200), answer.content[:400]
    assert "etag" in answer.headers or answer.status != 200


@pytest.mark.parametrize("each", [each for each in READS if each.is_past], ids=lambda each: each.name)
def test_what_reads_is_answered_as_of_a_past_day(alice: Api, each: Endpoint) -> None:
    day = datetime.now(UTC).date() - timedelta(days=2)
    answer = alice.get(_address(each, f"as_of={day}"))
    assert answer.status == 200, answer.content[:400]


def test_a_day_that_is_not_over_is_refused(alice: Api) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert alice.get(f"notices?as_of={tomorrow}").status == 422
    assert alice.get("notices?known_on=2026-01-01").json["field"] == "known_on"


@pytest.mark.parametrize(
    "each",
    [each for each in collected() if each.method == "POST" and each.body not in (None, Nothing)],
    ids=lambda each: each.name,
)
def test_what_acts_names_a_field_that_it_does_not_know(alice: Api, each: Endpoint) -> None:
    path = re.sub(r"\{[a-z]+\}", "x", each.path)
    if each.dangerous or path != each.path or not each.admits(Role.CLIENT_OWNER):
        return  # looked up first, or refused to a token: tried where there is something
    answer = alice.post(path, {"colour": "red"})
    assert answer.status == 422 and answer.json["field"], answer.content


def test_a_file_comes_as_it_lies_and_its_request_takes_no_key(alice: Api) -> None:
    answer = alice.get("inventory/exports/ropa-csv")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment") and answer.headers["etag"]
    again = alice.get("inventory/exports/ropa-csv", If_None_Match=answer.headers["etag"])
    assert again.status == 304 and again.content == b""
    assert alice.ask("HEAD", "inventory/exports/ropa-csv").content == b""
    taken = alice.ask("POST", "evidence/checkpoints", headers={"Idempotency-Key": "a"})
    assert taken.status == 422 and taken.json["field"] == "Idempotency-Key"
    assert alice.ask("POST", "evidence/checkpoints").content.startswith(b"bailee")


def test_a_dangerous_act_is_refused_to_a_token(served: Served, alice: Api) -> None:
    answer = alice.post("protection/undoings", {"idents": ["x"]})
    assert answer.status == 403 and "token cannot" in answer.json["detail"]
    member = served.world.alice.member
    assert alice.post(f"members/{member}/role", {"role": "employee"}).status == 403


def test_files_and_their_media_types_are_described() -> None:
    for each in collected():
        assert bool(each.media) is (each.answer is File), each.name
