"""Sheets of drills that were held, as they were kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import Door


@dataclass(frozen=True, slots=True)
class DrillSheet:
    """What was done, how long each step took, what came of it."""

    ident: str
    sort: str
    title: str
    steps: tuple[dict[str, Any], ...] = field(repr=False)  # operations.drills.steps.StepDone
    of: int  # steps that the drill has
    done: int
    seconds: float
    by_hand: bool
    by: str  # ident of a member
    at: datetime

    @property
    def is_whole(self) -> bool:
        return self.done == self.of


class Drills(Door):
    def add_drill_sheet(self, sheet: DrillSheet) -> None:
        from bailee.store.models import DrillSheet as Row

        told = {"title": sheet.title, "steps": list(sheet.steps), "by_hand": sheet.by_hand}
        with self.transaction(Permission.DO_TASKS):
            self._add(
                Row,
                ident=sheet.ident,
                sort=sheet.sort,
                told=self._encrypted("drill_sheet.told", told),
                seconds=sheet.seconds,
                steps=sheet.of,
                done=sheet.done,
                by=sheet.by,
                at=sheet.at,
            )

    def drill_sheets(self) -> tuple[DrillSheet, ...]:
        """Newest first."""
        from bailee.store.models import DrillSheet as Row

        self.require(Permission.SEE_EVIDENCE)
        with self._reading():
            return tuple(map(self._drill_sheet, self._rows(Row).order_by("-pk")))

    def drill_sheet(self, ident: str) -> DrillSheet:
        """InvalidInput where there is no such sheet."""
        from bailee.store.models import DrillSheet as Row

        self.require(Permission.SEE_EVIDENCE)
        with self._reading():
            row = self._rows(Row).filter(ident=ident).first()
        if row is None:
            raise InvalidInput("there is no such sheet of a drill", hint="`bailee drill` lists those you held")
        return self._drill_sheet(row)

    def _drill_sheet(self, row: Any) -> DrillSheet:
        told = self._decrypted("drill_sheet.told", row.told)
        return DrillSheet(
            row.ident,
            row.sort,
            told["title"],
            tuple(told["steps"]),
            row.steps,
            row.done,
            row.seconds,
            told["by_hand"],
            row.by,
            row.at,
        )
