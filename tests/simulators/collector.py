"""A collector of lines on loopback, by TLS: takes what RFC 5425 and 5424 say, and keeps what breaks them in `faults`.

It can be away, come back on the same port, ask for a certificate, and stop reading.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from waiting import until

# PRI VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG, RFC 5424, 6
LINE = re.compile(
    r"<(?P<pri>0|[1-9][0-9]{0,2})>1 (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) (?P<machine>[!-~]{1,255})"
    r" (?P<program>[!-~]{1,48}) (?P<process>[!-~]{1,128}) (?P<name>[!-~]{1,32}) - (?P<text>[ -~]*)"
)


@dataclass
class Collector:
    context: ssl.SSLContext
    port: int = 0
    lines: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    is_reading: bool = True

    def __post_init__(self) -> None:
        self._open: list[socket.socket] = []
        self.come_back()

    @property
    def texts(self) -> list[str]:
        return [line["text"] for line in self.lines]

    def until(self, count: int) -> list[str]:
        """Its lines once there are so many."""
        until(lambda: len(self.lines) >= count, f"{count} lines")
        return self.texts

    def come_back(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def go_away(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept
        self._listener.close()
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            self._open.append(plain)
            threading.Thread(target=self._talk, args=(plain,), daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        try:
            secure = self.context.wrap_socket(plain, server_side=True)
        except OSError as error:
            self.faults.append(f"no TLS: {type(error).__name__}")
            plain.close()
            return
        self._open.append(secure)
        with suppress(OSError, ValueError):
            stream = secure.makefile("rb")
            while self._frame(stream):
                while not self.is_reading:
                    time.sleep(0.02)

    def _frame(self, stream: BinaryIO) -> bool:
        """One frame: MSG-LEN SP SYSLOG-MSG. False at the end, or where it was cut off."""
        digits = b""
        while (octet := stream.read(1)) != b" ":
            if not octet:
                return False
            digits += octet
            if not re.fullmatch(rb"[1-9][0-9]{0,4}", digits):
                self.faults.append(f"no length: {digits!r}")
                return False
        frame = stream.read(int(digits))
        if len(frame) < int(digits):
            return False  # cut off: a receiver lets it go
        found = LINE.fullmatch(frame.decode("utf-8", "replace"))
        if found is None or not 0 <= int(found["pri"]) <= 191:
            self.faults.append(f"no line of RFC 5424: {frame!r}")
            return False
        self.lines.append(found.groupdict())
        return True


@contextmanager
def collector(certificate: Path, key: Path, asks_for: Path | None = None) -> Iterator[Collector]:
    """One that lives as long as the block; `asks_for`: the authority of certificates that it wants to be shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if asks_for is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(asks_for)
    there = Collector(context)
    try:
        yield there
    finally:
        there.go_away()
