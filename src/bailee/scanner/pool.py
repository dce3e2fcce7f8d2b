"""Workers: as many processes as asked, each with one file at a time; a death or a hang costs that file alone.

Workers are forked from one warm process where the system can (`forkserver`), and spawned where it can't. They are
watched from here: no sign of life within the limit, or too much memory, and the worker is ended.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import forkserver, spawn
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from bailee.errors import NotAllowed
from bailee.items import Item
from bailee.scanner.isolation import Held
from bailee.scanner.limits import Limits
from bailee.scanner.pieces import Piece, Progress, ScanKeys
from bailee.scanner.processes import NEVER, Moment, moment, proportional, resident
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.scanner.hearing import Inbox

RECYCLE_AFTER = 1_000  # files; libraries in C leak a little
LOOK_EVERY = 0.1  # seconds between two looks at memory and time
ANEW = 10.0  # seconds in which what workers are forked from is there again, if somebody ended it
STOPPED = 5.0  # seconds without a look after which the scan itself must have been stopped (Ctrl-Z, a debugger)


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker is through with a file: `reason` is why it failed, None where it did not."""

    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PutOff:
    """To be read again: it needs more memory than is left beside the others, or somebody else ended its worker."""


def start_method() -> ForkServerContext | SpawnContext:
    """How workers come to be: forked from one warm process, or spawned where the system cannot fork."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["bailee.scanner.worker"])
        return context
    return multiprocessing.get_context("spawn")


def warm_up() -> None:
    """Let the process that workers are forked from load everything already, beside whatever comes before the scan."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        start_method()
        forkserver.ensure_running()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    channel: Connection
    inbox: Inbox
    item: Item | None = None
    started: Moment = NEVER
    heard: Moment = NEVER  # as far as it was looked at since
    looked: Moment = NEVER
    is_heard: bool = False  # since the last look
    limits: Limits = field(default_factory=Limits)
    progress: Progress | None = None
    served: int = 0
    failure: Reason | None = None
    memory: int = 0  # at the last look
    was_stopped: bool = False  # with this file; its own clock went on

    @property
    def pid(self) -> int:
        return self.process.pid or 0


@dataclass(slots=True)
class Pool:
    """`start` gives a file to an idle worker; `collect` yields what came back. Close it, or use it as a context."""

    keys: ScanKeys
    limits: Limits
    jobs: int
    place: str
    memory: int = 800 << 20  # of all workers together
    ocr: Limits | None = None  # of the one worker that reads text out of pictures, beside the others
    readable: tuple[str, ...] = ()  # beside the place: a folder that items are brought to
    held: Held | None = None  # what every worker so far was refused; None: none has started yet
    started: int = 0  # workers
    tried: set[Locator] = field(default_factory=set)  # files whose worker was ended from outside
    largest: int = 0  # bytes that a worker was seen to hold
    ended: int = 0  # of them, before their time, by a file or by a limit
    _workers: list[_Worker] = field(default_factory=list)
    _looked: float = 0.0
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
        """Workers that read files, without the one that reads pictures."""
        return sum(worker.item is not None for worker in self._ordinary())

    @property
    def reads_pictures(self) -> bool:
        """Whether the worker that reads pictures is busy."""
        return any(worker.item is not None and worker.limits.reads_pictures for worker in self._workers)

    def _ordinary(self) -> list[_Worker]:
        return [worker for worker in self._workers if not worker.limits.reads_pictures]

    @property
    def pids(self) -> list[int]:
        """Processes of the workers, idle ones too."""
        return [worker.pid for worker in self._workers]

    @property
    def has_room(self) -> bool:
        return self.busy < self.jobs

    def start(self, item: Item) -> None:
        """Give a file to a worker; call only while there is room."""
        self._begin(item, (), self.limits)

    def start_pictures(self, item: Item, only: Sequence[Locator]) -> None:
        """Give a file to the worker that reads pictures, which looks through `only` these items; call only while it is idle."""
        self._begin(item, only, self.ocr or self.limits.for_pictures())

    def _begin(self, item: Item, only: Sequence[Locator], limits: Limits) -> None:
        from bailee.scanner.wire import encode_item  # a scan that finds nothing changed speaks to no worker

        message = encode_item(item, only)
        idle = (worker for worker in self._workers if worker.item is None)
        worker = next((worker for worker in idle if worker.limits.reads_pictures == limits.reads_pictures), None)
        # One that died while it was idle is replaced: no file is to pay for that.
        if worker is not None and (worker.served >= RECYCLE_AFTER or not _is_given(worker, message)):
            self._retire(worker)
            worker = None
        if worker is None:
            worker = self._hire(limits)
            _is_given(worker, message)  # one that dies at once is noticed in `collect`
        worker.item, worker.served = item, worker.served + 1
        worker.started = worker.heard = worker.looked = moment(worker.pid)
        worker.is_heard, worker.progress, worker.failure = False, None, None
        worker.memory, worker.was_stopped = 0, False
        worker.inbox.begin()

    def collect(self) -> Iterator[tuple[Item, Piece | Ended | PutOff]]:
        """What the workers have to say now; waits at most one look."""
        self._allow_for_a_stop()
        channels = {worker.channel: worker for worker in self._workers if worker.item is not None}
        heard = wait(list(channels), LOOK_EVERY) if channels else ()
        self._allow_for_a_stop()  # the likeliest moment of one is the wait; a worker's own clock may have ended it meanwhile
        for ready in heard:
            if isinstance(ready, Connection):
                yield from self._hear(channels[ready])
        self._allow_for_a_stop()  # whoever takes what was heard may take long: what the others said waits meanwhile
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        for worker in list(self._workers):  # not of `channels`: some of those have just died
            if worker.item is not None and (reason := self._overdrawn(worker)):
                yield worker.item, Ended(reason)
                self._lose(worker)
        yield from self._within_memory()

    def _allow_for_a_stop(self) -> None:
        """Nobody looked for long: not the files took that time. What a worker's own clock ends then is read again."""
        now = time.monotonic()
        stopped = now - self._looked if self._looked else 0.0
        if stopped > STOPPED:
            for worker in self._workers:
                if worker.item is not None:
                    worker.looked, before = moment(worker.pid), worker.looked
                    worker.started += worker.looked - before
                    worker.heard += worker.looked - before
                    worker.was_stopped = True
            self._looked = now

    def _within_memory(self) -> Iterator[tuple[Item, Ended | PutOff]]:
        """Together the workers keep within `memory`: idle ones go first, then the biggest file waits until it can be alone."""
        workers = self._ordinary()  # the one that reads pictures has a limit of its own
        if sum(resident(worker.pid) for worker in workers) <= self.memory:
            return
        sizes = {worker.pid: proportional(worker.pid) for worker in workers}
        while sum(sizes.values()) > self.memory and sizes:
            biggest = max(self._ordinary(), key=lambda worker: (worker.item is None, sizes[worker.pid]))
            if biggest.item is not None:
                yield biggest.item, PutOff() if self.busy > 1 else Ended(Reason.OUT_OF_MEMORY)
                self.ended += 1
            del sizes[biggest.pid]
            self._retire(biggest)

    def _hear(self, worker: _Worker) -> Iterator[tuple[Item, Piece | Ended | PutOff]]:
        item = worker.item
        if item is None:
            return
        try:
            for message in worker.inbox.receive():
                yield from self._understand(worker, item, message)
        except (EOFError, OSError):
            if worker.item is not None:
                cause = self._cause_of_death(worker)
                yield item, PutOff() if self._may_try_again(worker, cause) else Ended(cause)
            self._lose(worker)
        except ValueError:  # it says what none of ours would say: it is no longer ours
            if worker.item is not None:
                yield item, Ended(Reason.CRASHED)
            self._lose(worker)

    def _understand(self, worker: _Worker, item: Item, message: bytes) -> Iterator[tuple[Item, Piece | Ended | PutOff]]:
        """One message. ValueError where it is none that a worker sends."""
        worker.is_heard = True
        if message.startswith(b"held"):
            held = Held.heard(json.loads(message[4:]))
            self.held = held if self.held is None else self.held & held
        elif worker.item is None:
            raise ValueError
        elif message.startswith(b"ok"):
            from bailee.scanner.hearing import pieces

            for piece in pieces(message[2:], item):
                if isinstance(piece, Progress):
                    worker.progress = piece
                yield item, piece
        elif message.startswith(b"failed"):
            worker.failure = Reason(message[6:].decode())
        elif message == b"end":
            worker.item = None
            if worker.failure is Reason.OUT_OF_MEMORY and self._may_blame_others(worker, item):
                yield item, PutOff()
                self._retire(worker)
                return
            yield item, Ended(worker.failure)
            if resident(worker.pid) > worker.limits.memory * (0.75 if worker.limits.reads_pictures else 0.6):
                self._retire(worker)  # what it holds now would count against the next file
        else:
            raise ValueError

    def _overdrawn(self, worker: _Worker) -> Reason | None:
        limits, worker.looked = worker.limits, moment(worker.pid)
        if worker.is_heard:
            worker.heard, worker.is_heard = worker.looked, False
        granted = worker.progress.allows(limits, worker.item.size) if worker.progress and worker.item else 0.0
        if limits.are_spent(worker.looked - worker.heard, worker.looked - worker.started, granted):
            return Reason.TIMED_OUT
        worker.memory = resident(worker.pid)
        self.largest = max(self.largest, worker.memory)
        if worker.memory > limits.memory * 1.25:
            return Reason.OUT_OF_MEMORY
        return None

    def _may_try_again(self, worker: _Worker, cause: Reason) -> bool:
        """Whether somebody else ended it: its own clock while the scan was stopped or it had no processor, a kill from
        outside. Once a file."""
        if worker.limits.reads_pictures or worker.item is None or worker.item.locator in self.tried:
            return False
        killed = worker.process.exitcode == -9 and worker.memory < worker.limits.memory * 0.5
        alarmed = worker.process.exitcode == -14 and (worker.looked - worker.heard).clock < worker.limits.stalled
        if not killed and not alarmed and not (worker.was_stopped and cause is Reason.TIMED_OUT):
            return False
        self.tried.add(worker.item.locator)
        return True

    def _may_blame_others(self, worker: _Worker, item: Item) -> bool:
        """Whether files before it may have left too little memory for this one. Once a file."""
        if worker.served < 2 or worker.limits.reads_pictures or item.locator in self.tried:
            return False
        self.tried.add(item.locator)
        return True

    def _cause_of_death(self, worker: _Worker) -> Reason:
        worker.process.join(2)
        # SIGXCPU and SIGALRM: the limits on time; SIGKILL: the system's own memory watch.
        # Libraries in C abort where they get no more.
        if worker.memory > worker.limits.memory * (0.8 if worker.limits.reads_pictures else 0.5):
            return Reason.OUT_OF_MEMORY
        causes = {-24: Reason.TIMED_OUT, -14: Reason.TIMED_OUT, -9: Reason.OUT_OF_MEMORY}
        return causes.get(worker.process.exitcode or 0, Reason.CRASHED)

    def _hire(self, limits: Limits) -> _Worker:
        from bailee.scanner.hearing import Inbox

        ours, theirs = self._context.Pipe()
        process = self._begun(theirs, limits)
        theirs.close()
        self.started += 1
        worker = _Worker(process, ours, Inbox(ours), limits=limits)
        self._workers.append(worker)
        return worker

    def _begun(self, channel: Connection, limits: Limits) -> BaseProcess:
        # `work` is named, not imported: this process must not load a single parser.
        arguments = (channel, self.keys, limits, (self.place, *self.readable), self.place)
        until = time.monotonic() + ANEW
        while True:
            process = self._context.Process(target=_work, args=arguments, daemon=True)
            try:
                process.start()
            except (ConnectionError, EOFError):  # what workers are forked from is just being ended; it is begun anew
                if time.monotonic() > until:
                    raise _no_worker() from None
                time.sleep(LOOK_EVERY)
            else:
                return process

    def _lose(self, worker: _Worker) -> None:
        """A file, or a limit, ended it."""
        self.ended += 1
        self._retire(worker)

    def _retire(self, worker: _Worker) -> None:
        if worker not in self._workers:
            return
        worker.item = None  # a dead one is not looked at again
        worker.channel.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        self._workers.remove(worker)


def _no_worker() -> NotAllowed:
    """Nothing can be read: what workers are forked from ends as soon as it is begun. Most often this account may not run the
    Python of its environment, which lies in somebody else's home.
    """
    program = spawn.get_executable() or sys.executable
    return NotAllowed(
        "no process that reads files could be started",
        hint=f"see that this account may run {os.path.realpath(os.fsdecode(program))}, and that the system lets it start processes",
    )


def _is_given(worker: _Worker, message: bytes) -> bool:
    """Whether a worker could be told; one that is dead cannot."""
    try:
        worker.channel.send_bytes(message)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _work(channel: Connection, keys: ScanKeys, limits: Limits, readable: tuple[str, ...], place: str) -> None:
    from bailee.scanner.worker import work  # in the child only, and there it is loaded already

    work(channel, keys, limits, readable, place)
