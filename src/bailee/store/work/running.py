"""One job, from having it to its end: beats beside it, a back-off where it failed, and nothing written once another has it."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bailee import logs
from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.findings import masked
from bailee.store import database
from bailee.store.rows.base import now
from bailee.store.work import rows
from bailee.store.work.leases import new_lease
from bailee.store.work.progress import Progress, Stopped
from bailee.store.work.task import Task
from bailee.store.work.values import Timing
from bailee.vocabulary import Locator

_LONGEST_WAIT = 3600.0
_TRY_AGAIN = 0.5  # seconds between two tries to write how a job ended, while the database is away
_T = TypeVar("_T")


class Later(Exception):
    """A task raises it where it cannot begin yet: it waits so many seconds, and this was no attempt. `told`: how far it is, as
    its progress has it, is kept meanwhile."""

    def __init__(self, seconds: float, *, told: bool = False) -> None:
        super().__init__("later")
        self.seconds = seconds
        self.told = told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to do for whoever handed out the job."""

    again: bool = False  # it waits; else it has ended, or is somebody else's
    at: datetime | None = None


ENDED = Outcome()


def run_one(
    home: Path, tasks: Mapping[str, Task], organisation: int, ident: str, timing: Timing,
    is_ending: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Have a job, do it, and write how it ended. In the process's main thread: Ctrl-C and SIGTERM are heard there."""
    lease = new_lease()
    taken = rows.take(home, organisation, ident, lease)
    if taken is None:
        return ENDED
    progress = Progress(home, organisation, ident, lease, paused=taken.is_paused)
    task = tasks.get(taken.task)
    begun = time.monotonic()
    logs.event("job-began", job=ident, task=taken.task, attempt=taken.attempts)
    try:
        with _beating(taken, task, progress, timing):
            try:
                result = _done(home, tasks, taken, progress)
            except KeyboardInterrupt:
                logs.event(
                    "job-stopped", job=ident, task=taken.task, why=progress.why or "worker-ends", ms=_since(begun)
                )
                return _stopped(home, taken, progress, is_ending)
            except Later as later:
                told = progress.told() if later.told else None
                return _released(home, taken, now() + timedelta(seconds=later.seconds), counts=False, columns=told)
            except Exception as error:  # noqa: BLE001 - kept as its class: a message may quote what it was given
                logs.fault("job-failed", error, job=ident, task=taken.task, attempt=taken.attempts, ms=_since(begun))
                return _failed(home, taken, task, error, progress)
            logs.event("job-done", job=ident, task=taken.task, ms=_since(begun))
            _until_written(
                lambda: rows.end(
                    home, organisation, ident, lease, "done", result=_plain(result), columns=progress.told()
                )
            )
            return ENDED
    finally:
        database.disconnect(home)


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)


def _done(home: Path, tasks: Mapping[str, Task], taken: rows.Taken, progress: Progress) -> Mapping[str, object] | None:
    from bailee.store.workspace import Workspace

    task = tasks.get(taken.task)
    if task is None:
        raise TaskGone
    if missing := [name for name in task.arguments if name not in taken.arguments]:
        raise OldArguments(missing)
    if taken.attempts > task.attempts:
        raise WorkerDied
    workspace = Workspace(home, taken.name, taken.by or rows.acting_member(home, taken.organisation))
    return task.handle(workspace, taken.arguments, progress)


class TaskGone(InvalidInput):
    def __init__(self) -> None:
        super().__init__("this bailee has no such task", hint="it was left behind by another version: start it again")


class OldArguments(InvalidInput):
    def __init__(self, missing: list[str]) -> None:
        super().__init__(f"a job lacks {', '.join(missing)}", hint="another version made this job: start it again")


class WorkerDied(Error):
    def __init__(self) -> None:
        super().__init__(
            "the worker ended in the middle of it, each time",
            hint="see whether memory ran out on the worker's machine, then start it again",
        )


def _failed(home: Path, taken: rows.Taken, task: Task | None, error: Exception, progress: Progress) -> Outcome:
    """Again after a while, or for good: where a person has to act first, waiting does not help."""
    cause, hint = type(error).__name__, _hint(error)
    for_good = isinstance(error, InvalidInput | NotAllowed | WorkerDied) or task is None
    for_good = for_good or (isinstance(error, CannotRead) and _is_gone(home, taken))
    if for_good or task is None or taken.attempts >= task.attempts:
        _until_written(
            lambda: rows.end(
                home, taken.organisation, taken.ident, taken.lease, "failed",
                cause=cause, hint=hint, columns=progress.told(),
            )
        )  # fmt: skip
        return ENDED
    wait = min(task.wait * 4 ** (taken.attempts - 1), _LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311 - not all at once
    return _released(home, taken, now() + timedelta(seconds=wait), cause=cause, hint=hint)


def _is_gone(home: Path, taken: rows.Taken) -> bool:
    """Whether the organisation's keys were destroyed: nothing of it will ever be read again."""
    from bailee.store.models import Organisation

    with suppress(Error), rows.entered(home, taken.organisation) as alias:
        wrapped = Organisation.objects.using(alias).values_list("wrapped_keys", flat=True).get(pk=taken.organisation)
        return not wrapped
    return False


def _stopped(home: Path, taken: rows.Taken, progress: Progress, is_ending: Callable[[], bool]) -> Outcome:
    if progress.why == "lost":
        return ENDED
    if progress.why in ("stop", "deadline"):
        state, cause = ("stopped", "") if progress.why == "stop" else ("failed", "DeadlinePassed")
        hint = "" if progress.why == "stop" else "it took longer than it may; what it did is kept"
        _until_written(
            lambda: rows.end(
                home, taken.organisation, taken.ident, taken.lease, state,
                cause=cause, hint=hint, columns=progress.told(),
            )
        )  # fmt: skip
        return ENDED
    return _released(home, taken, None, counts=not is_ending())  # the worker ends: another one goes on


def _released(
    home: Path, taken: rows.Taken, at: datetime | None, *, counts: bool = True, cause: str = "", hint: str = "",
    columns: Mapping[str, object] | None = None,
) -> Outcome:  # fmt: skip
    is_ours = _until_written(
        lambda: rows.release(
            home, taken.organisation, taken.ident, taken.lease, run_at=at, counts=counts, cause=cause, hint=hint,
            columns=columns,
        )
    )  # fmt: skip
    return Outcome(again=True, at=at) if is_ours else ENDED


def _until_written(write: Callable[[], _T]) -> _T | None:
    """How a job ended is written as soon as the database is there. The beat goes on meanwhile, so that nobody takes it for lost."""
    while True:
        try:
            return write()
        except CannotRead:
            time.sleep(_TRY_AGAIN)
        except KeyboardInterrupt:
            return None  # whoever sweeps finds it: this worker is gone


def _hint(error: Exception) -> str:
    return masked(Locator((error.hint,))).segments[0] if isinstance(error, Error) and error.hint else ""


def _plain(result: Mapping[str, object] | None) -> dict[str, object]:
    from bailee.store.work.values import checked

    return checked(result or {})


class _beating:
    """A thread beside the job: says that it lives and how far it is, hears what a person wishes, keeps the deadline."""

    def __init__(self, taken: rows.Taken, task: Task | None, progress: Progress, timing: Timing) -> None:
        self.taken, self.progress, self.timing = taken, progress, timing
        self.deadline = task.deadline if task is not None else 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, name="beat", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join(10)

    def _beat(self) -> None:
        home, taken = self.progress.home, self.taken
        begun = time.monotonic()
        try:
            while not self.over.wait(self.timing.beat):
                try:
                    wish = rows.beat(home, taken.organisation, taken.ident, taken.lease, self.progress.told())
                except Error:
                    database.disconnect(home)  # it is away, or its disk is full: the job goes on, and tries by itself
                    continue
                if self.over.is_set():
                    return
                if wish is None:
                    self.progress.why = self.progress.why or "lost"
                elif wish == "stop":
                    self.progress.why = self.progress.why or "stop"
                self.progress.wish(wish == "pause")
                late = time.monotonic() - begun - self.deadline if self.deadline else -1.0
                if late > 0:
                    self.progress.why = self.progress.why or "deadline"
                if late > self.timing.grace:
                    self._give_up()
        finally:
            database.disconnect(home)

    def _give_up(self) -> None:
        """The task hears nothing any more: its process is ended, which its keeper replaces."""
        with suppress(Error):
            rows.end(
                self.progress.home, self.taken.organisation, self.taken.ident, self.taken.lease, "failed",
                cause="DeadlinePassed", hint="it took longer than it may; what it did is kept",
            )  # fmt: skip
        os._exit(75)


__all__ = ["ENDED", "Later", "Outcome", "Stopped", "run_one"]
