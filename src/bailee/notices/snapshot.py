"""The facts that a notice is made from, frozen: what is held about its audience, why, how long, who gets it.

A notice is a function of its snapshot and nothing else, so the same facts give the same bytes, and the difference
between two versions has its cause in the difference between two snapshots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bailee.inventory import Holding, ProcessingActivity
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory

# Categories that come about by watching people, not by asking them.
WATCHING = (
    "camera-footage",
    "web-history",
    "archived-mail",
    "screen-captures",
    "keystroke-logs",
    "call-recordings",
    "chat-exports",
    "location-tracks",
    "badge-logs",
    "remote-session-recordings",
    "computer-activity",
    "scan-records",
)


@dataclass(frozen=True, slots=True)
class Use:
    """One purpose of one category, as declared."""

    purpose: str
    basis: LawfulBasis | None
    recipients: tuple[str, ...]
    retention: str


@dataclass(frozen=True, slots=True)
class Told:
    """A category that the notice names."""

    category: str
    uses: tuple[Use, ...]  # empty where nobody declared a purpose
    found: bool  # on the disk, not only declared

    @property
    def label(self) -> str:
        return DATA_CATEGORIES[self.category].label


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation to inform that asks for this notice."""

    ident: str
    citation: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Facts of one organisation for one audience on one day."""

    organisation: str
    contact: str  # whom to ask; empty where not declared
    on: date
    told: tuple[Told, ...]
    duties: tuple[Duty, ...]
    named_laws: tuple[str, ...]  # laws that nobody could verify: named, nothing more
    unplaced: int  # categories held about people whom nobody placed yet

    @property
    def watching(self) -> tuple[Told, ...]:
        return tuple(entry for entry in self.told if entry.category in WATCHING)

    @property
    def given(self) -> tuple[Told, ...]:
        return tuple(entry for entry in self.told if entry.category not in WATCHING)

    @property
    def purposes(self) -> dict[str, tuple[str, ...]]:
        """Purposes by category, as the notice states them: the truth function compares them with those declared."""
        return {entry.category: tuple(use.purpose for use in entry.uses) for entry in self.told}

    def to_complete(self) -> tuple[str, ...]:
        """What stands in the way of publishing, in words."""
        missing = [] if self.contact else ["Say whom people can ask: bailee declare organisation --set contact=…"]
        for entry in self.told:
            if not entry.uses:
                missing.append(f"{entry.label}: no purpose is declared. Declare one, or stop holding it.")
            elif not any(use.retention for use in entry.uses):
                missing.append(f"{entry.label}: say how long it is kept.")
        if self.unplaced:
            missing.append(f"{self.unplaced} categories are held about people whom nobody placed yet: bailee people")
        return tuple(missing)


def snapshot_of(
    audience: frozenset[SubjectCategory],
    *,
    organisation: str,
    contact: str,
    holdings: Iterable[Holding],
    activities: Iterable[ProcessingActivity],
    obligations: Iterable[Obligation],
    on: date,
) -> Snapshot:
    """Freeze what concerns the audience. Categories come from holdings found and from activities declared."""
    uses: dict[str, list[Use]] = {}
    for activity in activities:
        if not audience.intersection(activity.subjects):
            continue
        for category in activity.categories:
            for purpose, basis in activity.purposes:
                use = Use(purpose, basis, activity.recipients, activity.retention)
                if use not in uses.setdefault(category, []):
                    uses[category].append(use)
    held = list(holdings)
    found = {holding.category for holding in held if holding.subject in audience and holding.found}
    unplaced = {holding.category for holding in held if holding.subject is SubjectCategory.PERSON and holding.found}
    order = list(DATA_CATEGORIES)
    told = tuple(
        Told(category, tuple(uses.get(category, ())), category in found)
        for category in sorted(found | uses.keys(), key=order.index)
    )
    informing = [duty for duty in obligations if _asks_for_this(duty, audience, {entry.category for entry in told})]
    return Snapshot(
        organisation,
        contact,
        on,
        told,
        tuple(Duty(duty.ident, duty.citation) for duty in informing if duty.applies and duty.is_law),
        tuple(dict.fromkeys(duty.name for duty in informing if duty.state is ObligationState.NAMED_ONLY)),
        len(unplaced - found),
    )


def _asks_for_this(duty: Obligation, audience: frozenset[SubjectCategory], categories: set[str]) -> bool:
    """A rule on staff that applies asks for a notice to staff also where what it speaks of was declared and not yet found."""
    touches = duty.touches
    if "told" not in touches.columns or (touches.subjects and not touches.subjects & audience):
        return False
    return bool(touches.subjects) or not touches.categories or bool(touches.categories & categories)


def as_data(snapshot: Snapshot) -> Mapping[str, object]:
    """The snapshot as plain data, to be kept with the version."""
    return {
        "organisation": snapshot.organisation,
        "contact": snapshot.contact,
        "on": snapshot.on.isoformat(),
        "purposes": {category: list(purposes) for category, purposes in snapshot.purposes.items()},
        "duties": [duty.ident for duty in snapshot.duties],
        "to_complete": list(snapshot.to_complete()),
    }
