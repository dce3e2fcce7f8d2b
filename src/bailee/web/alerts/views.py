"""Alerts: those that wait, those that somebody knows of, those that were settled; and how one hears of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.alerts import Alert, ByMail
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from bailee.web import answers, frame, typed

_HEADS = ("Alert", "Why", "Next", "How bad", "Raised", "Seen", "Seen by", "Settled")
MAILS = [
    (ByMail.DAILY.value, "One mail a day", "At most, and only where something is new. A severe one comes at once."),
    (ByMail.SEVERE.value, "Severe ones alone", "At once; nothing else is mailed."),
    (ByMail.PAGE.value, "No mail", "They stand on this page, and are counted above."),
]
_STATES = {Severity.SEVERE: "red", Severity.HIGH: "red", Severity.MEDIUM: "amber", Severity.LOW: "unknown"}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Those that are open; with `?past=yes` those that were settled."""
    is_past = request.GET.get("past") == "yes"
    found = workspace.alerts(past=is_past)
    if request.GET.get("format") == "csv":
        rows = (_as_csv(each) for each in (*workspace.alerts(), *workspace.alerts(past=True)))
        return answers.csv_file(f"{workspace.organisation} alerts.csv", _HEADS, rows)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    here = frame.address("alerts", workspace.organisation)
    mail, is_chosen = workspace.alert_mail()
    return answers.page(
        request,
        "alerts/list.html",
        alerts=[shown(workspace.organisation, each, names) for each in found],
        waiting=sum(each.waits for each in found),
        known=sum(each.is_open and not each.waits for each in found),
        is_past=is_past,
        views=[("Open", here, None, not is_past), ("Settled", f"{here}?past=yes", None, is_past)],
        may_know=workspace.may(Permission.DECIDE_FINDINGS),
        mails=MAILS,
        mail=mail.value,
        is_chosen=is_chosen,
        may_export=workspace.may(Permission.EXPORT),
        address=here,
        mail_address=frame.address("alerts-mail", workspace.organisation),
        seen_address=lambda ident: frame.address("alerts-seen", workspace.organisation, ident),
        all_address=frame.address("alerts-seen-all", workspace.organisation),
    )


def see(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Somebody knows of it: it is not counted any more, and stays until its cause is gone."""
    try:
        workspace.see_alert(ident)
    except InvalidInput as fault:
        messages.info(request, typed.plain(fault))
    return HttpResponseRedirect(frame.address("alerts", workspace.organisation), status=303)


def see_all(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """All that wait."""
    for each in workspace.alerts():
        if each.waits:
            with suppress(InvalidInput):  # settled meanwhile, or about herself
                workspace.see_alert(each.ident)
    return HttpResponseRedirect(frame.address("alerts", workspace.organisation), status=303)


def choose_mail(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """How the member who asks hears of alerts from now on."""
    try:
        mail = ByMail(request.POST.get("mail", ""))
    except ValueError:
        messages.error(request, "Choose how you want to hear of alerts.")
    else:
        workspace.choose_alert_mail(mail)
        messages.success(request, "Kept. It is about you alone, and about this organisation.")
    return HttpResponseRedirect(frame.address("alerts", workspace.organisation), status=303)


def over_clients(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Open alerts of all organisations that the account reaches, worst first."""
    found: list[tuple[Any, dict[str, Any], Alert]] = []
    for membership in _with_alerts(desk):
        try:
            workspace = Workspace(desk.home, membership.organisation, membership.member)
            found += [(membership, shown(membership.organisation, each, {}), each) for each in workspace.alerts()]
        except Error:
            continue  # it ended, or its keys were destroyed, between the two looks
    if request.GET.get("format") == "csv":
        rows = ((membership.name, *_as_csv(each)) for membership, _, each in found)
        return answers.csv_file("alerts.csv", ("Client", *_HEADS), rows)
    order = list(Severity)
    found.sort(key=lambda each: (not each[2].waits, -order.index(each[2].severity), -each[2].raised_at.timestamp()))
    return answers.page(
        request,
        "alerts/desk.html",
        alerts=[(membership, each) for membership, each, _ in found],
        waiting=sum(alert.waits for _, _, alert in found),
        clients=len({membership.organisation for membership, _, _ in found}),
        alerts_address=lambda organisation: frame.address("alerts", organisation),
    )


def _with_alerts(desk: Desk) -> list[Any]:
    """Organisations that have an open alert: only their keys are opened."""
    from bailee.store.models import AlertOpen

    with desk.reading():
        numbers = set(desk.rows(AlertOpen).values_list("organisation_id", flat=True).distinct())
    return [each for each in desk.memberships if each.number in numbers]


def shown(organisation: str, alert: Alert, names: dict[str, str]) -> dict[str, Any]:
    """An alert as templates have it."""
    address = frame.address(alert.page, organisation, *alert.arguments)
    return {
        "alert": alert,
        "state": _STATES[alert.severity] if alert.is_open else "green",
        "address": f"{address}?{alert.query}" if address and alert.query else address,
        "seen_by": names.get(alert.seen_by, alert.seen_by),
    }


def _as_csv(alert: Alert) -> tuple[object, ...]:
    def at(value: Any) -> str:
        return value.isoformat(timespec="minutes") if value else ""

    return (
        alert.title, alert.why, alert.next, alert.severity.value, at(alert.raised_at), at(alert.seen_at), alert.seen_by,
        at(alert.settled_at),
    )  # fmt: skip
