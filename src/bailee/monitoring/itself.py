"""What bailee itself reads and keeps of the people whose files it scans stands in its own register, whoever runs it.

>>> entry = own_entry(since=None, last=None, viewers=1, home=None, kept=False)
>>> entry.ident, entry.found, entry.kept.words
('bailee', True, 'nothing beyond this report (set)')
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bailee.monitoring.product import Group
from bailee.monitoring.register import Declaration, Entry, Kept, Viewers
from bailee.monitoring.traces import Sort, Trace
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "bailee"
NAME = "bailee"
PURPOSE = "knowing what personal data is held, and securing it"
READS = "files, mailboxes and databases in the places that it was told to scan"
_WATCHED = (SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER)


def own_entry(
    *,
    since: date | None,
    last: date | None,
    viewers: int | None,
    home: str | None,
    kept: bool,
    declared: Declaration | None = None,
    places: Sequence[str] = (),
) -> Entry:
    """bailee's own entry. `kept` is False for a run that keeps nothing; `viewers` are the members of the organisation."""
    trace = Trace(IDENT, Sort.ITSELF, home or "this run", "itself", max(len(places), 1), since, last, READS)
    differences = () if declared or not kept else ("its purpose is its own; whom it reads was not declared",)
    return Entry(
        IDENT,
        NAME,
        NAME,
        Group.REMOTE_MANAGEMENT,
        ("files", "mail"),
        declared.watched if declared and declared.watched else _WATCHED,
        Confidence.VERIFIED,
        (trace,),
        declared.since if declared and declared.since else since,
        "declared" if declared and declared.since else "first scan" if since and kept else "this run" if since else "",
        last,
        Kept(declared.kept_days, "declared", declared.kept)
        if declared and (declared.kept or declared.kept_days)
        else Kept(None, "set", "until the organisation's key is destroyed" if kept else "nothing beyond this report"),
        Viewers(viewers, False if viewers is not None else None, declared.viewers if declared else ()),
        tuple(purpose for purpose, _ in declared.purposes) if declared and declared.purposes else (PURPOSE,),
        declared,
        differences,
        is_own=True,
        of_provider=True,
    )
