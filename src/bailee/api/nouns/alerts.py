"""Alerts: what went wrong or waits, worst first; noted as seen; and how the member who asks hears of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, Paged, Request, Shape, shaped
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Counted
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.alerts import ByMail
from bailee.vocabulary import Severity


class Query(Paged, frozen=True, kw_only=True):
    past: bool = False  # those that were settled, instead of those that are open


class AlertShape(Shape, frozen=True, kw_only=True):
    """One alert. `settled_at` null: it is still so; `waits`: nobody saw it yet."""

    ident: str
    sort: str
    about: str
    severity: Severity
    title: str
    why: str
    next: str
    raised_at: datetime
    seen_at: datetime | None
    seen_by: str
    settled_at: datetime | None
    is_open: bool
    waits: bool


class Alerts(Shape, frozen=True, kw_only=True):
    items: tuple[AlertShape, ...]
    total: Count
    next: str | None


class Mail(Shape, frozen=True, kw_only=True):
    """Each by mail, a digest a day, or on the page alone; `is_chosen` false: what is usual for the role."""

    mail: ByMail
    is_chosen: bool


class NewMail(Request, frozen=True, kw_only=True):
    mail: ByMail


def listing(call: Call) -> Alerts:
    found = call.workspace.alerts(past=call.query.past, limit=10_000)
    return page(call, found, Alerts, AlertShape)


def seen(call: Call) -> AlertShape:
    ident = call.path["alert"]
    if ident not in {each.ident for each in call.workspace.alerts()}:
        raise NOT_THERE
    call.workspace.see_alert(ident)
    return next(shaped(each, AlertShape) for each in call.workspace.alerts() if each.ident == ident)


def seen_all(call: Call) -> Counted:
    count = 0
    for each in call.workspace.alerts():
        if each.waits:
            with suppress(InvalidInput):  # settled meanwhile, or about herself
                call.workspace.see_alert(each.ident)
                count += 1
    return Counted(count=count)


def mail(call: Call) -> Mail:
    chosen, is_chosen = call.workspace.alert_mail()
    return Mail(mail=chosen, is_chosen=is_chosen)


def chosen(call: Call) -> Mail:
    call.workspace.choose_alert_mail(call.body.mail)
    return mail(call)


_SEE, _KNOW = Permission.SEE_ALERTS, Permission.DECIDE_FINDINGS
ENDPOINTS = (
    Endpoint("GET", "alerts", "list_alerts", "Alerts, the worst first", listing, _SEE, Alerts, query=Query),
    Endpoint("POST", "alerts/{alert}/seen", "see_alert", "Note that somebody saw it", seen, _KNOW, AlertShape),
    Endpoint("POST", "alerts-seen", "see_all_alerts", "Note that somebody saw all that wait", seen_all, _KNOW, Counted),
    Endpoint("GET", "alert-mail", "show_alert_mail", "How you hear of alerts", mail, _SEE, Mail),
    Endpoint("POST", "alert-mail", "choose_alert_mail", "Choose how you hear of alerts", chosen, _SEE, Mail, body=NewMail),
)  # fmt: skip
