"""The client's instruction to scan ends soon, or is over: from then on no scan begins."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.dates import with_weekday
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "instruction-ends"
SOON = 21  # days


def find(look: Look) -> Iterator[Found]:
    if not look.needs_authority or not look.instructions:
        return  # one that was never given is said on the client's page: it is where one starts
    good = [each for each in look.instructions if each.is_good(look.on)]
    ends = [each.until for each in good if each.until is not None]
    if len(ends) < len(good):
        return  # one of them stands until it is withdrawn
    if ends and (max(ends) - look.on).days > SOON:
        return
    last = (
        max(ends) if ends else max((each.until for each in look.instructions if each.until is not None), default=None)
    )
    if last is None or any(each.withdrawn_on is not None and each.withdrawn_on >= last for each in look.instructions):
        return  # it was withdrawn: somebody wanted that
    is_over = not good
    yield Found(
        SORT,
        f"{last.isoformat()} {'over' if is_over else 'soon'}",
        Severity.HIGH if is_over else Severity.MEDIUM,
        "The instruction to scan is over" if is_over else f"The instruction to scan ends on {with_weekday(last)}",
        "No new scan begins: what is held from now on is not known."
        if is_over
        else "After that day no new scan begins.",
        "Ask whoever gave it for a new one, and record it.",
        "authority",
    )
