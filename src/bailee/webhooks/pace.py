"""When a message is tried again: soon, then more and more seldom, for more than three days; then nobody is there.

>>> [int(wait_after(tries, spread=0.0)) for tries in (1, 2, 3, 6, 20)]
[15, 60, 240, 10800, 10800]
>>> from datetime import UTC
>>> since = datetime(2026, 11, 1, tzinfo=UTC)
>>> is_given_up(since, since + timedelta(days=3), 40), is_given_up(since, since + timedelta(days=6), 40)
(False, True)
>>> is_given_up(since, since + timedelta(days=60), 3)   # this server itself was away, or its clock was wrong
False
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

FIRST, TIMES, LONGEST = 15.0, 4, 3 * 3600.0  # seconds
SPREAD = 0.2  # so that not all come back at once to a receiver that was down
GIVEN_UP = timedelta(days=5)
_TRIES = 20


def wait_after(tries: int, *, spread: float = SPREAD) -> float:
    """Seconds until the next try, after so many that failed; some more or less."""
    usual: float = min(FIRST * TIMES ** max(min(tries, 12) - 1, 0), LONGEST)
    return usual * random.uniform(1 - spread, 1 + spread)  # noqa: S311 - nothing secret hangs on it


def is_given_up(failing_since: datetime, at: datetime, tries: int) -> bool:
    """Whether an address took nothing for so long, and was tried so often, that it is switched off."""
    return tries >= _TRIES and at - failing_since >= GIVEN_UP
