"""Calendars of a member: made, listed, revoked. Their addresses are secrets; the row keeps a hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store import database, link_tokens
from bailee.store.rows.base import Door, now

MOST_FEEDS = 10


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar of the member who asks; its address is shown once and kept as a hash."""

    ident: str
    shows: str  # mine, all
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class TaskCalendars(Door):
    def add_task_feed(self, shows: str = "mine") -> tuple[Feed, str]:
        """A calendar for the member who asks, and the secret of its address, which is kept nowhere."""
        from bailee.store.models import TaskFeed

        if shows not in ("mine", "all"):
            raise InvalidInput("a calendar shows mine or all")
        self.require(Permission.SEE_TABLE)
        with database.explained(self.home), self._seeing():
            if self._rows(TaskFeed).filter(member_id=self.member_id, revoked_at=None).count() >= MOST_FEEDS:
                raise InvalidInput(
                    f"you have {MOST_FEEDS} calendars already", hint="revoke one that is not used any more"
                )
            token, kept = link_tokens.new(self.organisation_id)
            row = self._add(
                TaskFeed,
                ident=f"calendar-{secrets.token_hex(4)}",
                member_id=self.member_id,
                token_hash=kept,
                shows=shows,
                created_at=now(),
            )
        return _feed(row), token

    def task_feeds(self) -> tuple[Feed, ...]:
        """Calendars of the member who asks that are not revoked."""
        from bailee.store.models import TaskFeed

        with self._reading():
            return tuple(
                _feed(row)
                for row in self._rows(TaskFeed).filter(member_id=self.member_id, revoked_at=None).order_by("pk")
            )

    def revoke_task_feed(self, ident: str) -> None:
        """From now on its address shows nothing. One's own: it changes nothing of the organisation."""
        from bailee.store.models import TaskFeed

        with database.explained(self.home), self._seeing():
            mine = self._rows(TaskFeed).filter(member_id=self.member_id, ident=ident, revoked_at=None)
            if not mine.update(revoked_at=now()):
                raise InvalidInput("there is no such calendar of yours")


def _feed(row: Any) -> Feed:
    return Feed(row.ident, row.shows, row.created_at, row.last_used_at, row.revoked_at)
