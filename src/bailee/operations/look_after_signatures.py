"""What signatures need from day to day: time stamps that certificates wait for, and requests that follow the roster.

A worker does it in each organisation where something waits, every ten minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bailee.evidence.timestamps import Service
from bailee.operations.request_sign_off import follow_roster
from bailee.operations.stamp_certificates import stamp_certificates
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace

TASK = "signatures"
EVERY = timedelta(minutes=10)


def look_after_signatures(workspace: Workspace, service: Service | None) -> dict[str, int]:
    """Do what is due; doing it again at once does nothing."""
    asked = {(each.kind, each.version, each.language) for each in workspace.sign_requests(state="asked")}
    left = sum(follow_roster(workspace, workspace.notice_version(*each)) for each in sorted(asked))
    done = stamp_certificates(workspace, service)
    return {"left": left, "stamped": done.stamped, "pending": done.pending}


def look_where_signatures_wait(home: Path, at: datetime | None = None) -> int:
    """Put a look aside in each organisation where a request is open or a certificate waits for its stamp; how many."""
    from bailee.store.models import Job, Organisation, SignCertificate, SignRequest
    from bailee.store.work.rows import entered_all, first_who_may

    moment, due = at or now(), []
    with entered_all(home) as alias:
        waiting = set(SignRequest.objects.using(alias).filter(state="asked").values_list("organisation_id", flat=True))
        waiting |= set(
            SignCertificate.objects.using(alias)
            .filter(stamped_at=None, due_at__lte=moment)
            .values_list("organisation_id", flat=True)
        )
        for row in Organisation.objects.using(alias).filter(pk__in=waiting):
            last = Job.objects.using(alias).filter(organisation_id=row.pk, task=TASK).order_by("-pk").first()
            if not row.wrapped_keys or (last and (last.ended_at is None or moment - last.created_at < EVERY)):
                continue
            by = first_who_may(alias, row.pk, Permission.WRITE_NOTICES)
            due += [(row.ident, by)] if by else []
    for organisation, by in due:
        jobs.defer(home, TASK, organisation, key=TASK, by=by)
    return len(due)
