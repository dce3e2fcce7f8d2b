"""Declared against found: each place where the two part ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bailee.inventory.activities import Covering, ProcessingActivity
from bailee.inventory.holdings import Holding
from bailee.people import PeopleRange
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what was declared and what was found part ways."""

    what: str  # found-not-declared, declared-not-found, found-elsewhere
    category: str
    subject: SubjectCategory
    stores: tuple[str, ...]  # where it was found; for one that was not, where it was declared to be
    activities: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, SubjectCategory]:
        return self.what, self.category, self.subject

    @property
    def ident(self) -> str:
        """How a command and a page name it.

        >>> Difference("found-elsewhere", "payroll", SubjectCategory.EMPLOYEE, ("company/HR",)).ident
        'found-elsewhere:payroll:employee'
        """
        return f"{self.what}:{self.category}:{self.subject.value}"


def differences(holdings: Iterable[Holding], activities: Sequence[ProcessingActivity]) -> tuple[Difference, ...]:
    """Found but not declared, declared but never found, and found outside the stores it was declared for."""
    result = []
    covering = Covering(activities)
    for holding in holdings:
        matching = covering.of(holding.category, holding.subject)
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


def never_found(found: set[tuple[str, SubjectCategory]], activities: Sequence[ProcessingActivity]) -> list[Holding]:
    """What activities name and nobody found, as holdings of nothing; stores are those that it was declared for."""
    missing: dict[tuple[str, SubjectCategory], list[ProcessingActivity]] = defaultdict(list)
    for activity in activities:
        for category in activity.categories:
            for subject in activity.subjects:  # of a business as such there is nothing personal to be found
                if (category, subject) not in found and subject is not SubjectCategory.BUSINESS_CLIENT:
                    missing[category, subject].append(activity)
    return [
        Holding(
            category,
            subject,
            tuple(sorted({store for activity in declaring for store in activity.stores})),
            PeopleRange(0, 0, ("declared, and not found in the places that were scanned",)),
            0,
            purposes=tuple(dict.fromkeys(purpose for activity in declaring for purpose, _ in activity.purposes)),
            declared=True,
            found=False,
        )
        for (category, subject), declaring in missing.items()
        if category in DATA_CATEGORIES
    ]
