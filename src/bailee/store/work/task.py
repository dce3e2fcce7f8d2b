"""A sort of work that is done in the background: what does it, what it has to be told, and how often it is tried again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bailee.store.work.progress import Progress
    from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Task:
    """A sort of work. `handle(workspace, arguments, progress)` may be run again from its start at any time."""

    name: str
    handle: Callable[[Workspace, Mapping[str, Any], Progress], Mapping[str, Any] | None]
    arguments: tuple[str, ...] = ()  # that a job must have; one of an older version that lacks them ends
    alone: str = ""  # organisation: one at a time in each; store: one at a time; writer: as the database allows
    attempts: int = 8
    wait: float = 10.0  # seconds before the second attempt, then four times as long each time, an hour at most
    deadline: float = 0.0  # seconds that one attempt may take; 0: as long as it goes on
