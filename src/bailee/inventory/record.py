"""The record of processing (Art. 30): what was declared, filled with what was found, and what is still to complete.

>>> billing = ProcessingActivity("Billing", (("collecting payment", None),), ("payment-card",), (SubjectCategory.CUSTOMER,))
>>> [gap.ident for gap in gaps(billing, gdpr=True)]
['no-basis', 'recipients-not-said', 'no-retention', 'no-measure']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee.inventory.activities import NOBODY, ProcessingActivity, covers
from bailee.inventory.holdings import Exposure, Holding
from bailee.people import PeopleRange
from bailee.vocabulary import Role, SubjectCategory

Key = tuple[str, SubjectCategory]
CONTACTS = {  # whom the record names (Art. 30(1)(a), 30(2)(a))
    "controller": "who answers for it",
    "representative": "representative in the EU or the UK (Art. 27)",
    "dpo": "data protection officer",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom the record names."""

    name: str
    contact: str = ""  # address, mail, phone


@dataclass(frozen=True, slots=True)
class Gap:
    """What an entry does not say yet, and what to do about it."""

    ident: str
    says: str
    next: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity as declared, with what was found of it."""

    activity: ProcessingActivity
    gaps: tuple[Gap, ...]
    holdings: tuple[Holding, ...] = ()  # found, and covered by it where it names their store
    measures_found: tuple[str, ...] = ()  # as read from the system

    @property
    def stores(self) -> tuple[str, ...]:
        """Where it was found."""
        return tuple(sorted({store for holding in self.holdings for store in holding.stores}))

    @property
    def people(self) -> PeopleRange | None:
        """Of the kind of data that is about most; None where nothing of it was found. Kinds are about the same people."""
        ranges = [holding.people for holding in self.holdings if holding.people.high]
        return max(ranges, key=lambda each: (each.high, each.low)) if ranges else None

    @property
    def since(self) -> date | None:
        return min((holding.since for holding in self.holdings if holding.since), default=None)


@dataclass(frozen=True, slots=True)
class Record:
    """All entries of an organisation on a day, the least complete first."""

    organisation: str
    on: date
    entries: tuple[Entry, ...]
    contacts: Mapping[str, Contact] = field(default_factory=dict)  # by CONTACTS

    @property
    def to_complete(self) -> int:
        return sum(len(entry.gaps) for entry in self.entries)


def record(
    organisation: str,
    activities: Iterable[ProcessingActivity],
    holdings: Sequence[Holding],
    exposures: Mapping[Key, Sequence[Exposure]],
    *,
    contacts: Mapping[str, Contact] | None = None,
    gdpr: bool | None = None,
    has_clients: bool = False,
    on: date,
) -> Record:
    """The record on a day. `gdpr`: whether it applies here; None where nobody said what would tell. `has_clients`: an activity
    as a processor that names nobody is done for all of them."""
    entries = []
    of_category: dict[str, list[Holding]] = {}
    for holding in holdings:
        if holding.found:
            of_category.setdefault(holding.category, []).append(holding)
    order = {holding: number for number, holding in enumerate(holdings)}
    for activity in activities:
        there = [each for category in dict.fromkeys(activity.categories) for each in of_category.get(category, ())]
        own = tuple(sorted((each for each in there if _is_of(each, activity)), key=order.__getitem__))
        found = measures_found(
            each
            for holding in own
            for each in exposures.get((holding.category, holding.subject), ())
            if not activity.stores or each.store in activity.stores
        )
        entries.append(
            Entry(activity, gaps(activity, gdpr=gdpr, secured=bool(found), has_clients=has_clients), own, found)
        )
    ordered = tuple(sorted(entries, key=lambda entry: (-len(entry.gaps), entry.activity.name.casefold())))
    return Record(organisation, on, ordered, dict(contacts or {}))


def _is_of(holding: Holding, activity: ProcessingActivity) -> bool:
    return covers(activity, holding.category, holding.subject) and (
        not activity.stores or not set(holding.stores).isdisjoint(activity.stores)
    )


def gaps(
    activity: ProcessingActivity, *, gdpr: bool | None = None, secured: bool = False, has_clients: bool = False
) -> tuple[Gap, ...]:
    """What Art. 30 asks for and the entry does not say, in the article's order."""
    found = []
    if activity.role is Role.PROCESSOR and not activity.on_behalf_of and not has_clients:
        found.append(Gap("no-controller", "Nobody said on behalf of whom.", "Name the controllers"))  # Art. 30(2)(a)
    if activity.role is Role.JOINT_CONTROLLER and not activity.joint_with:
        found.append(Gap("no-joint-controller", "The other controllers are not named.", "Name them"))
    if not activity.purposes:
        found.append(Gap("no-purpose", "No purpose.", "Say what it is for"))
    bare = [purpose for purpose, basis in activity.purposes if basis is None]
    if bare and gdpr is not False and activity.role is not Role.PROCESSOR:  # the basis is the controller's to have
        which = "" if len(bare) == len(activity.purposes) else f" for “{'”, “'.join(bare)}”"
        reach = "" if gdpr else " The GDPR asks for one, where it applies."
        found.append(Gap("no-basis", f"No lawful basis{which}.{reach}", "Choose one for each purpose"))
    if not activity.categories:
        found.append(Gap("no-category", "No kind of data.", "Say which data"))
    if not activity.subjects:
        found.append(Gap("no-subject", "Nobody said about whom.", "Say about whom"))
    if not activity.recipients:
        found.append(Gap("recipients-not-said", "Nobody said who else gets it.", f"Name them, or say “{NOBODY}”"))
    for each in activity.transfers:
        if not each.safeguard:
            found.append(
                Gap("no-safeguard", f"Nobody said what the transfer to {each.country} stands on.", "Choose a safeguard")
            )
    if not activity.kept:
        found.append(Gap("no-retention", "No time limit.", "Say how long it is kept"))
    elif not activity.limits.is_said:
        found.append(
            Gap(
                "retention-without-length", f"“{activity.kept}” says no length.", "Say at most how many months or years"
            )
        )
    if not activity.measures and not secured:
        found.append(
            Gap("no-measure", "No measure of security is declared, and none was found.", "Name one, or seal it")
        )
    return tuple(found)


def measures_found(exposures: Iterable[Exposure]) -> tuple[str, ...]:
    """What was read from the system, in words; nothing where nothing could be read.

    >>> measures_found([Exposure("hr", 4, 3, 2, 0), Exposure("mail", 2, None, 5, None)])
    ('3 of 4 files encrypted at rest; of 2 not known', 'at most 5 accounts can open them')
    """
    told = list(exposures)
    known = [each for each in told if each.encrypted_items is not None]
    sealed, items = sum(each.encrypted_items or 0 for each in known), sum(each.items for each in known)
    unknown = sum(each.items for each in told) - items
    words = []
    if sealed:
        said = f"{sealed:,} of {items:,} {'file' if items == 1 else 'files'} encrypted at rest"
        words.append(said + (f"; of {unknown:,} not known" if unknown else ""))
    readers = [each.readers for each in told if each.readers is not None]
    if readers and not any(each.open_to_everyone for each in told):
        most = max(readers)
        words.append(f"at most {most:,} {'account' if most == 1 else 'accounts'} can open them")
    return tuple(words)
