"""Tasks as lists show them, and the row that each is kept as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.permissions import Role
from bailee.tasks import State, Task, closing
from bailee.tasks.due import Due
from bailee.vocabulary import Severity

TO_DO = tuple(state.value for state in State if state.is_to_do)
ALL_STATES = tuple(state.value for state in State)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a list shows it."""

    ident: str
    title: str
    state: State
    owner: Role
    member: str
    due: Due | None
    severity: Severity
    obligations: tuple[str, ...]
    why: tuple[str, ...]  # citations
    closes: str  # what closes it, in words
    missing: tuple[str, ...]
    evidence: str  # what closed it
    waits_for: tuple[str, ...]
    timing: tuple[str, ...]
    hours: float | None
    rhythm: str
    done_on: date | None
    done_by: str
    snoozed_until: date | None
    left: str
    ended_because: str
    changed_at: datetime
    takes: tuple[str, ...] = ()  # what a person may bring to close it; nothing where it closes by itself
    number: int = 0  # newest event about it
    text: str = ""  # all of it, where the title had no room
    holds: bool = False  # its evidence is there, as the system sees it

    def is_overdue(self, on: date) -> bool:
        return self.state.is_to_do and self.due is not None and self.due.on < on

    def days_left(self, on: date) -> int | None:
        return (self.due.on - on).days if self.due else None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A stretch of the list, and where the next one begins; "" at the end."""

    tasks: tuple[TaskLine, ...]
    after: int = 0  # how many come before the next stretch; 0 at the end
    total: int = 0


def in_order(rows: Any) -> Any:
    """Rows by the day they are due, those without one last; of one day what can be begun, and the worst, first."""
    from django.db.models import Case, F, IntegerField, Value, When

    waits = Case(When(state=State.BLOCKED.value, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.order_by(F("due_on").asc(nulls_last=True), waits, "-weight", "ident")


def columns_of(task: Task) -> dict[str, Any]:
    planned, kind = task.planned, closing(task.planned.closes)
    due = task.due
    return {
        "state": task.state.value,
        "owner": planned.owner.value,
        "member": task.member,
        "due_on": due.on if due else None,
        "weight": 2 * planned.severity.rank + (planned.closes != "answer"),  # a question stands below what is as bad
        "holds": task.proof.holds,
        "plan": _plain(planned.as_data()),
        "proof": task.proof.as_data(),
        "says": {
            "title": planned.title,
            "due": [due.source, due.is_law] if due else None,
            "obligations": list(planned.obligations),
            "why": list(planned.why),
            "closes": kind.text,
            "takes": sorted(kind.takes),
            "missing": list(task.missing),
            "evidence": task.proof.says if task.state is State.DONE else "",
            "waits_for": list(task.waits_for),
            "after": list(task.after),
            "timing": list(planned.timing),
            "hours": planned.hours,
            "rhythm": planned.rhythm if planned.months else "",
            "done_on": task.done_on.isoformat() if task.done_on else None,
            "done_by": task.done_by,
            "snoozed_until": task.snoozed_until.isoformat() if task.snoozed_until else None,
            "left": task.left,
            "ended": "",
            "number": task.number,
            "text": planned.text,
        },
    }


def _plain(value: Any) -> Any:
    """As JSON gives it back, so that what is kept and what was made compare."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def line_of(row: Any) -> TaskLine:
    says = row.says
    due = Due(row.due_on, says["due"][0], says["due"][1]) if row.due_on and says["due"] else None

    def day(name: str) -> date | None:
        return date.fromisoformat(says[name]) if says[name] else None

    return TaskLine(
        row.ident,
        says["title"],
        State(row.state),
        Role(row.owner),
        row.member,
        due,
        list(Severity)[row.weight // 2],
        tuple(says["obligations"]),
        tuple(says["why"]),
        says["closes"],
        tuple(says["missing"]),
        says["evidence"],
        tuple(says["waits_for"]),
        tuple(says["timing"]),
        says["hours"],
        says["rhythm"],
        day("done_on"),
        says["done_by"],
        day("snoozed_until"),
        says["left"],
        says["ended"],
        row.changed_at,
        tuple(says["takes"]),
        says["number"],
        says.get("text", ""),
        row.holds,
    )
