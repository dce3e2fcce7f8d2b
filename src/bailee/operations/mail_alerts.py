"""Mail about alerts: at most one a day to each, severe ones at once; a provider's people have one mail a day over all their clients.

    tell(workspace, server, address)        # in a client: who belongs to it. In a provider: its people, over all clients

An alert that is for somebody (an owner of a task) is mailed to nobody else. Where a provider's person reaches a client, only what is severe is
mailed from there, at once; the rest is in the one letter of the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bailee.errors import Error
from bailee.permissions import Permission
from bailee.store import mail
from bailee.store.rows.alerts import Alert, ByMail, Reader, telling_over
from bailee.store.rows.base import now
from bailee.store.sign_in_rows import email_of
from bailee.store.tenancy import Desk, Membership
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity

_DAY = timedelta(hours=23, minutes=30)
_MOST = 20  # alerts of one mail, or of one client in it


def tell(workspace: Workspace, server: mail.Server | None, address: str, at: datetime | None = None) -> int:
    """Put mails aside for those who want them and were not told yet; how many. Without a mail server nobody is told."""
    if server is None:
        return 0
    moment = at or now()
    open_ = [each for each in workspace.alerts() if each.is_open]
    sent = 0
    for reader in workspace.alert_readers():
        news = news_for(reader, open_)
        if workspace.is_provider:
            sent += _tell_over_clients(workspace, reader, news, address, moment)
            continue
        if not is_due(reader, news, moment):
            continue
        wanted = [each for each in news if _is_wanted(reader, each)]
        recipient = email_of(workspace.home, reader.account)
        if not recipient:
            continue
        subject, text = letter(workspace.organisation, workspace.organisation_name, wanted, address)
        with workspace.telling():
            mail.put(workspace, recipient, subject, text)
            workspace.note_told(reader.number, max(each.number for each in news))
        sent += 1
    return sent


def news_for(reader: Reader, open_: Sequence[Alert]) -> list[Alert]:
    """What is for a reader and newer than what she was told last, in the order in which it was raised."""
    fresh = (each for each in open_ if each.number > reader.told_until and reader.wants(each))
    return sorted(fresh, key=lambda each: each.number)


def is_due(reader: Reader, news: list[Alert], at: datetime) -> bool:
    """Whether this reader gets a mail now. A provider's person at a client only where something severe is new.

    >>> from datetime import UTC
    >>> from bailee.permissions import Role
    >>> at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    >>> pat = Reader(1, "pat", "a1", Role.CLIENT_OWNER, ByMail.DAILY, False, 0, at - timedelta(hours=3))
    >>> usual = Alert("a", "schedule-missed", "", Severity.MEDIUM, "", "", "", "", (), "", at)
    >>> severe = Alert("b", "glass-broken", "", Severity.SEVERE, "", "", "", "", (), "", at)
    >>> is_due(pat, [usual], at), is_due(pat, [usual], at + timedelta(days=1)), is_due(pat, [severe], at)
    (False, True, True)
    """
    if any(each.severity is Severity.SEVERE for each in news):
        return True
    return not reader.through and _is_days_turn(reader, news, at)


def _is_days_turn(reader: Reader, news: list[Alert], at: datetime) -> bool:
    wanted = any(_is_wanted(reader, each) for each in news)
    return wanted and (reader.told_at is None or at - reader.told_at >= _DAY)


def _is_wanted(reader: Reader, alert: Alert) -> bool:
    return reader.mail is not ByMail.SEVERE or alert.severity is Severity.SEVERE


# --- over all clients


@dataclass(frozen=True, slots=True)
class _Client:
    """What is new at one organisation for one person."""

    door: Workspace
    reader: Reader
    news: list[Alert]


def _tell_over_clients(provider: Workspace, me: Reader, own: list[Alert], address: str, at: datetime) -> int:
    """One letter to one of the provider's people about the provider itself and all clients that she reaches; whether there was one."""
    severe = any(each.severity is Severity.SEVERE for each in own)
    if me.mail is ByMail.PAGE and me.is_chosen:
        return 0
    if not severe and me.told_at is not None and at - me.told_at < _DAY:
        return 0
    found = [_Client(provider, me, own)] if own else []
    found += [] if severe else _at_clients(provider, me)
    told = [(each, [alert for alert in each.news if _is_wanted(me, alert)]) for each in found]
    told = [(each, wanted) for each, wanted in told if wanted]
    recipient = email_of(provider.home, me.account) if told else ""
    if not recipient:
        return 0
    sections = [(each.door.organisation, each.door.organisation_name, wanted) for each, wanted in told]
    subject, text = (
        digest(provider.organisation_name, sections, address) if len(sections) > 1 else letter(*sections[0], address)
    )
    with telling_over([provider, *(each.door for each, _ in told)]):
        mail.put(provider, recipient, subject, text)
        for each, _ in told:
            each.door.note_told(each.reader.number, max(alert.number for alert in each.news))
        if not own:
            provider.note_told(me.number, me.told_until)
    return 1


def _at_clients(provider: Workspace, me: Reader) -> list[_Client]:
    """News at clients that she reaches by this provider, of those that have an open alert at all."""
    made = []
    for membership in _with_alerts(provider, me.account):
        try:
            door = Workspace(provider.home, membership.organisation, membership.member)
            reader = next((each for each in door.alert_readers() if each.ident == membership.member), None)
            news = news_for(reader, [each for each in door.alerts() if each.is_open]) if reader is not None else []
        except Error:
            continue  # it ended, or its keys were destroyed, between the two looks
        if reader is not None and news:
            made.append(_Client(door, reader, news))
    return made


def _with_alerts(provider: Workspace, account: str) -> list[Membership]:
    from bailee.store.models import AlertOpen

    desk = Desk(provider.home, account, Permission.SEE_ALERTS)
    with desk.reading():
        numbers = set(desk.rows(AlertOpen).values_list("organisation_id", flat=True).distinct())
    return [each for each in desk.memberships if each.number in numbers and each.through == provider.organisation]


# --- words


def letter(organisation: str, name: str, alerts: list[Alert], address: str) -> tuple[str, str]:
    """Subject and text: what, why and what next, and a link; no value and no path stands in an alert."""
    worst = _worst_first(alerts)
    subject = f"{name}: {worst[0].title}" if len(worst) == 1 else f"{name}: {len(worst)} alerts, first {worst[0].title}"
    lines = [f"{name}", "", *_told(worst)]
    if address:
        lines += [f"All of them, and how you hear of them: {address.rstrip('/')}/o/{organisation}/alerts/", ""]
    lines.append(
        "An alert settles itself when its cause is gone. You get at most one of these a day, severe ones at once."
    )
    return subject, "\n".join(lines) + "\n"


def digest(name: str, sections: Sequence[tuple[str, str, list[Alert]]], address: str) -> tuple[str, str]:
    """Subject and text of the day over several organisations, the one with the worst first.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    >>> mild = Alert("a", "schedule-missed", "", Severity.MEDIUM, "A scan was missed", "It was due.", "Start it.", "", (), "", at, 1)
    >>> bad = Alert("b", "task-overdue", "", Severity.HIGH, "A task is overdue", "By law.", "Do it.", "", (), "", at, 2)
    >>> subject, text = digest("Northgate IT", [("harbour", "Harbour Dental", [mild]), ("lind", "Lind", [bad])], "https://x.example")
    >>> subject
    'Northgate IT: 2 alerts at 2 organisations, first Lind: A task is overdue'
    >>> text.index("Lind") < text.index("Harbour Dental"), "https://x.example/o/lind/alerts/" in text
    (True, True)
    """
    rank = list(Severity).index
    ordered = sorted(sections, key=lambda each: (-max(rank(alert.severity) for alert in each[2]), each[1].casefold()))
    count = sum(len(alerts) for _, _, alerts in ordered)
    first = _worst_first(ordered[0][2])[0]
    subject = f"{name}: {count} alerts at {len(ordered)} organisations, first {ordered[0][1]}: {first.title}"
    lines: list[str] = []
    for organisation, who, alerts in ordered:
        lines += [who, "=" * len(who), "", *_told(_worst_first(alerts))]
        if address:
            lines += [f"All of it: {address.rstrip('/')}/o/{organisation}/alerts/", ""]
    lines.append(
        "One mail a day over all organisations that you reach; what is severe comes at once, from where it is."
    )
    return subject, "\n".join(lines) + "\n"


def _worst_first(alerts: Sequence[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda each: (each.severity is not Severity.SEVERE, each.number))


def _told(alerts: Sequence[Alert]) -> list[str]:
    lines = []
    for each in alerts[:_MOST]:
        lines += [f"- {each.title}", f"  {each.why}", f"  Next: {each.next}", ""]
    if len(alerts) > _MOST:
        lines += [f"… and {len(alerts) - _MOST} more.", ""]
    return lines
