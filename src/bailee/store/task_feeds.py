"""Calendars that programs read by a secret address: whose it is, whether it still counts, and the tasks that it shows.

    found = read_feed(home, token)          # None where there is no such address, or it was revoked, or its member is none any more

Reading needs no key: the words of a task are the law's. It is counted by the hour, so that an address that got about is no way to load a server.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bailee.errors import NotAllowed
from bailee.permissions import Permission, may, role_of
from bailee.store import database, link_tokens
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.rows.task_lines import TO_DO, TaskLine, in_order, line_of
from bailee.tasks import State
from bailee.tasks.owners import owned_by

AN_HOUR = 60  # times that one calendar is read in an hour
MOST = 2_000  # tasks of one calendar
DONE_FOR = timedelta(days=30)  # what was done stays in it for so long


class TooOften(NotAllowed):
    """A calendar is asked for more often than any program needs."""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a calendar shows."""

    organisation: str
    name: str
    tasks: tuple[TaskLine, ...]
    changed_at: datetime


def read_feed(home: Path, token: str) -> FeedRead | None:
    """The calendar behind an address. TooOften where it is asked for again and again."""
    from django.db.models import Q

    from bailee.store.models import Member, Organisation, TaskFeed, TaskState

    number = link_tokens.whose(token)
    if number is None:
        return None
    home = home.absolute()
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        feeds = TaskFeed.objects.using(alias).filter(organisation_id=number)
        feed = feeds.filter(token_hash=link_tokens.hash_of(token), revoked_at=None).select_related("member").first()
        ours = Organisation.objects.using(alias).filter(pk=number).first() if feed is not None else None
        if feed is None or ours is None or not ours.wrapped_keys:
            return None
        if not is_standing(feed.member.ended_at, feed.member.until) or not may(
            role_of(feed.member.role), Permission.SEE_TABLE
        ):
            return None
        window = int(time.time()) // 3600
        used = feed.used + 1 if feed.window == window else 1
        if used <= AN_HOUR + 1:
            feeds.filter(pk=feed.pk).update(window=window, used=used, last_used_at=now())
        rows = TaskState.objects.using(alias).filter(organisation_id=number)
        recent = Q(state=State.DONE.value, changed_at__gt=now() - DONE_FOR)
        rows = rows.filter(Q(state__in=TO_DO) | recent)
        if feed.shows == "mine":
            members = (
                Member.objects.using(alias).filter(organisation_id=number).values_list("role", "ended_at", "until")
            )
            there = {role_of(role) for role, *ends in members if is_standing(*ends)}
            mine = [each.value for each in owned_by(role_of(feed.member.role), there)]
            rows = rows.filter(Q(member=feed.member.ident) | Q(member="", owner__in=mine))
        tasks = tuple(map(line_of, in_order(rows)[:MOST]))
        changed = max((each.changed_at for each in tasks), default=feed.created_at)
    if used > AN_HOUR:
        raise TooOften("this calendar is read too often", hint="once an hour is enough; try again in an hour")
    return FeedRead(ours.ident, ours.name, tasks, changed)
