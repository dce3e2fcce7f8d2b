"""Assess which obligations an organisation has on a day: from a description, or from what its store holds and declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bailee.obligations.evaluate import Obligation, evaluate
from bailee.obligations.facts import Facts, facts_from

if TYPE_CHECKING:  # a description is assessed without a store, and then without Django
    from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Assessment:
    facts: Facts
    obligations: tuple[Obligation, ...]
    on: date


def assess_description(given: Mapping[str, object], on: date) -> Assessment:
    """Obligations of a company described by its facts. InvalidInput names a fact that makes no sense."""
    facts = facts_from((), given)
    return Assessment(facts, evaluate(facts, on=on), on)


def assess_store(workspace: Workspace, on: date) -> Assessment:
    """Obligations of the organisation of a workspace: what was found and declared, true on that day."""
    facts = facts_from(workspace.holdings(), workspace.facts(on))
    return Assessment(facts, evaluate(facts, on=on), on)
