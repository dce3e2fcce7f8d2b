"""The agent's look at itself: everything that it needs, tried once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from bailee.agent.enrol import require_same_machine
from bailee.agent.explain import NEVER_RUN
from bailee.agent.folder import Folder
from bailee.agent.line import Line
from bailee.agent.spool import Spool
from bailee.errors import Error, NotAllowed


@dataclass(frozen=True, slots=True)
class Check:
    what: str
    is_good: bool
    says: str


def checks(folder: Folder) -> tuple[Check, ...]:
    """Each with what it found. Nothing is changed by it but the agent's place in its chain."""
    found = [_tried("enrolment", lambda: f"{folder.enrolment().ident} of {folder.enrolment().organisation}")]
    if not found[0].is_good:
        return tuple(found)
    tried: dict[str, Callable[[], str]] = {
        "key of the device": lambda: _key(folder),
        "machine": lambda: _machine(folder),
        "rights of its folder": lambda: _rights(folder),
        "spool": lambda: _spool(folder),
        "room on the disk": lambda: _room(folder),
        "server": lambda: _server(folder),
        "system": _system,
    }
    return (*found, *(_tried(what, do) for what, do in tried.items()))


def _tried(what: str, do: Callable[[], str]) -> Check:
    try:
        return Check(what, True, do())
    except Error as error:
        return Check(what, False, f"{error}; {error.hint}" if error.hint else str(error))


def _key(folder: Folder) -> str:
    folder.device_key()
    return "Ed25519, readable by this account alone"


def _machine(folder: Folder) -> str:
    require_same_machine(folder.enrolment())
    return "the one that was enrolled"


def _rights(folder: Folder) -> str:
    if os.name == "posix" and stat.S_IMODE(folder.path.stat().st_mode) & 0o077:
        raise NotAllowed("other accounts can open it", hint=f"chmod 700 '{folder.path}'")
    return "closed to other accounts" if os.name == "posix" else "as Windows gives them to its parent folder"


def _spool(folder: Folder) -> str:
    spool = Spool(folder.database)
    with closing(sqlite3.connect(folder.database)) as store:
        store.execute("PRAGMA quick_check(1)").fetchone()
    pieces, size = spool.held
    damaged = spool.noted("damaged")
    return f"sound, {pieces} pieces ({size} bytes) wait" + (
        f"; {damaged['lost']} were lost to a damaged page" if damaged else ""
    )


def _room(folder: Folder) -> str:
    free = shutil.disk_usage(folder.path).free
    if free < 200 << 20:
        raise NotAllowed(f"{free >> 20} MB are free", hint="the agent waits until there are 200 MB")
    return f"{free >> 20} MB are free"


def _server(folder: Folder) -> str:
    with Line(folder, folder.enrolment()) as line:
        answer = line.ask("poll", {"hold": 0, "running": [], "report": {}, "free": False, "check": True})
        ahead = float(line.chain.get("offset", 0.0))
    clock = f"; this clock is off by {abs(ahead):,.0f} s, and that is allowed for" if abs(ahead) > 300 else ""
    return f"answers, version {answer.get('server', '?')}{clock}"


def _system() -> str:
    import platform

    return NEVER_RUN.get(platform.system(), platform.system())
