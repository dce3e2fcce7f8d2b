"""The same lines to another system: syslog over TLS (RFC 5425), in the form of RFC 5424.

    begin(settings, "info", process="server")               # to standard error, and to the collector where one is set

Whoever writes a line is never held up: it is laid into a queue of ROOM lines, and a thread sends it. While the collector is away the
thread tries again, after 1, 2, 4 … 60 seconds; what then finds no room is counted, and the count is told once there is room. The
collector's certificate has to lead to an authority that the settings name (else to one of the system's), and to bear its name.

A line that was given to the network counts as sent, for syslog answers nothing: what was on its way when a collector fell is on
standard error alone.

>>> record = logging.LogRecord("bailee", logging.WARNING, "", 0, "sign-in-failed", (), None)
>>> framed(record, '{"event": "sign-in-failed"}', "privacy").partition(b" ")[2].split(b" ", 2)[0]
b'<132>1'
"""

from __future__ import annotations

import logging
import os
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import urlsplit

from bailee import logs
from bailee.errors import CannotRead, InvalidInput

PORT = 6514  # RFC 5425, 4.1
ROOM = 10_000  # lines that wait
MOST = 8_192  # octets of a line: what receivers should take (RFC 5425, 4.3.1)
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds before another try
SECONDS = 10.0  # of looking up, connecting and each sending
AT_END = 2.0  # seconds that a process which ends waits for its last lines
_FACILITY = 16  # local0
_SEVERITIES = ((logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))  # RFC 5424, 6.2.1
_UNPRINTABLE = re.compile(r"[^!-~]")


@dataclass(frozen=True, slots=True)
class Collector:
    """Where lines go, whom it has to lead to, and what we show it."""

    host: str
    port: int = PORT
    trusted: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    @classmethod
    def of(cls, settings: Mapping[str, int | str]) -> Collector | None:
        """The one of the settings, its files looked at; InvalidInput or CannotRead says what makes no sense.

        >>> Collector.of({"syslog": "logs.example.com", "syslog_trusted": "", "syslog_cert": "", "syslog_key": ""})
        Collector(host='logs.example.com', port=6514, trusted=None, certificate=None, key=None)
        """
        given = str(settings["syslog"]).strip()
        if not given:
            return None
        trusted, certificate, key = (_file(settings, name) for name in ("syslog_trusted", "syslog_cert", "syslog_key"))
        if (certificate is None) != (key is None):
            raise InvalidInput(
                "BAILEE_SYSLOG_CERT and BAILEE_SYSLOG_KEY go together", hint="set both, or neither of them"
            )
        host, port = _address(given)
        collector = cls(host, port, trusted, certificate, key)
        collector.context()
        return collector

    def context(self) -> ssl.SSLContext:
        """TLS 1.2 or 1.3, with a certificate that leads to whom we trust and bears the name."""
        try:
            context = ssl.create_default_context(cafile=str(self.trusted) if self.trusted else None)
        except (OSError, ValueError):
            raise CannotRead(
                "the file that BAILEE_SYSLOG_TRUSTED names holds no certificates that can be read",
                hint="the collector's authority, as PEM",
            ) from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate is not None and self.key is not None:
            try:
                context.load_cert_chain(str(self.certificate), str(self.key), password=lambda: "")
            except (OSError, ValueError):
                raise CannotRead(
                    "the files that BAILEE_SYSLOG_CERT and BAILEE_SYSLOG_KEY name are no certificate and its key",
                    hint="both as PEM, the key without a passphrase and readable by this account",
                ) from None
        return context

    def connected(self) -> ssl.SSLSocket:
        """A connection of which the certificate was looked at. OSError where there is none."""
        plain = socket.create_connection((self.host, self.port), timeout=SECONDS)
        try:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_USER_TIMEOUT", 30_000)):
                if hasattr(socket, option):  # not on every system
                    plain.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
            return self.context().wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def _file(settings: Mapping[str, int | str], name: str) -> Path | None:
    given = str(settings[name])
    return Path(given).expanduser() if given else None


def _address(given: str) -> tuple[str, int]:
    """
    >>> _address("syslog+tls://logs.example.com:10514"), _address("[2001:db8::7]:6514")
    (('logs.example.com', 10514), ('2001:db8::7', 6514))
    """
    try:
        parts = urlsplit(given if "://" in given else f"syslog+tls://{given}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme != "syslog+tls" or parts.path.strip("/") or parts.query or parts.username:
        raise InvalidInput(
            "BAILEE_SYSLOG names no collector that lines can be sent to by TLS",
            hint="its name and port, as in logs.example.com:6514; nothing is sent unencrypted",
        )
    return host, port or PORT


def begin(settings: Mapping[str, int | str], level: str, process: str = "") -> None:
    """From here on this process writes lines, to standard error and to the collector that is set."""
    collector = Collector.of(settings)
    logs.set_up(level, process=process, beside=Sender(collector) if collector is not None else None)


def framed(record: logging.LogRecord, text: str, machine: str) -> bytes:
    """A line of RFC 5424, with its octets counted before it (RFC 5425, 4.3)."""
    severity = next((number for level, number in _SEVERITIES if record.levelno >= level), 7)
    moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    name = record.msg if isinstance(getattr(record, "bailee", None), dict) else "library"
    called = _UNPRINTABLE.sub("-", str(name))[:32] or "-"
    head = f"<{_FACILITY * 8 + severity}>1 {moment} {machine} bailee {os.getpid()} {called} - "
    line = (head + text).encode("ascii", "replace")[:MOST]
    return b"%d %s" % (len(line), line)


class Sender(logging.Handler):
    """Lays lines aside for a thread of its own, which sends them. A process that was forked from one with a sender begins anew."""

    def __init__(self, collector: Collector, room: int = ROOM) -> None:
        super().__init__()
        self.collector, self.room = collector, room
        self.machine = _UNPRINTABLE.sub("-", socket.gethostname())[:255] or "-"
        self.setFormatter(logs.Lines())
        self._process = 0
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._dropped = 0
        self._is_away = False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._process != os.getpid():
                self._begin()
            if self._waiting.qsize() >= self.room:
                self._dropped += 1
            else:
                self._waiting.put(framed(record, self.format(record), self.machine))
        except Exception:  # noqa: BLE001 - no line stops what it tells of; standard error has it
            self.handleError(record)

    def _begin(self) -> None:
        self._process, self._waiting, self._ending = os.getpid(), SimpleQueue(), threading.Event()
        self._dropped, self._is_away = 0, False
        self._thread = threading.Thread(target=self._send, name="lines to the collector", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Send what waits, for two seconds at most; not at all where the collector is away."""
        if self._thread is not None and self._process == os.getpid():
            self._waiting.put(None)
            if self._is_away:
                self._ending.set()
            self._thread.join(AT_END)
            self._ending.set()
        super().close()

    def _send(self) -> None:
        """The thread: one line after the other, each until it is sent."""
        link: ssl.SSLSocket | None = None
        while (line := self._waiting.get()) is not None:
            wait = FIRST_WAIT
            while True:
                try:
                    if link is None or _is_gone(link):
                        _shut(link)
                        link = None  # before the next try: it may fail
                        link = self.collector.connected()
                    link.settimeout(SECONDS)
                    link.sendall(line)
                    break
                except (
                    OSError,
                    CannotRead,
                    InvalidInput,
                ) as error:  # also of TLS; files of certificates may be renewed
                    _shut(link)
                    link = None
                    if not self._is_away:
                        self._is_away = True
                        logs.fault("log-collector-away", error, "warning", why=reason(error))
                    if self._ending.wait(wait):
                        return
                    wait = min(wait * 2, LONGEST_WAIT)
            self._tell_again()
        _shut(link)

    def _tell_again(self) -> None:
        """A line came through: that it does again, and how many found no room meanwhile."""
        if self._is_away:
            self._is_away = False
            logs.event("log-collector-back", "warning")
        if self._dropped and self._waiting.qsize() <= self.room // 2:
            self.acquire()
            dropped, self._dropped = self._dropped, 0
            self.release()
            logs.event("log-lines-dropped", "error", lines=dropped)


def _is_gone(link: ssl.SSLSocket) -> bool:
    """Whether the other side ended it: a line that is sent into such a connection is lost without an error."""
    try:
        link.settimeout(0)
        return link.recv(64) == b""
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
        return False
    except OSError:
        return True


def _shut(link: ssl.SSLSocket | None) -> None:
    if link is not None:
        with suppress(OSError):
            link.settimeout(1)
            link.unwrap().close()  # says that no line was cut off
        link.close()


def reason(error: BaseException) -> str:
    """Why a collector takes nothing, as one of few words.

    >>> reason(ConnectionRefusedError()), reason(socket.gaierror())
    ('refused', 'no such name')
    """
    for kind, word in (
        (ssl.SSLCertVerificationError, "its certificate is not trusted"),
        (ssl.SSLError, "no TLS"),
        (socket.gaierror, "no such name"),
        (ConnectionRefusedError, "refused"),
        (TimeoutError, "silent"),
        (CannotRead, "our files of certificates cannot be read"),
    ):
        if isinstance(error, kind):
            return word
    return "not reached"
