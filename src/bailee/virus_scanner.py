"""A virus scanner that looks at what people hand in: clamd, by its INSTREAM.

    scanner = VirusScanner.of(settings)              # None where none is set
    scanner.look(stream)                             # the name of what it found, or ""

clamd speaks no TLS, so it is asked on this machine alone: by its socket, or by an address that leads back here. It is given the
bytes, and no name. Whatever is no clear answer (it is away, it is silent, the file is larger than it takes) is NoVerdict, never "".

>>> VirusScanner.of({"virus_scanner": "127.0.0.1:3310", "virus_scanner_away": "refuse"})
VirusScanner(where=('127.0.0.1', 3310), takes_unseen=False)
>>> VirusScanner.of({"virus_scanner": "scanner.example.com:3310", "virus_scanner_away": "refuse"})
Traceback (most recent call last):
bailee.errors.InvalidInput: BAILEE_VIRUS_SCANNER names another machine, to which files would go unencrypted
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import BinaryIO

from bailee.errors import CannotRead, InvalidInput

SECONDS = 60.0  # of one file
AWAY = ("refuse", "take")
_PIECE = 64 << 10
_LONGEST_ANSWER = 4_096
_FOUND = re.compile(rb"stream: (?P<name>[^\x00\n]{1,200}) FOUND")
_UNNAMABLE = re.compile(r"[^A-Za-z0-9._/-]")


class NoVerdict(CannotRead):
    """Nobody can say whether there is something in the file."""


@dataclass(frozen=True, slots=True)
class VirusScanner:
    """Where it is asked, and whether a file is taken unseen while it is away."""

    where: str | tuple[str, int]
    takes_unseen: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, int | str]) -> VirusScanner | None:
        """The one of the settings. InvalidInput where they make no sense."""
        given, away = str(settings["virus_scanner"]).strip(), str(settings["virus_scanner_away"])
        if away not in AWAY:
            raise InvalidInput(f'BAILEE_VIRUS_SCANNER_AWAY is "{away}"', hint=" or ".join(AWAY))
        if not given:
            return None
        if given.startswith("/"):
            return cls(given, away == "take")
        host, _, port = given.rpartition(":")
        if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
            raise InvalidInput(
                "BAILEE_VIRUS_SCANNER names no socket and no address",
                hint="as in /run/clamav/clamd.ctl, or 127.0.0.1:3310",
            )
        host = host.strip("[]")
        if not _is_here(host):
            raise InvalidInput(
                "BAILEE_VIRUS_SCANNER names another machine, to which files would go unencrypted",
                hint="clamd speaks no TLS: run it here, or lead 127.0.0.1 to it by a tunnel",
            )
        return cls((host, int(port)), away == "take")

    def look(self, stream: BinaryIO) -> str:
        """What it found in all that the stream holds, '' where that is nothing. NoVerdict where it does not say."""
        answer = self._asked(b"zINSTREAM\0", stream)
        if answer == b"stream: OK":
            return ""
        if found := _FOUND.fullmatch(answer):
            return _UNNAMABLE.sub("-", found["name"].decode("ascii", "replace"))[:80]
        if b"size limit" in answer:
            raise NoVerdict("the virus scanner takes no file of this size", hint="make it smaller")
        raise _away()

    def version(self) -> str:
        """Which one answers, as in `ClamAV 1.4.6`. NoVerdict where none does."""
        answer = self._asked(b"zVERSION\0").decode("ascii", "replace").partition("/")[0]
        if not answer.startswith("ClamAV"):
            raise _away()
        return _UNNAMABLE.sub(" ", answer)[:40].strip()

    def _asked(self, command: bytes, stream: BinaryIO | None = None) -> bytes:
        until = time.monotonic() + SECONDS
        try:
            with self._connected() as link:
                with suppress(BrokenPipeError, ConnectionResetError):  # it may have said why, before it hung up
                    link.sendall(command)
                    while stream is not None:
                        link.settimeout(max(0.1, until - time.monotonic()))
                        piece = stream.read(_PIECE)
                        link.sendall(len(piece).to_bytes(4, "big") + piece)
                        if not piece:
                            break
                answer = b""
                while not answer.endswith((b"\0", b"\n")) and len(answer) < _LONGEST_ANSWER:
                    link.settimeout(max(0.1, until - time.monotonic()))
                    if not (more := link.recv(_LONGEST_ANSWER)):
                        break
                    answer += more
        except OSError:
            raise _away() from None
        return answer.strip(b"\0\n")

    def _connected(self) -> socket.socket:
        if isinstance(self.where, tuple):
            return socket.create_connection(self.where, timeout=5)
        link = socket.socket(socket.AF_UNIX)
        try:
            link.settimeout(5)
            link.connect(self.where)
        except BaseException:
            link.close()
            raise
        return link


def _away() -> NoVerdict:
    return NoVerdict(
        "the virus scanner does not answer, so this file was not looked at",
        hint="try again in a while, or tell whoever runs this server",
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
