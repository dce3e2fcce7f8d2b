"""Tasks: what can be done in the background. A task exists when its file exists.

A module here has
`handle(workspace, arguments, progress, around)`; beside them `ARGUMENTS`, `ATTEMPTS`, `WAIT` and `DEADLINE` where the
usual does not fit. A task may be begun again from its start at any time: each change that it makes is made once in effect
(`progress.once`), or is the same the second time.

>>> "scan" in names()
True
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import partial
from typing import Any

from bailee.operations.scan_options import Surroundings
from bailee.store.jobs import Progress, Task
from bailee.store.workspace import Workspace


def names() -> tuple[str, ...]:
    """Idents of all tasks."""
    return tuple(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(__path__))


def registry(around: Surroundings) -> dict[str, Task]:
    """Every task, with what a worker has around it."""
    return {name: _task(name, around) for name in names()}


def _task(name: str, around: Surroundings) -> Task:
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    usual = Task(name, partial(_handle, module.handle, around))
    return Task(
        name,
        usual.handle,
        arguments=tuple(getattr(module, "ARGUMENTS", ())),
        attempts=int(getattr(module, "ATTEMPTS", usual.attempts)),
        wait=float(getattr(module, "WAIT", usual.wait)),
        deadline=float(getattr(module, "DEADLINE", usual.deadline)),
    )


def _handle(
    handle: Any, around: Surroundings, workspace: Workspace, arguments: Mapping[str, Any], progress: Progress
) -> Mapping[str, Any] | None:
    done: Mapping[str, Any] | None = handle(workspace, arguments, progress, around)
    return done
