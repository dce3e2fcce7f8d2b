"""Webhooks: added, tried, replaced, removed; what was told to one, and how each last try went."""

from __future__ import annotations

import os

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import Error, InvalidInput
from bailee.operations import manage_webhooks as manage
from bailee.outward import Reach
from bailee.permissions import Permission
from bailee.store.rows.webhooks import Delivery, Hook
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, shown_once, typed, words
from bailee.webhooks.events import EVENTS

_PAGE = 50
_HEADS = ("Message", "Event", "State", "Tries", "Put aside", "Taken", "Last status", "Last fault")
_STATES = {"on": ("green", "on"), "failing": ("amber", "tried again"), "off": ("red", "off")}
_TOLD = {
    "waiting": ("amber", "waits"),
    "delivered": ("green", "taken"),
    "left": ("unknown", "left out"),
    "test": ("unknown", "a test"),
}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: all of them. POST: another one."""
    error = ""
    if request.method == "POST":
        chosen = request.POST.getlist("event")
        try:
            if not chosen:
                raise InvalidInput("choose what it hears of", hint="at least one event")
            made = manage.add_webhook(
                workspace, request.POST.get("url", ""), chosen, name=request.POST.get("name", ""), reach=_reach()
            )
        except Error as fault:
            error = typed.plain(fault)
        else:
            shown_once.keep(request, "webhook", {"secret": made.secret, "ident": made.hook.ident, "until": ""})
            return _at(workspace, made.hook.ident)
    found = workspace.webhooks()
    return answers.page(
        request,
        "webhooks/list.html",
        status=422 if error else 200,
        hooks=[(each, *_STATES[each.state], _address(workspace, each.ident)) for each in found],
        bad=sum(each.state != "on" for each in found),
        error=error,
        may_change=workspace.may(Permission.CHANGE_SETTINGS),
        typed_address=request.POST.get("url", "") if error else "",
        typed_name=request.POST.get("name", "") if error else "",
        events=[(each.type, f"{each.type}: {each.means}".replace("`", "")) for each in EVENTS.values()],
        chosen=request.POST.getlist("event") if error else list(EVENTS),
        all_events=len(EVENTS),
        longest_name=manage.LONGEST_NAME,
        address=frame.address("webhooks", workspace.organisation),
        settings_address=frame.address("settings", workspace.organisation),
    )


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """What is told to one: newest first."""
    hook = _hook(workspace, ident)
    before = request.GET.get("before", "")
    at = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    if request.GET.get("format") == "csv":
        told = manage.deliveries(workspace, ident, limit=5_000)
        return answers.csv_file(f"{workspace.organisation} {ident}.csv", _HEADS, map(_as_csv, told))
    found = manage.deliveries(workspace, ident, before=at, limit=_PAGE + 1)
    shown = shown_once.take(request, "webhook")
    return answers.page(
        request,
        "webhooks/one.html",
        hook=hook,
        state=_STATES[hook.state],
        deliveries=[(each, *_TOLD[each.state]) for each in found[:_PAGE]],
        older=found[_PAGE - 1].number if len(found) > _PAGE else None,
        shown=shown if shown is not None and shown["ident"] == ident else None,
        overlap=manage.OVERLAP,
        may_change=workspace.may(Permission.CHANGE_SETTINGS),
        means={each.type: each.means for each in EVENTS.values()},
        all_events=len(EVENTS),
        address=_address(workspace, ident),
        list_address=frame.address("webhooks", workspace.organisation),
        at=lambda name, *more: frame.address(name, workspace.organisation, ident, *more),
    )


def test(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Send a test now."""
    hook = _hook(workspace, ident)
    answer = manage.send_test(workspace, hook.ident, reach=_reach())
    said = f"{answer.words}, after {answer.milliseconds:,} ms"
    if answer.is_taken:
        messages.success(request, f"The test was taken: {said}.")
    else:
        messages.error(request, f"The test was not taken: {said}.")
    return _at(workspace, ident)


def switch_on(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Try what waits now."""
    _hook(workspace, ident)
    manage.switch_on(workspace, ident)
    messages.success(request, "What waits is tried within a minute, in its order.")
    return _at(workspace, ident)


def rotate(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Another secret, shown once."""
    _hook(workspace, ident)
    made = manage.rotate_secret(workspace, ident)
    until = words.when(made.old_until) if made.old_until else ""
    shown_once.keep(request, "webhook", {"secret": made.secret, "ident": ident, "until": until})
    return _at(workspace, ident)


def remove(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """It hears of nothing any more."""
    hook = _hook(workspace, ident)
    left = manage.remove_webhook(workspace, ident)
    messages.success(
        request, f"{hook.name} hears of nothing any more." + (f" {left:,} that waited are not sent." if left else "")
    )
    return HttpResponseRedirect(frame.address("webhooks", workspace.organisation), status=303)


def again(request: HttpRequest, workspace: Workspace, ident: str, message: str) -> HttpResponseBase:
    """Send one again."""
    try:
        manage.send_again(workspace, _hook(workspace, ident).ident, message)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "It goes out within a minute, under the same ident: a receiver knows it again.")
    return _at(workspace, ident)


def leave(request: HttpRequest, workspace: Workspace, ident: str, message: str) -> HttpResponseBase:
    """Do not send one that waits."""
    try:
        manage.leave_message(workspace, _hook(workspace, ident).ident, message)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "It is not sent. Those behind it go on.")
    return _at(workspace, ident)


def _hook(workspace: Workspace, ident: str) -> Hook:
    try:
        return workspace.webhook(ident)
    except InvalidInput:
        raise Http404 from None


def _reach() -> Reach:
    return Reach.of(str(settings.read(os.environ)["outward_networks"]))


def _as_csv(told: Delivery) -> tuple[object, ...]:
    taken = told.delivered_at.isoformat(timespec="seconds") if told.delivered_at else ""
    at = told.at.isoformat(timespec="seconds")
    return told.ident, told.event, told.state, told.tries, at, taken, told.status or "", told.fault


def _address(workspace: Workspace, ident: str) -> str:
    return frame.address("webhook", workspace.organisation, ident)


def _at(workspace: Workspace, ident: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(workspace, ident), status=303)
