"""Messages to a chat: an alert when it is raised, and once a week how it stands.

    tell_chat(workspace, reach, address)    # puts aside what is new, sends what is due; doing it again sends nothing twice

A server elsewhere cannot be told "take it once": where a process dies while an answer is on its way, that one message goes out again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bailee.operations.ticket_things import OF_OURS, without_names
from bailee.outward import NoAnswer, Reach
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.chatted import Channel
from bailee.store.rows.settled import States
from bailee.store.workspace import Workspace
from bailee.tickets.chats import Message, post
from bailee.vocabulary import Severity

LEASE = timedelta(minutes=5)
TRIES = 30  # some days: a workflow may be off over a weekend
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class ToldChat:
    put: int = 0
    sent: int = 0
    waiting: int = 0


def tell_chat(workspace: Workspace, reach: Reach, address: str = "", at: datetime | None = None) -> ToldChat:
    """All channels that hear of this organisation."""
    put = sent = waiting = 0
    for channel in workspace.chat_ways():
        news = _news(workspace, channel, address, at or now())
        if news:
            with workspace.transaction(Permission.DO_TASKS):
                put += workspace.put_messages(channel, news)
        if channel.row.paused_until is not None and channel.row.paused_until > now():
            continue
        done, left = _send(workspace, channel, reach)
        sent, waiting = sent + done, waiting + left
    return ToldChat(put, sent, waiting)


def _news(workspace: Workspace, channel: Channel, address: str, at: datetime) -> dict[str, dict[str, Any]]:
    """What a channel has to hear, by what it is about."""
    root = f"{address.rstrip('/')}/o/{workspace.organisation}/" if address else ""
    found: dict[str, dict[str, Any]] = {}
    if channel.least is not None:
        names = [each.name for each in workspace.member_list(ended=True)]
        for alert in workspace.alerts(limit=1_000):
            if (
                alert.sort in OF_OURS
                or alert.severity.rank < channel.least.rank
                or alert.raised_at < channel.row.added_at
            ):
                continue
            title = f"{workspace.organisation_name}: {without_names(alert.title, names)}"
            lines = [without_names(alert.next, names), f"How bad: {alert.severity.value}"]
            found[alert.ident] = {"title": title, "lines": lines, "link": f"{root}alerts/" if root else ""}
    week = week_of(at.astimezone().date())
    if channel.weekly and week != week_of(channel.row.added_at.astimezone().date()):
        lines = week_lines(workspace, at.astimezone().date())
        found[week] = {"title": f"{workspace.organisation_name}: the week", "lines": lines, "link": root}
    return found


def week_of(day: date) -> str:
    """Its week as ISO 8601 calls it.

    >>> week_of(date(2026, 11, 26)), week_of(date(2027, 1, 1))
    ('week-2026-48', 'week-2026-53')
    """
    year, week, _ = day.isocalendar()
    return f"week-{year}-{week:02}"


def week_lines(workspace: Workspace, on: date) -> list[str]:
    """How it stands, in a few counts."""
    alerts = Counter(each.severity for each in workspace.alerts(limit=1_000))
    overdue = workspace.task_list(overdue_on=on).tasks
    soon = workspace.task_list(overdue_on=on + timedelta(days=8)).tasks
    counts = workspace.triage_counts()
    bad = sum(alerts[each] for each in (Severity.SEVERE, Severity.HIGH))
    return [
        f"Alerts that are open: {sum(alerts.values()):,}, of which {bad:,} are high or severe",
        f"Tasks overdue: {len(overdue):,}; due within a week: {len(soon) - len(overdue):,}",
        f"Findings to judge: {sum(counts[States.TO_JUDGE].values()):,}",
    ]


def _send(workspace: Workspace, channel: Channel, reach: Reach) -> tuple[int, int]:
    """How many were taken, and how many were not."""
    lines = workspace.due_messages(channel, LEASE)
    for number, line in enumerate(lines):
        message = Message(line.content["title"], tuple(line.content["lines"]), line.content["link"])
        try:
            post(channel.row.system, channel.row.address, message, reach)
        except NoAnswer as fault:
            paused = now() + timedelta(seconds=fault.after) if fault.after else None
            workspace.note_channel(channel, fault.reason, paused)
            wait = min(_FIRST * 2 ** min(line.tries, 10), _LONGEST)
            again = max(now() + wait, paused or now())
            is_over = line.tries + 1 >= TRIES
            workspace.note_message(line.number, fault.reason, None if is_over else again)
            for each in lines[number + 1 :]:  # none of those behind it was tried
                workspace.put_off_message(each.number, again)
            return number, len(lines) - number
        workspace.note_message(line.number)
        workspace.note_channel(channel, "")
    return len(lines), 0
