"""Tickets along the life of what they are about: made, told what changed, closed; and how they stand there, seen here.

    sync(workspace, reach, address)         # writes down how tickets should read, tells what differs, looks at the open ones
    look_where_tickets_are_due(home)        # a chore of the worker

Tickets are no queue of messages: a row says how its ticket should read and what was taken last, and what differs is told. So nothing is
told twice or out of order, and after a week without an answer the newest is told, not each step. A ticket is looked for under our
reference before it is made: where an answer was lost, or a process was killed behind it, it is there already. Closed there is shown here,
and closes nothing here: what a law asks for is done when its evidence is there. What is over here is closed there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.operations.give_turns import give_turns
from bailee.operations.ticket_things import digest_of, draft_of, things
from bailee.outward import NoAnswer, Reach
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.ticketed import TicketLine, Way
from bailee.store.workspace import Workspace
from bailee.tickets.drafts import Desk, Seen
from bailee.tickets.systems import open_desk

TASK = "tickets"
EVERY = timedelta(minutes=10)  # tickets are looked at so often
AFTER_CHANGE = timedelta(minutes=1)
LEASE = timedelta(minutes=10)
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)  # between two tries
_WHOLE_DESK = frozenset(
    {"address", "unknown", "down", "slow", "certificate", "refused", "busy", "broken", "unreadable", "elsewhere"}
)

Opener = Callable[[str, Mapping[str, str], Reach], Desk]


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done."""

    made: int = 0
    updated: int = 0
    closed: int = 0
    waiting: int = 0  # that were not taken
    closed_there: int = 0  # or deleted


def sync(workspace: Workspace, reach: Reach, address: str = "", *, opener: Opener = open_desk) -> Synced:
    """All of it, for one organisation; doing it again does nothing that was done."""
    ways = workspace.ticket_ways()
    write_down(workspace, ways, address)
    counts = dict.fromkeys(("made", "updated", "closed", "waiting", "closed_there"), 0)
    for (owner, _), some in _by_desk(ways).items():
        way = some[0]
        if way.desk.paused_until is not None and way.desk.paused_until > now():
            continue
        teller = _Teller(
            workspace, way, {each.rule.ident: each for each in some}, opener(way.desk.system, way.access, reach)
        )
        teller.tell(owner, counts)
        if not teller.is_down:
            teller.look(owner, counts)
    return Synced(**counts)


def write_down(workspace: Workspace, ways: Iterable[Way], address: str) -> int:
    """How tickets should read now; how many of them are to be told."""
    ways = tuple(ways)
    standing = workspace.live_things()
    sorts = {sort for way in ways for sort in way.rule.sorts} | {sort for sort, _ in standing}
    if not sorts:
        return 0
    found = {each.key: each for each in things(workspace, sorts)}
    wanted = {}
    for key, thing in found.items():
        way = next((each for each in ways if each.rule.takes(thing.sort, thing.severity)), None)
        if way is not None:
            draft = draft_of(workspace, thing, address)
            wanted[key] = (way, draft, digest_of(draft, way.rule.mapping))
    with workspace.transaction(Permission.DO_TASKS):
        return workspace.want_tickets(wanted, standing - set(found))


def _by_desk(ways: Iterable[Way]) -> dict[tuple[int, str], list[Way]]:
    found: dict[tuple[int, str], list[Way]] = {}
    for way in ways:
        found.setdefault((way.desk.owner, way.desk.ident), []).append(way)
    return found


class _Teller:
    """One desk, for one organisation, for one turn."""

    def __init__(self, workspace: Workspace, way: Way, rules: Mapping[str, Way], desk: Desk) -> None:
        self.workspace, self.way, self.rules, self.desk = workspace, way, rules, desk
        self.is_down = False

    def tell(self, owner: int, counts: dict[str, int]) -> None:
        """What is due. Where the desk itself does not answer, the rest waits for the next turn."""
        lines = self.workspace.due_tickets(owner, self.way.desk.ident, LEASE)
        for number, line in enumerate(lines):
            if self.is_down:
                for each in lines[number:]:
                    self.workspace.note_ticket_fault(each.ident, each.fault, self._next(each))
                    counts["waiting"] += 1
                return
            if not self.workspace.begin_ticket(line.ident):
                continue
            try:
                seen = self._told(line)
            except NoAnswer as fault:
                counts["waiting"] += 1
                self._failed(line, fault)
            else:
                self.workspace.note_desk(owner, self.way.desk.ident, "")
                act = self.workspace.note_ticket(line, line.digest, seen)
                if act in counts:
                    counts[act] += 1

    def _told(self, line: TicketLine) -> Seen:
        mapping = (self.rules.get(line.rule) or self.way).rule.mapping
        number = line.number
        if not number:
            found = self.desk.find(line.ident)
            if found is None and not line.draft.is_open:
                return Seen("", is_open=False)  # it never came to be, and its thing is over
            if found is None:
                return self.desk.make(line.draft, mapping)
            number = found.number
        return self.desk.change(number, line.draft, mapping)

    def _failed(self, line: TicketLine, fault: NoAnswer) -> None:
        if fault.reason == "gone" and line.number:
            self.workspace.note_looked({line.ident: None})
            return
        until = self._next(line)
        if fault.reason in _WHOLE_DESK:
            self.is_down = True
            paused = now() + timedelta(seconds=fault.after) if fault.after else None
            self.workspace.note_desk(self.way.desk.owner, self.way.desk.ident, fault.reason, paused)
            until = max(until, paused) if paused else until
        self.workspace.note_ticket_fault(line.ident, fault.reason, until)

    def _next(self, line: TicketLine) -> datetime:
        wait: timedelta = min(_FIRST * 2 ** min(line.tries, 10), _LONGEST)
        return now() + wait

    def look(self, owner: int, counts: dict[str, int]) -> None:
        """How open tickets stand there."""
        lines = {each.number: each for each in self.workspace.to_look_at(owner, self.way.desk.ident)}
        if not lines:
            return
        try:
            seen = self.desk.look(tuple(lines))
        except NoAnswer as fault:
            self.workspace.note_desk(owner, self.way.desk.ident, fault.reason)
            return
        self.workspace.note_desk(owner, self.way.desk.ident, "")
        counts["closed_there"] += len(
            self.workspace.note_looked({line.ident: seen.get(number) for number, line in lines.items()})
        )


def try_desk(workspace: Workspace, ident: str, reach: Reach, *, opener: Opener = open_desk) -> str:
    """Ask a desk of this organisation whether it lets us in: what it says of itself. NoAnswer says why not."""
    system, access = workspace.ticket_access(ident)
    try:
        said = opener(system, access, reach).test()
    except NoAnswer as fault:
        workspace.note_desk(workspace.organisation_id, ident, fault.reason)
        raise
    workspace.note_desk(workspace.organisation_id, ident, "")
    return said


def reach_of(values: Mapping[str, int | str]) -> Reach:
    """Where the settings let tickets and messages go."""
    return Reach.of(str(values.get("outward_networks", "")))


# --- when


def look_where_tickets_are_due(home: Path, at: datetime | None = None) -> int:
    """Put a turn aside in each organisation that a rule or a channel is about, where something changed or ten minutes went by; how many."""
    moment = at or now()

    def wants(alias: str) -> Iterable[Any]:
        from bailee.store.models import ChatChannel, Organisation, TicketRule

        about: set[tuple[int, str]] = set()
        for model in (TicketRule, ChatChannel):
            about |= set(model.objects.using(alias).filter(ended_at=None).values_list("organisation_id", "client"))
        for row in Organisation.objects.using(alias).all() if about else ():
            if about & {(row.pk, row.ident), (row.provider_id, row.ident), (row.provider_id, "*")}:
                yield row

    def rest(alias: str, last: Any) -> timedelta:
        from django.db.models import Max

        from bailee.store.models import Checkpoint, Ticket

        rows = Checkpoint.objects.using(alias).filter(organisation_id=last.organisation_id)
        is_changed = last.result.get("size") != (rows.aggregate(size=Max("size"))["size"] or 0)
        waits = Ticket.objects.using(alias).filter(organisation_id=last.organisation_id, due_at__lte=moment).exists()
        return AFTER_CHANGE if waits or is_changed else EVERY

    return give_turns(home, TASK, wants=wants, needs=Permission.CHANGE_SETTINGS, rest=rest, at=moment)
