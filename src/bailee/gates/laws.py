"""Which laws hold the gate: those that ask for days of notice, or that it is acknowledged, where people work; and those that shut a room.

>>> from bailee.obligations.load import rules
>>> held = held_by({"states_with_employees": ["AU-ACT"]}, rules(), on=date(2026, 11, 26))
>>> [(lead.short, lead.days) for lead in held.leads]
[('Workplace Privacy Act 2011 (ACT) s 13', 14)]
>>> "prayer-room" in {ban.room for ban in held.bans}
True
>>> held_by({"states_with_employees": ["US-TX"]}, rules(), on=date(2026, 11, 26)).leads
()

Where a law takes another notice in place of an acknowledgement, and that one is up, it holds nothing:

>>> held = held_by({"states_with_employees": ["US-NY", "US-DE"]}, rules(), on=date(2026, 11, 26), up=["daily-monitoring-notice"])
>>> [(lead.ident, lead.signed) for lead in held.leads]
[('mon-us-ny-52c', True)]

Where nobody declared where people work, nothing is asked for, and the laws that may ask are named as unsure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from bailee.gates import Ban, Lead
from bailee.obligations.evaluate import ObligationState, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import Rule, in_force

# What holds while a tool looks through what people keep: the gate asks what a law would say if it did.
_LOOKING = {
    "monitors_computer_use": True,
    "monitors_email": True,
    "monitors_web_use": True,
    "has_cctv": True,
    "records_audio": True,
}


# by the clocks of which place a law counts its days: a notice of nine in the morning in Canberra is of the day before in Greenwich
_ZONES = {"AU-ACT": "Australia/Canberra", "AU-NSW": "Australia/Sydney", "PL": "Europe/Warsaw"}


@dataclass(frozen=True, slots=True)
class Held:
    """What laws say of the gate."""

    leads: tuple[Lead, ...]
    bans: tuple[Ban, ...]
    unsure: tuple[str, ...] = ()  # laws on days or acknowledgements of which nobody can say whether they apply
    zones: tuple[str, ...] = ()  # where the days change that these laws count


@cache
def _rooms() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads(resources.files("bailee.gates").joinpath("rooms.toml").read_text(encoding="utf-8"))
    return {rule: tuple(row["rooms"]) for rule, row in table.items()}


def rooms() -> tuple[str, ...]:
    """Every room that some law shuts."""
    return tuple(sorted({room for each in _rooms().values() for room in each}))


def held_by(
    declared: Mapping[str, object], rules: Iterable[Rule], *, on: date, place: str = "", up: Collection[str] = ()
) -> Held:
    """Laws of where the organisation's people work; with `place`, of where one of them works. `up`: notices that are put up."""
    shut, table = _rooms(), {rule.ident: rule for rule in in_force(rules, on)}
    asked = [rule for rule in table.values() if rule.days_before or _signed(rule, up) or rule.ident in shut]
    given = {name: value for name, value in declared.items() if not place or name not in _WHERE} | _LOOKING
    if place:
        given["states_with_employees"] = [place]
    obligations = evaluate(facts_from((), given), asked, on=on)
    leads, bans, unsure, zones = [], [], [], set()
    for each in obligations:
        rule = table[each.ident]
        lead = Lead(each.ident, each.short, each.days_before, _signed(rule, up), rule.signed_since)
        if each.applies and (lead.days or lead.signed):
            leads.append(lead)
            zones |= {_ZONES[rule.jurisdiction]} if lead.days else set()
        elif each.state is ObligationState.TO_DECIDE and (lead.days or lead.signed):
            unsure.append(each.short)
        if each.applies:
            bans += [Ban(each.ident, each.short, room) for room in shut.get(each.ident, ())]
    return Held(tuple(sorted(leads, key=lambda lead: -lead.days)), tuple(bans), tuple(unsure), tuple(sorted(zones)))


def _signed(rule: Rule, up: Collection[str]) -> bool:
    """Whether a rule wants looking to be acknowledged. One on prints of faces, or on drivers, wants a signature of its own, elsewhere."""
    return rule.signed and rule.or_put_up not in up and not _LOOKING.keys().isdisjoint(rule.facts)


_WHERE = frozenset({"states_with_employees", "employees_by_state", "establishment_countries"})
