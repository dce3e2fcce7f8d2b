"""Whom a published version was sent to: by its deliveries, or by a note that it went to everybody, less from whom it came back.

>>> Sent(date(2026, 11, 26), 41, 44).to_all_on, Sent(date(2026, 11, 26), 44, 44).to_all_on
(None, datetime.date(2026, 11, 26))
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bailee import notices
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sent:
    """`to` None: to everybody concerned, as somebody noted. `concerned` None: no roster says who that is."""

    on: date | None = None
    to: int | None = None
    concerned: int | None = None

    @property
    def to_all_on(self) -> date | None:
        """The day from which on everybody had it."""
        whole = self.to is None or (self.concerned is not None and self.to >= self.concerned > 0)
        return self.on if whole else None


def sent_of(workspace: Workspace, version: NoticeVersion, concerned: Collection[str] | None = None) -> Sent:
    """How a version was sent to those on the roster whom it is for; `concerned`: to some, by their idents, as on another day."""
    noted = version.sent_to_all_at.astimezone().date() if version.sent_to_all_at else None
    if concerned is not None:
        return _sent_to(workspace, version, noted, set(concerned))
    module = notices.kinds().get(version.kind)
    counts = workspace.reach_counts(version, module.AUDIENCE if module else ())
    if not counts.is_known:
        return Sent(noted)
    if not counts.concerned:
        return Sent(noted or counts.last_on, counts.anybody, None)
    if noted is not None:  # it went to everybody, and from some it came back
        on = max(noted, counts.last_on) if counts.last_on else noted
        return Sent(on, counts.concerned - counts.back, counts.concerned)
    return Sent(counts.last_on, counts.reached, counts.concerned)


def _sent_to(workspace: Workspace, version: NoticeVersion, noted: date | None, there: set[str]) -> Sent:
    reach = workspace.reach(version)
    if not reach.reached and not reach.back:
        return Sent(noted)
    if not there:
        return Sent(noted or reach.last_on, len(reach.reached), None)
    if noted is not None:
        return Sent(max(noted, reach.last_on) if reach.last_on else noted, len(there - reach.back), len(there))
    return Sent(reach.last_on, len(there & reach.reached), len(there))
