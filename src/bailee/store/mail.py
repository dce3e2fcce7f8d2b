"""The outbox: mail waits in the store, encrypted, until a server took it. What it said is forgotten then.

put(workspace, "pat@client.example", "You are invited", "…")          # in the transaction of what it is about
send_due(home, Server("mail.example.com", 587, "bailee@example.com"))

No server can be told "take it once": where a process dies while a server's answer is on its way to it, the message goes out
again, under the same Message-ID. That is one message at most, the one that was under way; what a server answered is written
down at once (outbox_journal), and those that only waited are taken up by the next process.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.deliveries import Act
from bailee.deliveries.rhythm import Quiet
from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.reports.papers import FORMS
from bailee.store import database, delivered, outbox_journal
from bailee.store.mail_lines import Fault, Line
from bailee.store.mail_lines import Server as Server
from bailee.store.mail_messages import Enclosed, written
from bailee.store.mail_messages import is_address as is_address
from bailee.store.organisations import numbers_of
from bailee.store.rows.base import atomic, now
from bailee.store.workspace import Workspace

TRIES = 20  # the last one some four days after the first: a mail server may be down over a weekend
SECONDS = 15
TURN = 20.0  # seconds of one turn of sending; what is left waits for the next
_BATCH = 50
_FIRST, _LONGEST = timedelta(minutes=10), timedelta(hours=6)  # between two tries


@dataclass(frozen=True, slots=True)
class Sent:
    sent: int = 0
    waiting: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be put into the outbox. `notice`: the campaign whose text and PDF it carries; `certificate`: the signature
    whose PDF it carries, as it is when it goes out."""

    recipient: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    notice: str = ""
    quiet: Quiet | None = None  # it is not sent in these hours
    certificate: str = ""
    report: str = ""  # ident and form of a report that goes with it, as "one-page-2026-11-26-3fa2c1 pdf"
    language: str = ""  # in which the campaign's text and PDF go with it; empty: the campaign's own


def put(workspace: Workspace, recipient: str, subject: str, text: str) -> str:
    """Put a message into the outbox, in the transaction that is open; its ident. InvalidInput where it is for nobody."""
    return put_all(workspace, [Letter(recipient, subject, text)])[0]


def put_all(workspace: Workspace, letters: Iterable[Letter]) -> tuple[str, ...]:
    """The same for many; their idents, in order. All or none."""
    from bailee.store.models import MailMessage

    at, rows = now(), []
    for letter in letters:
        if not is_address(letter.recipient):
            raise InvalidInput("this is no e-mail address")
        content = {"subject": " ".join(letter.subject.split())[:200], "text": letter.text}
        if letter.notice:
            content |= {"notice": letter.notice, "language": letter.language}
        if letter.certificate:
            content["certificate"] = letter.certificate
        if letter.report:
            content["report"] = letter.report
        rows.append(
            MailMessage(
                organisation_id=workspace.organisation_id,
                ident=f"mail-{secrets.token_hex(8)}",
                recipient=workspace._encrypted("mail_message.recipient", letter.recipient),
                content=workspace._encrypted("mail_message.content", content),
                created_at=at,
                due_at=letter.quiet.next_allowed(at) if letter.quiet else at,
                quiet=f"{letter.quiet} {letter.quiet.zone}" if letter.quiet else "",
            )
        )
    with workspace._seeing():
        MailMessage.objects.using(workspace.alias).bulk_create(rows, batch_size=500)
    return tuple(row.ident for row in rows)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a process has what it took, and how soon a message that was under way when it died is tried again."""

    lease: timedelta = timedelta(minutes=2)
    again: timedelta = _FIRST


def send_due(home: Path, server: Server, pace: Pace | None = None) -> Sent:
    """Send what is due, for one turn. A message is taken before it is sent, so two processes never send the same one at
    once; one whose process died in between is sent again, under the same Message-ID."""
    home, pace = home.absolute(), pace or Pace()
    alias = database.connect(home)
    counts = dict.fromkeys(("sent", "waiting", "given_up"), 0)
    until = time.monotonic() + TURN
    with database.explained(home):
        with atomic(alias):
            numbers = numbers_of(home, alias)
        for path, idents in outbox_journal.left_behind(home).items():
            for number in numbers:
                _settle(home, alias, number, idents)
            outbox_journal.forget(path)
        with outbox_journal.Journal(home) as journal, Line(server, journal) as line:
            for number in numbers:
                while (taken := _taken(home, alias, number, pace)) is not None:
                    for row in taken.rows:
                        if line.is_down or time.monotonic() > until:
                            break
                        if ended := _sent(home, alias, row, taken, line, pace):
                            counts[ended] += 1
                    if line.is_down or time.monotonic() > until:
                        _give_back(home, alias, number, taken, line.is_down)
                        break
                if time.monotonic() > until:
                    break
    return Sent(**counts)


@dataclass(slots=True)
class _Taken:
    """Messages of one organisation that this process has for a while."""

    rows: list[Any]
    keys: OrganisationKeys = field(repr=False)
    until: datetime
    told: dict[int, tuple[str, dict[str, str]]] = field(default_factory=dict, repr=False)
    enclosed: dict[tuple[str, str, str], Enclosed] = field(default_factory=dict, repr=False)


def _taken(home: Path, alias: str, number: int, pace: Pace) -> _Taken | None:
    """Messages of an organisation that are due, put off meanwhile: who else looks finds none."""
    from bailee.store.models import MailMessage, Organisation

    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = MailMessage.objects.using(alias).filter(
            organisation_id=number, sent_at=None, given_up_at=None, due_at__lte=now()
        )
        found = list(rows.order_by("due_at").select_for_update(skip_locked=_can_skip(alias))[:_BATCH])
        if not found:
            return None
        ours = Organisation.objects.using(alias).get(pk=number)
        if not ours.wrapped_keys:
            return None
        keys = OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))
        until, at, loud = now() + pace.lease, now(), []
        for row in found:
            allowed = _quiet_of(row).next_allowed(at)
            row.due_at = until if allowed == at else allowed
            loud += [row] if allowed == at else []
        MailMessage.objects.using(alias).bulk_update(found, ["due_at"])
        taken = _Taken(loud, keys, until)
        for row in loud:
            taken.told[row.pk] = _opened(keys, row)
            key = _carried(taken.told[row.pk][1])
            if key not in taken.enclosed and (found_one := _enclosed(alias, ours, keys, *key)) is not None:
                taken.enclosed[key] = found_one
        return taken


def _carried(content: dict[str, str]) -> tuple[str, str, str]:
    """What a message carries: the sort of it, its ident, and in which language; empty for nothing."""
    found = next(((sort, content[sort]) for sort in ("notice", "certificate", "report") if content.get(sort)), ("", ""))
    return *found, content.get("language", "")


def _enclosed(alias: str, ours: Any, keys: OrganisationKeys, sort: str, ident: str, language: str) -> Enclosed | None:
    from bailee.store.models import Campaign, ReportFile, SignCertificate

    if sort == "notice":
        row = Campaign.objects.using(alias).filter(organisation_id=ours.pk, ident=ident).first()
        if row is not None:
            told = json.loads(keys.decrypt_field("campaign.document", bytes(row.document)))
            return Enclosed.of_campaign(told, language)
    elif sort == "certificate":
        kept = SignCertificate.objects.using(alias).filter(organisation_id=ours.pk, sign_off__ident=ident).first()
        if kept is not None:
            content = keys.decrypt_field("sign_certificate.document", bytes(kept.document))
            return Enclosed(f"certificate-{ident}.pdf", "application/pdf", content, sender=_sender_of(ours))
    elif sort == "report":
        report, _, form = ident.partition(" ")
        file = ReportFile.objects.using(alias).filter(organisation_id=ours.pk, report=report, form=form).first()
        if file is not None:
            content = keys.decrypt_field("report_file.document", bytes(file.document))
            return Enclosed(f"{report}.{form}", FORMS[form].partition(";")[0], content, sender=_sender_of(ours))
    return None


def _sender_of(ours: Any) -> str:
    return " ".join(str(ours.name).split())[:80] or "bailee"


def _settle(home: Path, alias: str, number: int, idents: tuple[str, ...]) -> None:
    """Messages that a server took, as a process wrote down before it died."""
    from bailee.store.models import MailMessage

    for start in range(0, len(idents), 500):
        with atomic(alias):
            database.engine(home).enter(alias, (number,))
            some = MailMessage.objects.using(alias).filter(
                organisation_id=number, ident__in=idents[start : start + 500]
            )
            rows = list(some.filter(sent_at=None, given_up_at=None))
        for row in rows:
            _note(home, alias, row, None)


def _quiet_of(row: Any) -> Quiet:
    hours, _, zone = row.quiet.partition(" ")
    return Quiet.read(hours, zone or "UTC")


def _give_back(home: Path, alias: str, number: int, taken: _Taken, is_down: bool) -> None:
    """What was not tried is due at once, or, where the server is down, in a while; none of it counts as a try."""
    from bailee.store.models import MailMessage

    with atomic(alias):
        database.engine(home).enter(alias, (number,))
        idents = [row.ident for row in taken.rows]
        rows = MailMessage.objects.using(alias).filter(organisation_id=number, ident__in=idents, due_at=taken.until)
        rows.filter(sent_at=None, given_up_at=None).update(due_at=now() + (_FIRST if is_down else timedelta(0)))


def _can_skip(alias: str) -> bool:
    from django.db import connections

    return bool(connections[alias].features.has_select_for_update_skip_locked)


def _opened(keys: OrganisationKeys, row: Any) -> tuple[str, dict[str, str]]:
    recipient = json.loads(keys.decrypt_field("mail_message.recipient", bytes(row.recipient)))
    return recipient, json.loads(keys.decrypt_field("mail_message.content", bytes(row.content)))


def _sent(home: Path, alias: str, row: Any, taken: _Taken, line: Line, pace: Pace) -> str:
    """Send one message: sent, waiting or given_up; empty where another process has it by now."""
    from bailee.store.models import MailMessage

    wait = min(pace.again * 2 ** min(row.tries, 12), max(_LONGEST, pace.again))
    with atomic(alias):  # from here on it is under way: whoever takes it up after us knows that it may have gone out
        database.engine(home).enter(alias, (row.organisation_id,))
        mine = MailMessage.objects.using(alias).filter(pk=row.pk, due_at=taken.until, sent_at=None, given_up_at=None)
        if not mine.update(tries=row.tries + 1, due_at=now() + wait):
            return ""
        row.tries += 1
    recipient, content = taken.told[row.pk]
    try:
        message = written(row.ident, recipient, content, line.server, taken.enclosed.get(_carried(content)))
    except Exception as error:  # noqa: BLE001 - one that cannot be written must not keep those behind it, which are others'
        return _note(home, alias, row, Fault(type(error).__name__))
    return _note(home, alias, row, line.send(message, row.ident))


def _note(home: Path, alias: str, row: Any, fault: Fault | None) -> str:
    """How it went: sent, waiting or given_up. What a message said is forgotten where that was the end of it."""
    is_over = fault is None or fault.is_final or row.tries >= TRIES
    with atomic(alias):
        database.engine(home).enter(alias, (row.organisation_id,))
        row.fault = fault.name if fault else ""
        if fault is None:
            row.sent_at = now()
        elif is_over:
            row.given_up_at = now()
        if is_over:
            row.content = row.recipient = b""
            act = Act.FAILED if fault else Act.SENT
            delivered.settle(alias, row.organisation_id, row.ident, act, fault.reason if fault else None)
        row.save(using=alias, update_fields=["fault", "sent_at", "given_up_at", "content", "recipient"])
    return "sent" if fault is None else "given_up" if is_over else "waiting"
