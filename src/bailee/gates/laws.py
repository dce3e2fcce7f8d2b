"""Which laws hold the gate: those that ask for days of notice where people work, and those that shut a room.

>>> from bailee.obligations.load import rules
>>> held = held_by({"states_with_employees": ["AU-ACT"]}, rules(), on=date(2026, 11, 26))
>>> [(lead.short, lead.days) for lead in held.leads]
[('Workplace Privacy Act 2011 (ACT) s 13', 14)]
>>> "prayer-room" in {ban.room for ban in held.bans}
True
>>> held_by({"states_with_employees": ["US-TX"]}, rules(), on=date(2026, 11, 26)).leads
()

Where nobody declared where people work, no days are asked for, and the laws that may ask are named as unsure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from bailee.gates import Ban, Lead
from bailee.obligations.evaluate import ObligationState, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import Rule

# What holds while a tool looks through what people keep: the gate asks what a law would say if it did.
_LOOKING = {"monitors_computer_use": True, "has_cctv": True, "records_audio": True}


@dataclass(frozen=True, slots=True)
class Held:
    """What laws say of the gate."""

    leads: tuple[Lead, ...]
    bans: tuple[Ban, ...]
    unsure: tuple[str, ...] = ()  # laws on days of notice of which nobody can say whether they apply


@cache
def _rooms() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads(resources.files("bailee.gates").joinpath("rooms.toml").read_text(encoding="utf-8"))
    return {rule: tuple(row["rooms"]) for rule, row in table.items()}


def rooms() -> tuple[str, ...]:
    """Every room that some law shuts."""
    return tuple(sorted({room for each in _rooms().values() for room in each}))


def held_by(declared: Mapping[str, object], rules: Iterable[Rule], *, on: date, place: str = "") -> Held:
    """Laws of where the organisation's people work; with `place`, of where one of them works."""
    shut = _rooms()
    asked = [rule for rule in rules if rule.days_before or rule.ident in shut]
    given = {name: value for name, value in declared.items() if not place or name not in _WHERE} | _LOOKING
    if place:
        given["states_with_employees"] = [place]
    obligations = evaluate(facts_from((), given), asked, on=on)
    leads, bans, unsure = [], [], []
    for each in obligations:
        if each.days_before and each.applies:
            leads.append(Lead(each.ident, each.short, each.days_before))
        elif each.days_before and each.state is ObligationState.TO_DECIDE:
            unsure.append(each.short)
        if each.applies:
            bans += [Ban(each.ident, each.short, room) for room in shut.get(each.ident, ())]
    return Held(tuple(sorted(leads, key=lambda lead: -lead.days)), tuple(bans), tuple(unsure))


_WHERE = frozenset({"states_with_employees", "employees_by_state", "establishment_countries"})
