"""Notices that reach whoever comes by: a poster on a wall, with the photograph that shows it; a page that is open to everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bailee.deliveries.photographs import Photograph
from bailee.errors import InvalidInput
from bailee.store.rows.postings import Posting
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

LONGEST = 200  # letters of where it hangs


def put_up_notice(
    workspace: Workspace, version: NoticeVersion, place: str, *, on: date, photograph: Photograph | None
) -> Posting:
    """Note that it hangs somewhere since a day. InvalidInput for a draft, a day to come, and a place that is not said."""
    where = " ".join(place.split())
    if not 3 <= len(where) <= LONGEST:
        raise InvalidInput("say where it hangs", hint=f'such as "kitchen, beside the door"; at most {LONGEST} letters')
    _not_to_come(on)
    with workspace.transaction():
        posting = workspace.put_up(version, where, on, photograph)
        told: dict[str, object] = {"notice": f"{version.kind}-v{version.version}", "version_sha256": version.sha256}
        told |= {"on": on.isoformat(), "photograph": photograph.sha256 if photograph else ""}
        workspace.record("notice-put-up", posting.ident, told)
    return posting


def take_down_notice(workspace: Workspace, ident: str, *, on: date) -> None:
    """Note that it hangs there no more."""
    _not_to_come(on)
    with workspace.transaction():
        workspace.take_down(ident, on)
        workspace.record("notice-taken-down", ident, {"on": on.isoformat()})


def open_notice_page(workspace: Workspace, kind: str) -> bool:
    """Show the newest published version of a kind to everybody; False where it was open already. InvalidInput where none is published."""
    if not any(each.kind == kind and each.state == "published" for each in workspace.notices()):
        raise InvalidInput(f"no version of {kind} is published", hint=f"bailee notice publish {kind}")
    return _set_page(workspace, kind, True)


def close_notice_page(workspace: Workspace, kind: str) -> bool:
    """Show it to nobody any more; False where it was closed."""
    return _set_page(workspace, kind, False)


def _set_page(workspace: Workspace, kind: str, is_open: bool) -> bool:
    with workspace.transaction():
        changed = workspace.set_notice_page(kind, is_open)
        if changed:
            workspace.record("notice-page-opened" if is_open else "notice-page-closed", kind, {})
    return changed


def _not_to_come(on: date) -> None:
    if on > datetime.now(UTC).astimezone().date():
        raise InvalidInput("this day is still to come", hint="note it once it was done")
