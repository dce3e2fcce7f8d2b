"""Say of each data store how exposed it is: how sensitive, who can open it and need not, where it lies, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory import Exposure
from bailee.permissions import Permission
from bailee.protection.exposure import Opened, Probe
from bailee.protection.least_privilege import Reach, usual_needs
from bailee.protection.remedies import remedies
from bailee.protection.risk import Risk, risk, who
from bailee.protection.whereabouts import Whereabouts
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Severity, SubjectCategory


@dataclass(frozen=True, slots=True)
class HeldThere:
    """One category of data about one category of people in a store."""

    category: str
    subject: SubjectCategory
    kinds: tuple[str, ...]
    exposure: Exposure
    risk: Risk
    reach: Reach

    @property
    def label(self) -> str:
        return DATA_CATEGORIES[self.category].label if self.category in DATA_CATEGORIES else self.category


@dataclass(frozen=True, slots=True)
class StoreExposed:
    """A data store, with the worst of what is in it."""

    name: str
    held: tuple[HeldThere, ...]  # the worst first

    @property
    def worst(self) -> HeldThere:
        return self.held[0]

    @property
    def risk(self) -> Risk:
        return self.worst.risk

    @property
    def unneeded(self) -> tuple[str, ...]:
        """Accounts that can open something here and need not."""
        return tuple(sorted({each.account for held in self.held for each in held.reach.unneeded}))

    @property
    def next(self) -> tuple[str, ...]:
        """What to do, each thing once."""
        return tuple(dict.fromkeys(step for held in self.held for step in remedies(held.exposure, held.reach)))

    @property
    def usually(self) -> tuple[str, ...]:
        """Departments that as a rule need what is here; nothing where somebody said who does."""
        if any(held.reach.is_declared for held in self.held):
            return ()
        named = usual_needs()
        return tuple(dict.fromkeys(each for held in self.held for kind in held.kinds for each in named.get(kind, ())))


def show_exposure(workspace: Workspace, named: str = "", probe: Probe | None = None) -> tuple[StoreExposed, ...]:
    """Every store in which something is found, the most exposed first; `named`: only this one, or those of this place.

    InvalidInput where nothing is found in a place or store of that name. It asks the system, and changes nothing.
    """
    workspace.require(Permission.SEE_FINDINGS)
    inventory = workspace.inventory()
    differing = workspace.least_privilege(inventory)
    kinds = {key: tuple(sorted(row.kinds)) for key, row in inventory.rows().items()}
    by_store: dict[str, list[HeldThere]] = {}
    if isinstance(
        workspace, WorkspaceThen
    ):  # accounts of then are not kept: the page of that day has how many there were
        for key, exposures in workspace.exposures().items():
            for exposure in exposures:
                if _is_asked(exposure.store, named):
                    risky = risk_of(key[0], exposure)
                    there = HeldThere(*key, kinds.get(key, ()), exposure, risky, Reach())
                    by_store.setdefault(exposure.store, []).append(there)
        if not by_store:
            raise CannotRead(
                "who could open what on that day is not known",
                hint="no page of it was kept; `bailee changes` names what is known of it",
            )
    for key, stores in workspace.opened(probe, inventory).items():
        for store, each in stores.items():
            if _is_asked(store, named):
                by_store.setdefault(store, []).append(_held(key, store, each, kinds, differing(key, store, each)))
    if named and not by_store:
        raise InvalidInput(
            f'nothing is found in "{named}"', hint="`bailee protect exposure` lists the stores in which something is"
        )
    made = [
        StoreExposed(store, tuple(sorted(held, key=lambda each: (each.risk.order, each.category))))
        for store, held in by_store.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.risk.order, each.name)))


_MOST, _SECONDS = (
    64,
    300,
)  # organisations whose list a process keeps, and for how long: accounts change without our knowing
_kept: dict[tuple[Any, ...], tuple[float, tuple[StoreExposed, ...]]] = {}


def known_exposure(workspace: Workspace) -> tuple[StoreExposed, ...]:
    """The same, as it was asked for some minutes ago where nothing was written since: of a big store it takes seconds."""
    workspace.require(Permission.SEE_FINDINGS)
    mark, moment = workspace.mark(), monotonic()
    if mark is None:
        return show_exposure(workspace)
    if mark in _kept and moment - _kept[mark][0] < _SECONDS:
        return _kept[mark][1]
    made = show_exposure(workspace)
    while len(_kept) >= _MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[mark] = (moment, made)
    return made


def _is_asked(store: str, named: str) -> bool:
    return not named or store == named or store.startswith(f"{named.rstrip('/')}/")


def _held(
    key: tuple[str, SubjectCategory],
    store: str,
    opened: Opened,
    kinds: Mapping[tuple[str, SubjectCategory], tuple[str, ...]],
    reach: Reach,
) -> HeldThere:
    exposure = opened.exposure(store, reach.counted)
    return HeldThere(*key, kinds.get(key, ()), exposure, risk_of(key[0], exposure), reach)


def risk_of(category: str, exposure: Exposure) -> Risk:
    """Of one category in one store."""
    severity = DATA_CATEGORIES[category].severity if category in DATA_CATEGORIES else Severity.MEDIUM
    whole = exposure.encrypted_items is not None and exposure.encrypted_items >= exposure.items
    return risk(
        severity,
        who(
            accounts=exposure.readers,
            everyone=exposure.open_to_everyone,
            public=exposure.public,
            sealed=exposure.items > 0 and exposure.locked >= exposure.items and exposure.readers in (0, 1),
        ),
        Whereabouts(exposure.where or Whereabouts.LOCAL),
        encrypted=None if exposure.encrypted_items is None else whole,
    )


def shape(store: StoreExposed) -> dict[str, Any]:
    """For programs."""
    return {
        "store": store.name,
        "level": store.risk.level.value,
        "product": store.risk.product,
        **_factors(store.worst),
        "unneeded": list(store.unneeded),
        "usually_needed_by": list(store.usually),
        "holdings": [
            {
                "category": each.category,
                "subject": each.subject.value,
                "kinds": list(each.kinds),
                "level": each.risk.level.value,
                **_factors(each),
                "access": access_shape(each.reach),
            }
            for each in store.held
        ],
        "next": list(store.next),
    }


def _factors(held: HeldThere) -> dict[str, Any]:
    told = held.exposure
    return {
        "sensitivity": held.risk.sensitivity.value,
        "who": {"openness": held.risk.who.openness.value, "accounts": told.readers, "says": held.risk.who.words},
        "where": held.risk.where.value,
        "files": told.items,
        "encrypted_files": told.encrypted_items,
        "locked_files": told.locked,
        "open_to_everyone": told.open_to_everyone,
        "public": told.public,
        "through": list(told.through),
        "channel_encrypted": told.channel,
        "seen_on": told.seen_on.isoformat() if told.seen_on else None,
    }


def access_shape(reach: Reach) -> dict[str, Any]:
    return {
        "declared": reach.is_declared,
        "needed": list(reach.needed),
        "unneeded": [
            {"account": each.account, "why": each.why.value, "says": each.words, "remedy": each.remedy}
            for each in reach.unneeded
        ],
        "programs": list(reach.programs),
        "everyone": reach.everyone,
    }
