"""Rows of jobs: each change is one transaction that says whose rows it is about, and is refused to a worker that lost the job."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import Permission, Role, may, role_of
from bailee.store import database
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.work.values import JobState

LIVE = ("waiting", "running")
_OWNERS = (Role.CLIENT_OWNER, Role.PROVIDER_OWNER)


@contextmanager
def entered(home: Path, *organisations: int) -> Iterator[str]:
    """A transaction that sees rows of these organisations; the connection's alias. Part of one that is open."""
    from django.db import connections

    alias = database.connect(home)
    with database.explained(home):
        is_inside = connections[alias].in_atomic_block
        with atomic(alias):
            if not is_inside:
                database.engine(home).enter(alias, organisations)
            yield alias


@contextmanager
def entered_all(home: Path) -> Iterator[str]:
    """The same for every organisation of the store: for the worker's own look at what was lost."""
    from bailee.store.organisations import numbers_of

    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, numbers_of(home, alias))
        yield alias


def number_of(home: Path, organisation: str) -> int:
    """The number of an organisation, by its ident. InvalidInput where there is none."""
    from django.db import connections

    from bailee.store.models import Organisation

    alias = database.connect(home)
    with database.explained(home):
        is_inside = connections[alias].in_atomic_block  # then the transaction has said already whose rows it is about
        with atomic(alias):
            if not is_inside:
                database.engine(home).enter(alias, (), organisation)
            number = Organisation.objects.using(alias).filter(ident=organisation).values_list("pk", flat=True).first()
    if number is None:
        raise InvalidInput("there is no such organisation")
    return int(number)


def acting_member(home: Path, organisation: int) -> str:
    """As whom work is done that no member asked for: the owner who has been there longest."""
    from bailee.store.models import Member

    with entered(home, organisation) as alias:
        members = Member.objects.using(alias).filter(organisation_id=organisation).order_by("pk")
        for row in members.values_list("ident", "role", "ended_at", "until", named=True):
            if role_of(row.role) in _OWNERS and is_standing(row.ended_at, row.until):
                return str(row.ident)
    raise NotAllowed("this organisation has no owner", hint="invite one, then start it again")


def first_who_may(alias: str, organisation: int, permission: Permission) -> str:
    """As whom work is done that only some may do: who has been there longest of those; empty where nobody may."""
    from bailee.store.models import Member

    members = Member.objects.using(alias).filter(organisation_id=organisation).order_by("pk")
    for row in members.values_list("ident", "role", "ended_at", "until", named=True):
        if is_standing(row.ended_at, row.until) and may(role_of(row.role), permission):
            return str(row.ident)
    return ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that this worker has now."""

    organisation: int
    name: str  # ident of the organisation
    ident: str
    task: str
    arguments: Mapping[str, Any]
    by: str
    attempts: int
    lease: str
    is_paused: bool


def new_ident() -> str:
    return f"job-{secrets.token_hex(8)}"


def insert(
    alias: str, organisation: int, task: str, arguments: dict[str, Any], key: str, lane: str, by: int | None,
    run_at: datetime | None,
) -> tuple[Any, bool]:  # fmt: skip
    """The row of a new job, in the transaction that is open; or that of the one with its key that waits or runs."""
    from django.db import IntegrityError

    from bailee.store.models import Job

    ours = Job.objects.using(alias).filter(organisation_id=organisation)
    with_key = ours.filter(key=key, state__in=LIVE)
    if key and (there := with_key.first()) is not None:
        return there, False
    try:
        with atomic(alias):
            row = Job.objects.using(alias).create(
                organisation_id=organisation,
                ident=new_ident(),
                task=task,
                arguments=arguments,
                key=key,
                lane=lane,
                by_id=by,
                created_at=now(),
                run_at=run_at,
            )
    except IntegrityError:  # two at once: the other one's stands
        there = with_key.first()
        if there is None:
            raise
        return there, False
    return row, True


def take(home: Path, organisation: int, ident: str, lease: str) -> Taken | None:
    """Have a job that waits; None where it does not, or its lane is taken."""
    from bailee.store.models import Job, Organisation

    with entered(home, organisation) as alias:
        ours = Job.objects.using(alias).filter(organisation_id=organisation)
        row = ours.select_for_update(of=("self",)).select_related("by").filter(ident=ident, state="waiting").first()
        if row is None or (row.lane and _lane_is_taken(home, alias, row)):
            return None
        ours.filter(pk=row.pk).update(
            state="running",
            lease=lease,
            attempts=row.attempts + 1,
            started_at=now(),
            beat_at=now(),
            run_at=None,
            wish="pause" if row.wish == "pause" else "",
        )
        name = Organisation.objects.using(alias).values_list("ident", flat=True).get(pk=organisation)
        by = row.by.ident if row.by is not None else ""
        return Taken(
            organisation, name, ident, row.task, row.arguments, by, row.attempts + 1, lease, row.wish == "pause"
        )


def _lane_is_taken(home: Path, alias: str, row: Any) -> bool:
    """On PostgreSQL the queue itself keeps lanes."""
    from bailee.store.models import Job

    if database.engine(home).needs_transactions:
        return False
    return bool(Job.objects.using(alias).filter(lane=row.lane, state="running").exists())


def ready(home: Path) -> list[tuple[int, str]]:
    """Jobs that may be taken now, those that wait longest first. SQLite alone: it shows every organisation's rows."""
    from django.db.models import Q

    from bailee.store.models import Job

    alias = database.connect(home)
    with database.explained(home):
        taken = Job.objects.using(alias).filter(state="running").exclude(lane="").values("lane")
        waiting = Job.objects.using(alias).filter(Q(run_at=None) | Q(run_at__lte=now()), state="waiting")
        return list(waiting.exclude(lane__in=taken).order_by("pk").values_list("organisation_id", "ident")[:20])


def beat(home: Path, organisation: int, ident: str, lease: str, columns: dict[str, Any]) -> str | None:
    """Write how far a job is; what a person wishes of it, None where another worker has it by now."""
    from bailee.store.models import Job

    with entered(home, organisation) as alias:
        mine = Job.objects.using(alias).filter(organisation_id=organisation, ident=ident, lease=lease, state="running")
        if not mine.update(**columns):
            return None
        wish: str = mine.values_list("wish", flat=True).get()
        return wish


def end(
    home: Path, organisation: int, ident: str, lease: str, state: str, *, cause: str = "", hint: str = "",
    result: Mapping[str, Any] | None = None, columns: Mapping[str, Any] | None = None,
) -> bool:  # fmt: skip
    """How a job ended; False where another worker has it by now. Its steps are forgotten with it: it will not run again."""
    from bailee.store.models import Job, JobStep

    with entered(home, organisation) as alias:
        mine = Job.objects.using(alias).filter(organisation_id=organisation, ident=ident, lease=lease, state="running")
        told = {**(columns or {}), "state": state, "ended_at": now(), "cause": cause, "hint": hint[:300], "lease": ""}
        told |= {"wish": "", "seconds_left": None, "result": {**told.get("result", {}), **(result or {})}}
        if not mine.update(**told):
            return False
        JobStep.objects.using(alias).filter(organisation_id=organisation, job=ident).delete()
        return True


def release(
    home: Path, organisation: int, ident: str, lease: str, *, run_at: datetime | None = None, counts: bool = True,
    cause: str = "", hint: str = "", columns: Mapping[str, object] | None = None,
) -> bool:  # fmt: skip
    """Let a job wait again; False where another worker has it by now. `counts`: this attempt was one; `columns`: how far it is."""
    from django.db.models import F

    from bailee.store.models import Job

    with entered(home, organisation) as alias:
        mine = Job.objects.using(alias).filter(organisation_id=organisation, ident=ident, lease=lease, state="running")
        attempts = {} if counts else {"attempts": F("attempts") - 1}
        told = {
            **(columns or {}),
            "state": "waiting",
            "lease": "",
            "run_at": run_at,
            "cause": cause,
            "hint": hint[:300],
        }
        return bool(mine.update(**told, **attempts))


def forget_old(home: Path, days: int = 90) -> int:
    """Rows of jobs that ended so long ago; what they did stands in the evidence. How many."""
    from bailee.store.models import Job

    with entered_all(home) as alias:
        old = Job.objects.using(alias).filter(ended_at__lt=now() - timedelta(days=days))
        return int(old.exclude(state__in=LIVE).delete()[0])


def is_ours(alias: str, organisation: int, ident: str, lease: str) -> bool:
    """Whether a worker still has its job; its row stays as it is until the transaction ends."""
    from bailee.store.models import Job

    rows = Job.objects.using(alias).filter(organisation_id=organisation, ident=ident, lease=lease, state="running")
    return rows.select_for_update().first() is not None


def note_step(alias: str, organisation: int, ident: str, step: str) -> bool:
    """Note that a step is done, in the transaction that is open; False where it was before."""
    from bailee.store.models import JobStep

    rows = JobStep.objects.using(alias)
    return bool(rows.get_or_create(organisation_id=organisation, job=ident, step=step, defaults={"done_at": now()})[1])


def state_of(row: Any) -> JobState:
    return JobState(
        ident=row.ident,
        task=row.task,
        state=row.state,
        arguments=row.arguments,
        by=row.by.ident if row.by is not None else "",
        created_at=row.created_at,
        run_at=row.run_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        attempts=row.attempts,
        wish=row.wish,
        cause=row.cause,
        hint=row.hint,
        done=row.done,
        of=row.of,
        bytes=row.bytes,
        bytes_of=row.bytes_of,
        rate=row.rate,
        seconds_left=row.seconds_left,
        where=row.where,
        result=row.result,
    )
