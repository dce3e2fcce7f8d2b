"""As of which day the store is read: `--as-of 2026-03-03 [--known 2026-06-01]`, and `?on=…&known=…` of a page.

choose(as_of(date(2026, 3, 3)))         # the command line does, once
workspace = open_store(home)            # answers as of that day now
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING

from bailee.store.as_of import AsOf, as_of
from bailee.store.asking import today

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace

_chosen: ContextVar[AsOf | None] = ContextVar("as of", default=None)
_told: ContextVar[Callable[[str], None]] = ContextVar("told as of", default=lambda _: None)
_opened: ContextVar[tuple[Workspace, ...]] = ContextVar("opened as of", default=())


def choose(asked: AsOf | None, told: Callable[[str], None] = lambda _: None) -> None:
    """From now on the store that is opened is read as of a day; None: now. `told` hears the mark of each that is opened."""
    _chosen.set(asked)
    _told.set(told)
    if asked is None:
        for each in _opened.get():
            each.__exit__(None, None, None)  # type: ignore[attr-defined]  # doors of a past day alone are in it
        _opened.set(())


def chosen() -> AsOf | None:
    return _chosen.get()


def then(workspace: Workspace) -> Workspace:
    """The same door as of the day that was chosen; itself where none was."""
    asked = _chosen.get()
    if asked is None:
        return workspace
    from bailee.store.then import WorkspaceThen

    door = WorkspaceThen(workspace, asked)
    door.__enter__()
    _told.get()(door.said)
    _opened.set((*_opened.get(), door))
    return door


def said_of(workspace: Workspace) -> str:
    """The mark of what is shown; empty where it is of now."""
    return str(getattr(workspace, "said", ""))


def day_of(workspace: Workspace) -> date:
    """The day that a reading is about: today, or the past one."""
    asked: AsOf | None = getattr(workspace, "as_of", None)
    return asked.on if asked is not None else today()


__all__ = ["AsOf", "as_of", "choose", "chosen", "day_of", "said_of", "then", "today"]
