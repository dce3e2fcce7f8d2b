"""The collector of lines answers, by TLS, with a certificate that is trusted."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.errors import Error
from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.syslog import Collector, reason

RANK = 11


def check(around: Around) -> Iterator[Told]:
    try:
        collector = Collector.of(around.settings)
    except Error as error:
        yield Told(State.CRITICAL, str(error), error.hint, Who.MACHINE)
        return
    if collector is None:
        yield ok("no collector is set: lines go to standard error")
        return
    where = f"the collector {collector.host}:{collector.port}"
    try:
        collector.connected().close()
    except OSError as error:
        yield Told(
            State.WARNING,
            f"{where} takes no lines: {reason(error)}",
            "see to its name, port and certificate, and to BAILEE_SYSLOG_TRUSTED; lines wait meanwhile, and stand on standard error",
            Who.NETWORK,
        )
    else:
        yield ok(f"{where} answers with a certificate that is trusted")
