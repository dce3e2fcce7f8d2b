"""Hold a drill: one step after the other, each timed; the sheet of what came of it is kept by the organisation that held it.

sheet = hold_drill(workspace, "stolen-laptop", ground, before=ask, after=tell)
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from bailee.errors import Error
from bailee.operations.drills import load
from bailee.operations.drills.ground import Ground
from bailee.operations.drills.steps import Step, StepDone
from bailee.store.rows.drills import DrillSheet
from bailee.store.workspace import Workspace

HELD = "drill-held"


def hold_drill(
    workspace: Workspace,
    sort: str,
    ground: Ground,
    *,
    by_hand: bool,
    before: Callable[[int, int, Step], None] = lambda number, of, step: None,
    after: Callable[[StepDone], None] = lambda done: None,
) -> DrillSheet:
    """Do its steps on `ground`, and keep the sheet in `workspace`. `before` returns once the person goes on.

    A step that fails ends it: the sheet says which, and why. `by_hand`: a person went on from step to step.
    """
    module = load(sort)
    steps: tuple[Step, ...] = module.steps(ground)
    done: list[StepDone] = []
    begun = time.monotonic()
    for number, step in enumerate(steps, 1):
        shown = time.monotonic()
        before(number, len(steps), step)
        try:
            came, is_done = step.act(), True
        except Error as fault:
            came, is_done = f"{fault}. {fault.hint}".strip(), False
        done.append(StepDone(step.title, step.does, step.command, came, time.monotonic() - shown, is_done))
        after(done[-1])
        if not is_done:
            break
    seconds = time.monotonic() - begun
    sheet = DrillSheet(
        f"drill-{secrets.token_hex(4)}",
        sort,
        str(module.TITLE),
        tuple(asdict(each) for each in done),
        len(steps),
        sum(each.is_done for each in done),
        seconds,
        by_hand,
        workspace.member,
        datetime.now(UTC),
    )
    with workspace.transaction():
        workspace.add_drill_sheet(sheet)
        workspace.record(
            HELD,
            sheet.ident,
            {"sort": sort, "steps": sheet.of, "done": sheet.done, "seconds": round(seconds), "by_hand": by_hand},
        )
    return sheet
