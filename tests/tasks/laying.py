"""Plans, proofs and sights as tests want them."""

from __future__ import annotations

from datetime import date
from typing import Any

from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.permissions import Role
from bailee.tasks import Cell, NoticeSeen, Planned, Sight, plan
from bailee.tasks.sight import Kind
from bailee.vocabulary import Severity

DAY = date(2026, 11, 25)
STAFF_NOTICE = Kind("employee-privacy-notice", frozenset({"employee", "applicant", "contractor"}), True)
STATEMENT = Kind("customer-privacy-statement", frozenset({"customer", "sole-proprietor"}), False)
KINDS = (STAFF_NOTICE, STATEMENT)


def made(sight: Sight | None = None, **facts: Any) -> dict[str, Planned]:
    """What is planned for a company described by its facts."""
    seen = sight or Sight(DAY)
    return {each.ident: each for each in plan(evaluate(facts_from((), facts), on=DAY), seen)}


def cell(category: str, subject: str = "employee", *purposes: str, severity: int = 2, **states: str) -> Cell:
    columns = {column: (state, f"{column} is {state}") for column, state in states.items()}
    return Cell(category, subject, f"{category}, {subject}s", purposes, columns, severity)


def sight(*cells: Cell, **more: Any) -> Sight:
    return Sight(DAY, {each.ident: each for each in cells}, KINDS, **more)


def notice(*names: str, version: int = 1, **more: Any) -> NoticeSeen:
    """A version that names categories, each for paying wages."""
    told = {"is_published": True, "names": dict.fromkeys(names, ("paying wages",))} | more
    return NoticeSeen(STAFF_NOTICE.ident, version, **told)


def task(ident: str, closes: str = "document", **more: Any) -> Planned:
    told: dict[str, Any] = {"owner": Role.PRIVACY_PERSON, "severity": Severity.MEDIUM} | more
    return Planned(ident, ident.capitalize(), ("rule-1",), closes=closes, **told)
