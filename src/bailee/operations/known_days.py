"""Days that a law gives for one thing that came: an incident, a request of a person. Whoever looks, they are the same.

    due_of_incidents(workspace, now)                # (InDue("2026-01", "people", …), …): soonest first

Of a request its number and its day are told, and not whose it is. Of an incident that counsel marked as privileged its number and its days are told, and nothing else. Drills have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bailee.incidents.duties import ADDRESSEES
from bailee.incidents.lines import Line, Standing
from bailee.operations.incident_sheet import sheets_of
from bailee.store.rows.requests import RequestDay
from bailee.store.workspace import Workspace
from bailee.tasks.sight import Dated
from bailee.vocabulary import Severity

_DONE = (Standing.DONE, Standing.LIFTED, Standing.BELOW)


@dataclass(frozen=True, slots=True)
class InDue:
    """One sort of whom an incident's laws say to tell. `at`: the last moment of the first that is open; None: all is done."""

    incident: str
    to: str  # of incidents.duties.ADDRESSEES
    at: datetime | None
    by_the_hour: bool
    open: int  # duties
    duties: int
    laws: tuple[str, ...]  # short citations of those that are open, soonest first

    @property
    def ident(self) -> str:
        return f"{self.incident}-{self.to}"

    @property
    def on(self) -> date | None:
        return self.at.date() if self.at is not None else None


def due_of_incidents(workspace: Workspace, now: datetime) -> tuple[InDue, ...]:
    """Of each incident that is open, by whom is to be told."""
    found: list[InDue] = []
    there = (*workspace.incidents(), *workspace.privileged_incidents())
    for sheet in sheets_of(workspace, [each for each in there if each.is_open and not each.is_drill], now):
        by: dict[str, list[Line]] = {}
        for line in sheet.lines:
            if line.standing in (*_DONE, Standing.DUE, Standing.PERHAPS) and line.to in ADDRESSEES:
                by.setdefault(line.to, []).append(line)
        found += [
            _of(sheet.incident.ident, to, lines) for to, lines in by.items() if any(each.deadline for each in lines)
        ]
    return tuple(sorted(found, key=lambda each: (each.at is None, each.at.timestamp() if each.at else 0.0, each.ident)))


def _of(incident: str, to: str, lines: list[Line]) -> InDue:
    """
    >>> from bailee.incidents.clocks import Deadline
    >>> at = datetime.fromisoformat("2026-11-27T08:15+00:00")
    >>> late = Line("a", "gdpr-33", "DE", "regulator", "", Standing.DUE, "", "", Deadline(at, at.date(), at.date(), True), short="Art. 33")
    >>> done = Line("b", "gdpr-33", "FR", "regulator", "", Standing.DONE, "", "", Deadline(at, at.date(), at.date(), True), short="Art. 33")
    >>> found = _of("2026-01", "regulator", [late, done])
    >>> found.on.isoformat(), found.open, found.duties, found.laws
    ('2026-11-27', 1, 2, ('Art. 33',))
    """
    left = [each for each in lines if each.standing.is_open]
    soonest = min((each for each in left if each.deadline), key=_when, default=None)
    deadline = soonest.deadline if soonest is not None else None
    return InDue(
        incident,
        to,
        deadline.at if deadline else None,
        bool(deadline and deadline.by_the_hour),
        len(left),
        len(lines),
        tuple(dict.fromkeys(each.short or each.rule for each in sorted(left, key=_when))),
    )


def _when(line: Line) -> tuple[bool, float]:
    return (line.deadline is None, line.deadline.at.timestamp() if line.deadline else 0.0)


def dated(workspace: Workspace, now: datetime) -> tuple[Dated, ...]:
    """The same, and requests of people about their own data, for a plan: a task each."""
    requests = (_of_request(each) for each in workspace.request_days())
    return (*(_dated(each) for each in due_of_incidents(workspace, now)), *requests)


def _of_request(each: RequestDay) -> Dated:
    """One that was answered, refused or withdrawn is planned no more, and its task ends."""
    what = "say that it came" if each.due.what == "confirm" else "answer it"
    return Dated(
        each.request,
        f"Request {each.request}: {what}",
        f"`bailee request show {each.request}` has what is left to do in each store.",
        (each.due.citation,),
        Severity.HIGH.rank,
        each.due.on,
        f"{each.due.law}: {each.due.citation}",
        is_done=False,
    )


def _dated(each: InDue) -> Dated:
    hour = f", {each.at:%H:%M %Z}" if each.at is not None and each.by_the_hour else ""
    return Dated(
        each.ident,
        f"Incident {each.incident}: tell {ADDRESSEES[each.to]}"
        if each.to != "assessment"
        else f"Incident {each.incident}: finish the assessment",
        f"{each.open} of {each.duties} duties are open. `bailee incident show {each.incident}` has each with its day.",
        each.laws[:6],
        Severity.SEVERE.rank,
        each.on,
        f"the first of {each.open} duties after incident {each.incident}{hour}" if each.open else "",
        each.open == 0,
    )
