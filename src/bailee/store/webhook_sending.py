"""Telling webhooks: each address hears of its events one by one, in their order, until it took each of them.

    send_due(home, reach)            # a worker's chore: what is due, for one turn

The message that is first in line is tried until it is taken; those behind it wait, and nothing overtakes. A process that dies
after a receiver took a message and before the database knows sends it again under the same `webhook-id`: nobody can tell a receiver
"once", and a receiver that keeps idents knows it again.

An address is one process's for a while. What a clock that was moved makes of that time, or of the time of the next try, is not
believed: neither is ever further away than it can be.
"""

from __future__ import annotations

import json
import secrets as random_text
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.keys import MasterKey, OrganisationKeys
from bailee.outward import Reach
from bailee.store import database
from bailee.store.asking import atomic, now
from bailee.store.organisations import numbers_of, record_at
from bailee.store.rows.webhooks import Secret, secrets_of
from bailee.webhooks import pace
from bailee.webhooks.sending import Answer, send
from bailee.webhooks.signing import headers_of

TURN = 20.0  # seconds of one turn; what is left waits for the next
KEPT = timedelta(days=30)  # what was told, and how each try went
_LEASE = timedelta(minutes=2)  # longer than a try takes
_FURTHEST = timedelta(hours=7)  # the next try is never further away: a receiver is heard out for six hours at most
_AT_ONCE = 4  # addresses


@dataclass(frozen=True, slots=True)
class Sent:
    delivered: int = 0
    failed: int = 0
    switched_off: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """One address that this process has for a while."""

    organisation: int
    number: int
    ident: str
    url: str = field(repr=False)
    secrets: tuple[Secret, ...] = field(repr=False)
    lease: str = ""
    by: str = ""

    def keys(self, at: datetime) -> list[str]:
        """Those that are good now."""
        return [each.key for each in self.secrets if each.until is None or at < each.until]


def send_due(home: Path, reach: Reach, *, turn: float = TURN, lease: timedelta = _LEASE) -> Sent:
    """Tell what is due, for one turn; several addresses at once, each of them in order."""
    home = home.absolute()
    alias = database.connect(home)
    until = time.monotonic() + turn
    with database.explained(home):
        with atomic(alias):
            numbers = numbers_of(home, alias)
        due = [(number, hook) for number in numbers for hook in _due(home, alias, number)]
    if not due:
        return Sent()

    def tell(one: tuple[int, int]) -> Counter[str]:
        try:
            with database.explained(home):
                return _told(home, one, reach, until, lease)
        finally:
            database.disconnect(home)

    counts: Counter[str] = Counter()
    with ThreadPoolExecutor(_AT_ONCE, "webhooks") as pool:
        for each in pool.map(tell, due):
            counts += each
    return Sent(**counts)


def forget_old(home: Path) -> int:
    """What was told a month ago, and how it went; how many messages. What happened stands in the log."""
    from bailee.store.models import WebhookMessage, WebhookTry

    alias, gone = database.connect(home), 0
    with database.explained(home):
        with atomic(alias):
            numbers = numbers_of(home, alias)
        for number in numbers:
            with atomic(alias):
                database.engine(home).enter(alias, (number,))
                old = WebhookMessage.objects.using(alias).filter(organisation_id=number, at__lt=now() - KEPT)
                idents = list(old.exclude(state="waiting").values_list("pk", flat=True)[:5_000])
                WebhookTry.objects.using(alias).filter(message_id__in=idents).delete()
                gone += WebhookMessage.objects.using(alias).filter(pk__in=idents).delete()[0]
    return gone


def _due(home: Path, alias: str, number: int) -> list[int]:
    """Addresses of an organisation whose time has come, by how long they wait."""
    from django.db.models import Q

    from bailee.store.models import Webhook

    at = now()
    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = Webhook.objects.using(alias).filter(organisation_id=number, ended_at=None, off_at=None)
        due = rows.filter(Q(due_at__lte=at) | Q(due_at__gt=at + _FURTHEST))
        return list(due.order_by("due_at").values_list("pk", flat=True))


def _told(home: Path, one: tuple[int, int], reach: Reach, until: float, lease: timedelta) -> Counter[str]:
    counts: Counter[str] = Counter()
    alias = database.connect(home)
    line = _taken(home, alias, *one, lease)
    while line is not None and time.monotonic() < until:
        first = _first(home, alias, line, lease)
        if first is None:
            break
        message, this_try = first
        at = now()
        signed = headers_of(message.ident, int(at.timestamp()), message.body, line.keys(at))
        answer = send(line.url, message.body, signed, reach)
        went = _noted(home, alias, line, message, this_try, answer)
        counts[went] += 1
        if went != "delivered":
            break
    if line is not None:
        _let_go(home, alias, line)
    return counts


def _taken(home: Path, alias: str, organisation: int, number: int, lease: timedelta) -> _Line | None:
    """Have an address for a while; None where another process has it."""
    from django.db.models import Q

    from bailee.store.models import Organisation, Webhook

    at, mine = now(), random_text.token_hex(8)
    with atomic(alias):
        database.engine(home).enter(alias, (organisation,))
        free = Q(leased_until=None) | Q(leased_until__lte=at) | Q(leased_until__gt=at + 2 * _LEASE)
        rows = Webhook.objects.using(alias).filter(pk=number, ended_at=None, off_at=None)
        if not rows.filter(free).update(lease=mine, leased_until=at + lease):
            return None
        row = rows.get()
        ours = Organisation.objects.using(alias).get(pk=organisation)
        if not ours.wrapped_keys:
            return None
        keys = OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))
        told = json.loads(keys.decrypt_field("webhook.told", bytes(row.told)))
        return _Line(organisation, number, row.ident, told["url"], secrets_of(told), mine, row.by)


def _mine(alias: str, line: _Line) -> Any:
    from bailee.store.models import Webhook

    return Webhook.objects.using(alias).filter(pk=line.number, lease=line.lease, ended_at=None, off_at=None)


def _first(home: Path, alias: str, line: _Line, lease: timedelta) -> tuple[Any, int] | None:
    """The message that is first in line, noted as under way; None where the line is empty, or another process has it."""
    from bailee.store.models import WebhookMessage, WebhookTry

    with atomic(alias):
        database.engine(home).enter(alias, (line.organisation,))
        database.engine(home).serialise(alias, line.organisation)  # nothing is put in between this look and its end
        if not _mine(alias, line).update(leased_until=now() + lease):
            return None
        row = WebhookMessage.objects.using(alias).filter(webhook_id=line.number, state="waiting").order_by("pk").first()
        if row is None:
            _mine(alias, line).update(due_at=None, tries=0, failing_since=None)
            return None
        row.tries += 1
        row.save(using=alias, update_fields=["tries"])
        values = {"organisation_id": line.organisation, "message": row, "at": now()}
        return row, WebhookTry.objects.using(alias).create(**values).pk


def _noted(home: Path, alias: str, line: _Line, message: Any, this_try: int, answer: Answer) -> str:
    """How it went: delivered, failed or switched_off."""
    from bailee.store.models import WebhookMessage, WebhookTry

    at = now()
    with atomic(alias):
        database.engine(home).enter(alias, (line.organisation,))
        database.engine(home).serialise(alias, line.organisation)
        went = {"status": answer.status, "fault": answer.fault, "milliseconds": answer.milliseconds}
        WebhookTry.objects.using(alias).filter(pk=this_try).update(**went)
        if answer.is_taken:
            said = WebhookMessage.objects.using(alias).filter(pk=message.pk, state="waiting")
            said.update(state="delivered", delivered_at=message.delivered_at or at)
            _mine(alias, line).update(tries=0, failing_since=None)
            return "delivered"
        row = _mine(alias, line).first()
        if row is None:
            return "failed"
        row.tries += 1
        row.failing_since = row.failing_since or at
        row.due_at = at + timedelta(seconds=max(pace.wait_after(row.tries), answer.wait))
        off = "gone" if answer.is_gone else "failed" if pace.is_given_up(row.failing_since, at, row.tries) else ""
        if off:
            row.off_at, row.off_why, row.due_at = at, off, None
        row.save(using=alias, update_fields=["tries", "failing_since", "due_at", "off_at", "off_why"])
        if off:
            _record_off(home, alias, line, off, row.tries)
        return "switched_off" if off else "failed"


def _record_off(home: Path, alias: str, line: _Line, why: str, tries: int) -> None:
    from bailee.store.models import Organisation

    ours = Organisation.objects.using(alias).get(pk=line.organisation)
    keys = OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))
    record_at(home, alias, ours, keys, line.by, "webhook-switched-off", line.ident, why=why, tries=tries)


def _let_go(home: Path, alias: str, line: _Line) -> None:
    from bailee.store.models import Webhook

    with atomic(alias):
        database.engine(home).enter(alias, (line.organisation,))
        Webhook.objects.using(alias).filter(pk=line.number, lease=line.lease).update(lease="", leased_until=None)
