"""Tickets: the systems they are made in, which things become one, and how each stands.

workspace.ticket_desks(), workspace.ticket_rules()     # this organisation's own
workspace.ticket_ways()                 # what applies to this organisation: its own, and its provider's, with their keys
workspace.want_tickets(wanted, over)    # as they should read, in one transaction; what differs from what was told is due
workspace.due_tickets(…)                # taken for a while by whoever asks, so that two workers never tell the same one at once
workspace.note_ticket(…)                # what came of it

A provider's desk is the provider's row; a ticket is a row of the client whose thing it is about, so the client's keys close it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Permission
from bailee.store.database import explained
from bailee.store.rows.base import Door, atomic, now
from bailee.store.rows.proven import Proven
from bailee.tickets.drafts import EVERY_CLIENT, Draft, Rule, Seen
from bailee.vocabulary import Severity

LIVE = ("waiting", "open", "closed-there", "gone")
MOST = 200  # tickets that one process takes at a time


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A system, or a channel, as a list shows it; its keys stay where they are."""

    ident: str
    system: str
    name: str = field(repr=False)
    address: str = field(repr=False)
    added_at: datetime
    by: str
    fault: str = ""
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One rule that applies here, with the desk that it leads to."""

    desk: DeskRow
    access: Mapping[str, str] = field(repr=False)
    rule: Rule


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket as it stands."""

    ident: str
    desk: str
    owner: int
    rule: str
    sort: str
    about: str
    draft: Draft = field(repr=False)
    number: str
    state: str
    status: str = field(repr=False)
    tries: int
    fault: str
    failing_since: datetime | None
    due_at: datetime | None
    added_at: datetime
    looked_at: datetime | None
    ended_at: datetime | None
    digest: str = ""  # of all that should be there


class Ticketed(Proven):
    # --- desks and rules

    def ticket_desks(self) -> tuple[DeskRow, ...]:
        """Systems of this organisation that tickets are made in."""
        from bailee.store.models import TicketDesk as Row

        self.require(Permission.SEE_ALERTS)
        with self._reading():
            rows = list(self._rows(Row).filter(ended_at=None).order_by("pk"))
        return tuple(desk_row(row, self._decrypted("ticket_desk.told", row.told)) for row in rows)

    def add_ticket_desk(self, system: str, name: str, access: Mapping[str, str]) -> str:
        """Another one; its ident. In the transaction that is open."""
        from bailee.store.models import TicketDesk as Row

        self.require(Permission.CHANGE_SETTINGS)
        ident = f"desk-{secrets.token_hex(4)}"
        told = self._encrypted("ticket_desk.told", {"name": name, "access": dict(access)})
        self._add(Row, ident=ident, sort=system, told=told, added_at=now(), by=self.member)
        return ident

    def change_ticket_desk(self, ident: str, access: Mapping[str, str]) -> None:
        """Other keys, or another address; what waits is due at once. InvalidInput where there is none."""
        from bailee.store.models import TicketDesk as Row

        self.require(Permission.CHANGE_SETTINGS)
        row = self._rows(Row).filter(ident=ident, ended_at=None).first()
        if row is None:
            raise InvalidInput("there is no such desk", hint="`bailee ticket list` names them")
        told = {"name": self._decrypted("ticket_desk.told", row.told)["name"], "access": dict(access)}
        row.told, row.fault = self._encrypted("ticket_desk.told", told), ""
        row.failing_since = row.paused_until = None
        row.save(using=self.alias, update_fields=["told", "fault", "failing_since", "paused_until"])

    def ticket_access(self, ident: str) -> tuple[str, dict[str, str]]:
        """The system of a desk of this organisation, and its keys: for asking it, and for nobody's eyes."""
        from bailee.store.models import TicketDesk as Row

        self.require(Permission.CHANGE_SETTINGS)
        with self._reading():
            row = self._rows(Row).filter(ident=ident, ended_at=None).first()
        if row is None:
            raise InvalidInput("there is no such desk", hint="`bailee ticket list` names them")
        return row.sort, dict(self._decrypted("ticket_desk.told", row.told)["access"])

    def end_ticket_desk(self, ident: str) -> None:
        """It is told nothing more, and its keys are forgotten; so are its rules. In the transaction that is open."""
        from bailee.store.models import TicketDesk, TicketRule

        self.require(Permission.CHANGE_SETTINGS)
        gone = self._encrypted("ticket_desk.told", {"name": "", "access": {}})
        if not self._rows(TicketDesk).filter(ident=ident, ended_at=None).update(ended_at=now(), told=gone):
            raise InvalidInput("there is no such desk", hint="`bailee ticket list` names them")
        self._rows(TicketRule).filter(desk=ident, ended_at=None).update(ended_at=now())

    def ticket_rules(self) -> tuple[Rule, ...]:
        """What becomes a ticket, by this organisation's own rules."""
        from bailee.store.models import TicketRule as Row

        self.require(Permission.SEE_ALERTS)
        with self._reading():
            rows = list(self._rows(Row).filter(ended_at=None).order_by("pk"))
        return tuple(_rule(row, self._decrypted("ticket_rule.told", row.told)) for row in rows)

    def add_ticket_rule(
        self, desk: str, client: str, sorts: Sequence[str], least: Severity, mapping: Mapping[str, str]
    ) -> str:
        """Another one; its ident. In the transaction that is open."""
        from bailee.store.models import TicketRule as Row

        self.require(Permission.CHANGE_SETTINGS)
        ident = f"rule-{secrets.token_hex(4)}"
        told = self._encrypted("ticket_rule.told", dict(mapping))
        self._add(
            Row, ident=ident, desk=desk, client=client, sorts=list(sorts), least=least.value, told=told, added_at=now(),
            by=self.member,
        )  # fmt: skip
        return ident

    def end_ticket_rule(self, ident: str) -> None:
        """In the transaction that is open. InvalidInput where there is none."""
        from bailee.store.models import TicketRule as Row

        self.require(Permission.CHANGE_SETTINGS)
        if not self._rows(Row).filter(ident=ident, ended_at=None).update(ended_at=now()):
            raise InvalidInput("there is no such rule", hint="`bailee ticket list` names them")

    def ticket_ways(self) -> tuple[Way, ...]:
        """Rules that apply to this organisation, its own first, then its provider's; of one thing the first that takes it counts."""
        from bailee.store.models import TicketDesk, TicketRule

        self.require(Permission.DO_TASKS)
        made: list[Way] = []
        for owner in owners_of(self):
            with beside(self, owner) as keys:
                ours = {"organisation_id": owner, "ended_at": None}
                desks = {row.ident: row for row in TicketDesk.objects.using(self.alias).filter(**ours)}
                rules = list(TicketRule.objects.using(self.alias).filter(**ours).order_by("pk"))
            # one that names this client comes before one that is for every client
            rules.sort(key=lambda row: row.client == EVERY_CLIENT)
            for row in rules:
                if row.desk in desks and applies(self, owner, row.client):
                    desk = desks[row.desk]
                    told = _opened(keys, "ticket_desk.told", desk.told)
                    rule = _rule(row, _opened(keys, "ticket_rule.told", row.told))
                    made.append(Way(desk_row(desk, told), dict(told["access"]), rule))
        return tuple(made)

    def note_desk(self, owner: int, ident: str, fault: str, paused_until: datetime | None = None) -> None:
        """How it went with a whole desk: "" where it answered."""
        from bailee.store.models import TicketDesk as Row

        self.require(Permission.DO_TASKS)
        with beside(self, owner):
            note_line(Row.objects.using(self.alias).filter(organisation_id=owner, ident=ident), fault, paused_until)

    # --- tickets

    def tickets(
        self, *, live: bool = True, sort: str = "", about: str = "", limit: int = 500, skip: int = 0
    ) -> tuple[TicketLine, ...]:
        """How they stand, newest first; `live`: without those whose thing is over."""
        from bailee.store.models import Ticket as Row

        self.require(Permission.SEE_ALERTS)
        with self._reading():
            asked = self._rows(Row).order_by("-pk")
            asked = asked.filter(state__in=LIVE) if live else asked
            asked = asked.filter(sort=sort) if sort else asked
            asked = asked.filter(about=about) if about else asked
            rows = list(asked[skip : skip + limit])
        return tuple(map(self._ticket, rows))

    def want_tickets(
        self, wanted: Mapping[tuple[str, str], tuple[Way, Draft, str]], over: Iterable[tuple[str, str]]
    ) -> int:
        """Write down how tickets should read; how many are due now. In the transaction that is open.

        `wanted`: by sort and ident of a thing: which way, the draft (its reference is ours to give), a digest of it. `over`: things
        that are over, by the same.
        """
        from bailee.store.models import Ticket as Row

        self.require(Permission.DO_TASKS)
        moment, due = now(), 0
        self._engine.serialise(self.alias, self.organisation_id)
        newest: dict[tuple[str, str], Any] = {}
        for row in self._rows(Row).order_by("life", "pk"):
            newest[row.sort, row.about] = row
        for key, (way, draft, digest) in wanted.items():
            row = newest.get(key)
            if row is None or row.state == "closed" or not row.is_wanted:
                self._add(
                    Row, ident=f"bailee-{secrets.token_hex(8)}", desk=way.desk.ident, owner=way.desk.owner, rule=way.rule.ident,
                    sort=key[0], about=key[1], life=row.life + 1 if row is not None else 1, severity=draft.severity.value,
                    told=self._encrypted("ticket.told", {"title": draft.title, "text": draft.text}), is_wanted=True,
                    wanted=digest, added_at=moment, due_at=moment,
                )  # fmt: skip
                due += 1
            elif row.wanted != digest and row.state in ("waiting", "open"):
                row.told = self._encrypted("ticket.told", {"title": draft.title, "text": draft.text})
                row.wanted, row.severity, row.due_at = digest, draft.severity.value, moment
                row.save(using=self.alias, update_fields=["told", "wanted", "severity", "due_at"])
                due += 1
        for key in over:
            row = newest.get(key)
            if row is not None and row.is_wanted and row.state in LIVE:
                due += self._over(row, moment)
        return due

    def _over(self, row: Any, moment: datetime) -> int:
        """Its thing is over: it is to be closed there too, where it was ever made and is open."""
        row.is_wanted, row.wanted = False, f"{row.wanted} over"
        # one that was begun may have been made, with its answer lost
        is_to_be_told = row.state in ("waiting", "open") and (bool(row.number) or row.tries > 0)
        row.due_at = moment if is_to_be_told else None
        if not is_to_be_told:
            row.state, row.ended_at = "closed", moment
        row.save(using=self.alias, update_fields=["is_wanted", "wanted", "due_at", "state", "ended_at"])
        return int(is_to_be_told)

    def live_things(self) -> set[tuple[str, str]]:
        """Sort and ident of things whose tickets are not over."""
        from bailee.store.models import Ticket as Row

        with self._reading():
            return set(self._rows(Row).filter(state__in=LIVE, is_wanted=True).values_list("sort", "about"))

    def due_tickets(self, owner: int, desk: str, lease: timedelta) -> tuple[TicketLine, ...]:
        """What is to be told to a desk now, put off meanwhile: who else looks finds none of these."""
        from bailee.store.models import Ticket as Row

        moment = now()
        with self.transaction(Permission.DO_TASKS):
            self._engine.serialise(self.alias, self.organisation_id)
            rows = list(
                self._rows(Row).filter(owner=owner, desk=desk, due_at__lte=moment).order_by("due_at", "pk")[:MOST]
            )
            self._rows(Row).filter(pk__in=[row.pk for row in rows]).update(due_at=moment + lease)
        return tuple(map(self._ticket, rows))

    def begin_ticket(self, ident: str) -> bool:
        """It is told from here on: whoever takes it up after us knows that it may have arrived. False where it is over by now."""
        from django.db.models import F

        from bailee.store.models import Ticket as Row

        with self.transaction(Permission.DO_TASKS):
            return bool(self._rows(Row).filter(ident=ident).exclude(due_at=None).update(tries=F("tries") + 1))

    def note_ticket(self, line: TicketLine, digest: str, seen: Seen) -> str:
        """It was taken: the act that this was (`made`, `updated`, `closed`), with its record. In a transaction of its own."""
        from bailee.store.models import Ticket as Row

        moment = now()
        with self.transaction(Permission.DO_TASKS):
            row = self._rows(Row).filter(ident=line.ident).first()
            if row is None:
                return ""
            act = "closed" if not line.draft.is_open else "updated" if row.number else "made"
            row.number, row.sent, row.fault, row.failing_since, row.tries = seen.number, digest, "", None, 0
            row.seen_open, row.looked_at = seen.is_open, moment
            row.seen = self._encrypted("ticket.seen", seen.status)
            if not line.draft.is_open:
                row.state, row.ended_at = "closed", moment
            elif row.state == "waiting":
                row.state = "open"
            is_same = row.wanted == digest
            row.due_at = None if is_same else moment  # it changed while it was told
            row.save(using=self.alias)
            if not seen.number:
                return ""  # its thing was over before it came to be
            self.record(f"ticket-{act}", row.ident, {"sort": row.sort, "desk": row.desk, "number": seen.number})
            return act

    def note_ticket_fault(self, ident: str, fault: str, due_at: datetime) -> None:
        """It was not taken, and is tried again."""
        from bailee.store.models import Ticket as Row

        with self.transaction(Permission.DO_TASKS):
            row = self._rows(Row).filter(ident=ident).first()
            if row is not None:
                row.fault, row.due_at, row.failing_since = fault, due_at, row.failing_since or now()
                row.save(using=self.alias, update_fields=["fault", "due_at", "failing_since"])

    def to_look_at(self, owner: int, desk: str) -> tuple[TicketLine, ...]:
        """Tickets that are open there as far as is known."""
        from bailee.store.models import Ticket as Row

        with self._reading():
            rows = list(
                self._rows(Row).filter(owner=owner, desk=desk, state__in=("open", "closed-there")).order_by("pk")
            )
        return tuple(map(self._ticket, rows))

    def note_looked(self, seen: Mapping[str, Seen | None]) -> tuple[str, ...]:
        """How tickets stand there, by our reference; None: deleted there. Idents of those that were closed or deleted since."""
        from bailee.store.models import Ticket as Row

        moment, ended = now(), []
        with self.transaction(Permission.DO_TASKS):
            for row in self._rows(Row).filter(ident__in=list(seen)):
                found = seen[row.ident]
                before = row.state
                row.looked_at = moment
                if found is None:
                    row.state, row.due_at = "gone", None
                else:
                    row.seen_open, row.seen = found.is_open, self._encrypted("ticket.seen", found.status)
                    row.state = "open" if found.is_open else "closed-there"
                    if not found.is_open:
                        row.due_at = None
                row.save(using=self.alias, update_fields=["looked_at", "state", "due_at", "seen_open", "seen"])
                if row.state != before:
                    what = {
                        "gone": "ticket-gone",
                        "closed-there": "ticket-closed-there",
                        "open": "ticket-reopened-there",
                    }
                    self.record(what[row.state], row.ident, {"sort": row.sort, "desk": row.desk, "number": row.number})
                    ended += [row.ident] if row.state != "open" else []
        return tuple(ended)

    def _ticket(self, row: Any) -> TicketLine:
        told = self._decrypted("ticket.told", row.told)
        draft = Draft(row.ident, told["title"], told["text"], Severity(row.severity), row.is_wanted)
        status = self._decrypted("ticket.seen", row.seen) if row.seen else ""
        return TicketLine(
            row.ident, row.desk, row.owner, row.rule, row.sort, row.about, draft, row.number, row.state, status, row.tries,
            row.fault, row.failing_since, row.due_at, row.added_at, row.looked_at, row.ended_at, row.wanted,
        )  # fmt: skip


# --- shared with channels


def owners_of(door: Door) -> tuple[int, ...]:
    """Whose desks and channels may be told about this organisation: its own, and its provider's."""
    return (door.organisation_id, *((door.provider_number,) if door.provider_number is not None else ()))


def applies(door: Door, owner: int, client: str) -> bool:
    """Whether what names a client is about this organisation. "Every client" of a provider leaves the provider itself out."""
    if client == EVERY_CLIENT:
        return owner != door.organisation_id
    return client == door.organisation


@contextmanager
def beside(door: Door, owner: int) -> Iterator[OrganisationKeys]:
    """A transaction that is about the owner of a desk: this organisation, or its provider; with the owner's keys."""
    from bailee.store.models import Organisation

    if owner not in owners_of(door):
        raise InvalidInput("this desk is not this organisation's any more")
    with explained(door.home), atomic(door.alias):
        door._engine.enter(door.alias, (owner,))
        keys = door.keys
        if owner != door.organisation_id:
            theirs = Organisation.objects.using(door.alias).get(pk=owner)
            if not theirs.wrapped_keys:
                raise InvalidInput("the provider's keys were destroyed")
            keys = OrganisationKeys.open(MasterKey.open(door.home), theirs.ident, bytes(theirs.wrapped_keys))
        yield keys
        door._engine.enter(door.alias, (door.organisation_id,))


def note_line(rows: Any, fault: str, paused_until: datetime | None) -> None:
    """A desk's or a channel's row, in the transaction that is open."""
    for row in rows:
        if (row.fault, row.paused_until) == (fault, paused_until):
            continue
        row.failing_since = (row.failing_since or now()) if fault else None
        row.fault, row.paused_until = fault, paused_until
        row.save(update_fields=["fault", "paused_until", "failing_since"])


def desk_row(row: Any, told: Mapping[str, Any]) -> DeskRow:
    address = str(told["access"].get("address", ""))
    return DeskRow(
        row.ident, row.sort, str(told["name"]), address, row.added_at, row.by, row.fault, row.failing_since,
        row.paused_until, row.organisation_id,
    )  # fmt: skip


def _rule(row: Any, mapping: Mapping[str, str]) -> Rule:
    return Rule(row.ident, row.desk, row.client, tuple(row.sorts), Severity(row.least), dict(mapping))


def _opened(keys: OrganisationKeys, name: str, sealed: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(keys.decrypt_field(name, bytes(sealed)))
    return told
