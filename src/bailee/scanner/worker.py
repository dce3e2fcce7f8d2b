"""A worker process: takes one file after the other, reads it within limits, hands over what it found."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import time
from dataclasses import replace
from multiprocessing.connection import Connection

from bailee.disks import mount_of
from bailee.extractors.interface import Unreadable
from bailee.extractors.volumes import companions
from bailee.items import Item
from bailee.monitoring.contents import look
from bailee.scanner.isolation import Held, isolate
from bailee.scanner.limits import Limits, allow_cpu, allow_time, apply, end_with_parent
from bailee.scanner.pace import give_way
from bailee.scanner.pieces import Piece, Progress, ScanKeys
from bailee.scanner.reading import read_file
from bailee.scanner.wire import decode_item, decode_only, encode_pieces
from bailee.sources.system_errors import reason_of
from bailee.vocabulary import Locator, Reason

MUCH = 50_000  # characters that take a while to look through: what was found before them goes first, for the file may end there
BATCH = 500  # pieces in one message
LATEST = 0.5  # seconds that a piece may wait for others: a worker that is ended loses what it has not told
GRACE = 3.0  # seconds of processor after which a worker ends itself, if the scanner, which should have, is gone
# Times as long as the scanner waits for a sign of life: a worker cannot tell waiting from having no processor. One that
# ended itself for want of a processor is told by the pool, which has its file read once more.
PATIENCE = 3.0

# Each thread of a library of linear algebra takes 32 MB beforehand; a worker has one core, and they count against its limit.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

# The parent of all workers imports this module once and forks from it: it reads one file, so that what the first one makes
# ready (patterns, kinds, readers: 0.6 s) is there for each worker.
_WARM = b"Employee: Ann Berg\nSocial Security number: 512-44-7313\n"
for _ in read_file(
    Item(Locator(("warm.txt",)), len(_WARM), data=_WARM),
    keys=ScanKeys.random(), limits=Limits(names="off", ocr="off"), place="",
):  # fmt: skip
    pass
look("", (), ("web-history",))  # and what is known of monitoring tools is loaded
# These two ask the loader of the system where their libraries lie, which takes a process: a worker can start none.
for _library in ("magic", "libarchive"):
    with contextlib.suppress(Exception):
        importlib.import_module(_library)


def work(channel: Connection, keys: ScanKeys, limits: Limits, readable: tuple[str, ...], place: str) -> None:
    """Serve until the channel closes. A message is `held` once, then `ok` and pieces, `failed` and a reason, or `end`."""
    held = settle(limits, readable)
    channel.send_bytes(b"held" + json.dumps(held.told()).encode())
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            _serve(channel, channel.recv_bytes(), keys, limits, place)


def settle(limits: Limits, readable: tuple[str, ...]) -> Held:
    """Make this process one that may meet hostile bytes: limits on, locked in, nothing to be heard from libraries in C.

    `readable`: files and folders that it may open, beside what libraries need; what is kept from it is told.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the scanner's: it closes the channel
    # Libraries in C print warnings about hostile files, with bits of them; nobody may see those.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    apply(limits)
    if limits.gentle:
        give_way()
    beside = [
        other for path in readable for other in companions(path)
    ]  # a database's newest rows, an archive's other volumes
    held = isolate([*readable, *beside])
    end_with_parent()
    return held


def _serve(channel: Connection, message: bytes, keys: ScanKeys, limits: Limits, place: str) -> None:
    item = decode_item(message)
    telling = _Telling(channel, limits, item.size)
    allow_cpu(limits.seconds + limits.seconds_per_megabyte * item.size / 1e6 + GRACE)
    allow_time(PATIENCE * limits.stalled)
    reason = None
    try:
        for piece in read_file(
            item, keys=keys, limits=limits, place=place, only=decode_only(message), alive=telling.alive
        ):
            telling.add(piece)
    except Unreadable as failure:
        reason = failure.reason if failure.reason is not Reason.DAMAGED else _why_damaged(item)
    except (MemoryError, RecursionError):
        reason = Reason.OUT_OF_MEMORY
    except OSError as failure:
        reason = reason_of(failure, item.path or "")
    allow_time(0)
    telling.send()
    if reason is not None:
        channel.send_bytes(b"failed" + reason.value.encode())
    channel.send_bytes(b"end")


def _why_damaged(item: Item) -> Reason:
    """A parser takes a file for damaged, too, whose share dropped while it read: then it is not there now."""
    if item.path is None or (mount := mount_of(item.path)) is None or not mount.is_network:
        return Reason.DAMAGED
    try:
        with item.path.open("rb", buffering=0) as stream:
            stream.seek(max(0, item.size - 1))
            stream.read(1)
    except OSError as failure:
        return reason_of(failure, item.path)
    return Reason.DAMAGED


class _Telling:
    """What goes to the scanner: pieces by the hundred, but never later than a moment after they were found."""

    def __init__(self, channel: Connection, limits: Limits, size: int) -> None:
        self.channel = channel
        self.size = size
        self.limits = limits
        self.batch: list[Piece] = []
        self.progress: Progress | None = None
        self.latest = Progress(0)
        self.pictures = 0
        self.granted = 0.0
        self.sent = time.monotonic()

    def add(self, piece: Piece) -> None:
        is_before_much = False
        if isinstance(piece, Progress):
            is_before_much = bool(self.batch) and piece.characters - self.latest.characters >= MUCH
            self.progress = self.latest = piece
        else:
            self.batch.append(piece)
        if is_before_much or len(self.batch) >= BATCH or time.monotonic() - self.sent > LATEST:
            self.send()

    def alive(self, pictures: int) -> None:
        """A picture is being read, the so many-th: no piece comes of it for a while."""
        self.pictures = pictures
        if time.monotonic() - self.sent > LATEST:
            self.progress = self.progress or self.latest
            self.send()

    def send(self) -> None:
        if self.progress is not None:
            self.progress = replace(self.progress, pictures=self.pictures)
            allowed = self.progress.allows(self.limits, self.size)
            allow_cpu(self.limits.seconds + allowed - self.granted + GRACE)
            self.granted = allowed
            self.batch.append(self.progress)
            self.progress = None
        if self.batch:
            allow_time(PATIENCE * self.limits.stalled)
            self.channel.send_bytes(b"ok" + encode_pieces(self.batch))
            self.batch = []
        self.sent = time.monotonic()
