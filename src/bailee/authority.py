"""Authority to scan: a client's written instruction, the agreements that a law wants beside it, and what is missing.

>>> from pathlib import Path
>>> told = Instruction("a", "Dr. Lind", "owner", "all of it", ("/srv/hr",), date(2026, 3, 1))
>>> told.covers(Path("/srv/hr/2024")), told.covers(Path("/srv/hr/../finance"))
(True, False)

Who gives it is asked in what function, for a receptionist's word is none; it names places, so that a wider scope is another
instruction. Rules are functions of what they are given, a day among it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bailee.obligations.facts import Facts, covers
from bailee.sources.addresses import Address, Where, looks_like_one, parse

EVERYWHERE = "*"  # in an instruction: wherever this organisation's data lies


class Agreement(StrEnum):
    """A contract that a law wants before somebody works on another's data."""

    BAA = (
        "baa"  # 45 CFR 164.504(e): of a covered entity or a business associate with whoever sees health records for it
    )
    DPA = "dpa"  # GDPR Art. 28(3): of a controller with its processor

    @property
    def label(self) -> str:
        return {"baa": "business associate agreement (HIPAA)", "dpa": "data processing agreement (GDPR)"}[self.value]


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of an agreement: the day and where it is kept, or that a person said that it is missing, and why."""

    on: date | None
    kept_where: str = ""
    missing: str = ""

    @property
    def says(self) -> str:
        return f"signed {self.on.isoformat()}" if self.on is not None else f"missing: {self.missing}"


@dataclass(frozen=True, slots=True)
class Instruction:
    """What somebody wrote that we may scan."""

    ident: str
    given_by: str
    function: str  # what he is there: owner, practice manager
    scope: str  # in his words
    places: tuple[str, ...]  # folders and addresses, or EVERYWHERE
    given_on: date
    until: date | None = None
    kept_where: str = ""
    recorded_by: str = ""
    withdrawn_on: date | None = None

    def is_good(self, on: date) -> bool:
        return self.given_on <= on and (self.until is None or on <= self.until) and self.withdrawn_on is None

    def covers(self, place: Where) -> bool:
        """Whether a place lies in one that it names. Folders are compared as they really lie, behind every link and `..`."""
        return any(each == EVERYWHERE or _holds(each, place) for each in self.places)


def _holds(text: str, place: Where) -> bool:
    if looks_like_one(text):
        outer = parse(text)
        # a server may take `..` at its word
        return isinstance(place, Address) and ".." not in place.parts and (outer == place or outer.holds(place))
    if not isinstance(place, Path):
        return False
    really, wanted = Path(os.path.realpath(text)), Path(os.path.realpath(place))
    return really == wanted or really in wanted.parents


def agreements_needed(facts: Facts) -> dict[Agreement, bool | None]:
    """Which agreements a law wants of an organisation with these facts; None: nobody said yet what would tell."""
    health = (facts["is_hipaa_covered_entity"], facts["is_hipaa_business_associate"])
    countries = facts.places("establishment_countries")
    europe = None if countries is None else any(covers(wide, each) for wide in ("EU", "GB") for each in countries)
    reach = (europe, facts["targets_eu_or_uk_people"])
    return {Agreement.BAA: _either(health), Agreement.DPA: _either(reach)}


def _either(values: Iterable[object]) -> bool | None:
    """True where one is, False where all are said not to be, None else."""
    told = tuple(values)
    return True if any(each is True for each in told) else False if all(each is False for each in told) else None


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a scan has to wait, and what ends that."""

    says: str
    hint: str


def lacking(
    instructions: Sequence[Instruction],
    agreements: Mapping[Agreement, Signed],
    needed: Mapping[Agreement, bool | None],
    places: Sequence[Where],
    on: date,
) -> Lack | None:
    """What is missing for these places to be scanned on a day; None where nothing is."""
    good = [each for each in instructions if each.is_good(on)]
    if not good:
        if any(each.withdrawn_on is not None for each in instructions):
            says = "the instruction to scan this client was withdrawn"
        elif any(each.until is not None and each.until < on for each in instructions):
            says = "the instruction to scan this client is over"
        else:
            says = "nobody at this client has instructed us in writing to scan it"
        return Lack(
            says, "record it: bailee clients authorise CLIENT --by NAME --function … --on DATE --scope … --place …"
        )
    for place in places:
        if not any(each.covers(place) for each in good):
            return Lack(
                "the client's instruction does not reach as far as this place",
                "a wider scope takes a new instruction: bailee clients authorise CLIENT … --place PLACE",
            )
    for agreement, is_needed in needed.items():
        if is_needed and agreement not in agreements:
            return Lack(
                f"this client needs a {agreement.label} with us, and none is recorded",
                f"bailee clients authorise CLIENT --{agreement.value} DATE, or --no-{agreement.value} REASON where it is missing",
            )
    return None
