"""What waits to be told to webhooks: put into the line in the transaction of what happened, so both are there or neither.

    put_records(door, rows)          # what the log was just told
    put(door, [("alert.raised", at, {...})])

Whoever calls has serialised the organisation: numbers of rows are the order of the line, and no later one is there first.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from bailee.evidence import log
from bailee.store.asking import now, written
from bailee.webhooks.events import body_of, data_of, event_of

_LISTENING = "SELECT id, events FROM webhook WHERE organisation_id = %s AND ended_at IS NULL AND off_at IS NULL"
_PRIVILEGED = "SELECT 1 FROM incident_act WHERE organisation_id = %s AND incident = %s AND act = 'privileged'"
Told = tuple[str, datetime, dict[str, Any]]  # event, when, data


class Standing(Protocol):
    """What is asked of the door: where it stands."""

    alias: str
    organisation_id: int
    organisation: str


def new_ident() -> str:
    """`webhook-id` of a message."""
    return f"msg_{secrets.token_hex(12)}"


def put_records(door: Standing, rows: Sequence[log.Row]) -> None:
    """Records that are events, for those who want them. Of a privileged incident nothing leaves the house."""
    found: list[Told] = []
    for row in rows:
        event = event_of(row.action)
        if event is None:
            continue
        if event.type.startswith("incident.") and written(door.alias, _PRIVILEGED, door.organisation_id, row.subject):
            continue
        said: dict[str, Any] = {"record": row.sequence, "action": row.action}
        said |= data_of(event, row.subject, json.loads(row.details))
        found.append((event.type, datetime.fromisoformat(row.at), said))
    if found:
        put(door, found)


def put(door: Standing, told: Sequence[Told]) -> int:
    """Events in their order, for each address that wants them; how many messages. In the transaction that is open."""
    listening = written(door.alias, _LISTENING, door.organisation_id)
    if not listening:
        return 0
    from bailee.store.models import Webhook, WebhookMessage

    at = now()
    rows, due = [], set()
    for number, events in listening:
        wanted = set(json.loads(events) if isinstance(events, str) else events)
        for type_, when, data in told:
            if type_ in wanted:
                body = body_of(type_, when, {"organisation": door.organisation, **data})
                rows.append(
                    WebhookMessage(
                        organisation_id=door.organisation_id,
                        webhook_id=number,
                        ident=new_ident(),
                        event=type_,
                        body=body,
                        state="waiting",
                        at=at,
                    )
                )
                due.add(number)
    if rows:
        WebhookMessage.objects.using(door.alias).bulk_create(rows, batch_size=500)
        mine = Webhook.objects.using(door.alias).filter(organisation_id=door.organisation_id, pk__in=due)
        mine.filter(due_at=None).update(due_at=at)
    return len(rows)
