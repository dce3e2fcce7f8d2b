"""`bailee serve`: it answers on loopback, shows nothing to whoever is not signed in, and goes when it is told to."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import warm
from waiting import PATIENCE, until, within
from web.accounts.browsing import set_up
from web.serving import Server

NAME = "<script>alert(1)</script> & Sons"
POLICY = "default-src 'none'"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bailee.operations.declare_activity import declare_organisation
    from bailee.operations.open_store import open_store

    folder = tmp_path_factory.mktemp("served") / "home"
    workspace = open_store(folder)
    declare_organisation(workspace, name=NAME, facts={})
    workspace.close()
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    running = Server(home, works=True)
    yield running
    running.close()


def body(answer: object) -> str:
    return str(answer.text)  # type: ignore[attr-defined]


def test_health_needs_no_sign_in_and_says_nothing(server: Server) -> None:
    answer = server.get("/healthz")
    assert (answer.status, body(answer)) == (200, "ok")


def test_nobody_sees_the_table_without_signing_in(server: Server) -> None:
    for headers in ({}, {"Cookie": "bailee_session=guessed"}):
        answer = server.get("/", **headers)
        assert answer.status == 302 and str(answer.getheader("Location")).startswith("/account/login/")
        assert "Sons" not in body(answer)


def test_a_name_on_a_page_is_text(server: Server) -> None:
    ada, _, _ = set_up(server, organisation=NAME)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in ada.answer.text
    assert (
        "<script>alert" not in ada.answer.text and "style=" not in ada.answer.text and "<style" not in ada.answer.text
    )


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


def test_a_page_that_is_not_there_says_what_that_may_mean(server: Server) -> None:
    answer = server.get("/nothing")
    assert answer.status == 404 and "There is no such page here" in body(answer)


def test_a_store_that_goes_away_is_a_page_with_words(home: Path, tmp_path: Path) -> None:
    here = tmp_path / "home"
    shutil.copytree(home, here)
    server = Server(here, works=True)
    try:
        here.rename(tmp_path / "moved")
        answer = server.get("/account/login/", Cookie="bailee_session=a")
        assert "Traceback" not in body(answer) and POLICY in str(answer.getheader("Content-Security-Policy"))
    finally:
        server.close()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.timed
def test_it_stops_at_once_and_leaves_no_process(home: Path, by: signal.Signals) -> None:
    server = Server(home, works=True)
    try:
        group = os.getpgid(server.process.pid)
        with within(8):  # one second where nothing else runs
            server.stop(by)
        told = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True).stdout
        # Z: it has ended, and the machine's first process did not hear of it yet
        left = [pid for pid, state in (line.split() for line in told.splitlines()) if not state.startswith("Z")]
        assert [pid for pid in left if int(pid) != server.process.pid] == []
    finally:
        server.close()


def test_a_taken_port_is_said(server: Server, home: Path) -> None:
    done = warm.run("serve", "--port", server.port, "--home", home)
    assert done.returncode == 2 and f"port {server.port} is taken" in done.stderr and "hint:" in done.stderr


def test_an_answer_that_is_being_made_is_finished_when_the_server_is_stopped(home: Path) -> None:
    server = Server(home, works=True)
    try:
        server.get("/account/login/")
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
            head = "POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 7\r\n\r\n"
            connection.sendall(head.encode() + b"abc")
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(b"defg")
            assert connection.recv(20).startswith(b"HTTP/1.1 403")
        server.process.wait(20)
    finally:
        server.close()


def test_a_worker_that_died_is_replaced(home: Path) -> None:
    server = Server(home, works=True)

    def workers() -> list[int]:
        words = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(server.process.pid)]
        told = subprocess.run(words, capture_output=True, text=True).stdout.splitlines()
        return [int(line.split()[0]) for line in told if "beside" in line]

    try:
        (first,) = workers()
        os.kill(first, signal.SIGKILL)
        until(lambda: workers() not in ([], [first]), "another one works")
    finally:
        server.close()


def test_what_a_killed_server_counted_is_taken_away_by_the_next(home: Path) -> None:
    killed = Server(home, works=True)
    (left,) = Path(tempfile.gettempdir()).glob(f"bailee-counts-{killed.process.pid}-*")
    killed.close()
    assert left.exists(), "it was killed before it could"
    following = Server(home, works=True)
    try:
        assert not left.exists()
    finally:
        following.stop(signal.SIGTERM)
        following.close()
