"""Worker processes: a keeper starts them, replaces those that died, sweeps what they left, and does the chores.

Each does one job at a time in its main thread. Where the keeper itself is killed, they end too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from bailee import logs
from bailee.errors import Error
from bailee.store import database
from bailee.store.work import rows
from bailee.store.work.figures import note_worker
from bailee.store.work.sweeping import Sweeper
from bailee.store.work.task import Task
from bailee.store.work.values import Timing

Tasks = Callable[[Path], dict[str, Task]]  # a function of a module, so that a new process can find it
Chore = Callable[[Path], object]
_AFTER_DEATH = 0.2  # seconds before a slot is filled again, then longer where it dies at once
_LONGEST = 30.0
_END = 20.0  # seconds that a job has to come to a rest when the worker ends


def keep(
    home: Path, tasks: Tasks, *, jobs: int = 1, chores: Sequence[Chore] = (), timing: Timing | None = None,
    is_ending: Callable[[], bool] = lambda: False, settle: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Run until Ctrl-C, SIGTERM, or `is_ending`. `settle` is called once the first processes were started."""
    timing = timing or Timing()
    context = multiprocessing.get_context("spawn")
    url = _address(home)
    slots: list[BaseProcess | None] = [None] * jobs
    deaths, quick = [0.0] * jobs, [_AFTER_DEATH] * jobs
    sweeper, next_sweep, next_chores = Sweeper(home, timing), 0.0, 0.0

    def fill() -> None:
        for number, slot in enumerate(slots):
            if slot is not None and slot.exitcode is not None:
                logs.event("worker-process-ended", "warning", code=slot.exitcode)
                quick[number] = min(quick[number] * 2, _LONGEST) if slot.exitcode == 70 else _AFTER_DEATH
                slot.close()
                slots[number], deaths[number] = None, time.monotonic() + quick[number]
            if slots[number] is None and time.monotonic() >= deaths[number]:
                process = context.Process(target=_slot, args=(home, url, tasks, timing), name=f"bailee-slot-{number}")
                process.start()
                slots[number] = process

    try:
        while not is_ending():
            fill()
            settle()
            settle = _nothing
            instant = time.monotonic()
            if instant >= next_sweep:
                next_sweep = instant + timing.sweep
                note_worker(home)
                if swept := sweeper.sweep():
                    logs.event("jobs-wait-again", "warning", jobs=swept)
            if instant >= next_chores:
                next_chores = instant + timing.chores
                for chore in (*chores, rows.forget_old):
                    try:
                        chore(home)
                    except Error as error:
                        logs.fault("chore-failed", error, "warning")
                        database.disconnect(home)  # the next time
            time.sleep(min(timing.poll, 0.2))
    except KeyboardInterrupt:
        pass
    finally:
        _end([slot for slot in slots if slot is not None])
        with suppress(Error):
            sweeper.sweep()  # what a slot that had to be killed left
        database.disconnect(home)


def _nothing() -> None:
    return None


def _end(slots: list[BaseProcess]) -> None:
    for slot in slots:
        if slot.exitcode is None:
            slot.terminate()
    until = time.monotonic() + _END
    for slot in slots:
        slot.join(max(until - time.monotonic(), 0.1))
        if slot.exitcode is None:
            slot.kill()
            slot.join()


def _address(home: Path) -> tuple[str, str]:
    """Of the PostgreSQL that this process was told of, for one that is started anew."""
    stands_on = database.engine(home)
    return getattr(stands_on, "url", ""), getattr(stands_on, "owner", "")


def _slot(home: Path, address: tuple[str, str], tasks: Tasks, timing: Timing) -> None:
    """A worker process."""
    ending = threading.Event()

    def end(_number: int = 0, _frame: object = None) -> None:
        ending.set()
        raise KeyboardInterrupt

    try:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is the keeper's to hear
        _end_with_keeper()
        if address[0]:
            database.use(home, *address)
        known = tasks(home)
        if database.engine(home).needs_transactions:
            from bailee.store.work import postgres

            postgres.work(home, known, timing, ending.is_set)
        else:
            from bailee.store.work import local

            local.work(home, known, timing, ending.is_set)
    except KeyboardInterrupt:
        pass
    except Exception as error:  # noqa: BLE001 - a traceback quotes data; nobody may read that
        logs.fault("worker-process-failed", error)
        sys.exit(70)
    finally:
        database.disconnect(home)


def _end_with_keeper() -> None:
    """Where the keeper dies, nobody sweeps or replaces: this process lets its job go and ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        if hasattr(signal, "SIGTERM") and os.name == "posix":
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_END)
        os._exit(75)

    threading.Thread(target=watch, name="keeper", daemon=True).start()
