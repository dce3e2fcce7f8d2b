"""Files that go through the steps together: each step is flushed once for all of them, and one that cannot goes no further.

>>> [list(map(len, group)) for group in groups(["a" * 3, "b" * 3, "c" * 9], len, most=5, most_bytes=7)]
[[3, 3], [9]]
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

from bailee.protection.files import Folders, Refused, explained
from bailee.protection.journal import Journal

TOGETHER = 64  # files, at most
TOGETHER_BYTES = 8 << 20

Step = Callable[[str], None]


def no_step(label: str) -> None:
    """Called before each step; tests stop the world here."""


_Wanted = TypeVar("_Wanted")


def groups(
    wanted: Iterable[_Wanted],
    size_of: Callable[[_Wanted], int],
    *,
    most: int = TOGETHER,
    most_bytes: int = TOGETHER_BYTES,
) -> Iterator[list[_Wanted]]:
    """Files in their order, so many together as stay small; a large one goes alone."""
    group: list[_Wanted] = []
    size = 0
    for each in wanted:
        more = size_of(each)
        if group and (len(group) >= most or size + more > most_bytes):
            yield group
            group, size = [], 0
        group.append(each)
        size += more
    if group:
        yield group


class OnItsWay(Protocol):
    """One file on its way, with what it is read from open."""

    is_begun: bool

    @property
    def ident(self) -> str:
        """By which the journal knows it."""

    @property
    def reading(self) -> BinaryIO:
        """What is open as long as it is on its way."""


_Passing = TypeVar("_Passing", bound=OnItsWay)
_Done = TypeVar("_Done")


class Together(ABC, Generic[_Wanted, _Passing, _Done]):
    """Files that are on their way together, and what became of each that was wanted, by its number."""

    def __init__(self, journal: Journal, step: Step) -> None:
        self._journal, self._step = journal, step
        self._alive: list[_Passing] = []
        self._numbers: dict[int, int] = {}  # by its `id`, which of the wanted ones each is
        self._results: dict[int, _Done | Refused] = {}

    def done(self, wanted: list[_Wanted]) -> list[tuple[_Wanted, _Done | Refused]]:
        """All of them, each with what was done or why it was left as it was."""
        with Folders() as folders:
            try:
                self._look_at(wanted, folders)
                self._through(folders)
            finally:
                for each in self._alive:
                    each.reading.close()
        return [(each, self._results[number]) for number, each in enumerate(wanted)]

    # --- what each sort of way has of its own

    @abstractmethod
    def _looked_at(self, wanted: _Wanted, folders: Folders) -> _Passing:
        """Refused where it cannot go."""

    @abstractmethod
    def _through(self, folders: Folders) -> None:
        """The steps."""

    @abstractmethod
    def _taken_back(self, each: _Passing) -> None:
        """Undo what was begun of one."""

    # --- what they share

    def _look_at(self, wanted: list[_Wanted], folders: Folders) -> None:
        for number, one in enumerate(wanted):
            try:
                with explained():
                    passing = self._looked_at(one, folders)
            except Refused as refused:
                self._results[number] = refused
                continue
            self._numbers[id(passing)] = number
            self._alive.append(passing)

    def _log(self, event: str, data: Callable[[_Passing], dict[str, Any]] = lambda _: {}) -> None:
        self._journal.write_all([(each.ident, event, data(each)) for each in self._alive])

    @contextlib.contextmanager
    def _begun(self) -> Iterator[None]:
        """From here on something lies on the disk: whatever ends this takes all of it back."""
        for each in self._alive:
            each.is_begun = True
        try:
            yield
        except BaseException:
            for each in list(self._alive):
                self._drop(each)
            raise

    def _each(self, action: Callable[[_Passing], object]) -> None:
        for each in list(self._alive):
            try:
                with explained():
                    action(each)
            except Refused as refused:
                self._drop(each)
                self._ended(each, refused)

    def _ended(self, each: _Passing, how: _Done | Refused) -> None:
        self._results[self._numbers[id(each)]] = how

    def _leave_open(self, each: _Passing, refused: Refused) -> None:
        """It goes no further, and its journal stays open: the next command tries again."""
        self._alive.remove(each)
        each.reading.close()
        self._ended(each, refused)

    def _drop(self, each: _Passing) -> None:
        self._alive.remove(each)
        each.reading.close()
        if each.is_begun:
            with contextlib.suppress(OSError):  # a disk that takes nothing now: the next command settles it
                self._taken_back(each)
