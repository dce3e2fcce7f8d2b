"""The time-stamp service gives no time for the log's checkpoints: it is asked again and again, and somebody should know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bailee.dates import with_weekday
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "no-time-stamp"
TIMES = 3  # one or two refusals are a service that is restarted


def find(look: Look) -> Iterator[Found]:
    refused = list(takewhile(lambda each: each.fault, look.log_stamps))
    if len(refused) < TIMES:
        return
    since = refused[-1].at
    yield Found(
        SORT,
        f"{since:%Y-%m-%d}",
        Severity.MEDIUM,
        "The time-stamp service gives no time",
        f"Asked since {with_weekday(since)}, at least {len(refused)} times: {refused[0].fault}. What is proven meanwhile has our own time alone.",
        "See whether the service answers, and to BAILEE_TIME_STAMPS and its certificates; it is asked again by itself.",
        "evidence",
    )
