"""Where one chooses the day as of which pages are read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.store.workspace import Workspace
from bailee.web import answers, frame
from bailee.web.jinja import with_query
from bailee.web.visits import one_look

_LISTED = 60  # days on which something changed, newest first


@one_look
def choose(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A day to go to: any, or one of those on which the table changed."""
    here = frame.address("client", workspace.organisation)
    asked, known = request.GET.get("day", ""), request.GET.get("known_by", "then")
    error = ""
    if asked:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            error = "Write the day as 2026-03-31."
        else:
            if day < datetime.now(UTC).astimezone().date():
                later = {"known": datetime.now(UTC).astimezone().date().isoformat()} if known == "now" else {}
                return HttpResponseRedirect(with_query(here, on=day.isoformat(), **later))
            error = "That day is not over. Choose one before today."
    kept = workspace.snapshots(with_cells=False)
    today = datetime.now(UTC).astimezone().date()
    days = []
    for day, some in groupby(kept, lambda each: each.at.astimezone().date()):
        if day < today:
            days.append((day, list(some)[-1], with_query(here, on=day.isoformat())))
    return answers.page(
        request,
        "past/choose.html",
        days=list(reversed(days))[:_LISTED],
        more=max(len(days) - _LISTED, 0),
        asked=asked,
        error=error,
        latest=(today - timedelta(days=1)).isoformat(),
        known=known,
        changes_address=frame.address("changes", workspace.organisation),
        address=frame.address("as-of", workspace.organisation),
        here=here,
    )
