"""Departures of an organisation as its store knows it: found, noted since when, and settled by a person.

found = find_departures(workspace)                      # the worst first
settle_departure(workspace, ident, sort, "accepted", reason="until the new share is there", until=day, on=today)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bailee.departures import Departure
from bailee.errors import InvalidInput
from bailee.operations.report_status import report_status
from bailee.reports.departed import decision_shape
from bailee.reports.report import Report
from bailee.store import asking
from bailee.store.workspace import Workspace

SHORTEST = 4
VERDICTS = ("accepted", "not-so", "reopened")


def find_departures(workspace: Workspace, *, on: date | None = None) -> tuple[Departure, ...]:
    """Everything that departs, the worst first; what is new or gone since the last look is noted."""
    report = report_status(workspace, on=on)
    if on is None:
        note_departures(workspace, report)
    return report.departures


def note_departures(workspace: Workspace, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Note which departures came and which are cleared, once for each; idents of both."""
    return workspace.note_departures(report.departures)


def the_departure(found: tuple[Departure, ...], ident: str) -> Departure:
    """The one whose ident begins so, or ends so after its sort. InvalidInput where there is none, or more than one."""
    wanted = ident.strip().lower()
    if len(wanted) < SHORTEST:
        raise InvalidInput(f'"{ident}" is too short', hint="type the ident of the departure, or at least 4 signs of it")
    fitting = [
        each for each in found if each.ident.startswith(wanted) or each.ident.rpartition("-")[2].startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise InvalidInput(f'there is no departure "{ident}" now', hint="`bailee departures` shows those there are")
    raise InvalidInput(f'more than one departure begins with "{ident}"', hint="type more of its ident")


def known_departures(workspace: Workspace, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Departures of a page that was kept, with the decisions of this moment: those that are open first."""
    verdicts, today = workspace.verdicts(), asking.today()
    found = []
    for each in content.get("departures", ()):
        verdict = verdicts.get(each["ident"])
        standing = verdict if verdict is not None and verdict.holds(today) else None
        decision = decision_shape(standing) if standing else None
        found.append({**each, "decision": decision, "open": standing is None and not each["held_by"]})
    return sorted(found, key=lambda each: not each["open"])


def settle_departure(
    workspace: Workspace, ident: str, sort: str, verdict: str, *, reason: str = "", until: date | None = None, on: date
) -> None:
    """Accept it until a day, say that it is not so, or open it again; remembered over rescans."""
    if verdict not in VERDICTS:
        raise InvalidInput(f'a departure is accepted, not so, or opened again, not "{verdict}"')
    if verdict != "reopened" and not reason.strip():
        raise InvalidInput("this needs a reason", hint="say why, in your own words: it is read when somebody asks")
    if verdict == "accepted" and until is None:
        raise InvalidInput("until when is it accepted?", hint="give a day: then it is looked at again")
    if until is not None and until < on:
        raise InvalidInput(f"{until} has passed", hint="give a day from today on")
    with workspace.transaction():
        workspace.decide_departure(
            ident,
            sort,
            verdict,
            reason=reason.strip(),
            until=until if verdict == "accepted" else None,
        )
        workspace.record(
            f"departure-{verdict}",
            ident,
            {"sort": sort, "until": until.isoformat() if until else None},
        )
