"""A chore's turn: in which organisations something is due, as whom it is done there, and a job put aside for each.

The worker asks each chore for it again and again over the whole store, so a question costs a few rows and opens nothing; what is done
then is a job like any other, one at a time in each organisation.

Example:
    give_turns(home, TASK, wants=with_an_open_delivery, needs=Permission.WRITE_NOTICES, rest=lambda _, last: EVERY)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.rows.base import now


def give_turns(
    home: Path,
    task: str,
    *,
    wants: Callable[[str], Iterable[Any]],
    needs: Permission,
    rest: Callable[[str, Any], timedelta] | None = None,
    at: datetime | None = None,
) -> int:
    """Put the task aside in each organisation whose row `wants` gives, asked with an open connection's alias; how many.

    Left out are those whose keys were destroyed, those where nobody may do what it `needs`, and those whose last turn has not ended or
    was put aside less than `rest` ago (asked with the alias and the row of that turn's job).
    """
    from bailee.store.models import Job
    from bailee.store.work.rows import entered_all, first_who_may

    moment, due = at or now(), []
    with entered_all(home) as alias:
        for row in wants(alias):
            if not row.wrapped_keys:
                continue
            last = Job.objects.using(alias).filter(organisation_id=row.pk, task=task).order_by("-pk").first()
            if last is not None and (last.ended_at is None or (rest and moment - last.created_at < rest(alias, last))):
                continue
            by = first_who_may(alias, row.pk, needs)
            due += [(row.ident, by)] if by else []
    for organisation, by in due:
        jobs.defer(home, task, organisation, key=task, by=by)
    return len(due)
