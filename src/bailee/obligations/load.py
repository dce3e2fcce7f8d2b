"""The law tables: one TOML file a jurisdiction, rules as data, read once.

>>> rule = rules_by_ident()["mon-us-ny-52c"]
>>> rule.short, rule.duties, str(rule.in_force_from)
('NY Civ. Rights Law § 52-c', ('inform',), '2022-05-07')

A `Rule` is a row of a table, before it is known to apply; `evaluate` makes an `Obligation` of it. A rule that nobody
could verify has a name and no duty.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bailee.obligations.conditions import ALWAYS, Condition, parse

FOLDER = Path(__file__).parent
DUTIES = ("inform", "secure", "hold", "respond")
COLUMNS: Mapping[str, str] = MappingProxyType({"inform": "told", "secure": "secured", "hold": "held"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a law table."""

    ident: str
    jurisdiction: str
    name: str
    citation: str
    short: str  # citation as a table cell has room for
    area: str
    duties: tuple[str, ...]  # of DUTIES, the main one first
    confidence: str  # verified_primary, secondary_quoting_primary, verified_secondary, unverified, good_practice
    status: str
    source: tuple[str, ...]
    places: tuple[str, ...]  # where it reaches: the jurisdiction, unless the table lists several
    reach: tuple[str, ...]  # how a place is reached: staff, residents, consumers, anyone, union, world
    when: Condition
    about: Condition
    threshold: Condition
    exempt_if: Condition | None
    follows: tuple[str, ...]  # applies where one of these idents (or prefixes ending in "-") does
    facts: tuple[str, ...]  # names of the facts in `when`
    duty: str = ""  # empty where unverified
    binds: str = ""
    requires: tuple[str, ...] = ()
    notice_content: tuple[str, ...] = ()
    timing: str = ""
    form: str = ""
    consent: str = ""
    files_and_access: str = ""
    retention: str = ""
    penalty: str = ""
    effective: str = ""
    in_force_from: date | None = None
    exempt: tuple[str, ...] = ()  # who is outside or deemed to comply, in the law's words
    note: str = ""
    unverified_details: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # for counsel
    separate_from: tuple[str, ...] = ()  # categories that may not lie in the same store
    never_keep: tuple[str, ...] = ()  # categories that may not be kept at all
    signed: bool = False  # staff must acknowledge the notice
    days_before: int = 0  # days that the notice must lie before what it tells of begins
    breach: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_verified(self) -> bool:
        return self.confidence != "unverified"

    @property
    def is_voluntary(self) -> bool:
        return self.status == "voluntary_safe_harbour"

    @property
    def columns(self) -> tuple[str, ...]:
        return () if self.is_voluntary else tuple(COLUMNS[duty] for duty in self.duties if duty in COLUMNS)


_LISTS = ("requires", "notice_content", "exempt", "unverified_details", "questions")
_TEXTS = ("duty", "binds", "timing", "form", "consent", "files_and_access", "retention", "penalty", "effective", "note")


def _rule(row: Mapping[str, Any]) -> Rule:
    applies = row["applies"]
    asks = row.get("asks", {})
    exempt_if = applies.get("exempt")
    facts = tuple(applies.get("when", ()))
    plain: dict[str, Any] = {name: tuple(row.get(name, ())) for name in _LISTS}
    plain |= {name: row.get(name, "") for name in _TEXTS}
    return Rule(
        ident=row["ident"],
        jurisdiction=row["jurisdiction"],
        name=row["name"],
        citation=row["citation"],
        short=row.get("short", row["citation"]),
        area=row["area"],
        duties=tuple(row["duties"]),
        confidence=row["confidence"],
        status=row["status"],
        source=tuple(row["source"]),
        places=tuple(row.get("places", (row["jurisdiction"],))),
        reach=tuple(applies.get("reach", ())),
        when=parse(" or ".join(f"({fact})" for fact in facts)) if facts else ALWAYS,
        about=parse(" or ".join(applies["about"])) if applies.get("about") else ALWAYS,
        threshold=parse(applies["threshold"]) if applies.get("threshold") else ALWAYS,
        exempt_if=parse(exempt_if) if exempt_if else None,
        follows=tuple(applies.get("follows", ())),
        facts=tuple(word for fact in facts for word in fact.replace(" and ", " ").split()),
        in_force_from=row.get("in_force_from"),
        separate_from=tuple(asks.get("separate_from", ())),
        never_keep=tuple(asks.get("never_keep", ())),
        signed=asks.get("signed", False),
        days_before=asks.get("days_before", 0),
        breach=MappingProxyType(row.get("breach", {})),
        **plain,
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every table: the whole world first, then by country, each in the order of its table."""
    files = sorted(FOLDER.glob("*/*.toml"), key=lambda path: (path.parent.name != "world", path.parent.name, path.name))
    found = []
    for path in files:
        found += [_rule(row) for row in tomllib.loads(path.read_text("utf-8"))["rule"]]
    return tuple(found)


@cache
def rules_by_ident() -> Mapping[str, Rule]:
    return MappingProxyType({rule.ident: rule for rule in rules()})


@cache
def _places() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads((FOLDER / "places.toml").read_text("utf-8")))


def place_name(code: str) -> str:
    """
    >>> place_name("US-NY"), place_name("US-XY")
    ('New York', 'US-XY')
    """
    return str(_places()["names"].get(code, code))


def place_codes() -> frozenset[str]:
    return frozenset(_places()["names"])


@cache
def members(group: str) -> frozenset[str]:
    """Countries of a group such as the EU; a code that is no group is its own only member."""
    return frozenset(_places()["groups"].get(group, (group,)))
