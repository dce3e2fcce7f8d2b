"""The address, TLS, the proxy and cookies agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bailee.errors import Error
from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.operations.serve_pages import Listening, certificate_names

RANK = 9


def listening(around: Around) -> Listening:
    """As `bailee serve` would listen by the settings alone."""
    told = around.settings
    certificate, key = str(told["tls_cert"]), str(told["tls_key"])
    return Listening(
        str(told["host"]), int(told["port"]), str(told["address"]),
        Path(certificate) if certificate else None, Path(key) if key else None,
        tuple(each for each in str(told["proxies"]).replace(",", " ").split() if each), int(told["workers"]),
    )  # fmt: skip


def check(around: Around) -> Iterator[Told]:
    try:
        there = listening(around).checked()
    except Error as error:
        yield Told(State.CRITICAL, str(error), error.hint, Who.NETWORK)
        return
    host = there.public.partition("://")[2].partition(":")[0]
    if there.certificate is not None and there.key is not None:
        names = certificate_names(there.certificate, there.key)
        if not any(_covers(name, host) for name in names):
            yield Told(
                State.CRITICAL,
                f"the certificate is for {', '.join(names) or 'no name'}, and not for {host}",
                f"get one for {host}",
                Who.NETWORK,
            )
            return
        yield ok(f"{there.public} with its own certificate; cookies go over TLS to that name alone")
    elif not there.public:
        yield ok("the server answers on this machine alone")
    elif there.public.startswith("https://"):
        if not there.proxies:
            yield Told(
                State.WARNING, "the proxy is not named: wrong passwords of everybody count as those of one",
                "BAILEE_PROXIES=127.0.0.1 (or where it connects from), and let it set X-Forwarded-For", Who.NETWORK,
            )  # fmt: skip
        yield ok(f"{there.public} by a proxy; cookies go over TLS to that name alone")
    else:
        yield ok(f"{there.public}, on this machine")


def _covers(name: str, host: str) -> bool:
    """
    >>> _covers("*.example.com", "privacy.example.com"), _covers("*.example.com", "a.b.example.com")
    (True, False)
    """
    if name.startswith("*."):
        return host.partition(".")[2].lower() == name[2:].lower()
    return name.lower() == host.lower()
