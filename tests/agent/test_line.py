"""The line: whom the agent believes to be its server, and what it does where that is another one, or none."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bailee.agent.enrol import pin_anew, require_same_machine
from bailee.agent.folder import Enrolment, Folder
from bailee.agent.line import Away, Line, Trust, pin_of
from bailee.agent.spool import Spool
from bailee.agent.work import LONGEST, Work
from bailee.errors import InvalidInput, NotAllowed


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"acked": 0, "wait": 60}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def _server(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _certificate(file: Path) -> Path:
    """A certificate of its own, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


def _agent(tmp_path: Path, server: str, *, ca: str = "", pin: str = "") -> Folder:
    folder = Folder(tmp_path / "agent")
    folder.make()
    told = Enrolment(
        server, "1.agent-1f", "agent-1f", "shop", "A" * 43 + "=", "A" * 43 + "=", "age1", "00", "m", ca, pin
    )
    folder.keep(told, Ed25519PrivateKey.generate().private_bytes_raw())
    return folder


def _pin(server: str, ca: Path) -> str:
    connection = Trust(server, ca=str(ca)).connect()
    try:
        return pin_of(connection)
    finally:
        connection.close()


def _asked(folder: Folder) -> dict[str, object]:
    with Line(folder, folder.enrolment()) as line:
        return line.ask("poll", {})


def test_a_certificate_that_an_authority_signed_is_believed_and_another_one_is_not(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path / "one.pem")
    with _server(certificate) as server:
        assert _asked(_agent(tmp_path, server, ca=str(certificate)))["wait"] == 60
    with (
        _server(_certificate(tmp_path / "two.pem")) as server,
        pytest.raises(NotAllowed, match="certificate is not believed") as refused,
    ):
        _asked(_agent(tmp_path, server, ca=str(certificate)))
    assert "its certificate changed" in refused.value.hint


def test_a_pinned_key_is_believed_until_it_is_another_one(tmp_path: Path) -> None:
    first, second = _certificate(tmp_path / "one.pem"), _certificate(tmp_path / "two.pem")
    with _server(first) as server:
        pin = _pin(server, first)
        assert _asked(_agent(tmp_path, server, pin=pin))["wait"] == 60
    with _server(second) as server:
        folder = _agent(tmp_path, server, pin=pin)
        with pytest.raises(NotAllowed, match="another one than the pinned one: it has sha256/") as refused:
            _asked(folder)
        new = str(refused.value).partition("it has ")[2]
        assert folder.chain()["counter"] >= 1  # it was signed, and not sent
        pin_anew(folder, new)
        assert _asked(folder)["wait"] == 60


@pytest.mark.parametrize("pin", ["", "sha256/short", "md5/" + "A" * 43 + "="])
def test_a_pin_that_is_none_is_refused(tmp_path: Path, pin: str) -> None:
    with pytest.raises(InvalidInput):
        pin_anew(_agent(tmp_path, "https://127.0.0.1:1"), pin)


@pytest.mark.parametrize("server", ["http://privacy.example.com", "ftp://x", "privacy.example.com"])
def test_nothing_is_sent_unencrypted(server: str) -> None:
    with pytest.raises(InvalidInput):
        Trust(server).connect()


def test_a_server_that_is_away_is_asked_less_and_less_often(tmp_path: Path) -> None:
    folder = _agent(tmp_path, "https://127.0.0.1:1")
    said: list[str] = []
    work, spool = Work(folder, say=said.append), Spool(folder.database)
    with Line(folder, folder.enrolment()) as line:
        waits = [work.turn(line, spool, holds=False) for _ in range(12)]
    assert waits[0] <= 10 and all(wait <= LONGEST for wait in waits) and waits[-1] >= LONGEST / 2
    assert said == ["the server is not reached; what was found is kept, and handed in when it is"]
    assert work.errors["away"] == 12
    with pytest.raises(Away):
        _asked(folder)


def test_a_folder_that_was_copied_to_another_machine_is_not_that_agent(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="on another machine"):
        require_same_machine(_agent(tmp_path, "https://127.0.0.1:1").enrolment())
