"""Which cells of the table a rule speaks about: categories of data, of people, and whether it is Held, Told or Secured.

>>> from bailee.obligations.load import rules_by_ident
>>> found = touches(rules_by_ident()["mon-us-ny-52c"])
>>> "web-history" in found.categories, found.columns
(True, ('told',))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from bailee.obligations.conditions import facts_in
from bailee.obligations.facts import ALSO, Facts
from bailee.obligations.load import Rule
from bailee.obligations.verdicts import reach
from bailee.vocabulary import DATA_CATEGORIES, STAFF, SubjectCategory

_AT_WORK = STAFF | {SubjectCategory.FAMILY_MEMBER}
# What a plan knows of its members: what an employer holds as an employer is no health information of the plan (45 CFR 160.103).
_OF_A_PLAN = frozenset({"health-insurance", "health-insurance-identifier"})
_SPONSORS = "sponsors_health_plan"


@dataclass(frozen=True, slots=True)
class Touches:
    """The cells of the matrix that an obligation speaks about. Empty categories: all of them."""

    categories: frozenset[str] = frozenset()
    subjects: frozenset[SubjectCategory] = frozenset()
    columns: tuple[str, ...] = ()
    members: frozenset[str] = (
        frozenset()
    )  # categories about staff and their families, as members of their employer's health plan

    @property
    def is_none(self) -> bool:
        return self.categories == _NONE

    def cell(self, category: str, subject: SubjectCategory, column: str) -> bool:
        return column in self.columns and self.row(category, subject)

    def row(self, category: str, subject: SubjectCategory) -> bool:
        if category in self.members and subject in _AT_WORK:
            return True
        return (not self.categories or category in self.categories) and (not self.subjects or subject in self.subjects)

    def reaches(self, audience: frozenset[SubjectCategory]) -> bool:
        """Whether it speaks about any of these people at all."""
        return not self.subjects or bool(self.subjects & audience) or bool(self.members and audience & _AT_WORK)


_ON_COMPUTER = frozenset(
    {
        "web-history",
        "keystroke-logs",
        "screen-captures",
        "archived-mail",
        "chat-exports",
        "remote-session-recordings",
        "computer-activity",
        "scan-records",
    }
)
_MONITORING = _ON_COMPUTER | {"camera-footage", "call-recordings", "location-tracks", "badge-logs"}
_HEALTH = frozenset({"medical-records", "health-identifier", "health-insurance", "health-insurance-identifier"})
_CONSUMERS = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.PERSON}
)
_WIDE: Mapping[str, frozenset[str]] = {
    "holds_medical": frozenset({"medical-records", "health-identifier"}),
    "holds_disability_records": frozenset({"personality-evaluations", "medical-records"}),
    "holds_phi": _HEALTH,
    "holds_ephi": _HEALTH,
    "holds_consumer_health": _HEALTH,
    "sponsors_health_plan": _HEALTH,
    "monitors_web_use": frozenset({"web-history"}),
    "monitors_computer_use": _ON_COMPUTER,
    "monitors_phone_use": frozenset({"call-recordings"}),
    "records_audio": frozenset({"call-recordings"}),
    "records_meetings": frozenset({"call-recordings"}),
    "monitors_workers": _MONITORING,
    "holds_surveillance_records": _MONITORING,
    "holds_leave_records": frozenset({"medical-records"}),
    "holds_tax_file_number": frozenset({"tax-identifier"}),
    "monitors_productivity": frozenset({"keystroke-logs", "screen-captures", "computer-activity"}),
}
_EVERYTHING = frozenset(
    {
        "holds_personal_data",
        "holds_consumer_data",
        "holds_employee_records",
        "holds_applicant_records",
        "disposes_personal_data",
    }
)
_PATIENTS = frozenset({"holds_phi", "holds_ephi", "holds_sud_treatment"})
_NONE = frozenset({"no category of the matrix"})


@cache
def _categories_of(fact: str) -> frozenset[str]:
    if fact == "holds_staff_medical":
        fact = "holds_medical"
    named = {category.ident for category in DATA_CATEGORIES.values() if category.fact == fact}
    named |= {category for category, facts in ALSO.items() if fact in facts}
    return frozenset(named) | _WIDE.get(fact, frozenset())


def touches(rule: Rule) -> Touches:
    """Which cells a rule speaks about, from the facts it asks for and how its place is reached."""
    if any(fact in _EVERYTHING for fact in rule.facts):
        categories: frozenset[str] = frozenset()
    else:
        categories = frozenset().union(*(_categories_of(fact) for fact in rule.facts)) | frozenset(rule.never_keep)
        categories = categories or _NONE
    ways = set(rule.reach)
    if rule.facts and all(fact in _PATIENTS for fact in rule.facts):
        subjects = frozenset({SubjectCategory.PATIENT})
    elif ways == {"staff"} or rule.facts == ("sponsors_health_plan",) or "holds_employee_records" in rule.facts:
        subjects = STAFF | {SubjectCategory.FAMILY_MEMBER}
    elif rule.facts == ("holds_applicant_records",):
        subjects = frozenset({SubjectCategory.APPLICANT})
    elif (
        ways == {"consumers"}
        or "holds_consumer_data" in rule.facts
        or (rule.area == "monitoring" and not ways - {"consumers"})
    ):
        subjects = _CONSUMERS
    else:
        subjects = frozenset()
    return Touches(categories, subjects, rule.columns)


def touched(rule: Rule, facts: Facts) -> Touches | None:
    """What a rule touches of this organisation; None where it touches nobody.

    A union's law reached only by targeting people there (GDPR Art. 3(2)) is about those people, and not about staff
    elsewhere.
    """
    found = touches(rule) if rule.is_verified else Touches(columns=())
    if found.columns and _SPONSORS in facts_in(rule.about) and facts[_SPONSORS]:
        found = replace(found, members=_OF_A_PLAN)
    if "union" not in rule.reach or reach("staff", facts, rule.places).value is not False:
        return found
    subjects = (found.subjects or frozenset(SubjectCategory)) - _AT_WORK
    return replace(found, subjects=subjects) if subjects else None
