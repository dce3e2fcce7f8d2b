"""How long it takes to know what is owed: one client against all rules, 500 clients, the questionnaire, the described companies.

python benchmarks/obligations.py            # prints the figures that docs/obligations.md gives
python benchmarks/obligations.py --check    # exit 1 where one of them misses its mark
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
import tomllib
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from bailee.inventory import Holding, PeopleRange
from bailee.obligations.assessments import assess, changes
from bailee.obligations.definitions import definitions
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.obligations.questionnaire import questions
from bailee.vocabulary import SubjectCategory

DAY = date(2026, 11, 26)
COMPANIES = Path(__file__).resolve().parent.parent / "tests" / "obligations" / "described.toml"
PLACES = ("US-NY", "US-CA", "US-TX", "US-IL", "US-CT", "US-OH", "DE", "FR", "GB", "AU-ACT", "AU-NSW", "CA-ON", "CA-QC")
# what a firm of twenty says where a question is no tick; each tick is answered No
VALUES: dict[str, Any] = {"int": 20, "percent": 0, "money": 2_000_000, "text": "x", "bool": False}
_E, _C = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER
SCANNED = tuple(
    Holding(category, subject, ("files",), PeopleRange(18, 20), 5, kinds=kinds)
    for category, subject, kinds in (
        ("social-security-number", _E, ()),
        ("payroll", _E, ()),
        ("bank-account", _E, ()),
        ("personnel-files", _E, ("i9-form",)),
        ("medical-records", _E, ("leave-certification",)),
        ("web-history", _E, ()),
        ("customer-billing", _C, ()),
        ("email-address", _C, ()),
    )
)


def clients(number: int) -> list[dict[str, Any]]:
    """Clients with facts drawn at random, the same each time."""
    draw = Random(6)
    ticks = [name for name, each in definitions().items() if each.type == "bool"]
    made = []
    for _ in range(number):
        places = draw.sample(PLACES, draw.randint(1, 3))
        facts: dict[str, Any] = {name: draw.random() < 0.4 for name in draw.sample(ticks, 60)}
        facts["employees_by_state"] = {place: draw.randint(1, 200) for place in places}
        facts["resident_states"] = facts["consumer_states"] = places
        made.append(facts)
    return made


def one_client() -> float:
    """Milliseconds for one client, all rules: the median of clients, facts and evaluation together."""
    times = []
    for facts in clients(40):
        begun = time.process_time()
        assess(facts_from(SCANNED, facts), DAY)
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def many_clients(number: int) -> float:
    """Seconds for so many clients."""
    described = clients(number)
    begun = time.process_time()
    for facts in described:
        assess(facts_from(SCANNED, facts), DAY)
    return time.process_time() - begun


def interview(place: str) -> tuple[int, int]:
    """Questions, and ticks and fields on them, that a firm of twenty people in one place answers after a scan."""
    told: dict[str, Any] = {"employees_by_state": {place: 20}, "consumer_states": [place], "resident_states": [place]}
    told |= {"personal_records_by_state": {place: 900}, "has_customers": True}
    given: dict[str, Any] = {}
    asked = fields = 0
    while todo := questions(assess(facts_from(SCANNED, given), DAY)):
        asked += 1
        for field in todo[0].fields:
            fields += 1
            given[field.name] = told.get(field.name, VALUES.get(field.definition.type))
    return asked, fields


def described() -> tuple[float, float, int]:
    """Recall and precision of obligations over the companies described by hand."""
    hit = missed = extra = 0
    companies = tomllib.loads(COMPANIES.read_text("utf-8"))["company"]
    for company in companies:
        found = {o.ident for o in assess(facts_from((), company["facts"]), date(2026, 11, 25)).obligations if o.applies}
        wanted = set(company["owes"])
        hit, missed, extra = hit + len(found & wanted), missed + len(wanted - found), extra + len(found - wanted)
    return hit / (hit + missed), hit / (hit + extra), len(companies)


def main() -> int:
    assess(facts_from((), {}), DAY)  # tables are read once
    one, many = one_client(), many_clients(500)
    before, after = (assess(facts_from(SCANNED, facts), DAY) for facts in clients(2))
    begun = time.process_time()
    changes(before, after)
    compared = (time.process_time() - begun) * 1000
    print(f"{platform.machine()}, Python {platform.python_version()}, one core; {len(rules_by_ident())} rules")
    print(f"one client, all rules           {one:6.1f} ms")
    print(f"500 clients, all rules          {many:6.1f} s")
    print(f"what changed, two assessments   {compared:6.1f} ms")
    worst = 0
    for place in ("US-NY", "US-OH", "US-CA", "US-TX", "US-IL", "DE", "GB", "AU-ACT", "CA-ON"):
        asked, fields = interview(place)
        worst = max(worst, asked)
        print(f"questions, 20 people in {place:8} {asked:4}   with {fields} ticks and fields")
    recall, precision, number = described()
    print(f"{number} described companies: recall {recall:.3f}, precision {precision:.3f}")
    good = one <= 20 and many <= 30 and worst <= 12 and recall >= 0.95 and precision >= 0.9
    return 0 if good or "--check" not in sys.argv else 1


if __name__ == "__main__":
    sys.exit(main())
