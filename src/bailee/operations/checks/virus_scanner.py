"""The virus scanner answers."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.errors import Error
from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.virus_scanner import VirusScanner

RANK = 12


def check(around: Around) -> Iterator[Told]:
    try:
        scanner = VirusScanner.of(around.settings)
    except Error as error:
        yield Told(State.CRITICAL, str(error), error.hint, Who.MACHINE)
        return
    if scanner is None:
        yield ok("no virus scanner is set: what is handed in is read by a process without rights")
        return
    try:
        yield ok(f"the virus scanner answers: {scanner.version()}")
    except Error:
        does = "taken unseen" if scanner.takes_unseen else "refused"
        yield Told(
            State.CRITICAL,
            f"the virus scanner does not answer: files that are handed in are {does}",
            "start clamd, or see to BAILEE_VIRUS_SCANNER and to who may open its socket",
            Who.MACHINE,
        )
