"""Clients that are slow, large, or speak for others; and what is sent back."""

from __future__ import annotations

import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

import warm
from bailee.web.edge import BrokenOff, Edge
from simulators import certificates
from waiting import PATIENCE, within
from web.serving import Server

HEAD = b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("edge") / "home"
    home.mkdir(mode=0o700)
    running = Server(home, {"BAILEE_PROXIES": "127.0.0.1"})
    yield running
    running.close()


def opened(server: Server, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    connection.sendall(sent)
    return connection


@pytest.mark.timed
def test_slow_clients_hold_nobody_else_up(server: Server) -> None:
    """Eighty that never finish their head, forty that never send their body: more than there are threads."""
    server.get("/account/login/")
    with ExitStack() as slow:
        begun = [slow.enter_context(opened(server, b"GET / HTTP/1.1\r\nHo")) for _ in range(80)]
        begun += [slow.enter_context(opened(server, HEAD + b"Content-Length: 100\r\n\r\nabc")) for _ in range(40)]
        with within(5):
            for _ in range(5):
                assert server.get("/account/login/").status == 200
        assert not all(select.select([each], [], [], 0)[0] for each in begun), "it was answered after all were given up"


@pytest.mark.timed
def test_a_body_that_never_comes_is_given_up_and_said(server: Server) -> None:
    for _ in range(10):  # those of the test before go away first
        with opened(server, HEAD + b"Content-Length: 100\r\n\r\nabc") as connection, within(20):
            answer = connection.recv(100)
        if not answer.startswith(b"HTTP/1.1 503"):
            break
        time.sleep(0.5)
    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.timed
def test_a_head_that_never_comes_is_given_up(server: Server) -> None:
    with opened(server, b"GET / HTTP/1.1\r\nHo") as connection, within(20):
        assert connection.recv(100) == b""


@pytest.mark.timed
def test_a_gigabyte_is_refused_before_it_is_sent(server: Server) -> None:
    with opened(server, HEAD + f"Content-Length: {1 << 30}\r\n\r\n".encode() + b"a" * 1000) as connection, within(3):
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_huge_head_is_refused(server: Server) -> None:
    with opened(server, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 300_000) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 431")


def test_pages_are_packed_but_for_those_with_secrets(server: Server) -> None:
    def packed(path: str) -> bool:
        return server.get(path, Accept_Encoding="gzip").getheader("Content-Encoding") == "gzip"

    assert packed("/nothing") and packed("/static/bailee.css")
    assert not packed("/account/login/") and not packed(server.secret_path)


def test_no_answer_says_what_the_server_is_made_of(server: Server) -> None:
    for path in ("/", "/nothing", "/static/bailee.css", "/healthz", "/api/v1/x"):
        assert server.get(path).getheader("Server") == "bailee", path


class Stream:
    """An answer that is made while it is sent, as Django's are."""

    streaming = True

    def __init__(self, *parts: bytes, packed: bool = False) -> None:
        self.parts = parts
        self.headers = {"Content-Type": "text/csv; charset=utf-8"} | ({"Content-Encoding": "gzip"} if packed else {})

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            if part == b"!":
                raise ValueError("512-44-7313")
            yield part


def read(stream: Stream) -> tuple[bytes, str]:
    """What a reader of it gets, and what the server hears of its end."""
    content = b""
    try:
        for part in Edge(lambda environment, start: stream)({"REMOTE_ADDR": "127.0.0.1"}, print):
            content += part
    except BrokenOff as error:
        assert error.__cause__ is None and "512" not in str(error)
        return content, "broke off"
    return content, "whole"


def test_a_list_that_breaks_off_says_so_to_its_reader_and_never_why() -> None:
    assert read(Stream(b"Name\r\n")) == (b"Name\r\n", "whole")
    content, end = read(Stream(b"Name\r\n", b"!"))
    assert end == "broke off" and content.startswith(b"Name") and b"not whole" in content
    assert read(Stream(b"\x1f\x8b", b"!", packed=True)) == (b"\x1f\x8b", "broke off")


@pytest.mark.parametrize(("peer", "status"), [("10.4.0.7", 200), ("127.0.0.1", 200), ("203.0.113.9", 403), ("", 403)])
def test_where_plain_http_is_taken_from_the_proxy_it_is_taken_from_nobody_else(peer: str, status: int) -> None:
    seen: list[str] = []

    def application(environment: dict[str, Any], start: Any) -> Any:
        seen.append("HTTP_X_FORWARDED_FOR" in environment or environment["REMOTE_ADDR"])
        start("200 OK", [])
        return Stream(b"x")

    edge, said = Edge(application, ["10.4.0.0/16"], is_plain=True), []
    b"".join(
        edge({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "198.51.100.3"}, lambda status, heads: said.append(status))
    )
    assert said[0].startswith(str(status))
    assert seen == {200: ["198.51.100.3" if peer == "10.4.0.7" else peer], 403: []}[status]


def typed(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    told = {f"BAILEE_{name.upper()}": value for name, value in settings.items()}
    return warm.run("serve", "--home", home, *words, environment={**environment(), **told})


def environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}


@pytest.mark.parametrize(
    ("words", "settings", "hint"),
    [
        (["--host", "0.0.0.0"], {}, "--tls-cert"),  # noqa: S104 - it is refused
        ([], {"host": "::"}, "--tls-cert"),
        (["--host", "0.0.0.0", "--address", "http://privacy.example.com"], {}, "--tls-cert"),  # noqa: S104
        (["--host", "0.0.0.0", "--address", "https://privacy.example.com"], {}, "BAILEE_PROXIES"),  # noqa: S104
        (["--address", "http://privacy.example.com"], {}, "https://"),
        (["--address", "https://privacy.example.com/pages?x"], {}, "--address https://"),
        (["--tls-cert", "cert.pem"], {}, "--tls-key"),
        (["--tls-cert", "/nothing", "--tls-key", "/nothing"], {}, "PEM"),
        ([], {"proxies": "the proxy"}, "10.4.0.0/16"),
        ([], {"log_level": "loud"}, "debug"),
    ],
)
def test_a_door_is_not_left_open_by_accident(
    tmp_path: Path, words: list[str], settings: dict[str, str], hint: str
) -> None:
    done = typed(tmp_path / "home", "--port", "0", *words, **settings)
    assert done.returncode == 2 and hint in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "home").exists()


class TestItsOwnCertificate:
    @pytest.fixture
    def told(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path, str]]:
        """With two processes; its address is the certificate's name."""
        root = tmp_path_factory.mktemp("certificate")
        authority, certificate, key = certificates.make(root, "privacy.example.com")
        words = [
            "serve",
            "--home",
            str(root / "home"),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-worker",
            "--workers",
            "2",
        ]
        words += ["--tls-cert", str(certificate), "--tls-key", str(key)]
        process = subprocess.Popen(
            [sys.executable, "-c", "from bailee.cli.main import main; main()", *words],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(), start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        link = process.stdout.readline()
        yield address, authority, link
        process.terminate()
        process.wait(30)
        process.stdout.close()

    def test_it_speaks_tls_alone_and_tells_browsers_to_keep_to_it(self, told: tuple[Any, Path, str]) -> None:
        address, authority, link = told  # the certificate's first name is localhost
        assert address.startswith("https://127.0.0.1:") and "https://localhost:" in link
        address = address.replace("127.0.0.1", "localhost")
        session = requests.Session()
        retries = Retry(connect=30, backoff_factor=0.2, backoff_max=2)  # while its processes start
        session.mount("https://", HTTPAdapter(max_retries=retries))
        answer = session.get(address + "account/login/", timeout=PATIENCE, verify=str(authority))
        assert answer.status_code == 200 and "max-age" in answer.headers["Strict-Transport-Security"]
        assert "Secure" in answer.headers["Set-Cookie"] and "__Host-" in answer.headers["Set-Cookie"]
        with pytest.raises(requests.ConnectionError):
            requests.get(address.replace("https:", "http:"), timeout=PATIENCE)
