"""A report that is made by a schedule was not made: nothing was kept of that time, it is not open to who asked, or no worker runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.dates import in_full
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "report-missed"
PATIENCE = timedelta(days=1)  # a worker that was off over night makes it in the morning


def find(look: Look) -> Iterator[Found]:
    for each in look.reports:
        if look.on - each.until <= PATIENCE:
            continue
        yield Found(
            SORT,
            f"{each.schedule} {each.until.isoformat()}",
            Severity.MEDIUM,
            f"A report was not made: {each.title} up to {in_full(each.until)}",
            "Nothing was kept of that time, whoever asked for it may not see it any more, or no worker runs.",
            "Make it once by hand: `bailee report KIND` says what is missing. Or end the schedule.",
            "reports",
        )
