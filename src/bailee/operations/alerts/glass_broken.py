"""Somebody opened this organisation's data without being assigned to it."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.dates import with_weekday
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "glass-broken"
DAYS = 14  # for which it stands after it ended


def find(look: Look) -> Iterator[Found]:
    for span in look.broken_glass:
        if span.until is not None and span.until < look.days_ago(DAYS):
            continue
        since = span.since.astimezone()
        until = "it is ended"
        if span.until is not None:
            end = span.until.astimezone()
            until = f"{end:%H:%M}" if end.date() == since.date() else f"{with_weekday(end)}, {end:%H:%M}"
        yield Found(
            SORT,
            f"{span.member} {span.since:%Y-%m-%dT%H:%M:%S}",
            Severity.SEVERE,
            f"{look.names.get(span.member, span.member)} opened your data without being assigned",
            f"As {span.role.label}, {with_weekday(since)}, from {since:%H:%M} until {until}. The reason stands on the page.",
            "Read the reason and what was opened; ask the provider where it does not convince you.",
            "access",
            query="act=glass",
        )
