"""Workers: as many processes as asked, each with one file at a time; a death or a hang costs that file alone.

Workers are forked from one warm process where the system can (`forkserver`), and spawned where it can't. They are
watched from here: no sign of life within the limit, or too much memory, and the worker is ended.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from bailee.items import Item
from bailee.scanner import wire
from bailee.scanner.limits import Limits, resident
from bailee.scanner.reading import Piece, Progress, ScanKeys
from bailee.vocabulary import Reason

RECYCLE_AFTER = 1_000  # files; libraries in C leak a little
LOOK_EVERY = 0.1  # seconds between two looks at memory and time


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker is through with a file: `reason` is why it failed, None where it did not."""

    reason: Reason | None


def start_method() -> ForkServerContext | SpawnContext:
    """How workers come to be: forked from one warm process, or spawned where the system cannot fork."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["bailee.scanner.worker"])
        return context
    return multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    channel: Connection
    item: Item | None = None
    started: float = 0.0
    heard: float = 0.0
    characters: int = 0
    served: int = 0
    failure: Reason | None = None


@dataclass(slots=True)
class Pool:
    """`start` gives a file to an idle worker; `collect` yields what came back. Close it, or use it as a context."""

    keys: ScanKeys
    limits: Limits
    jobs: int
    place: str
    deaths: int = 0
    _workers: list[_Worker] = field(default_factory=list)
    _context: ForkServerContext | SpawnContext = field(default_factory=start_method)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every worker now."""
        for worker in self._workers:
            worker.channel.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers.clear()

    @property
    def busy(self) -> int:
        return sum(worker.item is not None for worker in self._workers)

    @property
    def has_room(self) -> bool:
        return self.busy < self.jobs

    def start(self, item: Item) -> None:
        """Give a file to a worker; call only while there is room."""
        worker = next((worker for worker in self._workers if worker.item is None), None)
        if worker is not None and worker.served >= RECYCLE_AFTER:
            self._retire(worker)
            worker = None
        if worker is None:
            worker = self._hire()
        worker.item, worker.started, worker.served = item, time.monotonic(), worker.served + 1
        worker.heard, worker.characters, worker.failure = worker.started, 0, None
        try:
            worker.channel.send_bytes(wire.encode_item(item))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it died while idle: `collect` sees the closed channel and says so

    def collect(self) -> Iterator[tuple[Item, Piece | Ended]]:
        """What the workers have to say now; waits at most one look."""
        channels = {worker.channel: worker for worker in self._workers if worker.item is not None}
        for ready in wait(list(channels), LOOK_EVERY):
            if isinstance(ready, Connection):
                yield from self._hear(channels[ready])
        now = time.monotonic()
        for worker in list(channels.values()):
            if worker.item is not None and (reason := self._overdrawn(worker, now)):
                yield worker.item, Ended(reason)
                self._retire(worker)

    def _hear(self, worker: _Worker) -> Iterator[tuple[Item, Piece | Ended]]:
        item = worker.item
        if item is None:
            return
        try:
            message = worker.channel.recv_bytes()
        except (EOFError, OSError):
            self.deaths += 1
            yield item, Ended(self._cause_of_death(worker))
            self._retire(worker)
            return
        worker.heard = time.monotonic()
        if message.startswith(b"ok"):
            for piece in wire.decode_pieces(message[2:]):
                if isinstance(piece, Progress):
                    worker.characters = piece.characters
                yield item, piece
        elif message.startswith(b"failed"):
            worker.failure = Reason(message[6:].decode())
        else:
            worker.item = None
            yield item, Ended(worker.failure)
            if resident(worker.process.pid or 0) > self.limits.memory * 0.6:
                self._retire(worker)  # what it holds now would count against the next file

    def _overdrawn(self, worker: _Worker, now: float) -> Reason | None:
        allowed = self.limits.seconds + self.limits.seconds_per_megabyte * worker.characters / 1e6
        if now - worker.heard > self.limits.seconds or now - worker.started > allowed:
            return Reason.TIMED_OUT
        if resident(worker.process.pid or 0) > self.limits.memory * 1.25:
            return Reason.OUT_OF_MEMORY
        return None

    def _cause_of_death(self, worker: _Worker) -> Reason:
        worker.process.join(2)
        # SIGXCPU: the CPU limit; SIGKILL: the system's own memory watch.
        return {-24: Reason.TIMED_OUT, -9: Reason.OUT_OF_MEMORY}.get(worker.process.exitcode or 0, Reason.CRASHED)

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # `work` is named, not imported: this process must not load a single parser.
        process = self._context.Process(target=_work, args=(theirs, self.keys, self.limits, self.place), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _retire(self, worker: _Worker) -> None:
        worker.item = None  # a dead one is not looked at again
        worker.channel.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        self._workers.remove(worker)


def _work(channel: Connection, keys: ScanKeys, limits: Limits, place: str) -> None:
    from bailee.scanner.worker import work  # in the child only, and there it is loaded already

    work(channel, keys, limits, place)
