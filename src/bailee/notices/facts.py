"""What was known of each category when a notice was drafted: what a later day is held against, so that a change has its cause.

>>> camera = Fact("camera-footage", ("employee",), purposes=("security",), kept=("30 days",), stores=3, people=(41, 44))
>>> fact_of(as_data(camera)) == camera
True

It is kept with the version, beside the text. It names categories, purposes, recipients and services, and no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bailee.inventory import Holding, ProcessingActivity
from bailee.inventory.activities import NOBODY
from bailee.notices.snapshot import Snapshot, Told
from bailee.vocabulary import SubjectCategory


@dataclass(frozen=True, slots=True)
class Fact:
    """One category, as it was held about the audience of a notice."""

    category: str
    subjects: tuple[str, ...]  # about whom, of the audience
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()  # lawful bases, as declared
    services: tuple[str, ...] = ()  # of others, that it lies with
    stores: int = 0
    people: tuple[int, int] | None = None  # a range; None where only declared
    found: bool = True


def facts_of(
    snapshot: Snapshot,
    audience: frozenset[SubjectCategory],
    holdings: Iterable[Holding],
    activities: Iterable[ProcessingActivity],
) -> tuple[Fact, ...]:
    """The facts behind a snapshot, in its order."""
    held: dict[str, list[Holding]] = {}
    for holding in holdings:
        if holding.subject in audience and holding.found:
            held.setdefault(holding.category, []).append(holding)
    declared: dict[str, set[SubjectCategory]] = {}
    for activity in activities:
        for category in activity.categories:
            declared.setdefault(category, set()).update(audience.intersection(activity.subjects))
    for tool in snapshot.tools:
        for category in tool.categories:
            declared.setdefault(category, set()).update(tool.watched)
    return tuple(
        _fact(entry, held.get(entry.category, []), declared.get(entry.category, set()), snapshot.services)
        for entry in snapshot.told
    )


def _fact(
    entry: Told, held: list[Holding], declared: set[SubjectCategory], services: Mapping[str, tuple[str, ...]]
) -> Fact:
    subjects = {holding.subject for holding in held} | declared
    recipients = (name for use in entry.uses for name in use.recipients if name != NOBODY)
    stores = {store for holding in held for store in holding.stores}
    return Fact(
        entry.category,
        tuple(sorted(each.value for each in subjects)),
        tuple(dict.fromkeys(use.purpose for use in entry.uses)),
        tuple(dict.fromkeys(recipients)),
        tuple(dict.fromkeys(use.retention for use in entry.uses if use.retention)),
        tuple(dict.fromkeys(use.basis.value for use in entry.uses if use.basis)),
        services.get(entry.category, ()),
        len(stores),
        (sum(holding.people.low for holding in held), sum(holding.people.high for holding in held)) if held else None,
        bool(held),
    )


def as_data(fact: Fact) -> dict[str, Any]:
    """As plain data, without what is empty."""
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(fact).items()}
    return {name: value for name, value in told.items() if value not in ([], None, 0) or name == "found"}


def fact_of(data: Mapping[str, Any]) -> Fact:
    """The way back."""
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return Fact(**{"subjects": (), **told})


def still_said(
    facts: Iterable[Mapping[str, Any]], purposes: Mapping[str, Sequence[str]], was: str, said: str
) -> list[dict[str, Any]]:
    """Facts of a version whose words somebody else has changed: of each kind that is still named, what was not taken out.

    >>> kept = as_data(Fact("payroll", ("employee",), ("wages", "tax"), ("Ridge Payroll", "IRS")))
    >>> still_said([kept], {"payroll": ["wages"]}, "ridge payroll and the irs get it", "the irs gets it")[0]["recipients"]
    ['IRS']
    """

    def stands(name: str) -> bool:
        return name.casefold() in said or name.casefold() not in was

    return [
        as_data(
            replace(
                fact,
                purposes=tuple(purposes[fact.category]),
                recipients=tuple(filter(stands, fact.recipients)),
                services=tuple(filter(stands, fact.services)),
            )
        )
        for fact in map(fact_of, facts)
        if fact.category in purposes
    ]
