"""Alerts: what a person should know without having looked. A sort exists when its file exists.

A module here has `find(look)`: a pure function from what a look saw to causes that stand. What it finds is raised once, and
settles itself when it is not found any more.

>>> "glass-broken" in sorts()
True
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bailee.authority import Instruction
from bailee.contracts import Contract
from bailee.counsel.reviews import Decision
from bailee.operations.known_days import InDue
from bailee.operations.schedule_report import Missed
from bailee.operations.schedule_scan import Scheduled
from bailee.permissions import Role
from bailee.store.jobs import JobState
from bailee.store.rows.alerts import Found
from bailee.store.rows.chatted import NotTaken
from bailee.store.rows.deliveries import Campaign
from bailee.store.rows.departed import Known
from bailee.store.rows.devices import Device
from bailee.store.rows.log_given import Given, Holder, Stamp
from bailee.store.rows.members import Span
from bailee.store.rows.scan_work import PastScan
from bailee.store.rows.snapshots import Snapshot
from bailee.store.rows.task_lines import TaskLine
from bailee.store.rows.webhooks import Hook


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an organisation saw."""

    at: datetime
    snapshots: tuple[Snapshot, ...] = ()  # oldest first
    scans: tuple[PastScan, ...] = ()  # newest first
    jobs: tuple[JobState, ...] = ()  # of scans, newest first
    schedules: tuple[Scheduled, ...] = ()
    acceptances: Mapping[date, int] = field(default_factory=dict)  # the day that ended them: findings to judge again
    broken_glass: tuple[Span, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of members, by ident
    needs_authority: bool = False
    instructions: tuple[Instruction, ...] = ()
    recovery_files: int = 0  # of this organisation's, still on the machine
    recovery_since: datetime | None = None
    tasks: tuple[TaskLine, ...] = ()  # that are overdue or due soon
    roles: frozenset[Role] = frozenset()  # that somebody here has
    contracts: tuple[Contract, ...] = ()
    departures: tuple[Known, ...] = ()  # that were ever noted
    devices: tuple[Device, ...] = ()
    reviews: tuple[Decision, ...] = ()  # by counsel, oldest first, without what is privileged
    campaigns: tuple[Campaign, ...] = ()  # deliveries, newest first
    stale: tuple[
        Mapping[str, Any], ...
    ] = ()  # served notices: kind, version, and the sorts of what they do not mention
    holders: tuple[Holder, ...] = ()  # who keeps checkpoints of the log elsewhere
    given: tuple[Given, ...] = ()  # checkpoints that went out, newest first
    log_stamps: tuple[Stamp, ...] = ()  # times that were asked for, newest first
    webhooks: tuple[Hook, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()  # tickets and messages that do not come through
    incidents: tuple[InDue, ...] = ()  # whom open incidents say to tell
    reports: tuple[Missed, ...] = ()  # by a schedule, not made
    requests: tuple[tuple[str, date], ...] = ()  # of people about their own data, open: ident, and by when
    unread: tuple[tuple[Device, str], ...] = ()  # devices of which a policy leaves out everything, and why
    archives: tuple[str, ...] = ()  # of findings, that did not open when they were to be erased

    @property
    def on(self) -> date:
        return self.at.astimezone().date()

    def days_ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)


Finder = Callable[[Look], Iterable[Found]]


def sorts() -> tuple[str, ...]:
    """Idents of all sorts."""
    return tuple(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(__path__))


def finder(sort: str) -> Finder:
    """What looks for one sort."""
    found: Finder = importlib.import_module(f"{__name__}.{sort.replace('-', '_')}").find
    return found


def found_in(look: Look) -> tuple[Found, ...]:
    """Every cause that stands, of every sort."""
    return tuple(each for sort in sorts() for each in finder(sort)(look))
