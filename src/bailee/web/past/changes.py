"""What changed between two days, and who did it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.show_changes import LISTED, Changes, act_words, cell_words, show_changes
from bailee.permissions import Permission
from bailee.store import asking
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES
from bailee.web import answers, frame, typed
from bailee.web.jinja import with_query
from bailee.web.visits import one_look

_USUALLY = 30  # days back
_SHOWN = 50  # of each part but the acts


@one_look
def between(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Held, turned, declared, owed, and each act with who did it."""
    today = asking.today()
    since, until, error = _asked(request, today)
    skip = _whole(request.GET.get("skip", ""))
    who, what = request.GET.get("who", "")[:100], request.GET.get("what", "")[:80]
    found: Changes | None = None
    if not error:
        try:
            found = show_changes(workspace, since, until, who=who, what=what, skip=skip)
        except InvalidInput as wrong:
            error = typed.plain(wrong)
    if found is not None and request.GET.get("format") == "csv":
        heads = ("Record", "At", "Who", "What")
        return answers.csv_file(f"{workspace.organisation} changes {since} {until}.csv", heads, _rows(found))
    here = with_query(
        frame.address("changes", workspace.organisation), **{"from": since.isoformat(), "to": until.isoformat()}
    )
    return answers.page(
        request,
        "past/changes.html",
        since=since,
        until=until,
        error=error,
        found=found,
        held=_held(found),
        cells=[(*cell_words(each.cell), each) for each in (found.cells if found else ())][:_SHOWN],
        duties=[each for each in (found.duties if found else ()) if each.what in ("came", "went", "changed")][:_SHOWN],
        acts=[(each, act_words(each.act)) for each in (found.acts if found else ())],
        who_did=found.by_who.most_common(12) if found else [],
        sees_acts=workspace.may(Permission.SEE_EVIDENCE),
        may_export=workspace.may(Permission.EXPORT) and workspace.may(Permission.SEE_EVIDENCE),
        earlier=with_query(here, skip=skip + LISTED) if found and len(found.acts) == LISTED else "",
        address=frame.address("changes", workspace.organisation),
        here=here,
        latest=today.isoformat(),
        as_of_address=frame.address("as-of", workspace.organisation),
    )


def _asked(request: HttpRequest, today: date) -> tuple[date, date, str]:
    usual = today - timedelta(days=_USUALLY), today
    made = []
    for name, day in zip(("from", "to"), usual, strict=True):
        typed = request.GET.get(name, "")
        try:
            made.append(date.fromisoformat(typed) if typed else day)
        except ValueError:
            return *usual, "Write each day as 2026-03-31."
    return made[0], made[1], ""


def _whole(text: str) -> int:
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() else 0


def _held(found: Changes | None) -> list[tuple[str, Any]]:
    rows = found.held.findings if found is not None and found.held is not None else ()
    named = [
        (DATA_CATEGORIES[each.category].label if each.category in DATA_CATEGORIES else each.category, each)
        for each in rows
    ]
    return named[:_SHOWN]


def _rows(found: Changes) -> Iterator[tuple[object, ...]]:
    for each in found.acts:
        yield each.act.record, each.act.at.isoformat(timespec="seconds"), each.who, each.words
