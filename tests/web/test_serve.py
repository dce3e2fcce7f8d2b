"""`bailee serve`: it answers on loopback, lets one browser in, once, and goes when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.serving import Server

POLICY = "default-src 'none'"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bailee.operations.declare_activity import declare_organisation
    from bailee.operations.open_store import open_store

    folder = tmp_path_factory.mktemp("served") / "home"
    workspace = open_store(folder)
    declare_organisation(workspace, name="<script>alert(1)</script> & Sons", facts={})
    workspace.close()
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    running = Server(home)
    yield running
    running.close()


def body(answer: object) -> str:
    return str(answer.text)  # type: ignore[attr-defined]


def test_health_needs_no_sign_in_and_says_nothing(server: Server) -> None:
    answer = server.get("/healthz")
    assert (answer.status, body(answer)) == (200, "ok")


def test_nobody_sees_the_table_without_the_link(server: Server) -> None:
    answer = server.get("/")
    assert answer.status == 403 and "Sons" not in body(answer)
    assert server.get("/", Cookie="bailee_session=guessed").status == 403


def test_opening_the_link_shows_a_button_and_does_not_enter(home: Path) -> None:
    server = Server(home)
    try:
        for _ in range(3):  # a mail scanner, a preview, the person
            shown = server.get(server.secret_path)
            assert shown.status == 200 and "Open the table" in body(shown) and shown.getheader("Set-Cookie") is None
        cookie = server.enter()
        assert server.get("/", Cookie=cookie).status == 200
        assert server.get(server.secret_path).status == 403
        assert server.ask("POST", server.secret_path).getheader("Set-Cookie") is None
    finally:
        server.close()


def test_the_page_is_the_table_and_a_name_on_it_is_text(home: Path) -> None:
    server = Server(home)
    try:
        page = body(server.get("/", Cookie=server.enter()))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in page
        assert "<script" not in page and "style=" not in page and "<style" not in page
    finally:
        server.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/healthz",
        "/nothing",
        "/enter/wrong",
        "/static/bailee.css",
        "/static/inter.woff2",
        "/static/../settings.py",
    ],
)
def test_every_answer_carries_the_policy(server: Server, path: str) -> None:
    answer = server.get(path)
    assert str(answer.getheader("Content-Security-Policy")).startswith(POLICY)
    assert "unsafe" not in str(answer.getheader("Content-Security-Policy"))
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Referrer-Policy") == "same-origin"


def test_another_name_for_this_machine_is_refused(server: Server) -> None:
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1.evil.example"):
        answer = server.get("/healthz", Host=host)
        assert answer.status == 400 and POLICY in str(answer.getheader("Content-Security-Policy"))


def test_stylesheet_and_font_are_there(server: Server) -> None:
    assert server.get("/static/bailee.css").getheader("Content-Type") == "text/css; charset=utf-8"
    assert server.get("/static/inter.woff2").getheader("Content-Type") == "font/woff2"


def test_a_page_that_is_not_there_says_where_the_table_is(home: Path) -> None:
    server = Server(home)
    try:
        answer = server.get("/nothing", Cookie=server.enter())
        assert answer.status == 404 and "The table is at the top" in body(answer)
    finally:
        server.close()


def test_a_store_that_goes_away_is_a_page_with_words(home: Path) -> None:
    server = Server(home)
    moved = home.with_name("moved")
    try:
        cookie = server.enter()
        home.rename(moved)
        answer = server.get("/", Cookie=cookie)
        assert answer.status == 500 and "Traceback" not in body(answer) and "<h1>" in body(answer)
        assert POLICY in str(answer.getheader("Content-Security-Policy"))
    finally:
        server.close()
        moved.rename(home)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_within_two_seconds_and_leaves_no_process(home: Path, by: signal.Signals) -> None:
    server = Server(home)
    try:
        group = os.getpgid(server.process.pid)
        assert server.stop(by) < 2
        left = subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True).stdout.split()
        assert [pid for pid in left if int(pid) != server.process.pid] == []
    finally:
        server.close()


def test_a_taken_port_is_said(server: Server, home: Path) -> None:
    words = [
        sys.executable,
        "-c",
        "from bailee.cli.main import main; main()",
        "serve",
        "--port",
        str(server.port),
        "--home",
        str(home),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2 and f"port {server.port} is taken" in done.stderr and "hint:" in done.stderr
