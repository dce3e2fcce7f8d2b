"""A request of a person about their own data is to be answered soon, or its day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.dates import in_full
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "request-due"
SOON = timedelta(days=7)


def find(look: Look) -> Iterator[Found]:
    for ident, due_on in look.requests:
        if due_on - look.on > SOON:
            continue
        is_late = due_on < look.on
        # nobody's name: alerts are mailed
        yield Found(
            SORT,
            f"{ident} {due_on.isoformat()} {'late' if is_late else 'soon'}",
            Severity.SEVERE if is_late else Severity.HIGH,
            f"Request {ident} {'was' if is_late else 'is'} to be answered by {in_full(due_on)}",
            "A law names the day. Whoever asked can complain once it has passed.",
            "Answer what there is; where a law allows more time, tell them before the day, with the reason.",
            "requests",
        )
