"""What signatures need from day to day: time stamps that certificates wait for, and requests that follow the roster.

A worker does it in each organisation where something waits, every ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.evidence.timestamps import Service
from bailee.operations.give_turns import give_turns
from bailee.operations.request_sign_off import follow_roster
from bailee.operations.stamp_certificates import stamp_certificates
from bailee.permissions import Permission
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
    moment = at or now()

    def wants(alias: str) -> Iterable[Any]:
        from bailee.store.models import Organisation, SignCertificate, SignRequest

        waiting = set(SignRequest.objects.using(alias).filter(state="asked").values_list("organisation_id", flat=True))
        unstamped = SignCertificate.objects.using(alias).filter(stamped_at=None, due_at__lte=moment)
        waiting |= set(unstamped.values_list("organisation_id", flat=True))
        return Organisation.objects.using(alias).filter(pk__in=waiting)

    return give_turns(home, TASK, wants=wants, needs=Permission.WRITE_NOTICES, rest=lambda _, last: EVERY, at=moment)
