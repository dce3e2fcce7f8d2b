"""Somebody opened this organisation's data without being assigned to it."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "glass-broken"
DAYS = 14  # for which it stands after it ended


def find(look: Look) -> Iterator[Found]:
    for span in look.broken_glass:
        if span.until is not None and span.until < look.days_ago(DAYS):
            continue
        until = f"until {span.until.astimezone():%Y-%m-%d %H:%M}" if span.until is not None else "until it is ended"
        yield Found(
            SORT,
            f"{span.member} {span.since:%Y-%m-%dT%H:%M:%S}",
            Severity.SEVERE,
            f"{look.names.get(span.member, span.member)} opened your data without being assigned",
            f"As {span.role.label}, from {span.since.astimezone():%Y-%m-%d %H:%M} {until}. The reason stands on the page.",
            "Read the reason and what was opened; ask the provider where it does not convince you.",
            "access",
            query="act=glass",
        )
