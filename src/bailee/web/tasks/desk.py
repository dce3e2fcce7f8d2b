"""Tasks of all clients at once: what is overdue, and what comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.list_tasks import HEADS, csv_rows
from bailee.store.task_desk import OfClient, counts_over, tasks_over
from bailee.store.tenancy import Desk
from bailee.web import answers, frame
from bailee.web.tasks.views import PAGE, shown, today

_MONTH = 31  # days


def over_clients(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """By day over all organisations; `?show=month` also what is due within a month."""
    day = today()
    show = "month" if request.GET.get("show") == "month" else "overdue"
    before = day + timedelta(days=_MONTH) if show == "month" else day
    wanted = request.GET.get("organisation", "")
    if request.GET.get("format") == "csv":
        found, _ = tasks_over(desk, before=before, organisation=wanted)
        rows = ((each.membership.name, *next(csv_rows([each.task], {}))) for each in found)
        return answers.csv_file("tasks.csv", ("Client", *HEADS), rows)
    text = request.GET.get("after", "") or request.GET.get("before", "")
    skip = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    found, total = tasks_over(desk, before=before, organisation=wanted, skip=skip, limit=PAGE)
    counts = counts_over(desk, day)
    address = frame.address("tasks-desk")
    return answers.page(
        request,
        "tasks/desk.html",
        lines=[_line(each, day) for each in found],
        total=total,
        place=f"{skip + 1:,}–{skip + len(found):,} of {total:,}" if total > PAGE and found else "",
        before=str(max(0, skip - PAGE)) if skip else "",
        after=str(skip + len(found)) if skip + len(found) < total else "",
        views=[
            ("Overdue", address, None, show == "overdue"),
            ("Within a month", f"{address}?show=month", None, show == "month"),
        ],
        show=show,
        filters=[
            (
                "organisation",
                "Client",
                [("", "all"), *((each.organisation, each.name) for each in desk.memberships)],
                wanted,
            )
        ],
        clients=[(each, frame.address("tasks", each.membership.organisation)) for each in counts],
        overdue=sum(each.overdue for each in counts),
        late=sum(bool(each.overdue) for each in counts),
        most=max((each.to_do for each in counts), default=0),
        address=address,
    )


def _line(found: OfClient, day: Any) -> dict[str, Any]:
    organisation = found.membership.organisation
    return shown(found.task, {}, day, organisation) | {
        "client": found.membership.name,
        "client_address": frame.address("tasks", organisation),
    }
