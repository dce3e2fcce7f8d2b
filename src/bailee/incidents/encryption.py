"""Was it encrypted at that hour? From what was read of its disks before, what somebody said, and files that were sealed.

>>> hour = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)
>>> read = [Reading("C:", True, datetime(2026, 11, 23, 16, 52, tzinfo=UTC)), Reading("D:", False, datetime(2026, 11, 23, 16, 52, tzinfo=UTC))]
>>> found = at_hour(read, ("C:", "D:"), hour)
>>> found.state.value, found.title, [each.words for each in found.disks]
('amber', 'C: yes, D: no', ['encrypted, read 1 h 48 min before', 'in the clear, read 1 h 48 min before'])

A disk that was never read is unknown, and unknown is never taken for encrypted:

>>> at_hour([], ("C:",), hour).title
'Not known'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC as UTC
from datetime import datetime, timedelta

from bailee.vocabulary import State

LONG_BEFORE = timedelta(days=7)  # from then on it is said that much may have changed since


@dataclass(frozen=True, slots=True)
class Reading:
    """What was known of a disk at a moment. `said_by`: empty where bailee itself asked the system."""

    disk: str
    is_encrypted: bool | None
    at: datetime
    said_by: str = ""
    record: int = 0  # of the log; 0: none


@dataclass(frozen=True, slots=True)
class Disk:
    """What holds of a disk at the hour that is asked about."""

    name: str
    is_encrypted: bool | None
    reading: Reading | None = None
    before: timedelta | None = None
    why: str = ""  # where it is not known

    @property
    def words(self) -> str:
        if self.reading is None or self.is_encrypted is None:
            return f"not known: {self.why}" if self.why else "not known"
        said = "encrypted" if self.is_encrypted else "in the clear"
        how = f"said by {self.reading.said_by}, as of" if self.reading.said_by else "read"
        ago = said_ago(self.before) if self.before is not None else ""
        late = "; much may have changed since" if self.before is not None and self.before > LONG_BEFORE else ""
        return f"{said}, {how} {ago} before{late}" if ago else f"{said}, {how} at that hour"


@dataclass(frozen=True, slots=True)
class Encryption:
    """All disks of what was lost."""

    disks: tuple[Disk, ...]
    sealed_files: int = 0  # with findings, that were sealed by a key of the organisation's at that hour
    clear_files: int = 0  # with findings, in the clear as far as is known
    unread_files: int = 0  # with findings, on disks of which it is not known

    @property
    def is_whole(self) -> bool | None:
        """Whether all of it was encrypted; None where that is not known."""
        said = {each.is_encrypted for each in self.disks}
        if not said:
            return None
        if said == {True}:
            return True
        if False in said:
            return False
        return None

    @property
    def state(self) -> State:
        said = {each.is_encrypted for each in self.disks}
        if said == {True}:
            return State.GREEN
        if not said or said == {None}:
            return State.UNKNOWN
        return State.RED if said == {False} else State.AMBER

    @property
    def title(self) -> str:
        if not self.disks or all(each.is_encrypted is None for each in self.disks):
            return "Not known"
        if len(self.disks) == 1:
            return "Yes" if self.disks[0].is_encrypted else "No"
        words = {True: "yes", False: "no", None: "not known"}
        return ", ".join(f"{_named(each.name)} {words[each.is_encrypted]}" for each in self.disks)

    def covers(self, disk: str) -> bool:
        """Whether a disk is known to have been encrypted then."""
        return any(each.name == disk and each.is_encrypted is True for each in self.disks)


def at_hour(
    readings: Iterable[Reading],
    disks: Sequence[str],
    hour: datetime,
    *,
    sealed_files: int = 0,
    clear_files: int = 0,
    unread_files: int = 0,
) -> Encryption:
    """The newest reading of each disk that is not later than the hour; a later one says nothing of it."""
    known = sorted(readings, key=lambda each: each.at)
    found = []
    for name in dict.fromkeys(disks):
        own = [each for each in known if each.disk == name]
        before = [each for each in own if each.at <= hour]
        told = [each for each in before if each.is_encrypted is not None]
        if told:
            newest = told[-1]
            found.append(Disk(name, newest.is_encrypted, newest, hour - newest.at))
        else:
            why = "the system did not say" if before else "it was read only afterwards" if own else "it was never read"
            found.append(Disk(name, None, None, None, why))
    return Encryption(tuple(found), sealed_files, clear_files, unread_files)


def _named(disk: str) -> str:
    return disk if disk.endswith(":") else f"{disk}:"


def said_ago(span: timedelta) -> str:
    """
    >>> said_ago(timedelta(hours=1, minutes=48)), said_ago(timedelta(days=3, hours=2)), said_ago(timedelta(0))
    ('1 h 48 min', '3 days', '')
    """
    minutes = int(span.total_seconds() // 60)
    if minutes <= 0:
        return ""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} days"
