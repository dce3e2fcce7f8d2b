"""A connection to a mail server that comes back: dropped, throttled or signed out, it is made again, and the folder with it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bailee.sources.imap_folders import Folder
from bailee.sources.imap_sign_in import SignIn
from bailee.sources.imap_troubles import Dropped, Hostile, Refused, Trouble, Untrusted
from bailee.sources.imap_wire import Door, Wire
from bailee.sources.interface import NotFetched
from bailee.sources.waiting import Patience
from bailee.vocabulary import Reason

_Result = TypeVar("_Result")
_HOSTILE = 5  # answers in a row that are no IMAP, after which nothing more is asked
_REASONS = {
    Trouble.NOT_ALLOWED: Reason.NO_PERMISSION,
    Trouble.VANISHED: Reason.VANISHED,
    Trouble.BROKEN: Reason.DAMAGED,
    Trouble.BUSY: Reason.NOT_CONNECTED,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it is while it is open."""

    validity: int  # UIDs mean the same messages only while this stays
    next_uid: int
    messages: int
    modified: int  # HIGHESTMODSEQ, 0 where the server keeps none


@dataclass(slots=True)
class Session:
    """One connection at a time. Whoever holds it is alone with it."""

    door: Door
    sign_in: SignIn
    patience: Patience
    seconds: float  # to wait and try again, for one thing
    remarks: set[str] = field(default_factory=set)  # what a person should know: `untrusted`, `refused`
    lock: threading.Lock = field(default_factory=threading.Lock)
    _wire: Wire | None = None
    _folder: bytes | None = None
    _opened: Opened | None = None
    _hostile: int = 0

    def ask(self, do: Callable[[Wire], _Result]) -> _Result:
        """Something that needs no folder. NotFetched where it cannot be had."""
        return self._until_done(None, lambda wire, _: do(wire))

    def inside(self, folder: Folder, do: Callable[[Wire, Opened], _Result]) -> _Result:
        """Something in a folder, which is opened for reading only. NotFetched where it cannot be had."""

        def with_folder(wire: Wire, opened: Opened | None) -> _Result:
            assert opened is not None  # noqa: S101 - a folder was named
            return do(wire, opened)

        return self._until_done(folder, with_folder)

    def close(self) -> None:
        wire, self._wire, self._folder = self._wire, None, None
        if wire is not None:
            with contextlib.suppress(OSError):
                wire.shutdown()

    def _until_done(self, folder: Folder | None, do: Callable[[Wire, Opened | None], _Result]) -> _Result:
        with self.patience.trying(self.seconds) as turn:
            while True:
                turn.begin()
                try:
                    wire = self._connected()
                    done = do(wire, self._open(wire, folder))
                except Dropped as dropped:
                    self.close()
                    self.patience.reached |= dropped.busy
                    self._wait(turn.wait, dropped.wait, busy=dropped.busy)
                except Refused as refused:
                    if refused.trouble is not Trouble.BUSY:
                        raise NotFetched(_REASONS[refused.trouble]) from None
                    turn.wait(refused.wait)
                except Untrusted:
                    self.remarks.add("untrusted")
                    raise self.patience.lose(Reason.NOT_CONNECTED) from None
                except Hostile:
                    self.close()
                    self._hostile += 1
                    if self._hostile >= _HOSTILE:
                        raise self.patience.lose(Reason.DAMAGED) from None
                    raise NotFetched(Reason.DAMAGED) from None
                else:
                    self._hostile = 0
                    self.patience.heard()
                    return done

    def _wait(self, wait: Callable[[float], None], asked: float, *, busy: bool) -> None:
        """A server that cannot be reached at all is not tried again for each of a million mails."""
        try:
            wait(asked)
        except NotFetched:
            if not busy:
                self.patience.lose(Reason.NOT_CONNECTED)
            raise

    def _connected(self) -> Wire:
        if self._wire is not None:
            return self._wire
        self._folder = None
        wire = Wire(self.door)
        self.patience.heard()
        try:
            self.sign_in(wire)
        except Refused as refused:
            wire.shutdown()
            if refused.trouble is Trouble.BUSY:
                raise Dropped(refused.wait, busy=True) from None
            self.remarks.add("refused")
            raise self.patience.lose(Reason.NO_PERMISSION) from None
        except BaseException:
            wire.shutdown()
            raise
        self._wire = wire
        return wire

    def _open(self, wire: Wire, folder: Folder | None) -> Opened | None:
        if folder is None:
            return None
        if folder.name != self._folder or self._opened is None:
            self._folder = None
            told = wire.examine(folder.name)
            if "UIDVALIDITY" not in told:  # without it nobody knows which message a UID is
                raise Hostile
            self._opened = Opened(
                told["UIDVALIDITY"], told.get("UIDNEXT", 0), told.get("EXISTS", 0), told.get("HIGHESTMODSEQ", 0)
            )
            self._folder = folder.name
        return self._opened
