"""Notices that their organisation opened to everybody, with who of law reviewed each: what the open page shows.

Whether somebody reviewed it is asked as the organisation's own member, and remembered for a few minutes: who asks here is
anybody, as often as they like.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from bailee.errors import Error
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.store.published import Published, published_page
from bailee.store.work.rows import acting_member, number_of
from bailee.store.workspace import Workspace

SECONDS = 300.0
_MOST = 1_000

_known: dict[tuple[Path, str, str], tuple[float, dict[tuple[int, str], str]]] = {}
_lock = Lock()


def show_published(home: Path, organisation: str, kind: str) -> tuple[tuple[Published, str], ...]:
    """Versions by language, each with who reviewed it (empty: nobody, it is a draft); none where nothing is open there."""
    found = published_page(home, organisation, kind)
    if not found:
        return ()
    reviewed = _reviewed(home, organisation, kind, found)
    return tuple((each, reviewed.get((each.version, each.language), "")) for each in found)


def _reviewed(home: Path, organisation: str, kind: str, found: tuple[Published, ...]) -> dict[tuple[int, str], str]:
    key, wanted = (home, organisation, kind), {(each.version, each.language) for each in found}
    with _lock:
        at, known = _known.get(key, (0.0, {}))
    if known and time.monotonic() - at < SECONDS and wanted <= known.keys():
        return known
    try:
        member = acting_member(home, number_of(home, organisation))
        workspace = Workspace(home, organisation, member)
        reviews = reviews_of(workspace, datetime.now(UTC).astimezone().date())
        made = {
            (each.version, each.language): reviewer_of(each, reviews)
            for each in workspace.notices()
            if each.kind == kind and (each.version, each.language) in wanted
        }
    except Error:
        return {}  # nobody owns it any more: then nobody vouches for the review either
    with _lock:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = (time.monotonic(), made)
    return made
