"""Work on SQLite: jobs lie in a table of the store, and whoever takes one first has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bailee.errors import Error
from bailee.store import database
from bailee.store.work import rows
from bailee.store.work.running import run_one
from bailee.store.work.task import Task
from bailee.store.work.values import Timing


def work(home: Path, tasks: Mapping[str, Task], timing: Timing, is_ending: Callable[[], bool]) -> None:
    """One job after the other, until the worker ends. A store that is away or whose disk is full is waited for."""
    while not is_ending():
        try:
            waiting = rows.ready(home)
        except Error:
            database.disconnect(home)
            waiting = []
        for organisation, ident in waiting:
            try:
                run_one(home, tasks, organisation, ident, timing, is_ending)
            except Error:
                database.disconnect(home)
                break
            if is_ending():
                return
        else:
            if waiting:
                continue
        time.sleep(timing.poll)
