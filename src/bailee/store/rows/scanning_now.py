"""Of which organisations a scan runs at this moment: for one door, and for a desk over many.

A scan holds a lock from its beginning to its end, on its own machine and among those that share a database; one that workers read
in ranges is held by the job that laid it out. A row that calls itself running, and behind which nobody holds anything, was killed.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bailee.store import database
from bailee.store.locks import FileLock
from bailee.store.work.rows import LIVE

SCANNING = 0x7363616E  # key of the lock that a scan takes in PostgreSQL: "scan"
_HELD = """
SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid::bigint = %s AND objid::bigint = ANY(%s)
AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def lock_name(organisation: int, *, is_shared: bool) -> str:
    """Name of the file that a scan locks: SQLite has one writer, PostgreSQL as many as there are organisations."""
    return f"scan-{organisation}.lock" if is_shared else "scan.lock"


def scanning_now(home: Path, alias: str, organisations: Collection[int]) -> frozenset[int]:
    """Those of these in which a scan runs; in a reading that shows their rows."""
    from bailee.store.models import ScanRange

    is_shared = database.engine(home).needs_transactions
    found = set()
    for each in organisations:
        holder = FileLock(home / lock_name(each, is_shared=is_shared)).holder()
        if holder is not None and holder.about in ("", str(each)):
            found.add(each)
    live = _live_jobs(alias, organisations)
    if live:
        ranges = ScanRange.objects.using(alias).filter(organisation_id__in=organisations, scan__state="running")
        found |= set(ranges.filter(ends__in=live).order_by().values_list("organisation_id", flat=True).distinct())
    if is_shared:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute(_HELD, (SCANNING, list(organisations)))
            found |= {number for (number,) in cursor.fetchall()}
    return frozenset(found)


def _live_jobs(alias: str, organisations: Collection[int]) -> list[str]:
    from bailee.store.models import Job

    live = Job.objects.using(alias).filter(organisation_id__in=organisations, state__in=LIVE)
    return list(live.values_list("ident", flat=True))
