"""The law tables: one TOML file a jurisdiction, rules as data, read once.

>>> rule = rules_by_ident()["mon-us-ny-52c"]
>>> rule.short, rule.duties, str(rule.in_force_from)
('NY Civ. Rights Law § 52-c', ('inform',), '2022-05-07')

A `Rule` is a row of a table, before it is known to apply; `evaluate` makes an `Obligation` of it. A rule that nobody
could verify has a name and no duty. A law that changed has a row for each version, with `valid_from` and `valid_until`:

>>> [(rule.version, str(rule.valid_until)) for rule in rules() if rule.ident == "spd-state-ct"]
[('until 30 Jun 2026', '2026-06-30'), ('from 1 Jul 2026', 'None')]
>>> [rule.version for rule in in_force(rules(), date(2026, 3, 1)) if rule.ident == "spd-state-ct"]
['until 30 Jun 2026']

An organisation's counsel may write tables of their own (`laws/` in the home folder); a rule of theirs that has the ident
of one of ours stands in its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
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
    title: str = ""  # what to do about it, as people say it in a line; empty in a table that says none
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
    valid_from: date | None = None  # of this version of the rule, where there are several
    valid_until: date | None = None
    reviewed_by: str = ""  # who of counsel read the table's row, and when; ours say nobody
    exempt: tuple[str, ...] = ()  # who is outside or deemed to comply, in the law's words
    note: str = ""
    unverified_details: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # for counsel, as notes of whoever read the law
    ask: tuple[str, ...] = ()  # the same, each as a question that a person reads
    separate_from: tuple[str, ...] = ()  # categories that may not lie in the same store
    never_keep: tuple[str, ...] = ()  # categories that may not be kept at all
    signed: bool = False  # staff must acknowledge the notice
    signed_since: date | None = None  # of them those hired on that day or later; None: whenever they were
    or_put_up: str = ""  # a kind of notice that, put up where it is seen, serves in place of acknowledging
    days_before: int = 0  # days that the notice must lie before what it tells of begins
    breach: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def version(self) -> str:
        """Which version of the rule; empty where there is only one."""
        if self.valid_from and self.valid_until:
            return f"{_said(self.valid_from)} to {_said(self.valid_until)}"
        if self.valid_from:
            return f"from {_said(self.valid_from)}"
        return f"until {_said(self.valid_until)}" if self.valid_until else ""

    @property
    def is_verified(self) -> bool:
        return self.confidence != "unverified"

    @property
    def is_voluntary(self) -> bool:
        return self.status == "voluntary_safe_harbour"

    @property
    def columns(self) -> tuple[str, ...]:
        return () if self.is_voluntary else tuple(COLUMNS[duty] for duty in self.duties if duty in COLUMNS)


def _said(day: date) -> str:
    return f"{day:%-d %b %Y}"


_LISTS = ("requires", "notice_content", "exempt", "unverified_details", "questions", "ask")
_TEXTS = (
    "title",
    "duty",
    "binds",
    "timing",
    "form",
    "consent",
    "files_and_access",
    "retention",
    "penalty",
    "effective",
    "note",
    "reviewed_by",
)


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
        facts=tuple(
            dict.fromkeys(word for fact in facts for word in fact.replace(" and ", " ").split() if "(" not in word)
        ),
        in_force_from=row.get("in_force_from"),
        valid_from=row.get("valid_from"),
        valid_until=row.get("valid_until"),
        separate_from=tuple(asks.get("separate_from", ())),
        never_keep=tuple(asks.get("never_keep", ())),
        signed=asks.get("signed", False),
        signed_since=asks.get("signed_since"),
        or_put_up=asks.get("or_put_up", ""),
        days_before=asks.get("days_before", 0),
        breach=MappingProxyType(row.get("breach", {})),
        **plain,
    )


def read_table(path: Path) -> tuple[Rule, ...]:
    """Rules of one table, in its order. Of a table that nobody checked it raises whatever is wrong with it."""
    return tuple(_rule(row) for row in tomllib.loads(path.read_text("utf-8")).get("rule", ()))


def tables() -> tuple[Path, ...]:
    """Files of our law tables: the whole world first, then by country."""
    found = FOLDER.glob("*/*.toml")
    return tuple(sorted(found, key=lambda path: (path.parent.name != "world", path.parent.name, path.name)))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every table, each version of it: the whole world first, then by country, each in the order of its table."""
    return tuple(rule for path in tables() for rule in read_table(path))


@cache
def rules_by_ident() -> Mapping[str, Rule]:
    """Each rule in its newest version."""
    return MappingProxyType({rule.ident: rule for rule in sorted(rules(), key=_since)})


def _since(rule: Rule) -> date:
    return rule.valid_from or date.min


def in_force(table: Iterable[Rule], on: date) -> tuple[Rule, ...]:
    """One version of each rule: the one valid on the day, else the next to come. What ended and has no successor is gone."""
    chosen: dict[str, Rule] = {}
    for rule in table:
        if rule.valid_until is not None and rule.valid_until < on:
            continue
        before = chosen.get(rule.ident)
        if before is None or _since(rule) < _since(before):
            chosen[rule.ident] = rule
    return tuple(chosen.values())


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
