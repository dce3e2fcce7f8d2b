"""How many a notice is for, how many signed it and how many it was sent to: as pages of lists show it, over a hundred thousand people.

    figures = figures_of(workspace, served, versions)       # figures.whole, figures.signed, figures.sent

Counted by the database, of one kind at a time, and kept until somebody comes or leaves, signs or is sent something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bailee import notices
from bailee.operations.know_deliveries import Sent, sent_of
from bailee.operations.know_signatures import count_signed
from bailee.store.rows.base import today as this_day
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, SubjectCategory

_MOST = 500  # notices of all organisations of this process
_kept: dict[tuple[object, ...], tuple[tuple[object, ...], Figures]] = {}


@dataclass(frozen=True, slots=True)
class Figures:
    """Of those on the roster today. `sent` of a notice that is signed says nothing, for what counts is who signed."""

    people: Mapping[SubjectCategory, int]
    signed: int = 0
    sent: Sent = field(default_factory=Sent)

    @property
    def whole(self) -> int:
        return sum(self.people.values())


def figures_of(workspace: Workspace, served: NoticeVersion, versions: Sequence[NoticeVersion]) -> Figures:
    """The figures of a version that is served; `versions`: all there are, of any kind."""
    today: date = this_day()
    key = (workspace.home, workspace.organisation, served.kind, served.language)
    marks: tuple[Any, ...] = (today, served.version, served.sent_to_all_at, *workspace.told_marks())
    before = _kept.get(key)
    if before is not None and before[0] == marks:
        return before[1]
    module = notices.kinds().get(served.kind)
    audience = module.AUDIENCE if module else frozenset()
    people = {category: count for category, count in workspace.roster_counts().items() if category in audience}
    if audience & STAFF:
        found = Figures(people, count_signed(workspace, served.kind, versions, people) if people else 0)
    else:
        found = Figures(people, sent=sent_of(workspace, served))
    for old in list(_kept)[: max(len(_kept) - _MOST + 1, 0)]:
        _kept.pop(old, None)
    _kept[key] = (marks, found)
    return found
