"""What is known of a request beside what it says: who asks, where she is a member, in which organisation she stands."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.serve_pages import HOME_VARIABLE
from bailee.permissions import Permission, Role, may
from bailee.store.as_of import AsOf
from bailee.store.tenancy import Desk, Membership
from bailee.store.workspace import Workspace
from bailee.web.routes import Route, View


@dataclass(slots=True)
class Visit:
    """What is known of a request beside what it says: filled by the door, read by `answers.page`."""

    route: Route
    memberships: tuple[Membership, ...] = ()
    membership: Membership | None = None
    workspace: Workspace | None = None
    desk: Desk | None = None
    on: date | None = None  # a past day, as of which the page is read
    known: date | None = None  # as it was known on this later day; None: on that day
    said: str = ""  # the mark of that day, once its door is open

    @property
    def as_of(self) -> AsOf | None:
        """Both days; None: the page is of now."""
        if self.on is None or not self.route.past:
            return None
        return AsOf(self.on, self.known or self.on)

    @property
    def moment(self) -> datetime | None:
        """The end of the day by which it was known, where the server stands; None: the page is of now."""
        if self.on is None or not self.route.past:
            return None
        return datetime.combine((self.known or self.on) + timedelta(days=1), time.min).astimezone()

    @property
    def role(self) -> Role | None:
        return self.membership.role if self.membership else None

    def may(self, permission: Permission) -> bool:
        """Whether the person may do it here: in the organisation of the page, or in one of hers on a page about all."""
        if self.membership is not None:
            return may(self.membership.role, permission)
        return any(may(each.role, permission) for each in self.memberships)


def one_look(view: View) -> View:
    """A page of one organisation: while it is read, all that it asks of the database is one transaction, not one for each
    question; and all of it is as it was at one time."""

    @wraps(view)
    def looked(request: HttpRequest, workspace: Workspace, *about: Any, **params: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return view(request, workspace, *about, **params)
        with workspace.reading():
            return view(request, workspace, *about, **params)

    return looked


def home() -> Path:
    """The home folder that this process serves."""
    return Path(os.environ[HOME_VARIABLE])


def account_of(request: HttpRequest) -> str:
    """Ident of who is signed in; empty for nobody."""
    user: Any = getattr(request, "user", None)
    return str(user.ident) if user is not None and user.is_authenticated else ""


def day_asked(request: HttpRequest) -> date | None:
    """The past day that an address asks for: `?on=2026-03-03`. Today, a day to come and nonsense are now."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return asked if date(2000, 1, 1) <= asked < datetime.now(UTC).astimezone().date() else None


def known_asked(request: HttpRequest, on: date | None) -> date | None:
    """Of which later day the knowledge counts: `&known=2026-06-01`. A day before the other, one to come and nonsense are that day."""
    try:
        asked = date.fromisoformat(request.GET.get("known", ""))
    except ValueError:
        return None
    return asked if on is not None and on < asked <= datetime.now(UTC).astimezone().date() else None


def moment_of(request: HttpRequest) -> datetime | None:
    """As of when the page is asked; None: now."""
    visit = visit_of(request)
    return visit.moment if visit is not None else None


def visit_of(request: HttpRequest) -> Visit | None:
    """What the door knows of a request; None before it went through."""
    return getattr(request, "bailee_visit", None)
