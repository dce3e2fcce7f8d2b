"""Drafts of activities: from what was found, from a template. Nothing of them counts before a person accepts it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from bailee.errors import InvalidInput
from bailee.inventory import templates
from bailee.inventory.activities import ProcessingActivity
from bailee.operations.declare_activity import declare_activity
from bailee.operations.show_record import show_suggestions
from bailee.store.rows.recorded import Draft
from bailee.store.workspace import Workspace

FOUND, IMPORTED, TEMPLATE = "found", "imported", "template"


def draft_found(workspace: Workspace) -> tuple[ProcessingActivity, ...]:
    """Keep drafts of what was found and nobody declared; those that were made."""
    made = tuple(each.activity for each in show_suggestions(workspace))
    if made:
        keep_drafts(workspace, made, FOUND)
    return made


def draft_template(workspace: Workspace, ident: str) -> tuple[ProcessingActivity, ...]:
    """Keep what a template says as drafts, but for what is declared or drafted under the same name; those that were made."""
    known = {each.name for each in workspace.activities()} | {each.activity.name for each in workspace.drafts()}
    made = tuple(each.activity for each in templates.load(ident).activities if each.activity.name not in known)
    if made:
        keep_drafts(workspace, made, f"{TEMPLATE}:{ident}")
    return made


def keep_drafts(workspace: Workspace, activities: Iterable[ProcessingActivity], origin: str) -> int:
    """Keep drafts; how many."""
    with workspace.transaction():
        count = workspace.save_drafts(activities, origin)
        workspace.record("activities-drafted", origin.replace(":", "-"), {"drafts": count})
    return count


def find_draft(workspace: Workspace, name: str) -> Draft:
    """The draft of that name; InvalidInput where none waits."""
    draft = next((each for each in workspace.drafts() if each.activity.name == name), None)
    if draft is None:
        raise InvalidInput(f'no draft "{name[:200]}" waits', hint="bailee inventory drafts lists them")
    return draft


def accept_draft(workspace: Workspace, name: str) -> ProcessingActivity:
    """Declare a draft as it stands. InvalidInput where it does not say what it is for: that is nobody's to guess."""
    activity = find_draft(workspace, name).activity
    if not activity.purposes:
        raise InvalidInput(
            f'the draft "{name}" does not say what the data is for',
            hint=f"bailee declare activity --name {shlex.quote(name)} --purpose …; what else the draft says is taken over",
        )
    declare_activity(workspace, activity)
    return activity


def drop_draft(workspace: Workspace, name: str) -> None:
    """It is no activity of ours."""
    draft = find_draft(workspace, name)
    with workspace.transaction():
        workspace.save_drafts([draft.activity], draft.origin, settled=True)
        workspace.record("draft-dropped", draft.origin.replace(":", "-"), {})
