"""Holdings that rest on a tool: what a monitoring tool records is held, also where a scan did not look at it.

A tool that was found stands beside what was found on the disk: the same category about the same people is one row, with the
tool's name; a category of which only the tool speaks is a row of its own, in stores that may never have been scanned.

>>> from bailee.monitoring.register import register
>>> from bailee.monitoring.traces import Sort, Trace
>>> entries = register([Trace("hubstaff", Sort.SOFTWARE, "WS-14", "software-list")], [], on=date(2024, 4, 3))
>>> [(held.category, held.subject.value, held.tools) for held in with_tools((), entries, (), lambda subject: 0)][:2]
[('location-tracks', 'employee', ('Hubstaff',)), ('computer-activity', 'employee', ('Hubstaff',))]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date  # noqa: F401 - of the example above

from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.monitoring.register import Entry
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Severity, SubjectCategory

Headcount = Callable[[SubjectCategory], int]


def with_tools(
    holdings: Iterable[Holding],
    entries: Iterable[Entry],
    activities: Sequence[ProcessingActivity],
    headcount: Headcount,
) -> tuple[Holding, ...]:
    """Holdings, with those that tools make. Tools at *likely* and up count; one declared switched off records no more."""
    by_key: dict[tuple[str, SubjectCategory], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.found or (entry.confidence < Confidence.LIKELY and entry.declaration is None):
            continue
        for category in entry.categories:
            for subject in entry.watched:
                by_key[category, subject].append(entry)
    made: list[Holding] = []
    for holding in holdings:
        tools = by_key.pop((holding.category, holding.subject), [])
        made.append(_beside(holding, tools) if tools and holding.found else holding)
        if tools and not holding.found:  # declared, and now found by its tool
            made[-1] = _alone(holding.category, holding.subject, tools, activities, headcount)
    for (category, subject), tools in by_key.items():
        running = [each for each in tools if not each.switched_off and _is_whole(each, subject)]
        if running:
            made.append(_alone(category, subject, running, activities, headcount))
    return tuple(sorted(made, key=_worst_first))


def _is_whole(entry: Entry, subject: SubjectCategory) -> bool:
    """Of those whom a tool may watch, staff always count; customers and visitors where records show it or a person said so."""
    if entry.is_own and (entry.since is None or entry.since_from == "this run"):
        return False  # it has read nothing yet, or keeps nothing
    return (
        subject is SubjectCategory.EMPLOYEE
        or bool(entry.records)
        or (entry.declaration is not None and subject in entry.declaration.watched)
    )


def _beside(holding: Holding, tools: Sequence[Entry]) -> Holding:
    """What lies on the disk and comes of a tool: since when is the earlier of both."""
    since = min(filter(None, (holding.since, *(tool.since for tool in tools))), default=None)
    purposes = tuple(dict.fromkeys((*holding.purposes, *(each for tool in tools for each in tool.purposes))))
    return replace(
        holding,
        since=since,
        purposes=purposes,
        declared=holding.declared or bool(purposes),
        tools=tuple(dict.fromkeys(tool.name for tool in tools)),
    )


def _alone(
    category: str,
    subject: SubjectCategory,
    tools: Sequence[Entry],
    activities: Sequence[ProcessingActivity],
    headcount: Headcount,
) -> Holding:
    """What comes of tools alone: no record of it was looked at."""
    known = headcount(subject)
    machines = len({machine for tool in tools if not tool.is_own for machine in tool.machines})
    low = min(max(machines, 1), known) if known else max(machines, 1)
    declared = [a for a in activities if category in a.categories and (not a.subjects or subject in a.subjects)]
    purposes = dict.fromkeys(purpose for activity in declared for purpose, _ in activity.purposes)
    purposes |= dict.fromkeys(each for tool in tools for each in tool.purposes)
    names = tuple(dict.fromkeys(tool.name for tool in tools))
    stores = {store for tool in tools for store in tool.stores} or {f"{tool.name} ({_what(tool)})" for tool in tools}
    return Holding(
        category,
        subject,
        tuple(sorted(stores)),
        PeopleRange(low, max(low, known), (f"whoever {' and '.join(names)} watches",)),
        0,  # no record of it was looked at
        min((tool.since for tool in tools if tool.since), default=None),
        (),
        tuple(purposes),
        bool(purposes),
        tools=names,
    )


def _what(tool: Entry) -> str:
    """Where a tool that no scan met keeps what it records, as far as we know."""
    if tool.is_own:
        return "its own store"
    return "not scanned"


def _worst_first(holding: Holding) -> tuple[bool, int, str, str]:
    category = DATA_CATEGORIES[holding.category]
    return not holding.found, -list(Severity).index(category.severity), category.label, holding.subject.value
