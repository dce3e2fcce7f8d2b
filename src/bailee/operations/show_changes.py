"""What changed between the ends of two days, and who did it: what is held, how cells stand, what was declared, which duties, and each act.

changes = show_changes(workspace, date(2026, 3, 1), date(2026, 3, 31))
changes.held, changes.cells, changes.facts, changes.duties, changes.acts

What was done stands in the log, with who did it; what follows from it is compared: the store as it was known at both ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.matrix import SUBJECTS
from bailee.obligations.assessments import Change
from bailee.obligations.definitions import definitions
from bailee.operations.assess_obligations import changes_since
from bailee.operations.show_status import Turned, turned
from bailee.permissions import Permission
from bailee.store.as_of import AsOf
from bailee.store.asking import now, today
from bailee.store.rows.compared import ScanComparison
from bailee.store.rows.past import Act
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

LISTED = 100  # acts


@dataclass(frozen=True, slots=True)
class FactChanged:
    """A declared fact that says otherwise at the end; None: nobody had said, or it is not known any more."""

    name: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Done:
    """An act with the name of who did it."""

    act: Act
    who: str

    @property
    def words(self) -> str:
        return act_words(self.act)


@dataclass(frozen=True, slots=True)
class Changes:
    """From the end of one day to the end of another (or to now)."""

    since: date
    until: date
    held: ScanComparison | None  # None: no scan ended in between
    is_first: bool  # nobody had looked by the earlier day: what was found is not new, it is met first
    cells: tuple[Turned, ...]
    facts: tuple[FactChanged, ...]
    duties: tuple[Change, ...]
    acts: tuple[Done, ...]  # newest first, some of them
    counts: Mapping[tuple[str, str], int]  # acts by who (in words) and what

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def by_who(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (who, _), count in self.counts.items():
            found[who] += count
        return found

    @property
    def said(self) -> str:
        """What is not known of the earlier day; empty where it is."""
        if not self.is_first:
            return ""
        return f"No scan had ended by {self.since:%-d %b %Y}: what was held then is not known. What was found since is met first, not new."


def show_changes(
    workspace: Workspace, since: date, until: date | None = None, *, who: str = "", what: str = "", skip: int = 0
) -> Changes:
    """Compare both ends and list what was done in between. `who`: ident of a member; `what`: an action, for the list of acts.

    InvalidInput where the days are in the wrong order or to come.
    """
    workspace.require(Permission.SEE_TABLE)
    last = until or today()
    if since >= last:
        raise InvalidInput(f"{since} does not lie before {last}", hint="--from names the earlier day")
    if last > today():
        raise InvalidInput(f"{last} is to come", hint="--to names a day up to today")
    begin, end = AsOf(since, since).end, min(AsOf(last, last).end, now())
    before, after = workspace.last_scan_by(begin), workspace.last_scan_by(end)
    held = workspace.scan_differences(before, after) if after is not None and after != before else None
    names = _names(workspace)
    is_told = workspace.may(Permission.SEE_EVIDENCE)
    counted = workspace.acts_counted(begin, end) if is_told else {}
    acts = workspace.acts_between(begin, end, actor=who, action=what, skip=skip, limit=LISTED) if is_told else ()
    snapshots = workspace.snapshots(begin, until=end)
    return Changes(
        since,
        last,
        held,
        before is None,
        turned(snapshots, begin) if snapshots else (),
        _facts(workspace, since, begin, last, end),
        changes_since(workspace, since, last),
        tuple(Done(each, names.get(each.actor, each.actor)) for each in acts),
        {(names.get(actor, actor), action): count for (actor, action), count in counted.items()},
    )


def _names(workspace: Workspace) -> dict[str, str]:
    return {each.ident: each.name for each in workspace.member_list(ended=True)}


def _facts(workspace: Workspace, since: date, begin: datetime, last: date, end: datetime) -> tuple[FactChanged, ...]:
    before, after = workspace.facts(since, known_at=begin), workspace.facts(last, known_at=end)
    known = definitions()
    return tuple(
        FactChanged(name, known[name].question if name in known else name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def act_words(act: Act) -> str:
    """What was done, in words of its own: the action, what it was done to, and counts.

    >>> from datetime import UTC
    >>> act_words(Act(7, datetime(2026, 3, 3, tzinfo=UTC), "pat", "notice-published", "notice-x", {"version": 3}))
    'notice published: notice-x (version 3)'
    """
    told = ", ".join(
        f"{name.replace('_', ' ')} {value}"
        for name, value in sorted(act.details.items())
        if isinstance(value, int | str) and not isinstance(value, bool) and len(str(value)) <= _SHORT
    )
    return f"{act.action.replace('-', ' ')}: {act.subject}" + (f" ({told})" if told else "")


_SHORT = 24  # of a detail: hashes and signatures stand in the log


def cell_words(cell: str) -> tuple[str, str]:
    """What and about whom, and the column: `us-ssn|employee|told`.

    >>> cell_words("social-security-number|employee|told")
    ('Social Security numbers, employees', 'Told')
    """
    category, subject, column = cell.split("|")
    label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
    return f"{label}, {SUBJECTS[SubjectCategory(subject)].lower()}", column.capitalize()


def shape(changes: Changes) -> dict[str, Any]:
    """For programs."""
    return {
        "from": changes.since.isoformat(),
        "to": changes.until.isoformat(),
        "says": changes.said or None,
        "held": [
            {
                "category": each.category,
                "store": each.store,
                "new": each.new,
                "gone": each.gone,
                "changed": each.changed,
                "decided": each.decided,
            }
            for each in (changes.held.findings if changes.held else ())
        ],
        "cells": [
            {"cell": each.cell, "before": each.before or None, "after": each.after or None, "at": each.at.isoformat()}
            for each in changes.cells
        ],
        "facts": [
            {"fact": each.name, "before": _plain(each.before), "after": _plain(each.after)} for each in changes.facts
        ],
        "obligations": [
            {"ident": each.ident, "what": each.what, "because": list(each.because), "by": list(each.by)}
            for each in changes.duties
        ],
        "acts": [
            {
                "record": each.act.record,
                "at": each.act.at.isoformat(),
                "who": each.act.actor,
                "name": each.who,
                "action": each.act.action,
                "subject": each.act.subject,
                "details": each.act.details,
            }
            for each in changes.acts
        ],
        "total_acts": changes.total,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
