"""The certificate that people's browsers see does not end soon."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bailee.operations.checks.told import Around, State, Told, Who, ok

RANK = 10
_SOON, _NOW = timedelta(days=21), timedelta(days=3)


def check(around: Around) -> Iterator[Told]:
    from cryptography import x509

    file, parts = str(around.settings["tls_cert"]), urlsplit(around.address)
    if file:
        try:
            with open(file, "rb") as stream:  # noqa: PTH123 - as the setting says it
                certificate = x509.load_pem_x509_certificates(stream.read())[0]
        except (OSError, ValueError):
            return  # told by `address`
        yield from _told(certificate.not_valid_after_utc, around.moment)
    elif parts.scheme == "https" and parts.hostname:
        yield from _asked(parts.hostname, parts.port or 443, around.moment)


def _asked(host: str, port: int, moment: datetime) -> Iterator[Told]:
    try:
        with (
            socket.create_connection((host, port), timeout=5) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            ends = ssl.cert_time_to_seconds(str((secure.getpeercert() or {}).get("notAfter", "")))
    except ssl.SSLCertVerificationError:
        yield Told(
            State.WARNING,
            f"the certificate of {host} is not trusted from here",
            "see to the certificate and its chain on the proxy",
            Who.NETWORK,
        )
    except (OSError, ValueError):
        yield Told(
            State.WARNING,
            f"{host}:{port} does not answer with TLS from here",
            "start the proxy, or see to its name and port; where this machine cannot reach its own address, look from another",
            Who.NETWORK,
        )
    else:
        yield from _told(datetime.fromtimestamp(ends, UTC), moment)


def _told(ends: datetime, moment: datetime) -> Iterator[Told]:
    left = ends - moment
    if left < timedelta():
        yield Told(State.CRITICAL, f"the certificate ended on {ends:%Y-%m-%d}", "renew it", Who.NETWORK)
    elif left < _SOON:
        state = State.CRITICAL if left < _NOW else State.WARNING
        yield Told(
            state,
            f"the certificate ends in {left.days} days, on {ends:%Y-%m-%d}",
            "renew it; `systemctl reload bailee` takes it up",
            Who.NETWORK,
        )
    else:
        yield ok(f"the certificate holds until {ends:%Y-%m-%d}")
