"""A time-stamp service of ours (RFC 3161) over HTTP, with certificates made for it: good ones, expired ones, of another service.

with time_stamp_service() as service: token_for(content, service)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bailee.evidence.timestamps import Service


@dataclass(frozen=True)
class Stamps:
    """A service's root, and what stamps with it."""

    root: x509.Certificate
    stamper: DummyTimeStamper

    @property
    def trusted(self) -> bytes:
        return self.root.public_bytes(Encoding.DER)


def stamps(name: str = "Stamps", *, days: tuple[int, int] = (-400, 400), now: datetime | None = None) -> Stamps:
    """`days`: from when to when the service's certificate counts, from today; `now`: the time that it says."""
    today = datetime.now(UTC)
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))  # it signs by RSA alone
    root = _certificate(f"{name} root", f"{name} root", root_key, root_key, today, (-4000, 4000), is_root=True)
    leaf = _certificate(name, f"{name} root", key, root_key, today, days, is_root=False)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)))
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(leaf.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(private),
        certs_to_embed=store,
        fixed_dt=now or today,
    )
    return Stamps(root, stamper)


def _certificate(
    name: str, issuer: str, key: rsa.RSAPrivateKey, signs: rsa.RSAPrivateKey, today: datetime,
    days: tuple[int, int], *, is_root: bool,
) -> x509.Certificate:  # fmt: skip
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today + timedelta(days[0]))
        .not_valid_after(today + timedelta(days[1]))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )
    if not is_root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(signs, SHA256())


@contextmanager
def time_stamp_service(made: Stamps | None = None) -> Iterator[Service]:
    """It answers at an address of this machine until the block ends."""
    service = made or stamps()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = service.stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Service(f"http://127.0.0.1:{server.server_port}/", (service.trusted,))
    finally:
        server.shutdown()
        server.server_close()
