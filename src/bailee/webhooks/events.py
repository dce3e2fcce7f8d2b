"""Events: what a program may hear of, each from records of the log or from alerts. Idents and counts alone leave the house.

>>> event_of("finding-dismissed").type, event_of("member-added")
('finding.decided', None)
>>> data_of(EVENTS["scan.ended"], "scan-3", {"state": "finished", "new": 4, "cause": "Pat Doe's laptop"})
{'subject': 'scan-3', 'state': 'finished', 'new': 4}

Who did it is not said, nor what anybody wrote: whoever hears of an event asks the API, with a token that may.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

TEST = "webhook.test"
_IDENT = re.compile(r"[a-z0-9]+([._:-][a-z0-9]+)*", re.ASCII)
_LONGEST = 120
_REQUEST = (
    "confirmed", "identity-shown", "clarified", "matched", "joined", "extended", "excepted", "processor-told", "answered",
    "refused", "withdrawn", "reopened",
)  # fmt: skip
_VERDICTS = ("confirmed", "dismissed", "accepted", "reopened")


@dataclass(frozen=True, slots=True)
class Event:
    """What a program subscribes to."""

    type: str
    means: str
    actions: tuple[str, ...]  # of records; what no record says (alerts) has none
    fields: tuple[str, ...] = ()  # of the record's details that go along, where they are idents, numbers, yes or no
    subject: str = ""  # what `subject` is


def _acts(noun: str, *acts: str) -> tuple[str, ...]:
    return tuple(f"{noun}-{act}" for act in acts)


_ROWS = (
    Event("alert.raised", "an alert was raised: the cause stands now", (), ("sort", "severity"), "the alert"),
    Event("alert.settled", "its cause is gone", (), ("sort", "severity"), "the alert"),
    Event("delivery.started", "a notice goes out to people", ("delivery-started",), ("notice", "means", "people", "unreachable"), "the delivery"),
    Event("delivery.ended", "nothing of it is sent any more", ("delivery-ended",), (), "the delivery"),
    Event("export.made", "everything of the organisation was taken out", ("organisation-exported",), ("rows", "sealed", "with_keys"), "the organisation"),
    Event(
        "finding.decided", "a person judged a finding, or several at once",
        (*_acts("finding", *_VERDICTS), *_acts("findings", *_VERDICTS), "decisions-taken-back"), ("detector", "count", "until"),
        "the finding; of several, the decisions",
    ),
    Event("incident.reported", "an incident was reported; none that is privileged", ("incident-reported",), ("kind", "drill"), "the incident"),
    Event("incident.closed", "it was closed", ("incident-closed",), (), "the incident"),
    Event("incident.reopened", "it is open again", ("incident-reopened",), (), "the incident"),
    Event("notice.published", "a version of a notice was published", ("notice-published",), ("version", "language", "choice"), "the version"),
    Event("protection.proposed", "something that cannot be undone waits for somebody to approve it", ("protection-proposed",), ("files",), "the batch"),
    Event("protection.approved", "somebody approved it", ("protection-approved",), (), "the batch"),
    Event("report.made", "a report was made and kept", ("report-made",), ("kind",), "the report"),
    Event("request.received", "somebody asks about data of her own", ("request-received",), ("channel", "alike"), "the request"),
    Event(
        "request.changed", "something was done about it",
        _acts("request", *_REQUEST),
        (), "the request",
    ),
    Event("scan.started", "a scan began", ("scan-started",), ("places",), "the scan"),
    Event(
        "scan.ended", "a scan ended; `state` says how", ("scan-ended",),
        ("state", "read", "partly", "skipped", "unchanged", "bytes", "new", "changed", "gone", "moved", "files_gone"), "the scan",
    ),
    Event("sign-off.signed", "somebody signed what she was told", ("notice-signed",), ("identified_by", "witnessed"), "the signature"),
    Event("sign-off.declined", "somebody declined to", ("notice-declined",), ("identified_by",), "what she was asked"),
    Event("task.due", "a task is due within a week, or late; `sort` says which", (), ("sort", "severity", "task"), "the alert"),
    Event(
        "task.changed", "somebody did something about a task",
        _acts("task", "assigned", "dated", "started", "done", "reopened", "snoozed", "after"), (), "the task",
    ),
    Event("token.created", "a token for programs was made", ("token-created",), ("until",), "the token"),
    Event("token.revoked", "a token is refused from now on", ("token-revoked",), (), "the token"),
)  # fmt: skip
EVENTS: dict[str, Event] = {each.type: each for each in _ROWS}
TASK_ALERTS = frozenset({"task-due-soon", "task-overdue", "task-long-overdue"})
_BY_ACTION = {action: each for each in _ROWS for action in each.actions}


def event_of(action: str) -> Event | None:
    """The event that a record of the log is; None where nobody outside hears of it."""
    return _BY_ACTION.get(action)


def data_of(event: Event, subject: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of it: its subject and the fields of its row, as far as they are idents, numbers, yes or no."""
    told: dict[str, Any] = {"subject": subject} if is_ident(subject) else {}
    return told | {name: details[name] for name in event.fields if name in details and _is_plain(details[name])}


def _is_plain(value: object) -> bool:
    return isinstance(value, bool | int) or (isinstance(value, str) and is_ident(value))


def is_ident(text: str) -> bool:
    """Whether a text is an ident, a day among them, and nothing that a person wrote.

    >>> is_ident("scan-3"), is_ident("2026-11-26"), is_ident("Pat Doe"), is_ident("pat@example.org")
    (True, True, False, False)
    """
    return len(text) <= _LONGEST and _IDENT.fullmatch(text) is not None


def body_of(type_: str, at: datetime, data: Mapping[str, Any]) -> str:
    """A message as it is signed and sent: `type`, `timestamp` and `data`, as Standard Webhooks has it.

    >>> from datetime import UTC
    >>> body_of("webhook.test", datetime(2026, 11, 26, 9, 30, tzinfo=UTC), {"organisation": "acme"})
    '{"type":"webhook.test","timestamp":"2026-11-26T09:30:00+00:00","data":{"organisation":"acme"}}'
    """
    return json.dumps({"type": type_, "timestamp": at.isoformat(), "data": dict(data)}, separators=(",", ":"))
