"""A scan was due and did not run: nothing was switched on, or whoever scheduled it may not scan any more."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.dates import to_the_minute
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "schedule-missed"


def find(look: Look) -> Iterator[Found]:
    for each in look.schedules:
        if each.missed_at is None:
            continue
        named = each.places[0] if len(each.places) == 1 else f"{len(each.places)} places"
        who = look.names.get(each.by, each.by)
        yield Found(
            SORT,
            each.ident,
            Severity.MEDIUM,
            f"A scheduled scan did not run: {named}",
            f"It was due {to_the_minute(each.missed_at.astimezone())}. Either no worker runs, or {who} may not scan it any more.",
            "See to it that the server or a worker runs at that hour, and that the client's instruction stands.",
            "scans",
        )
