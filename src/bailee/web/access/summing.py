"""Lines of who could and did, summed up by person and organisation: a pure function, so that its truth is tried by cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bailee.operations.list_access import AccessLine

GLASS = "broke the glass"


@dataclass(slots=True)
class Sum:
    """One person at one organisation."""

    organisation: str
    organisation_name: str
    person: str
    name: str
    role: str = ""
    can_now: bool = False
    by_glass: bool = False  # she can now, and only because she gave a reason
    could_since: datetime | None = None
    opened: int = 0  # hours and kinds in which something was opened
    exports: int = 0
    glass: int = 0  # times that she opened it without being assigned
    last: datetime | None = None
    days: set[str] = field(default_factory=set)

    @property
    def says(self) -> str:
        """In a cell of the grid."""
        if not self.can_now and not self.opened and not self.exports:
            return "could before" if self.could_since else "–"
        could = "by a reason" if self.by_glass else "can" if self.can_now else "could"
        did = f"opened on {len(self.days)} {'day' if len(self.days) == 1 else 'days'}" if self.days else "did not open"
        return f"{could}, {did}"


def is_glass(line: AccessLine) -> bool:
    return line.act == "could" and line.what.startswith(GLASS)


def summed(lines: Iterable[AccessLine], now: datetime) -> dict[tuple[str, str], Sum]:
    """By organisation and person."""
    found: dict[tuple[str, str], Sum] = {}
    for line in lines:
        key = (line.organisation, line.person)
        each = found.setdefault(key, Sum(line.organisation, line.organisation_name, line.person, line.name))
        if line.act == "could":
            each.could_since = min(each.could_since or line.since, line.since)
            each.glass += is_glass(line)
            if line.since <= now and (line.until is None or line.until > now):
                each.can_now, each.by_glass, each.role = True, is_glass(line), line.role.label
        else:
            each.opened += line.act == "did"
            each.exports += line.act == "exported"
            each.last = max(each.last or line.since, line.since)
            each.days.add(line.since.date().isoformat())
        each.role = each.role or line.role.label
    return found
