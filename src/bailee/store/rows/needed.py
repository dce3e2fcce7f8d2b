"""Needed: who needs to open what, as somebody said.

workspace.say_need("kind", "personnel-file", departments=("HR",), accounts=("pat",), why="payroll is done there")
workspace.needs()
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bailee.permissions import Permission
from bailee.protection.least_privilege import Need
from bailee.store.rows.base import Door, now


class Needed(Door):
    def needs(self) -> tuple[Need, ...]:
        """Those that stand, oldest first."""
        from bailee.store.models import AccessNeed as Row

        newest: dict[str, Need | None] = {}
        with self._reading():
            for row in self._rows(Row).order_by("pk"):
                if row.withdrawn:
                    newest[row.ident] = None
                    continue
                told = self._decrypted("access_need.told", row.told)
                newest[row.ident] = Need(
                    row.sort,
                    row.name,
                    tuple(told["departments"]),
                    tuple(told["accounts"]),
                    managers=bool(told["managers"]),
                    ident=row.ident,
                    said_on=_day(row.at),
                )
        return tuple(each for each in newest.values() if each is not None)

    def say_need(
        self,
        sort: str,
        name: str,
        *,
        departments: Sequence[str] = (),
        accounts: Sequence[str] = (),
        managers: bool = False,
        why: str = "",
        withdrawn: bool = False,
    ) -> str:
        """Append who needs it, or that nobody says so any more; the ident of what it is about. The record is the caller's."""
        from bailee.store.models import AccessNeed as Row

        # what it is about is no secret, and new keys must not give it another ident
        ident = f"need-{hashlib.sha256(f'{sort} {name}'.encode()).hexdigest()[:8]}"
        told = {"departments": list(departments), "accounts": list(accounts), "managers": managers, "why": why}
        with self.transaction(Permission.DECLARE):
            self._add(
                Row,
                ident=ident,
                sort=sort,
                name=name,
                told=self._encrypted("access_need.told", told),
                withdrawn=withdrawn,
                by=self.member,
                at=now(),
            )
        return ident


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
