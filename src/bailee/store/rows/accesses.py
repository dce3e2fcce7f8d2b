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
from typing import Any, Protocol

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


class Opener(Protocol):
    """A member of an organisation who opens its data: a door, or one seat of a desk."""

    @property
    def organisation_id(self) -> int: ...
    @property
    def member(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def through(self) -> str: ...


def note(home: Path, alias: str, openers: Iterable[Opener], kind: str, export: bool, *, each_time: bool = True) -> None:
    """Note who opens what, in the transaction that is open and about these organisations. `each_time`: every export, not
    one an hour."""
    from django.db import transaction

    from bailee.store.models import Access as Row

    at = now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    rows, keys = [], []
    for each in openers:
        key = (home, each.organisation_id, each.member, each.role.value, kind)
        if not (export and each_time) and _noted.holds(key, hour):
            continue
        keys.append(key)
        rows.append(
            Row(
                organisation_id=each.organisation_id,
                member=each.member,
                account=each.account,
                role=each.role.value,
                through=each.through,
                kind=kind,
                is_export=export,
                hour=hour,
                at=at,
            )
        )
    if rows:
        Row.objects.using(alias).bulk_create(rows, ignore_conflicts=not export)
    if rows and not (export and each_time):  # only once it is kept
        transaction.on_commit(lambda: _noted.keys.update(keys), using=alias)


def is_noted(home: Path, opener: Opener, kind: str) -> bool:
    """Whether this process noted it in this hour: then no transaction is needed."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    return _noted.holds((home, opener.organisation_id, opener.member, opener.role.value, kind), hour)


class Accesses(Members):
    def note_access(self, kind: str, *, export: bool = False, each_time: bool = True) -> None:
        """This member opens data of a kind. Whatever her role: nobody looks unseen. `kind` is an ident of ours, never a value.
        What a program reads is a copy, too; as it may ask ten times a second, that is noted once an hour (`each_time` False).
        """
        if (export and each_time) or not is_noted(self.home, self, kind):
            with database.explained(self.home), self._seeing():
                note(self.home, self.alias, [self], kind, export, each_time=each_time)

    def accesses(self, *, since: datetime | None = None, until: datetime | None = None) -> tuple[Access, ...]:
        """Who opened what here, newest first."""
        from bailee.store.models import Access as Row

        self.require(Permission.SEE_ACCESS)
        with self._reading():
            return opened(between(self._rows(Row), since, until))

    def last_opened(self) -> dict[str, datetime]:
        """When each member last opened something here, by her ident."""
        from django.db.models import Max

        from bailee.store.models import Access as Row

        self.require(Permission.SEE_ACCESS)
        with self._reading():
            return dict(self._rows(Row).values_list("member").annotate(Max("at")).order_by())


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
