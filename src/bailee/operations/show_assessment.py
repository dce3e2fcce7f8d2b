"""Which obligations there are, for a page: what is held as the page keeps it, the facts and the law of a day.

Reading what is held out of a million findings takes longer than a reader waits; the kept table knows it (`show_status`),
and an assessment from there takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory import Holding
from bailee.obligations.assessments import Assessment, Change, assess, changes
from bailee.obligations.evaluate import Obligation
from bailee.obligations.explain import Explanation, explain
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for
from bailee.operations.assess_obligations import held_on, stated
from bailee.operations.know_reviews import reviews_of
from bailee.operations.show_status import Status, show_status
from bailee.reports import held
from bailee.store.rows.base import today as this_day
from bailee.store.workspace import Workspace
from bailee.vocabulary import State, SubjectCategory

_WORST = (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)


@dataclass(frozen=True, slots=True)
class Shown:
    """An assessment, and how far each obligation is met by the cells of the table that it speaks about."""

    assessment: Assessment
    status: Status
    met: Mapping[str, str] = field(default_factory=dict)  # worst state, by ident; left out where it is in no cell


def show_assessment(workspace: Workspace, on: date | None = None) -> Shown:
    """Obligations of a day, today's with how far each is met."""
    status = show_status(workspace)
    assessment = _assessed(workspace, status, on or this_day())
    cells = _cells(status.content)
    met = {each.ident: state for each in assessment.obligations if (state := _met(each, cells))}
    return Shown(assessment, status, met)


def show_explanation(workspace: Workspace, ident: str) -> Explanation:
    """Why one rule applies today, or not."""
    day = this_day()
    return explain(ident, _assessed(workspace, show_status(workspace), day), stated(workspace, day))


def show_changes(workspace: Workspace, since: date) -> tuple[Change, ...]:
    """What differs between a day and today: what was known to be held on each, facts true on each, law in force on each."""
    today = this_day()
    if since > today:
        raise InvalidInput("That day is still to come.", hint="choose an earlier one")
    status = show_status(workspace)
    then = held_on(workspace, since)
    before = _assessed(workspace, status, since, then.holdings if then else None)
    return changes(before, _assessed(workspace, status, today))


def _assessed(
    workspace: Workspace, status: Status, on: date, holdings: tuple[Holding, ...] | None = None
) -> Assessment:
    kept = status.content.get("holdings")
    if holdings is None:
        holdings = held.read(kept) if kept is not None else workspace.holdings()
    declared = workspace.facts(on)
    made = assess(facts_from(holdings, declared), on, rules_for(workspace.home))
    return replace(made, obligations=reviews_of(workspace, on, declared=declared).mark(made.obligations))


_Cells = list[tuple[str, SubjectCategory, list[tuple[str, str]]]]


def _cells(content: Mapping[str, Any]) -> _Cells:
    """Rows of the table: category, subject, and the state of each column."""
    return [
        (
            row["category"],
            SubjectCategory(row["subject"]),
            [(column["name"], column["cell"]["state"]) for column in row["columns"]],
        )
        for group in content["groups"]
        for row in (*group["rows"], *group["folded"])
    ]


def _met(obligation: Obligation, cells: _Cells) -> str:
    """The worst state of the cells that an obligation speaks about."""
    touched = obligation.touches
    if not obligation.applies or not touched.columns:
        return ""
    found = {
        state
        for category, subject, columns in cells
        if touched.row(category, subject)
        for name, state in columns
        if name in touched.columns
    }
    return next((state.value for state in _WORST if state.value in found), "")
