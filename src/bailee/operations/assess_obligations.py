"""Assess which obligations an organisation has on a day: from a description, or from what its store holds and declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bailee.errors import InvalidInput
from bailee.obligations.assessments import Assessment, Change, assess, changes
from bailee.obligations.explain import Explanation, Stated, explain
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for

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
    """What came, went or changed between two days: by the facts true on each, and the law in force on each.

    What lies in the stores is that of today on both days; what was found then is not what there was.
    """
    if since > on:
        raise InvalidInput(f"{since} lies after {on}", hint="--since names the earlier day")
    holdings, table = workspace.holdings(), rules_for(workspace.home)
    before = assess(facts_from(holdings, workspace.facts(since)), since, table)
    return changes(before, assess(facts_from(holdings, workspace.facts(on)), on, table))


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
