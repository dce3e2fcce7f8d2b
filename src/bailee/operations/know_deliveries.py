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
    """How a version was sent; `concerned`: idents of those on the roster whom it is for, where they were looked up already."""
    noted = version.sent_to_all_at.date() if version.sent_to_all_at else None
    reach = workspace.reach(version)
    if not reach.reached and not reach.back:
        return Sent(noted)
    if concerned is None:
        module = notices.kinds().get(version.kind)
        audience = module.AUDIENCE if module else frozenset()
        concerned = {each.ident for each in workspace.roster_prints() if each.category in audience}
    if not concerned:
        return Sent(noted or reach.last_on, len(reach.reached), None)
    there = set(concerned)
    if noted is not None:  # it went to everybody, and from some it came back
        return Sent(max(noted, reach.last_on) if reach.last_on else noted, len(there - reach.back), len(there))
    return Sent(reach.last_on, len(there & reach.reached), len(there))
