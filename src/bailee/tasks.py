"""Tasks: an obligation with an owner and, where its timing gives one, a due date. No date is invented.

>>> from bailee.obligations.evaluate import evaluate
>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"resident_states": ["US-NY"], "holds_ssn": True, "incident_discovered_on": date(2026, 11, 2)})
>>> made = {task.obligation: task for task in tasks(evaluate(facts, on=date(2026, 11, 25)), facts, date(2026, 11, 25))}
>>> made["breach-us-ny"].due_on, made["breach-us-ny"].days_left(date(2026, 11, 25)), made["spd-ssn-ny"].due_on
(datetime.date(2026, 12, 2), 7, None)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.facts import Facts
from bailee.obligations.load import rules_by_ident


class Owner(StrEnum):
    """Who does it, as a role: the organisation says which person that is."""

    PRIVACY_PERSON = "privacy person"
    TECHNICIAN = "technician"
    COUNSEL = "counsel"
    MANAGER = "manager"


_OWNERS = {
    "inform": Owner.PRIVACY_PERSON,
    "secure": Owner.TECHNICIAN,
    "hold": Owner.PRIVACY_PERSON,
    "respond": Owner.MANAGER,
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody has to do for an obligation."""

    ident: str
    obligation: str
    text: str
    owner: Owner
    due_on: date | None = None
    timing: str = ""  # when, in the law's words; said also where it gives no date

    def is_overdue(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on

    def days_left(self, on: date) -> int | None:
        """Calendar days; negative where overdue, None where there is no date."""
        return (self.due_on - on).days if self.due_on else None


def tasks(obligations: Iterable[Obligation], facts: Facts, on: date) -> tuple[Task, ...]:
    """Tasks of the obligations that apply, come, or wait for counsel: those with a date first, the next date first."""
    made = [task for obligation in obligations for task in _of(obligation, facts)]
    return tuple(sorted(made, key=lambda task: (task.due_on is None, task.due_on or on, task.ident)))


def _of(obligation: Obligation, facts: Facts) -> Iterable[Task]:
    if obligation.state is ObligationState.NAMED_ONLY:
        yield Task(f"ask-{obligation.ident}", obligation.ident, obligation.text, Owner.COUNSEL)
    elif obligation.state is ObligationState.APPLIES:
        yield Task(
            obligation.ident,
            obligation.ident,
            obligation.duty,
            _OWNERS[obligation.duties[0]],
            _incident_deadline(obligation, facts),
            obligation.timing,
        )
        for number, question in enumerate(obligation.for_counsel, 1):
            yield Task(f"ask-{obligation.ident}-{number}", obligation.ident, question, Owner.COUNSEL)
    elif obligation.state is ObligationState.COMING and obligation.in_force_from:
        yield Task(
            obligation.ident, obligation.ident, obligation.duty, _OWNERS[obligation.duties[0]], obligation.in_force_from
        )


def _incident_deadline(obligation: Obligation, facts: Facts) -> date | None:
    """The last day on which a breach law lets people be told, once an incident has a date. Calendar days."""
    discovered = facts["incident_discovered_on"]
    rule = rules_by_ident().get(obligation.ident)
    days = rule.breach.get("individual_deadline_days") if rule else None
    if isinstance(discovered, date) and isinstance(days, int):
        return discovered + timedelta(days=days)
    return None
