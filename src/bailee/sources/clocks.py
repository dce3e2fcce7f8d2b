"""How far the clock of a service is ahead of ours: a request that bears a time is refused where ours stands wrong, or jumped.

What a service says of the time is heeded within bounds: within two years of ours, or, where ours stands before this was
written (a battery that is empty sets it back by decades), within the next thirty. A time far from now would have us sign
what somebody could send then.

>>> now = datetime(2026, 12, 1, 12, tzinfo=UTC)
>>> ahead_of("Tue, 01 Dec 2026 13:00:00 GMT", now), ahead_of("Tue, 01 Dec 2026 12:01:00 GMT", now)
(datetime.timedelta(seconds=3600), None)
>>> [ahead_of(date, now) for date in ("Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", "")]
[None, None, None, None]
>>> ahead_of("Tue, 01 Dec 2026 12:00:00 GMT", datetime(2000, 1, 1, tzinfo=UTC)).days
9831
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SKEWED = timedelta(minutes=5)  # services allow for five to fifteen
_FARTHEST = timedelta(days=731)
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2056, 1, 1, tzinfo=UTC)


def ahead_of(date: str, now: datetime, known: timedelta = timedelta()) -> timedelta | None:
    """By its `Date` (RFC 9110, 5.6.7). None where it says nothing, nothing new beside what is `known`, or nothing that can be."""
    try:
        theirs = parsedate_to_datetime(date)
        ahead = theirs - now
    except (TypeError, ValueError, OverflowError):
        return None
    if abs(ahead - known) < SKEWED:
        return None
    can_be = abs(ahead) <= _FARTHEST or (now < _WRITTEN <= theirs < _UNTIL)
    return ahead if can_be else None
