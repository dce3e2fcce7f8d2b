"""Alerts: what a person should know without having looked. Raised once, settled by itself when its cause is gone.

    workspace.settle_alerts(found)          # raises what is new, settles what is not found any more
    workspace.waiting_alerts()              # neither seen nor settled: the number beside the bell
    workspace.see_alert(ident)              # "I know": it stays open, and is not counted any more

What is looked for lies in operations/alerts; here nothing is decided but what is new and what is over.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission, Role, may, role_of
from bailee.store import database
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.rows.proven import Proven
from bailee.store.webhook_lines import Told, put
from bailee.vocabulary import Severity
from bailee.webhooks.events import EVENTS, TASK_ALERTS, data_of


class ByMail(StrEnum):
    """How a member hears of alerts."""

    PAGE = "page"  # by no mail
    DAILY = "daily"  # one mail a day at most, and a severe one at once
    SEVERE = "severe"  # a severe one at once, nothing else


_DIGEST = (Role.PROVIDER_OWNER, Role.CLIENT_OWNER, Role.PRIVACY_PERSON)


def usual(role: Role) -> ByMail:
    """How a member hears who did not choose. What a provider's person has of fifty clients a day is one mail over all.

    >>> usual(Role.PRIVACY_PERSON).value, usual(Role.TECHNICIAN).value
    ('daily', 'page')
    """
    return ByMail.DAILY if role in _DIGEST else ByMail.PAGE


@dataclass(frozen=True, slots=True)
class Found:
    """What a look found: one cause of one alert. No value, no path: it is mailed."""

    sort: str
    about: str
    severity: Severity
    title: str
    why: str
    next: str
    page: str = "client"  # name of the route where one goes on, with `organisation` and `arguments`
    arguments: tuple[str, ...] = ()
    query: str = ""
    to: tuple[str, ...] = ()  # whom alone it is mailed to: `role:…`, `member:…`; else whoever hears of alerts


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands."""

    ident: str
    sort: str
    about: str
    severity: Severity
    title: str = field(repr=False)
    why: str = field(repr=False)
    next: str = field(repr=False)
    page: str
    arguments: tuple[str, ...]
    query: str
    raised_at: datetime
    number: int = 0  # of its row, in the order in which alerts were raised
    seen_at: datetime | None = None
    seen_by: str = ""
    settled_at: datetime | None = None
    to: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def waits(self) -> bool:
        return self.is_open and self.seen_at is None


@dataclass(frozen=True, slots=True)
class Reader:
    """A member who may hear of alerts, and how she wants to."""

    number: int  # of her row
    ident: str
    account: str
    role: Role
    mail: ByMail
    is_chosen: bool
    told_until: int
    told_at: datetime | None
    through: str = ""  # ident of the provider that she comes by

    def wants(self, alert: Alert) -> bool:
        """Whether an alert is for her: one that is for somebody is for nobody else; who has no mail as is usual hears of hers alone."""
        if alert.to:
            return f"member:{self.ident}" in alert.to or f"role:{self.role.value}" in alert.to
        return self.mail is not ByMail.PAGE


_WAITING = "SELECT count(*) FROM alert_open WHERE organisation_id = %s AND NOT is_seen"


class Alerts(Proven):
    def waiting_alerts(self) -> int:
        """How many are neither seen nor settled."""
        with self._reading():
            return int(self._written(_WAITING, self.organisation_id)[0][0])

    def alerts(self, *, past: bool = False, limit: int = 200) -> tuple[Alert, ...]:
        """Those that are open, worst first, then newest; `past`: those that were settled, the last ones first."""
        from bailee.store.models import AlertEvent, AlertOpen

        self.require(Permission.SEE_ALERTS)
        with self._reading():
            if past:
                settled = self._rows(AlertEvent).filter(act="settled").order_by("-pk")[:limit]
                idents = [row.ident for row in settled]
            else:
                idents = list(self._rows(AlertOpen).order_by("-raised_id").values_list("ident", flat=True)[:limit])
            events: dict[str, list[Any]] = {ident: [] for ident in idents}
            for row in self._rows(AlertEvent).filter(ident__in=idents).order_by("pk"):
                events[row.ident].append(row)
        found = [self._alert(rows) for rows in events.values() if rows]
        if past:
            return tuple(found)
        return tuple(sorted(found, key=lambda each: (not each.waits, -_rank(each.severity), -each.number)))

    def settle_alerts(self, found: Iterable[Found], *, looked_for: Sequence[str]) -> tuple[str, ...]:
        """Raise what is found and not open yet, settle what is open and not found any more; idents of what is new.

        `looked_for`: the sorts that were looked for; those of another sort stay as they are. Derived from what the store
        has, so whoever may look may cause it.
        """
        from bailee.store.models import AlertEvent, AlertOpen

        wanted = {(each.sort, each.about): each for each in found}
        raised: list[str] = []
        heard: list[Told] = []
        with database.explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            standing = {(row.sort, row.about): row for row in self._rows(AlertOpen).select_related("raised")}
            for key, row in standing.items():
                if key not in wanted and row.sort in looked_for:
                    told = {"sort": row.sort, "about": row.about, "severity": row.raised.severity}
                    self._add(AlertEvent, ident=row.ident, act="settled", at=now(), **told)
                    heard.append(_heard("alert.settled", row.ident, row.sort, row.raised.severity))
                    row.delete(using=self.alias)
            for key, each in wanted.items():
                if key in standing:
                    continue
                ident = f"alert-{secrets.token_hex(6)}"
                event = self._add(
                    AlertEvent,
                    ident=ident,
                    act="raised",
                    sort=each.sort,
                    about=each.about,
                    severity=each.severity.value,
                    says=self._encrypted("alert_event.says", _said(each)),
                    at=now(),
                )
                self._add(AlertOpen, ident=ident, sort=each.sort, about=each.about, raised=event)
                raised.append(ident)
                heard.append(_heard("alert.raised", ident, each.sort, each.severity.value))
                if each.sort in TASK_ALERTS:
                    task = each.arguments[0] if each.page == "task" and each.arguments else ""
                    heard.append(_heard("task.due", ident, each.sort, each.severity.value, task))
            put(self, heard)
        return tuple(raised)

    def see_alert(self, ident: str) -> None:
        """Somebody knows of it. InvalidInput where none of that ident is open, or it is about herself; seeing it twice is seeing it once."""
        from bailee.store.models import AlertEvent, AlertOpen

        with self.transaction(Permission.DECIDE_FINDINGS):
            self._engine.serialise(self.alias, self.organisation_id)
            row = self._rows(AlertOpen).filter(ident=ident).select_related("raised").first()
            if row is None:
                raise InvalidInput("this alert is not open any more", hint="its cause is gone")
            if row.about.split(" ")[0] == self.member:
                raise InvalidInput("this alert is about what you did", hint="somebody else says that it is known")
            if row.is_seen:
                return
            row.is_seen = True
            row.save(using=self.alias, update_fields=["is_seen"])
            told = {"sort": row.sort, "about": row.about, "severity": row.raised.severity}
            self._add(AlertEvent, ident=ident, act="seen", by=self.member, at=now(), **told)
            self.record("alert-seen", ident, {"sort": row.sort})  # when did they know? is asked after a breach

    # by mail

    def alert_mail(self) -> tuple[ByMail, bool]:
        """How the member who asks hears of alerts, and whether she chose so."""
        mine = next((each for each in self._readers() if each.ident == self.member), None)
        return (mine.mail, mine.is_chosen) if mine is not None else (ByMail.PAGE, False)

    def choose_alert_mail(self, mail: ByMail) -> None:
        """Of one's own mail: it changes nothing of the organisation, so a reader may, too."""
        from bailee.store.models import AlertChoice

        self.require(Permission.SEE_ALERTS)
        with database.explained(self.home), self._seeing():
            mine = self._rows(AlertChoice).filter(member_id=self.member_id)
            if not mine.update(mail=mail.value):
                self._add(AlertChoice, member_id=self.member_id, mail=mail.value, told_until=self._newest_event())

    def alert_readers(self) -> tuple[Reader, ...]:
        """Members who may hear of alerts by mail: not who chose the page, and who has none as is usual only of what is for her."""
        self.require(Permission.SEE_MEMBERS)
        wanted = (each for each in self._readers() if each.mail is not ByMail.PAGE or not each.is_chosen)
        return tuple(each for each in wanted if each.account)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """A transaction for one letter: it is put aside and noted as told, or neither. The worker does it for whoever may see alerts."""
        self.require(Permission.SEE_ALERTS)
        with database.explained(self.home), self._seeing():
            yield

    def note_told(self, member: int, until: int) -> None:
        """A member was told of everything up to an event; in the transaction in which the mail is put aside."""
        from bailee.store.models import AlertChoice

        with database.explained(self.home), self._seeing():
            values = {"told_until": until, "told_at": now()}
            if not self._rows(AlertChoice).filter(member_id=member).update(**values):
                self._add(AlertChoice, member_id=member, **values)

    def _readers(self) -> list[Reader]:
        from bailee.store.models import AlertChoice
        from bailee.store.models import Member as MemberRow

        with self._reading():
            chosen = {row.member_id: row for row in self._rows(AlertChoice)}
            members = list(self._rows(MemberRow).defer("name").order_by("pk"))
        found = []
        for row in members:
            role = role_of(row.role)
            if not is_standing(row.ended_at, row.until) or not may(role, Permission.SEE_ALERTS):
                continue
            choice = chosen.get(row.pk)
            is_chosen = choice is not None and bool(choice.mail)
            mail = ByMail(choice.mail) if choice is not None and choice.mail else usual(role)
            until, at = (choice.told_until, choice.told_at) if choice is not None else (0, None)
            found.append(Reader(row.pk, row.ident, row.account, role, mail, is_chosen, until, at, row.through))
        return found

    def _newest_event(self) -> int:
        from bailee.store.models import AlertEvent

        return self._rows(AlertEvent).order_by("-pk").values_list("pk", flat=True).first() or 0

    def _alert(self, rows: Sequence[Any]) -> Alert:
        first = next(row for row in rows if row.act == "raised")
        seen = next((row for row in rows if row.act == "seen"), None)
        settled = next((row for row in rows if row.act == "settled"), None)
        said: Mapping[str, Any] = self._decrypted("alert_event.says", first.says)
        return Alert(
            first.ident, first.sort, first.about, Severity(first.severity), said["title"], said["why"], said["next"],
            said["page"], tuple(said["arguments"]), said["query"], first.at, first.pk,
            seen.at if seen is not None else None, seen.by if seen is not None else "", settled.at if settled is not None else None,
            tuple(said.get("to", ())),
        )  # fmt: skip


@contextmanager
def telling_over(doors: Sequence[Alerts]) -> Iterator[None]:
    """A transaction for one letter about several organisations: it is put aside and noted at each of them, or nowhere."""
    first = doors[0]
    for door in doors:
        door.require(Permission.SEE_ALERTS)
    with database.explained(first.home), atomic(first.alias):
        first._engine.enter(first.alias, sorted({door.organisation_id for door in doors}))
        yield


def _heard(event: str, ident: str, sort: str, severity: str, task: str = "") -> Told:
    details = {"sort": sort, "severity": severity} | ({"task": task} if task else {})
    return event, now(), data_of(EVENTS[event], ident, details)


def _said(found: Found) -> dict[str, Any]:
    return {
        "title": found.title,
        "why": found.why,
        "next": found.next,
        "page": found.page,
        "arguments": list(found.arguments),
        "query": found.query,
        "to": list(found.to),
    }


def _rank(severity: Severity) -> int:
    return list(Severity).index(severity)
