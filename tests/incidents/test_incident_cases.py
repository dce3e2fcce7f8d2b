"""Deadlines are those of a table that was made by hand from the words of the laws: sixty cases, each with its citation."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bailee.incidents.acts import Act, Incident, Told, incident_of
from bailee.incidents.elements import ELEMENTS
from bailee.incidents.encryption import Encryption
from bailee.incidents.held import Kind, Lost, Region
from bailee.incidents.sheet import Laws, Line, Sheet, make
from bailee.obligations.load import rules_by_ident
from bailee.people import PeopleRange

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]
MANY, FEW = PeopleRange(20_000, 20_000), PeopleRange(120, 120)
KINDS = sorted({category for codes in ELEMENTS.values() for category in codes})
RULES = {ident: rule for ident, rule in rules_by_ident().items() if rule.area == "breach"}
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def _incident(case: dict[str, Any], told: tuple[Told, ...] = ()) -> Incident:
    zone = ZoneInfo(case["zone"])
    discovered = datetime.fromisoformat(case["at"]).replace(tzinfo=zone)
    acts = [
        Act(
            "reported",
            discovered,
            "m",
            discovered,
            {"title": "lost", "zone": case["zone"], "discovered_at": discovered.isoformat()},
        )
    ]
    if "determined" in case:
        at = datetime.fromisoformat(case["determined"]).replace(tzinfo=zone)
        acts.append(Act("fact", at, "m", at, {"says": "determined", "sort": "determined"}))
    return replace(incident_of("2026-01", acts), told=told)


def _sheet(case: dict[str, Any], told: tuple[Told, ...] = ()) -> Sheet:
    people = FEW if case.get("which") == "fewer than 500" else MANY
    kinds = tuple(Kind(each, people) for each in KINDS)
    rule = RULES[case["rule"]]
    place = case.get("place") or (rule.jurisdiction if rule.jurisdiction.startswith("US-") else "US-NY")
    lost = Lost(people, kinds=kinds, regions=(Region(place, people, kinds),), read_at=NOW)
    laws = Laws(RULES, dict.fromkeys(RULES, "applies"), {})
    return make(_incident(case, told), lost, Encryption(()), laws, now=NOW, home=place, keeps_for_others=True)


def _line(sheet: Sheet, case: dict[str, Any]) -> Line:
    which = case.get("which", "")
    fewer = which == "fewer than 500"
    found = [
        each
        for each in sheet.lines
        if each.rule == case["rule"] and each.to == case["to"] and each.standing.value == "due"
        and (not which or fewer or which == "500 or more" or which in each.who)
        and not (case["rule"] == "breach-us-ny" and not which and "HHS" in each.who)
    ]  # fmt: skip
    assert len(found) >= 1, (case, [(each.rule, each.to, each.who, each.standing) for each in sheet.lines])
    return found[0]


def _told(case: dict[str, Any]) -> tuple[Told, ...]:
    """What was told before: the people, or an authority."""
    made = []
    first = _sheet(case)
    zone = ZoneInfo(case["zone"])
    for key, to in (("told", "people"), ("reported", "regulator")):
        if key in case:
            rule = "breach-us-hipaa" if case["rule"] == "breach-us-ny" else case["rule"]
            lines = [each for each in first.lines if each.rule == rule and each.to == to]
            if case["rule"] == "breach-eu-nis2":
                lines = [each for each in lines if each.who.endswith("notification")]
            made.append(Told(lines[0].ident, datetime.fromisoformat(case[key]).replace(tzinfo=zone), "by letter", "m"))
    return tuple(made)


def test_there_are_sixty_and_each_cites_its_law() -> None:
    assert len(CASES) == 60
    assert all(case["law"] and case["counted"] for case in CASES)


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{number:02d}-{case['rule']}-{case['to']}" for number, case in enumerate(CASES)]
)
def test_the_day_is_that_of_the_table(case: dict[str, Any]) -> None:
    line = _line(_sheet(case, _told(case)), case)
    assert line.deadline is not None
    if "T" in case["due"]:
        assert line.deadline.at.replace(tzinfo=None).isoformat(timespec="minutes") == case["due"]
        assert line.deadline.by_the_hour
    else:
        assert line.deadline.on.isoformat() == case["due"]
    assert line.deadline.act_by == date.fromisoformat(case.get("act_by", case["due"][:10]))
