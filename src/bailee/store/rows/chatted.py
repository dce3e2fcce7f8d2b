"""Channels of a chat, and messages that wait for them: kept until a channel took them, forgotten then.

workspace.chat_channels()               # this organisation's own
workspace.chat_ways()                   # what hears of this organisation: its own channels, and its provider's
workspace.put_messages(channel, …)      # each is put aside once, whatever happens
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven
from bailee.store.rows.ticketed import DeskRow, Ticketed, applies, beside, desk_row, note_line, owners_of
from bailee.vocabulary import Severity

MOST = 100


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, and what it hears of."""

    row: DeskRow
    client: str
    least: Severity | None  # None: of no alert
    weekly: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is to be sent now."""

    number: int
    about: str
    content: Mapping[str, Any] = field(repr=False)
    tries: int
    added_at: datetime


class Chatted(Proven):
    def chat_channels(self) -> tuple[Channel, ...]:
        """Those of this organisation, without their addresses' secrets being shown by anybody: an address is the key."""
        from bailee.store.models import ChatChannel as Row

        self.require(Permission.SEE_ALERTS)
        with self._reading():
            rows = list(self._rows(Row).filter(ended_at=None).order_by("pk"))
        return tuple(_channel(row, self._decrypted("chat_channel.told", row.told)) for row in rows)

    def add_chat_channel(
        self, chat: str, name: str, address: str, client: str, *, least: Severity | None, weekly: bool
    ) -> str:
        """Another one; its ident. In the transaction that is open."""
        from bailee.store.models import ChatChannel as Row

        self.require(Permission.CHANGE_SETTINGS)
        ident = f"channel-{secrets.token_hex(4)}"
        told = self._encrypted("chat_channel.told", {"name": name, "access": {"address": address}})
        self._add(
            Row, ident=ident, sort=chat, told=told, client=client, least=least.value if least else "", weekly=weekly,
            added_at=now(), by=self.member,
        )  # fmt: skip
        return ident

    def end_chat_channel(self, ident: str) -> None:
        """It hears nothing more, and its address is forgotten. In the transaction that is open."""
        from bailee.store.models import ChatChannel as Row

        self.require(Permission.CHANGE_SETTINGS)
        gone = self._encrypted("chat_channel.told", {"name": "", "access": {}})
        if not self._rows(Row).filter(ident=ident, ended_at=None).update(ended_at=now(), told=gone):
            raise InvalidInput("there is no such channel", hint="`bailee ticket list` names them")

    def chat_ways(self) -> tuple[Channel, ...]:
        """Channels that hear of this organisation."""
        from bailee.store.models import ChatChannel as Row

        self.require(Permission.DO_TASKS)
        made = []
        for owner in owners_of(self):
            with beside(self, owner) as keys:
                rows = list(Row.objects.using(self.alias).filter(organisation_id=owner, ended_at=None).order_by("pk"))
            for row in rows:
                if applies(self, owner, row.client):
                    told = json.loads(keys.decrypt_field("chat_channel.told", bytes(row.told)))
                    made.append(_channel(row, told))
        return tuple(made)

    def put_messages(self, channel: Channel, messages: Mapping[str, Mapping[str, Any]]) -> int:
        """Messages by what they are about; how many are new. In the transaction that is open."""
        from bailee.store.models import ChatMessage as Row

        self.require(Permission.DO_TASKS)
        self._engine.serialise(self.alias, self.organisation_id)
        ours = self._rows(Row).filter(channel=channel.row.ident)
        known = set(ours.filter(about__in=list(messages)).values_list("about", flat=True))
        moment, made = now(), 0
        for about, content in messages.items():
            if about not in known:
                sealed = self._encrypted("chat_message.content", dict(content))
                self._add(
                    Row, channel=channel.row.ident, owner=channel.row.owner, about=about, content=sealed, added_at=moment,
                    due_at=moment,
                )  # fmt: skip
                made += 1
        return made

    def due_messages(self, channel: Channel, lease: timedelta) -> tuple[Waiting, ...]:
        """What is to be sent now, put off meanwhile."""
        from bailee.store.models import ChatMessage as Row

        moment = now()
        with self.transaction(Permission.DO_TASKS):
            self._engine.serialise(self.alias, self.organisation_id)
            asked = self._rows(Row).filter(channel=channel.row.ident, sent_at=None, given_up_at=None)
            rows = list(asked.filter(due_at__lte=moment).order_by("pk")[:MOST])
            self._rows(Row).filter(pk__in=[row.pk for row in rows]).update(due_at=moment + lease)
        return tuple(
            Waiting(row.pk, row.about, self._decrypted("chat_message.content", row.content), row.tries, row.added_at)
            for row in rows
        )

    def note_message(self, number: int, fault: str = "", due_at: datetime | None = None) -> None:
        """It was taken (no fault), is tried again (`due_at`), or is given up. What it said is forgotten where that was the end."""
        from bailee.store.models import ChatMessage as Row

        with self.transaction(Permission.DO_TASKS):
            row = self._rows(Row).filter(pk=number).first()
            if row is None:
                return
            row.fault, row.tries = fault, row.tries + 1
            if not fault:
                row.sent_at = now()
            elif due_at is None:
                row.given_up_at = now()
            else:
                row.due_at = due_at
            if due_at is None:
                row.content = b""
            row.save(using=self.alias, update_fields=["fault", "tries", "sent_at", "given_up_at", "due_at", "content"])

    def put_off_message(self, number: int, due_at: datetime) -> None:
        """It was not tried: that counts as no try."""
        from bailee.store.models import ChatMessage as Row

        with self.transaction(Permission.DO_TASKS):
            self._rows(Row).filter(pk=number, sent_at=None, given_up_at=None).update(due_at=due_at)

    def note_channel(self, channel: Channel, fault: str, paused_until: datetime | None = None) -> None:
        """How it went with a whole channel: "" where it answered."""
        from bailee.store.models import ChatChannel as Row

        self.require(Permission.DO_TASKS)
        owner = channel.row.owner
        with beside(self, owner):
            rows = Row.objects.using(self.alias).filter(organisation_id=owner, ident=channel.row.ident)
            note_line(rows, fault, paused_until)


def _channel(row: Any, told: Mapping[str, Any]) -> Channel:
    return Channel(desk_row(row, told), row.client, Severity(row.least) if row.least else None, row.weekly)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something that does not come through: a whole desk or channel of ours, or what one does not take of some tickets."""

    about: str
    name: str = field(repr=False)
    fault: str  # of outward.REASONS
    since: datetime
    count: int  # tickets or messages of this organisation that wait for it
    is_chat: bool = False


class NotTakenRows(Chatted, Ticketed):
    def not_taken(self) -> tuple[NotTaken, ...]:
        """What does not come through, worst of all first: what concerns a whole desk, then tickets that a desk refuses by themselves."""
        from django.db.models import Count, Min

        from bailee.store.models import ChatMessage, Ticket

        desks, channels = self.ticket_desks(), self.chat_channels()
        with self._reading():
            failing = self._rows(Ticket).exclude(failing_since=None).exclude(due_at=None)
            tickets = failing.values_list("desk", "fault").annotate(Count("pk"), Min("failing_since")).order_by()
            found = [(str(desk), str(fault), int(count), since) for desk, fault, count, since in tickets]
            waiting = self._rows(ChatMessage).filter(sent_at=None, given_up_at=None).values_list("channel")
            messages = {str(channel): int(count) for channel, count in waiting.annotate(Count("pk")).order_by()}
        made = []
        for row in desks:
            if row.fault and row.failing_since is not None:
                count = sum(each[2] for each in found if each[0] == row.ident)
                made.append(NotTaken(row.ident, row.name, row.fault, row.failing_since, count))
        for channel in channels:
            if channel.row.fault and channel.row.failing_since is not None:
                count = messages.get(channel.row.ident, 0)
                made.append(
                    NotTaken(
                        channel.row.ident,
                        channel.row.name,
                        channel.row.fault,
                        channel.row.failing_since,
                        count,
                        is_chat=True,
                    )
                )
        names = {each.ident: each.name for each in desks}
        for desk, fault, count, since in found:
            if not any(each.about == desk for each in made):
                made.append(NotTaken(f"{desk}-tickets", names.get(desk, "the provider's system"), fault, since, count))
        return tuple(made)
