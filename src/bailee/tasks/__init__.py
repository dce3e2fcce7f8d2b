"""Tasks: who does what by when for an obligation, and what closes it.

    obligations, sight --plan--> Planned --proofs--> Proof --derive, with what people did--> Task

`steps.toml` says which steps a duty has. A `Planned` is what is to be done, with a day only where a law, an incident or a
person gives one; a `Proof` is what the system sees of it; what people did (assigned, dated, done with evidence, snoozed, reopened) is a
row of events, appended. The state of a task is derived from the three, on a day, and kept nowhere as a fact.
"""

from bailee.tasks.calendars import calendar
from bailee.tasks.due import Due, act_by
from bailee.tasks.plans import Planned, plan
from bailee.tasks.proofs import Proof, closing
from bailee.tasks.sight import Cell, NoticeSeen, Sight, Watching
from bailee.tasks.states import Act, Event, State, Task, Turn, derive, turns

__all__ = [
    "Act",
    "Cell",
    "Due",
    "Event",
    "NoticeSeen",
    "Planned",
    "Proof",
    "Sight",
    "State",
    "Task",
    "Turn",
    "Watching",
    "act_by",
    "calendar",
    "closing",
    "derive",
    "plan",
    "turns",
]
