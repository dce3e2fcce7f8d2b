"""Accesses: which member opened which kind of data, and when. Appended, and kept as long as the organisation is.

    workspace.note_access("findings")                   # once an hour and kind
    workspace.note_access("findings", export=True)      # each time

Asked from a thousand requests an hour it writes once: what was noted is remembered in the process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.permissions import Permission, Role, role_of
from bailee.store import database
from bailee.store.rows.base import now
from bailee.store.rows.members import Members


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody opened something. `at` is when it was first opened in its hour."""

    member: str
    account: str
    role: Role
    through: str
    kind: str
    is_export: bool
    at: datetime


_Key = tuple[Path, int, str, str, str]


class _Noted:
    """What this process noted in the hour that it is."""

    def __init__(self) -> None:
        self.hour: datetime | None = None
        self.keys: set[_Key] = set()

    def holds(self, key: _Key, hour: datetime) -> bool:
        if hour != self.hour:
            self.hour, self.keys = hour, set()
        return key in self.keys


_noted = _Noted()


class Accesses(Members):
    def note_access(self, kind: str, *, export: bool = False) -> None:
        """This member opens data of a kind. Whatever her role: nobody looks unseen. `kind` is an ident of ours, never a value."""
        from django.db import transaction

        from bailee.store.models import Access as Row

        at = now()
        hour = at.replace(minute=0, second=0, microsecond=0)
        key = (self.home, self.organisation_id, self.member, self.role.value, kind)
        if not export and _noted.holds(key, hour):
            return
        row = Row(
            organisation_id=self.organisation_id,
            member=self.member,
            account=self.account,
            role=self.role.value,
            through=self.through,
            kind=kind,
            is_export=export,
            hour=hour,
            at=at,
        )
        with database.explained(self.home), self._seeing():
            Row.objects.using(self.alias).bulk_create([row], ignore_conflicts=not export)
            if not export:  # only once it is kept
                transaction.on_commit(lambda: _noted.keys.add(key), using=self.alias)

    def accesses(self, *, since: datetime | None = None, until: datetime | None = None) -> tuple[Access, ...]:
        """Who opened what here, newest first."""
        from bailee.store.models import Access as Row

        self.require(Permission.SEE_ACCESS)
        with self._reading():
            return opened(between(self._rows(Row), since, until))


def between(rows: Any, since: datetime | None, until: datetime | None) -> Any:
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return rows.order_by("-at", "-pk")


def opened(rows: Iterable[Any]) -> tuple[Access, ...]:
    return tuple(
        Access(row.member, row.account, role_of(row.role), row.through, row.kind, row.is_export, row.at) for row in rows
    )
