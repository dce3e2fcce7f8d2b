"""Whoever runs the server sees how it is: health, figures, lines of a log; and nobody's data in any of them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from waiting import PATIENCE, until
from web.accounts.browsing import set_up
from web.serving import Server

CANARY = "Canary512447313Canary"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("watched") / "home"
    home.mkdir(mode=0o700)
    running = Server(home, works=True)
    yield running
    running.close()


def lines(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in list(server.lines) if line.startswith("{")]


def figure(server: Server, name: str, **headers: str) -> float:
    text = str(server.get("/metrics", **headers).text)  # type: ignore[attr-defined]
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_health_asks_nobody_about_sessions(server: Server) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        answer = server.get(path, Cookie="bailee_session=guessed")
        assert answer.status == 200 and answer.getheader("Set-Cookie") is None and answer.getheader("Vary") is None


def test_figures_count_by_route_and_name_nobody(server: Server) -> None:
    name = 'bailee_requests_total{method="GET",route="account_login",status="200"}'
    before = figure(server, name)
    server.get(f"/account/login/?next=/{CANARY}")
    assert figure(server, name) == before + 1
    text = str(server.get("/metrics").text)  # type: ignore[attr-defined]
    assert CANARY not in text and "bailee_jobs{state=" in text and "bailee_database_up 1.0" in text
    assert 'bailee_request_seconds_bucket{le="0.25",route="account_login"}' in text


def test_figures_are_shown_to_others_by_a_token_alone(tmp_path: Path) -> None:
    home, token = tmp_path / "home", tmp_path / "token"
    home.mkdir(mode=0o700)
    token.write_text("a token of ours\n")
    behind = Server(home, {"BAILEE_ADDRESS": "https://privacy.example.com"})
    try:
        assert behind.get("/metrics").status == 403
    finally:
        behind.close()
    told = Server(home, {"BAILEE_ADDRESS": "https://privacy.example.com", "BAILEE_METRICS_TOKEN_FILE": str(token)})
    try:
        assert told.get("/metrics").status == 401 == told.get("/metrics", Authorization="Bearer guessed").status
        assert told.get("/metrics", Authorization="Bearer a token of ours").status == 200
    finally:
        told.close()


def test_an_answer_has_a_number_that_its_line_has_too(server: Server) -> None:
    answer = server.get("/account/login/")
    number = answer.getheader("X-Request-Id")
    # the line is written after the answer is sent
    (line,) = until(lambda: [each for each in lines(server) if each.get("request") == number], "its line")
    assert (line["event"], line["route"], line["method"], line["status"]) == ("request", "account_login", "GET", 200)
    assert line["ms"] > 0 and line["time"] and line["level"] == "info"
    assert server.get("/account/login/", X_Request_Id="mine").getheader("X-Request-Id") != "mine"


def test_nothing_that_a_stranger_or_a_person_types_is_in_a_line(server: Server) -> None:
    """Every place of a request, also where it makes the server fail."""
    root = server.address
    browser, _, _ = set_up(server, email=f"{CANARY}@x.example".lower(), organisation=CANARY)
    place = Path(server.home) / "bailee.sqlite3"
    for spoilt in (False, True):
        if spoilt:  # each page with a session fails now, with a message of the database's in its exception
            with sqlite3.connect(place) as store:
                store.execute("ALTER TABLE member RENAME TO member_gone")
        for method in ("GET", "POST", "PUT", f"X{CANARY}"):
            for path in (
                f"/{CANARY}",
                f"/?q={CANARY}",
                f"/o/{CANARY}/",
                f"/enter/{CANARY}",
                f"/api/v1/{CANARY}",
                "/account/login/",
            ):
                browser.session.request(
                    method, root.rstrip("/").replace("127.0.0.1", "localhost") + path, data={"login": CANARY, "password": CANARY, CANARY: CANARY},
                    headers={"X-Forwarded-For": CANARY, "Referer": f"http://{CANARY}/", CANARY: CANARY, "Authorization": f"Bearer {CANARY}"}, timeout=PATIENCE,
                )  # fmt: skip
        requests.get(root, headers={"Host": f"{CANARY}.example"}, timeout=PATIENCE)
    written = "".join(server.lines)
    assert CANARY.lower() not in written.lower() and "member_gone" not in written and "Traceback" not in written
    failed = [each for each in lines(server) if each["event"] == "request-failed"]
    assert failed and all(each["error"] and each["request"] for each in failed)
    assert any(re.fullmatch(r"bailee/\S+\.py:\d+", frame) for each in failed for frame in each["trace"])
    with sqlite3.connect(place) as store:
        store.execute("ALTER TABLE member_gone RENAME TO member")


def test_a_page_of_an_error_says_the_number(server: Server) -> None:
    place = Path(server.home) / "bailee.sqlite3"
    with sqlite3.connect(place) as store:
        store.execute("ALTER TABLE django_session RENAME TO gone")
    try:
        answer = server.get("/", Cookie="bailee_session=" + "a" * 32)
        assert answer.status in (500, 503) and str(answer.getheader("X-Request-Id")) in str(answer.text)  # type: ignore[attr-defined]
    finally:
        with sqlite3.connect(place) as store:
            store.execute("ALTER TABLE gone RENAME TO django_session")
