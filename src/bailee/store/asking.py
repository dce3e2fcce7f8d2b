"""Asking the database in short: a transaction, a statement that is written out, a time as it comes back.

with looking(home, alias):
    for number, ident in written(alias, "SELECT id, ident FROM member WHERE account = %s", account): …
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, overload

from bailee.store import database


def atomic(alias: str) -> AbstractContextManager[None]:
    """A transaction, or a part of the one that is open."""
    from django.db import transaction

    return transaction.atomic(using=alias)


@contextmanager
def looking(home: Path, alias: str) -> Iterator[None]:
    """Looking up who may see what: a transaction where the database wants one, and nobody else is held up for it."""
    with database.explained(home):
        if not database.engine(home).needs_transactions:
            yield
            return
        with atomic(alias):
            yield


def written(alias: str, statement: str, *values: Any) -> list[Any]:
    """Rows of a statement that stands in our source; what varies are its values."""
    from django.db import connections

    as_kept = connections[alias].ops.adapt_datetimefield_value  # SQLite compares times as texts, of one form
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [as_kept(each) if isinstance(each, datetime) else each for each in values])
        return list(cursor.fetchall())


@overload
def moment(value: datetime) -> datetime: ...
@overload
def moment(value: datetime | None) -> datetime | None: ...
def moment(value: datetime | None) -> datetime | None:
    """A time as the database hands it over: SQLite keeps it in UTC, and does not say so.

    >>> moment(datetime(2026, 11, 25, 8, 30)), moment(None)
    (datetime.datetime(2026, 11, 25, 8, 30, tzinfo=datetime.timezone.utc), None)
    """
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def is_standing(ended_at: datetime | None, until: datetime | None) -> bool:
    """Whether a membership holds now: it was not ended, and its time is not over."""
    return ended_at is None and (until is None or until > now())


_then: ContextVar[datetime | None] = ContextVar("then", default=None)


def now() -> datetime:
    """This moment; while a past day is read, the last one of that day."""
    return _then.get() or datetime.now(UTC)


def today() -> date:
    """This day by the clock of this machine; while a past day is read, that day."""
    return now().astimezone().date()


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Readings that ask what day it is hear of a past one."""
    token = _then.set(at)
    try:
        yield
    finally:
        _then.reset(token)
