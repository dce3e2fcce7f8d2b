"""Declared against found: each place where the two part ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bailee.inventory.activities import ProcessingActivity, covers
from bailee.inventory.holdings import Holding
from bailee.vocabulary import SubjectCategory


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what was declared and what was found part ways."""

    what: str  # found-not-declared, declared-not-found, found-elsewhere
    category: str
    subject: SubjectCategory
    stores: tuple[str, ...]  # where it was found; for one that was not, where it was declared to be
    activities: tuple[str, ...] = ()


def differences(holdings: Iterable[Holding], activities: Sequence[ProcessingActivity]) -> tuple[Difference, ...]:
    """Found but not declared, declared but never found, and found outside the stores it was declared for."""
    result = []
    for holding in holdings:
        matching = [activity for activity in activities if covers(activity, holding.category, holding.subject)]
        names = tuple(activity.name for activity in matching)
        if not holding.found:
            result.append(Difference("declared-not-found", holding.category, holding.subject, holding.stores, names))
        elif not matching:
            result.append(Difference("found-not-declared", holding.category, holding.subject, holding.stores))
        elif all(activity.stores for activity in matching):
            declared = {store for activity in matching for store in activity.stores}
            elsewhere = tuple(store for store in holding.stores if store not in declared)
            if elsewhere:
                result.append(Difference("found-elsewhere", holding.category, holding.subject, elsewhere, names))
    return tuple(result)
