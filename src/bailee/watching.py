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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date  # noqa: F401 - of the example above

from bailee.inventory import Exposure, Holding, PeopleRange, ProcessingActivity
from bailee.monitoring.register import Entry
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Severity, SubjectCategory

Headcount = Callable[[SubjectCategory], int]
Key = tuple[str, SubjectCategory]


def with_tools(
    holdings: Iterable[Holding],
    entries: Iterable[Entry],
    activities: Sequence[ProcessingActivity],
    headcount: Headcount,
) -> tuple[Holding, ...]:
    """Holdings, with those that tools make. Tools at *likely* and up count; one declared switched off records no more."""
    watching: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if _counts(entry):
            for category in entry.categories:
                watching[category].append(entry)
    made: list[Holding] = []
    by_category: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        by_category[holding.category].append(holding)
    for category in dict.fromkeys((*by_category, *watching)):
        made += _rows(category, by_category[category], watching[category], activities, headcount)
    return tuple(sorted(made, key=_worst_first))


def _rows(
    category: str,
    holdings: Sequence[Holding],
    tools: Sequence[Entry],
    activities: Sequence[ProcessingActivity],
    headcount: Headcount,
) -> list[Holding]:
    """All rows of one category. Records of people whom nobody placed are of those whom their tool watches."""
    subjects = {
        subject: [tool for tool in tools if subject in tool.watched]
        for subject in SubjectCategory
        if any(subject in tool.watched and _watches(tool, subject) for tool in tools)
    }
    rows: dict[SubjectCategory, Holding] = {}
    unplaced = next((each for each in holdings if each.subject is SubjectCategory.PERSON and each.found), None)
    placing = [tool for tool in tools if tool.records and (tool.declaration or not tool.ident.startswith("unnamed-"))]
    for holding in holdings:
        own = [tool for tool in tools if holding.subject in tool.watched]
        if holding.found and own:
            rows[holding.subject] = _beside(holding, own)
        elif holding.found and holding is unplaced and tools:
            if not placing:
                rows[holding.subject] = _beside(holding, tools)
        elif holding.found or not (own and holding.subject in subjects):
            rows[holding.subject] = holding
    for subject, own in subjects.items():
        if subject in rows:
            continue
        if unplaced is not None and (placing or any(tool.records for tool in own)):
            if placing:
                rows[subject] = _placed(unplaced, subject, own, activities, headcount)
            continue  # its maker is not known, and neither is whom it films
        running = [tool for tool in own if not tool.switched_off and _watches(tool, subject)]
        if running:
            rows[subject] = _alone(category, subject, running, activities, headcount)
    return list(rows.values())


def _counts(entry: Entry) -> bool:
    """Tools that are here, at *likely* and up or declared; bailee where it keeps something."""
    if entry.is_own:
        return entry.since is not None and entry.since_from != "this run"
    return entry.found and (entry.confidence > Confidence.POSSIBLE or entry.declaration is not None)


def _watches(entry: Entry, subject: SubjectCategory) -> bool:
    """Of those whom a tool may watch, staff always count; customers and visitors where records show it or a person said so."""
    return (
        subject is SubjectCategory.EMPLOYEE
        or bool(entry.records)
        or (entry.declaration is not None and subject in entry.declaration.watched)
    )


def _placed(
    holding: Holding,
    subject: SubjectCategory,
    tools: Sequence[Entry],
    activities: Sequence[ProcessingActivity],
    headcount: Headcount,
) -> Holding:
    """Records that tell nobody apart, of those whom their tool watches."""
    known = headcount(subject)
    people = PeopleRange(known, known, ("everybody whom the tool watches may be in them",)) if known else holding.people
    return _beside(
        replace(holding, subject=subject, people=people, purposes=_purposes(holding.category, subject, activities)),
        tools,
    )


def _purposes(category: str, subject: SubjectCategory, activities: Sequence[ProcessingActivity]) -> tuple[str, ...]:
    declared = [a for a in activities if category in a.categories and (not a.subjects or subject in a.subjects)]
    return tuple(dict.fromkeys(purpose for activity in declared for purpose, _ in activity.purposes))


def placed_exposures(
    holdings: Iterable[Holding], exposures: Mapping[Key, Sequence[Exposure]]
) -> dict[Key, Sequence[Exposure]]:
    """Who can open what, by the rows that tools placed: the files are those of the people whom nobody had placed."""
    of_rows = dict(exposures)
    for holding in holdings:
        unplaced = exposures.get((holding.category, SubjectCategory.PERSON))
        if holding.tools and holding.items and unplaced:
            of_rows.setdefault((holding.category, holding.subject), unplaced)
    return of_rows


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
    purposes = dict.fromkeys(_purposes(category, subject, activities))
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
