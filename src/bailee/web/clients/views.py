"""All clients, and a new one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.matrix import SUBJECTS
from bailee.operations.list_clients import ClientLine, list_clients
from bailee.operations.show_status import WEEK
from bailee.permissions import Permission, may
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import answers, frame, typed
from bailee.web.people.seats import providers

_CHANGES = 6
_ORDER = ("red", "unknown", "amber", "green")
VIEWS = (
    ("worst", "Worst first"),
    ("name", "By name"),
    ("unscanned", "Never scanned"),
    ("worse", "Worse this week"),
)


def listing(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Every client that the account reaches; worst first unless another view is asked for."""
    now = datetime.now(UTC)
    is_export = request.GET.get("format") == "csv"
    desk.note_access("clients", export=is_export)
    everyone = list_clients(desk, now)
    asked = request.GET.get("view", "worst")
    lines = _viewed(everyone, asked)
    if is_export:
        return answers.csv_file("clients.csv", _HEADS, (_as_csv(line) for line in lines))
    known = [line for line in everyone if line.now and line.scanned_at]
    return answers.page(
        request,
        "clients/list.html",
        lines=lines,
        count=sum(not line.membership.is_provider for line in everyone),
        reds=sum(line.now.red for line in known if line.now),
        worse=sum((line.red_change or 0) > 0 for line in known),
        better=sum((line.red_change or 0) < 0 for line in known),
        stayed=sum(line.red_change == 0 for line in known),
        changes=_changes(everyone),
        since=now - WEEK,
        most=max((max(line.reds, default=0) for line in everyone), default=0),
        views=[(words, frame.address("clients") + f"?view={name}", None, name == asked) for name, words in VIEWS],
        address=frame.address,
        may_add=_provider(desk) is not None,
        new_address=frame.address("clients-new"),
        unreached=_unreached(desk),
    )


def new(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """A new client: its name; what it allowed is recorded next, on its own page."""
    provider = _provider(desk)
    if provider is None:
        said = "Only a provider adds clients, and your role there has to be one that may."
        return answers.message(request, "Not here", said, status=403)
    name, error = request.POST.get("name", ""), ""
    if request.method == "POST":
        try:
            ident = Workspace(desk.home, provider.organisation, provider.member).add_client(name)
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(
                request, f"{name.strip()} is a client now. Record its written instruction before the first scan."
            )
            return HttpResponseRedirect(frame.address("client", ident), status=303)
    return answers.page(
        request, "clients/new.html", status=400 if error else 200, name=name, error=error, provider=provider.name
    )


def _provider(desk: Desk) -> Any:
    """The seat at the provider from which clients are added; None where there is none."""
    return next(
        (each for each in desk.memberships if each.is_provider and may(each.role, Permission.ADD_CLIENTS)), None
    )


def _unreached(desk: Desk) -> int:
    """Clients of the account's providers that it does not reach."""
    there = providers(desk, Permission.SEE_CLIENTS)
    return sum(not each.is_mine for provider in there for each in provider.clients() if each.state == "active")


def _viewed(lines: tuple[ClientLine, ...], view: str) -> list[ClientLine]:
    if view == "name":
        return sorted(lines, key=lambda line: line.membership.name.casefold())
    if view == "unscanned":
        return [line for line in lines if line.scanned_at is None]
    if view == "worse":
        return [line for line in lines if (line.red_change or 0) > 0]
    return list(lines)


def _changes(lines: tuple[ClientLine, ...]) -> list[dict[str, Any]]:
    """What turned this week, one sentence a client, those that got worse first; what turned green is said where nothing did."""
    found: list[dict[str, Any]] = []
    for line in lines:
        if not line.turned or line.week_ago is None:
            continue
        after = Counter(each.after for each in line.turned if each.after)
        state = next((each for each in ("red", "unknown", "green") if after[each]), "")
        if not state:
            continue
        first = next(each for each in line.turned if each.after == state)
        category, subject, column = first.cell.split("|")
        label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
        found.append(
            {
                "state": state,
                "organisation": line.membership.organisation,
                "name": line.membership.name,
                "count": after[state],
                "first": f"{label} of {SUBJECTS[SubjectCategory(subject)]}, {column}",
                "at": max(each.at for each in line.turned if each.after == state),
            }
        )
    return sorted(found, key=lambda each: (_ORDER.index(each["state"]), -each["count"]))[:_CHANGES]


_HEADS = (
    "Client", "Red", "Amber", "Unknown", "Green", "Red a week ago", "Worst", "People, at least", "People, at most", "Files", "Files read",
    "Last scan", "Instruction recorded",
)  # fmt: skip


def _as_csv(line: ClientLine) -> tuple[object, ...]:
    told = line.now if line.scanned_at else None
    counts = [getattr(told, state) if told else "" for state in ("red", "amber", "unknown", "green")]
    return (
        line.membership.name,
        *counts,
        line.week_ago.red if line.week_ago else "",
        told.worst[0]["text"] if told and told.worst else "",
        *(line.people if told and line.people else ("", "")),
        told.files if told else "",
        told.files_read if told else "",
        line.scanned_at.isoformat(timespec="minutes") if line.scanned_at else "",
        "yes" if line.has_authority else "no",
    )
