"""What makes no sense is refused with a word on what to do, and nothing is half done."""

from __future__ import annotations

import socket

import pytest

from api.asking import Api
from api.conftest import Served

DECIDE = "findings/{}/decisions"


@pytest.fixture(scope="module")
def finding(alice: Api) -> str:
    return str(alice.get("findings?limit=1").json["items"][0]["ident"])


def test_every_refusal_is_a_problem_detail(served: Served, alice: Api) -> None:
    for answer in (alice.get("/nothing"), alice.get("findings?limit=0"), served.nobody.get("/me")):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json["type"].startswith("urn:bailee:problem:") and answer.json["status"] == answer.status


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=501", "limit"), ("limit=x", "limit"), ("limit=1&limit=2", "limit"), ("colour=red", "colour"),
        ("cursor=1.0", "cursor"), ("confidence=sure", "confidence"), ("detector=US%20SSN", "detector"),
    ],
)  # fmt: skip
def test_a_query_that_makes_no_sense_is_refused_by_the_name_of_its_field(alice: Api, query: str, field: str) -> None:
    answer = alice.get(f"findings?{query}")
    assert (answer.status, answer.json["field"]) == (422, field)


@pytest.mark.parametrize("day", ["null", "2026-11-31", "tomorrow", "1"])
def test_a_day_that_is_none_is_refused(alice: Api, day: str) -> None:
    assert alice.get(f"obligations?on={day}").json["field"] == "on"


@pytest.mark.parametrize("query", ["store=%ff", "store=%00", "store=" + "x" * 9_000])
def test_a_query_that_cannot_be_read_is_refused(alice: Api, query: str) -> None:
    assert alice.get(f"findings?{query}").status == 400


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[" * 100_000, b'{"verdict":' * 50_000, b'{"verdict": NaN}', b'{"verdict": "\xff"}',
        b'{"verdict": "confirmed"} {}', b'{"reason": "\\ud800"}',
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused(alice: Api, finding: str, raw: bytes) -> None:
    answer = alice.ask("POST", DECIDE.format(finding), raw=raw, headers={"Content-Type": "application/json"})
    assert answer.status in (400, 422) and alice.get(f"findings/{finding}").json["decision"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"verdict": "confirmed", "organisation": "x"}, "organisation"), ({"verdict": "maybe"}, "verdict"), ({}, "verdict"),
        ({"verdict": "dismissed", "reason": "a\x00b"}, "reason"), ({"verdict": "dismissed", "reason": "x" * 10**5}, "reason"),
        ({"verdict": "confirmed", "until": "2026-11-31"}, "until"), ([], None), ("x", None),
    ],
)  # fmt: skip
def test_a_body_of_another_form_is_refused_by_the_name_of_its_field(
    alice: Api, finding: str, body: object, field: str | None
) -> None:
    answer = alice.post(DECIDE.format(finding), body)
    assert (answer.status, answer.json.get("field")) == (422, field)


def test_a_value_that_was_sent_is_not_repeated(alice: Api, finding: str) -> None:
    answer = alice.post(DECIDE.format(finding), {"verdict": "512-44-7313"})
    assert answer.status == 422 and b"512-44" not in answer.content


def test_a_body_that_is_no_json_or_is_not_wanted_is_refused(alice: Api, finding: str) -> None:
    sent = {"Content-Type": "text/plain"}
    assert alice.ask("POST", DECIDE.format(finding), raw=b"verdict=confirmed", headers=sent).status == 415
    assert alice.ask("GET", "/me", {"a": 1}).status == 400


def test_a_large_body_is_refused_before_it_is_sent(served: Served, alice: Api, finding: str) -> None:
    path = f"/api/v1/organisations/{alice.at}/findings/{finding}/decisions"
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {alice.token}\r\nContent-Length: 1000000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.server.port), 10) as wire:
        wire.sendall(head.encode())
        assert wire.recv(64).startswith(b"HTTP/1.1 413")


def test_answers_are_json_and_nothing_else(alice: Api) -> None:
    assert alice.get("/me", Accept="text/csv").status == 406
    assert alice.get("/me", Accept="text/html, application/json;q=0.5").status == 200


def test_methods_that_an_address_lacks_are_named(served: Served, alice: Api) -> None:
    answer = alice.ask("PUT", "findings")
    assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert served.nobody.ask("OPTIONS", "findings").headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_is_get_without_its_body(alice: Api) -> None:
    head, get = alice.ask("HEAD", "places"), alice.get("places")
    assert head.content == b"" and head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == str(len(get.content))


def test_what_did_not_change_is_not_sent_again(alice: Api) -> None:
    for path in ("places", "status"):
        first = alice.get(path)
        again = alice.get(path, If_None_Match=first.headers["etag"])
        assert first.status == 200 and again.status == 304 and again.content == b""


def test_an_address_says_nothing_about_other_organisations(served: Served, alice: Api) -> None:
    theirs, nowhere = served.world.charlie.organisation, "charlie-s-practice-000000"
    asked = [alice.get(f"/organisations/{ident}/findings") for ident in (theirs, nowhere)]
    assert [each.status for each in asked] == [404, 404] and asked[0].content == asked[1].content


def test_what_is_refused_before_the_door_is_no_page_either(served: Served, alice: Api) -> None:
    for headers, status in (({"Host": "evil.example"}, 400), ({"Transfer-Encoding": "chunked"}, 411)):
        answer = alice.ask("GET", "/me", headers=headers | {"Accept-Encoding": "gzip"})
        assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
        assert answer.json["status"] == status and "content-encoding" not in answer.headers
