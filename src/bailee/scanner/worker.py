"""A worker process: takes one file after the other, reads it within limits, hands over what it found."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from multiprocessing.connection import Connection

from bailee.detectors import detect
from bailee.extractors.interface import Unreadable
from bailee.scanner.limits import Limits, allow_cpu, allow_time, apply, end_with_parent
from bailee.scanner.reading import Piece, Progress, ScanKeys, read_file
from bailee.scanner.wire import decode_item, encode_pieces
from bailee.sources.files import reason_of
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

BATCH = 500  # pieces in one message
LATEST = 0.5  # seconds that a piece may wait for others: a worker that is ended loses what it has not told
GRACE = 3.0  # seconds after which a worker ends itself, if the scanner, which should have, is gone

# The parent of all workers imports this module once and forks from it: patterns are compiled here, not in each worker.
detect(Text.of("warm", Locator(("",))))


def work(channel: Connection, keys: ScanKeys, limits: Limits, place: str) -> None:
    """Serve until the channel closes. A message is `ok` and pieces, `failed` and a reason, or `end`."""
    settle(limits)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            _serve(channel, channel.recv_bytes(), keys, limits, place)


def settle(limits: Limits) -> None:
    """Make this process one that may meet hostile bytes: limits on, nothing to be heard from libraries in C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the scanner's: it closes the channel
    # Libraries in C print warnings about hostile files, with bits of them; nobody may see those.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    end_with_parent()
    apply(limits)


def _serve(channel: Connection, message: bytes, keys: ScanKeys, limits: Limits, place: str) -> None:
    item = decode_item(message)
    telling = _Telling(channel, limits, item.size)
    allow_cpu(limits.seconds + limits.seconds_per_megabyte * item.size / 1e6 + GRACE)
    allow_time(limits.seconds + GRACE)
    reason = None
    try:
        for piece in read_file(item, keys=keys, limits=limits, place=place):
            telling.add(piece)
    except Unreadable as failure:
        reason = failure.reason
    except (MemoryError, RecursionError):
        reason = Reason.OUT_OF_MEMORY
    except OSError as failure:
        reason = reason_of(failure)
    allow_time(0)
    telling.send()
    if reason is not None:
        channel.send_bytes(b"failed" + reason.value.encode())
    channel.send_bytes(b"end")


class _Telling:
    """What goes to the scanner: pieces by the hundred, but never later than a moment after they were found."""

    def __init__(self, channel: Connection, limits: Limits, size: int) -> None:
        self.channel = channel
        self.size = size
        self.limits = limits
        self.batch: list[Piece] = []
        self.progress: Progress | None = None
        self.granted = 0.0
        self.sent = time.monotonic()

    def add(self, piece: Piece) -> None:
        if isinstance(piece, Progress):
            self.progress = piece
        else:
            self.batch.append(piece)
        if len(self.batch) >= BATCH or time.monotonic() - self.sent > LATEST:
            self.send()

    def send(self) -> None:
        if self.progress is not None:
            allowed = self.progress.allows(self.limits, self.size)
            allow_cpu(self.limits.seconds + allowed - self.granted + GRACE)
            self.granted = allowed
            self.batch.append(self.progress)
            self.progress = None
        if self.batch:
            allow_time(self.limits.seconds + GRACE)
            self.channel.send_bytes(b"ok" + encode_pieces(self.batch))
            self.batch = []
        self.sent = time.monotonic()
