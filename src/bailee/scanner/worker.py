"""A worker process: takes one file after the other, reads it within limits, hands over what it found."""

from __future__ import annotations

import contextlib
import os
import signal
from multiprocessing.connection import Connection

from bailee.detectors import detect
from bailee.extractors.interface import Unreadable
from bailee.scanner import limits as limit
from bailee.scanner import wire
from bailee.scanner.limits import Limits
from bailee.scanner.reading import Done, Piece, Progress, ScanKeys, read_file
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

BATCH = 500  # pieces in one message

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
    limit.apply(limits)


def _serve(channel: Connection, message: bytes, keys: ScanKeys, limits: Limits, place: str) -> None:
    item = wire.decode_item(message)
    limit.allow_cpu(limits.seconds + limits.seconds_per_megabyte * item.size / 1e6 + 5)
    batch: list[Piece] = []
    granted = 0
    try:
        for piece in read_file(item, keys=keys, limits=limits, place=place):
            if isinstance(piece, Progress):
                if piece.characters - granted > 1_000_000:
                    granted = piece.characters
                    limit.allow_cpu(limits.seconds + 5)
                    batch.append(piece)
                    channel.send_bytes(b"ok" + wire.encode_pieces(batch))
                    batch = []
                continue
            batch.append(piece)
            if len(batch) >= BATCH or isinstance(piece, Done):
                channel.send_bytes(b"ok" + wire.encode_pieces(batch))
                batch = []
        reason = None
    except Unreadable as failure:
        reason = failure.reason
    except MemoryError:
        reason = Reason.OUT_OF_MEMORY
    except FileNotFoundError:
        reason = Reason.VANISHED
    except PermissionError:
        reason = Reason.NO_PERMISSION
    except OSError:
        reason = Reason.DAMAGED
    if reason is not None:
        if batch:
            channel.send_bytes(b"ok" + wire.encode_pieces(batch))
        channel.send_bytes(b"failed" + reason.value.encode())
    channel.send_bytes(b"end")
