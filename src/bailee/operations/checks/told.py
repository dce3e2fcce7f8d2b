"""What a check says: how it stands, what to do, and who has to.

>>> Told(State.OK, "only this account can open it").named("home").check
'home'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"
    UNKNOWN = "unknown"  # it could not be seen: a monitor is told of it as of a warning

    @property
    def exit_code(self) -> int:
        """As monitors read it."""
        return {State.OK: 0, State.CRITICAL: 2}.get(self, 1)


class Who(StrEnum):
    """Who must act."""

    MACHINE = "whoever runs this machine"
    DATABASE = "whoever runs the database"
    MAIL = "whoever runs the mail server"
    NETWORK = "whoever runs the proxy and the certificate"
    OWNER = "an owner of the organisation"


@dataclass(frozen=True, slots=True)
class Told:
    state: State
    said: str
    remedy: str = ""
    who: Who = Who.MACHINE
    check: str = ""

    def named(self, check: str) -> Told:
        return replace(self, check=check)


@dataclass(frozen=True, slots=True)
class Around:
    """Where is looked: the home folder, the settings, and the moment."""

    home: Path
    settings: Mapping[str, int | str]
    moment: datetime

    @classmethod
    def now(cls, home: Path, settings: Mapping[str, int | str]) -> Around:
        return cls(home.absolute(), settings, datetime.now(UTC))

    @property
    def address(self) -> str:
        return str(self.settings["address"]).rstrip("/")


def ok(said: str) -> Told:
    return Told(State.OK, said)
