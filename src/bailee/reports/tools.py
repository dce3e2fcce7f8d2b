"""Monitoring tools as reports say them: the words of an entry, its row on the page, its shape for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bailee.dates import in_short
from bailee.findings import masked_segment
from bailee.matrix import SUBJECTS, number
from bailee.monitoring.product import GROUPS, OBSERVES
from bailee.monitoring.register import Entry
from bailee.monitoring.traces import WORDS, Trace
from bailee.vocabulary import Confidence, State

MOST = 40  # traces of one tool that the page names
FEW = 3  # machines of one list that are named each


def watches(entry: Entry) -> str:
    """What a tool observes, in words."""
    if entry.is_own:
        return "which data lie in files and mailboxes"
    return ", ".join(OBSERVES[each][0] for each in entry.observes) or "not known"


def subjects(entry: Entry) -> str:
    return ", ".join(SUBJECTS[each] for each in entry.watched) or "not known"


def since(entry: Entry) -> str:
    """Since when, and which sign says so."""
    if entry.since is None:
        return "not known"
    day = in_short(entry.since)
    return f"{day} ({entry.since_from})" if entry.since_from else day


def state(entry: Entry) -> State:
    """Red: it watches and nobody declared it. Amber: declared, and found otherwise. Unknown: only possible, or not found."""
    if entry.declaration is None and not entry.is_own:
        return State.RED if entry.confidence > Confidence.POSSIBLE else State.UNKNOWN
    if entry.found and entry.differences:
        return State.AMBER
    return State.GREEN if entry.found else State.UNKNOWN


def declared(entry: Entry) -> str:
    if entry.purposes:
        return ", ".join(entry.purposes)
    return "no purpose declared" if entry.declaration else "not declared"


def line(entries: Sequence[Entry]) -> str:
    """
    >>> line(())
    'No monitoring tool was found by its traces.'
    """
    found = [entry for entry in entries if entry.found and not entry.is_own]
    if not found:
        said = "No monitoring tool was found by its traces"
        return f"{said}; bailee itself stands in the register." if entries else f"{said}."
    silent = sum(entry.declaration is None for entry in found)
    possible = sum(entry.confidence == Confidence.POSSIBLE for entry in found)
    said = f"{number(len(found), 'tool watches', 'tools watch')} people here by their traces, beside bailee itself"
    said += f"; {silent:,} of them {'is' if silent == 1 else 'are'} not declared" if silent else "; all are declared"
    return f"{said}, and {possible:,} {'is' if possible == 1 else 'are'} only possible." if possible else f"{said}."


def lines(entry: Entry) -> list[str]:
    """Its traces, a line each; machines of one list in one line where they are many."""
    by_list: dict[tuple[str, str], list[Trace]] = {}
    for trace in entry.traces:
        if trace.origin != "scan":
            by_list.setdefault((trace.sort, trace.origin), []).append(trace)
    said: list[str] = []
    for trace in entry.traces:
        together = by_list[trace.sort, trace.origin] if trace.origin != "scan" else []
        if len(together) <= FEW:
            said.append(trace_words(trace))
        elif together[0] is trace:
            said.append(_many(together))
    return said


def _many(traces: Sequence[Trace]) -> str:
    names = ", ".join(_shown(trace.where) for trace in traces[:FEW])
    days = sorted(day for trace in traces for day in (trace.first_on, trace.last_on) if day)
    when = f", {days[0].isoformat()} to {days[-1].isoformat()}" if days else ""
    return f"{WORDS[traces[0].sort]} on {number(len(traces), 'machine')} ({names} …){when} ({traces[0].example})"


def _shown(where: str) -> str:
    """A data store is masked already; a machine may be called after its user."""
    return masked_segment(where)


def trace_words(trace: Trace) -> str:
    """One trace in a line: what it is, where, how much, when."""
    where = trace.where if trace.origin == "scan" else _shown(trace.where)
    said = f"{WORDS[trace.sort]} {'in' if trace.origin == 'scan' else 'on'} {where}"
    if trace.origin == "itself":
        said = f"{trace.where}: {trace.example}"
    if trace.count > 1:
        said += f", {trace.count:,} times" if trace.origin != "scan" else f", {number(trace.count, 'file')}"
    if trace.first_on:
        said += f", {trace.first_on.isoformat()}"
        if trace.last_on and trace.last_on != trace.first_on:
            said += f" to {trace.last_on.isoformat()}"
    if trace.kept_days:
        said += f", set to keep {number(trace.kept_days, 'day')}"
    if trace.kinds:
        said += f", recognised: {', '.join(f'{kind} {count:,}' for kind, count in trace.kinds)}"
    if trace.example and trace.origin != "itself":
        said += f" ({trace.example})"
    return said


def _group(entry: Entry) -> str:
    if entry.is_own:
        return "This program"
    return f"{GROUPS[entry.group]}{', a tool of providers' if entry.of_provider else ''}"


def rows(entries: Iterable[Entry], at_home: str = "") -> list[dict[str, Any]]:
    """The register as the page shows it."""
    return [
        {
            "ident": entry.ident,
            "name": entry.name,
            "group": _group(entry),
            "state": state(entry).value,
            "sure": entry.confidence.value,
            "watches": watches(entry),
            "subjects": subjects(entry),
            "since": since(entry),
            "kept": entry.kept.words,
            "viewers": entry.viewers.words,
            "declared": declared(entry),
            "differences": entry.differences,
            "traces": lines(entry)[:MOST],
            "more": max(len(lines(entry)) - MOST, 0),
            "command": f'bailee declare monitoring {entry.ident} --purpose "…"{at_home}'
            if entry.declaration is None or entry.differences
            else "",
        }
        for entry in entries
    ]


def shape(entry: Entry) -> dict[str, Any]:
    """An entry as `bailee monitoring --json` and reports have it."""
    told = entry.declaration
    return {
        "ident": entry.ident,
        "name": entry.name,
        "maker": entry.maker,
        "group": entry.group.value,
        "observes": list(entry.observes),
        "watched": [each.value for each in entry.watched],
        "categories": list(entry.categories),
        "confidence": entry.confidence.value,
        "found": entry.found,
        "of_provider": entry.of_provider,
        "since": {"on": entry.since.isoformat() if entry.since else None, "from": entry.since_from or None},
        "last": entry.last.isoformat() if entry.last else None,
        "kept": {"days": entry.kept.days, "from": entry.kept.source or None, "words": entry.kept.words},
        "viewers": {
            "accounts": entry.viewers.accounts,
            "everyone": entry.viewers.everyone,
            "declared": list(entry.viewers.declared),
        },
        "purposes": list(entry.purposes),
        "declared": told is not None,
        "switched_off": told.switched_off_on.isoformat() if told and told.switched_off_on else None,
        "differences": list(entry.differences),
        "state": state(entry).value,
        "traces": [
            {
                "sort": trace.sort.value,
                "where": trace.where if trace.origin == "scan" else _shown(trace.where),
                "origin": trace.origin,
                "count": trace.count,
                "bytes": trace.size,
                "first": trace.first_on.isoformat() if trace.first_on else None,
                "last": trace.last_on.isoformat() if trace.last_on else None,
                "kept_days": trace.kept_days,
                "kinds": dict(trace.kinds),
                "example": trace.example,
            }
            for trace in entry.traces
        ],
        "sources": list(entry.sources),
    }
