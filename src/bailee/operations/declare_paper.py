"""Declare files on paper: what no scan can look at, and every coverage statement has to say."""

from __future__ import annotations

from collections.abc import Sequence

from bailee.errors import InvalidInput
from bailee.store.rows.declared import PaperFiles
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory


def declare_paper(
    workspace: Workspace, name: str, holds: Sequence[str] = (), about: Sequence[str] = (), *, withdraw: bool = False
) -> None:
    """Keep them, with evidence. InvalidInput for a category that is none, or for the end of what was never declared."""
    for category in holds:
        if category not in DATA_CATEGORIES:
            raise InvalidInput(f'there is no category "{category}"', hint="one of: " + " ".join(DATA_CATEGORIES))
    known = [paper.name for paper in workspace.paper_files()]
    if withdraw and name.strip() not in known:
        raise InvalidInput(
            f'no files on paper are called "{name}"', hint="declared are: " + ", ".join(known or ["none"])
        )
    with workspace.transaction():
        subjects = tuple(SubjectCategory(each) for each in about)
        workspace.declare_paper(PaperFiles(name.strip(), tuple(holds), subjects), withdrawn=withdraw)
        action = "paper-files-withdrawn" if withdraw else "paper-files-declared"
        workspace.record(action, "paper-files", {"categories": len(holds)})
