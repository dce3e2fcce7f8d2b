"""Calendars: a member makes an address and takes it back; a program reads it by its secret, without signing in."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from threading import Lock

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import InvalidInput
from bailee.operations import list_tasks
from bailee.store.task_feeds import TooOften
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.visits import home


def mine(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: one's own calendars. POST: a new one; its address stands in this answer and nowhere else."""
    address = error = ""
    if request.method == "POST":
        try:
            _, token = workspace.add_task_feed("all" if request.POST.get("shows") == "all" else "mine")
            address = f"{_root(request)}{frame.address('calendar', token)}"
        except InvalidInput as fault:
            error = typed.plain(fault)
    return answers.page(
        request,
        "tasks/calendar.html",
        status=422 if error else 200,
        error=error,
        shown_once=address,
        feeds=workspace.task_feeds(),
        address=frame.address("tasks-calendar", workspace.organisation),
        revoke_address=lambda ident: frame.address("tasks-calendar-revoke", workspace.organisation, ident),
        tasks_address=frame.address("tasks", workspace.organisation),
    )


def revoke(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    try:
        workspace.revoke_task_feed(ident)
    except InvalidInput as fault:
        messages.error(request, f"{words.sentence(str(fault))}.")
    else:
        messages.success(request, "The address shows nothing any more.")
    return HttpResponseRedirect(frame.address("tasks-calendar", workspace.organisation), status=303)


def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar behind a secret address. What was guessed wrong again and again is not looked up any more."""
    if _strangers.is_full(str(request.META.get("REMOTE_ADDR", ""))):
        return _refused(600)
    try:
        text = list_tasks.feed(home(), token, str(settings.read(os.environ)["address"]))
    except TooOften:
        return _refused(3600)
    if text is None:
        _strangers.count(str(request.META.get("REMOTE_ADDR", "")))
        raise Http404
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="tasks.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _refused(seconds: int) -> HttpResponse:
    answer = HttpResponse("This calendar is read too often.\n", content_type="text/plain; charset=utf-8", status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _root(request: HttpRequest) -> str:
    """The address of the server, as its settings say; else as the browser asked for it."""
    return str(settings.read(os.environ)["address"]).rstrip("/") or f"{request.scheme}://{request.get_host()}"


class Strangers:
    """Who asked for calendars that are not there: twenty wrong ones in ten minutes, and nothing is looked up for a while.

    >>> strangers = Strangers(most=2)
    >>> strangers.count("198.51.100.3"), strangers.is_full("198.51.100.3"), strangers.count("198.51.100.3"), strangers.is_full("198.51.100.3")
    (None, False, None, True)
    """

    def __init__(self, most: int = 20, seconds: float = 600, remembered: int = 10_000) -> None:
        self.most, self.seconds, self.remembered = most, seconds, remembered
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def count(self, who: str) -> None:
        with self._lock:
            number, since = self._seen.pop(who, (0, time.monotonic()))
            if time.monotonic() - since > self.seconds:
                number, since = 0, time.monotonic()
            self._seen[who] = (number + 1, since)
            while len(self._seen) > self.remembered:
                self._seen.popitem(last=False)

    def is_full(self, who: str) -> bool:
        with self._lock:
            number, since = self._seen.get(who, (0, 0.0))
        return number >= self.most and time.monotonic() - since <= self.seconds


_strangers = Strangers()
