"""Which served notices have gone stale: what was found or declared that they do not mention, and the clauses that would mend it.

for found in find_stale(workspace, on=today):
    found.stale.causes, found.stale.touches, found.changes
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bailee import notices
from bailee.notices import Notice
from bailee.notices.comparison import Change
from bailee.notices.stale import Stale, clauses_for, stale
from bailee.operations.draft_notice import composing, in_language
from bailee.operations.know_signatures import speaking
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Found:
    """A served version that is stale, and the clauses of today's text that would mend it."""

    version: NoticeVersion
    stale: Stale
    changes: tuple[Change, ...]


def find_stale(workspace: Workspace, *, on: date, compose: Callable[..., Notice] | None = None) -> tuple[Found, ...]:
    """Every served notice that is stale on a day. `compose`: what composes a notice, where it is there already."""
    served = newest_served(workspace.notices())
    if not served:
        return ()
    composed = compose or composing(workspace, on)
    found = []
    for version in served:
        today = in_language(workspace, composed, version.kind, version.language)
        causes = stale(version.content, today)
        if causes:
            changes = clauses_for(version.content, today, causes)
            found.append(Found(version, Stale(version.kind, version.version, causes), changes))
    return tuple(found)


def newest_served(versions: Iterable[NoticeVersion]) -> tuple[NoticeVersion, ...]:
    """The version of each notice that speaks now. Kinds that nobody can draft any more are no notices."""
    newest = {each.kind: each for each in speaking([each for each in versions if each.is_published])}
    known = notices.kinds()
    return tuple(newest[kind] for kind in sorted(newest) if kind in known)
