"""Assess which obligations an organisation has on a day: from a description, or from what its store holds and declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from bailee.errors import InvalidInput
from bailee.inventory import Holding
from bailee.obligations.assessments import Assessment, Change, assess, changes
from bailee.obligations.explain import Explanation, Stated, explain
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for
from bailee.reports import held

if TYPE_CHECKING:  # a description is assessed without a store, and then without Django
    from bailee.store.workspace import Workspace


def assess_description(given: Mapping[str, object], on: date, home: Path | None = None) -> Assessment:
    """Obligations of a company described by its facts. InvalidInput names a fact that makes no sense."""
    return assess(facts_from((), given), on, rules_for(home))


def assess_store(workspace: Workspace, on: date) -> Assessment:
    """Obligations of the organisation of a workspace: what was found and declared, true on that day."""
    from bailee.operations.know_reviews import reviews_of

    declared = workspace.facts(on)
    made = assess(facts_from(workspace.holdings(), declared), on, rules_for(workspace.home))
    return replace(made, obligations=reviews_of(workspace, on, declared=declared).mark(made.obligations))


def changes_since(workspace: Workspace, since: date, on: date) -> tuple[Change, ...]:
    """What came, went or changed between two days: by what was known to be held at the end of each (`held_on`), the facts true
    on each, and the law in force on each."""
    if since > on:
        raise InvalidInput(f"{since} lies after {on}", hint="--since names the earlier day")
    table = rules_for(workspace.home)
    now_held = workspace.holdings()
    before, after = held_on(workspace, since), held_on(workspace, on)
    then = assess(facts_from(before.holdings if before else now_held, workspace.facts(since)), since, table)
    return changes(then, assess(facts_from(after.holdings if after else now_held, workspace.facts(on)), on, table))


def held_words(known: HeldOn | None, day: date) -> str:
    """What the earlier side of a comparison stands on.

    >>> held_words(None, date(2026, 3, 1))
    'No page of 1 Mar 2026 was kept: what is held now stands for both days.'
    """
    if known is None:
        return f"No page of {day:%-d %b %Y} was kept: what is held now stands for both days."
    return f"What was held on {day:%-d %b %Y} is what was known then, as the page of {known.at.astimezone():%-d %b %Y %H:%M} has it."


@dataclass(frozen=True, slots=True)
class HeldOn:
    """What was known to be held at the end of a day, and when that was kept."""

    holdings: tuple[Holding, ...]
    at: datetime


def held_on(workspace: Workspace, day: date) -> HeldOn | None:
    """As the page of then kept it; None for today, and for days of which no page was kept: then what is held now stands for it."""
    end = datetime.combine(day, time.max).astimezone()
    if end >= datetime.now(UTC):
        return None
    past = workspace.past_page(end)
    if past is None or past.content is None or past.content.get("holdings") is None:
        return None
    return HeldOn(held.read(past.content["holdings"]), past.snapshot.at)


def explain_rule(workspace: Workspace, ident: str, on: date) -> Explanation:
    """Why a rule applies to an organisation, does not, or waits; with who declared the facts, and where they were found."""
    return explain(ident, assess_store(workspace, on), stated(workspace, on))


def stated(workspace: Workspace, on: date) -> Mapping[str, Stated]:
    """Who declared each fact, by name; by ident where the person is gone."""
    names = {member.ident: member.name for member in workspace.member_list(ended=True)}
    return {
        fact: Stated(names.get(each.by, each.by), each.since, each.on)
        for fact, each in workspace.facts_stated(on).items()
    }
