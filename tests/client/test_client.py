"""The client against a server that a person could have started, and against one that refuses, waits and breaks off."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from api.conftest import Served, serving
from bailee.api.openapi import openapi
from bailee.client import Client, NotReached, Refused
from bailee.errors import InvalidInput

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("client")) as made:
        yield made


@pytest.fixture(scope="module")
def acme(served: Served) -> Client:
    api = served.api(served.world.alice)
    return Client(f"http://127.0.0.1:{api.port}", api.token, api.at)


def test_it_is_made_from_the_description_of_the_api() -> None:
    done = subprocess.run(
        [sys.executable, "update/client.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"python update/client.py: {done.stdout}{done.stderr}"


def test_each_operation_has_a_method() -> None:
    named = {each["operationId"] for methods in openapi()["paths"].values() for each in methods.values()}
    assert {name for name in named if not callable(getattr(Client, name, None))} == set()


def test_it_loads_neither_django_nor_the_store() -> None:
    said = "import sys, bailee.client; print([m for m in sys.modules if m.startswith(('django', 'bailee.store', 'bailee.operations'))])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_reads_page_after_page_and_decides_as_it_was_read(acme: Client) -> None:
    assert acme.who_am_i()["organisations"][0]["ident"] == acme.organisation
    first = acme.list_findings(limit=2)
    assert len(first["items"]) == 2 and first["next"] is not None
    found = list(acme.all_findings())
    assert len(found) == 5 and len({each["ident"] for each in found}) == 5
    one = acme.show_finding(found[0]["ident"])
    decided = acme.decide_finding(one["ident"], {"verdict": "dismissed", "reason": "test-data"})
    assert decided["ident"] == one["ident"] and len(list(acme.all_findings(state="dismissed"))) == 1
    with pytest.raises(Refused) as refused:
        acme.decide_finding(one["ident"], {"verdict": "confirmed"}, if_match='"another"')
    assert (refused.value.status, refused.value.kind) == (412, "changed-meanwhile")


def test_what_did_not_change_is_not_sent_again(acme: Client) -> None:
    before = acme.list_places()
    address = next(each for each in acme._tags if each.endswith("/places"))
    tag, _ = acme._tags[address]
    acme._tags[address] = (tag, b'{"items": [], "next": null, "kept": true}')  # what comes from here says so
    assert "kept" in acme.list_places() and "kept" not in before


def test_a_problem_says_what_to_do(acme: Client, served: Served) -> None:
    with pytest.raises(Refused) as refused:
        acme.show_finding("0" * 32)
    assert refused.value.kind == "not-there"
    with pytest.raises(Refused) as unknown:
        Client(acme.server, "bailee_nonsense", acme.organisation).list_places()
    assert unknown.value.kind == "not-signed-in" and "Bearer" in unknown.value.hint
    with pytest.raises(Refused) as another:
        acme.of(served.world.charlie.organisation).list_places()
    assert another.value.status == 404


@contextmanager
def answering(*answers: tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A server that answers so, one after the other; and what it was asked."""
    waiting, asked = list(answers), list[tuple[str, dict[str, str]]]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.command, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = waiting.pop(0)
            if status == 0:  # the line breaks
                self.connection.close()
                return
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def test_it_waits_as_long_as_it_is_asked_to() -> None:
    slept: list[float] = []
    busy = (429, {"Retry-After": "7"}, b"{}")
    with answering(busy, (503, {}, b"{}"), (200, {}, b'{"items": []}')) as (url, asked):
        assert Client(url, "bailee_x", "acme", sleep=slept.append).list_places() == {"items": []}
    assert slept[0] == 7.0 and len(slept) == 2 and len(asked) == 3
    with answering((429, {"Retry-After": "9000"}, b'{"detail": "Wait."}')) as (url, _), pytest.raises(Refused):
        Client(url, "bailee_x", "acme", sleep=slept.append).list_places()
    assert len(slept) == 2  # nobody waits for hours


def test_an_act_whose_line_broke_is_sent_again_under_the_same_key() -> None:
    with answering((0, {}, b""), (200, {}, b"{}")) as (url, asked):
        Client(url, "bailee_x", "acme", sleep=lambda seconds: None).decide_finding("a", {"verdict": "confirmed"})
    assert len(asked) == 2 and asked[0][1]["idempotency-key"] == asked[1][1]["idempotency-key"]


def test_a_page_is_not_taken_for_an_answer_and_a_redirect_is_not_followed() -> None:
    with answering((200, {}, b"<html>")) as (url, _), pytest.raises(NotReached):
        Client(url, "bailee_x", "acme").list_places()
    with answering((302, {"Location": "http://127.0.0.1:9/"}, b"")) as (url, asked), pytest.raises(Refused):
        Client(url, "bailee_x", "acme").list_places()
    assert len(asked) == 1


def test_nobody_there_is_said_and_a_token_does_not_go_in_the_clear() -> None:
    with pytest.raises(NotReached):
        Client("http://127.0.0.1:1", "bailee_x", "acme", sleep=lambda seconds: None).list_places()
    for address in ("http://bailee.example.com", "bailee.example.com", "ftp://x", "https://a:b@example.com"):
        with pytest.raises(InvalidInput):
            Client(address, "bailee_x")
