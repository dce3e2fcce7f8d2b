"""Archives: which there are, what went and is not in one, what lies in them; moving there, and bringing back."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.counting import count
from bailee.errors import Error, InvalidInput
from bailee.operations.archive_findings import archive_findings, bring_back, list_archives, search_archives
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES
from bailee.web import answers, frame, typed

_SHOWN = 200  # findings of one look: a command and the API show all
_ASKED = ("month", "detector", "category", "store")


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """All of them; with a word of what is sought, what lies in them."""
    seen = list_archives(workspace)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in _ASKED}
    found: list[dict[str, Any]] = []
    errors: list[tuple[str, str]] = []
    if any(asked.values()):
        try:
            rows = search_archives(
                workspace, month=asked["month"], detector=asked["detector"], category=asked["category"],
                store=asked["store"],
            )  # fmt: skip
            found = [_shown(row) for row in islice(rows, _SHOWN + 1)]
        except Error as fault:
            errors = [("", typed.plain(fault))]
    here = frame.address("archives", workspace.organisation)
    return answers.page(
        request, "archives/list.html", status=422 if errors else 200, errors=errors,
        archives=[(each, frame.address("archives-back", workspace.organisation, each.ident)) for each in seen.archives],
        gone=list(seen.gone.items()), waiting=sum(seen.gone.values()), asked=asked, is_asked=any(asked.values()) and not errors,
        found=found[:_SHOWN], is_more=len(found) > _SHOWN, most=_SHOWN,
        categories=[("", "any"), *((each, DATA_CATEGORIES[each].label) for each in sorted(DATA_CATEGORIES))],
        may_manage=workspace.may(Permission.MANAGE_STORES), address=here,
        move_address=frame.address("archives-move", workspace.organisation),
        policies_address=frame.address("policies", workspace.organisation) if workspace.may(Permission.SEE_STORES) else "",
    )  # fmt: skip


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: datetime.fromisoformat(row[name]) for name in ("first_seen", "gone_at")}
    return row | days | {"where": " / ".join(json.loads(row["locator"]))}


def move(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What went before a day, a month at a time."""
    try:
        made = archive_findings(workspace, _day(request.POST.get("before", "")))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        moved = sum(each.findings for each in made)
        said = f"{count(moved, 'finding')} moved." if moved else "Nothing went before that day that is not archived."
        messages.success(request, said)
    return _to_all(workspace)


def back(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Its findings count among those that are gone again."""
    try:
        done = bring_back(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        left = f" {count(done.there, 'finding')} left out: found again since." if done.there else ""
        left += f" {count(done.homeless, 'finding')} left out: where they lay is no more." if done.homeless else ""
        messages.success(request, f"{count(done.findings, 'finding')} brought back.{left}")
    return _to_all(workspace)


def _to_all(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("archives", workspace.organisation), status=303)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:
        raise InvalidInput("that is no day", hint="as in 2026-01-31") from None
