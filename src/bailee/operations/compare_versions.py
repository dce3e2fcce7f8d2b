"""Two versions of a notice beside each other: what changed, clause by clause, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bailee.errors import InvalidInput
from bailee.notices.causes import Cause, causes, footing_of
from bailee.notices.choices import Choice, suggested
from bailee.notices.comparison import Change, unplaced
from bailee.notices.comparison import compare as compared
from bailee.rendering import Block, from_data
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier and a later version."""

    before: NoticeVersion
    after: NoticeVersion
    causes: tuple[Cause, ...]
    changes: tuple[Change, ...]

    @property
    def unplaced(self) -> tuple[Cause, ...]:
        """Causes of which no clause speaks."""
        return unplaced(self.changes, self.causes)

    @property
    def suggested(self) -> tuple[Choice, str]:
        return suggested(self.causes)

    def as_data(self) -> dict[str, Any]:
        choice, because = self.suggested
        return {
            "kind": self.after.kind,
            "from": self.before.version,
            "to": self.after.version,
            "changes": [
                {
                    "clause": change.mark,
                    "heading": change.heading,
                    "state": change.state.value,
                    "causes": [cause.says for cause in change.causes],
                    "added": list(change.added),
                    "removed": list(change.removed),
                }
                for change in self.changes
            ],
            "not_said": [cause.says for cause in self.unplaced],
            "suggested": choice.value,
            "because": because,
        }


def compare_versions(
    workspace: Workspace, kind: str, *, before: int | None = None, after: int | None = None, language: str = "en"
) -> Compared:
    """Two versions; where none is named, the one that speaks now beside the newest. InvalidInput where there are not two."""
    later = workspace.notice_version(kind, after, language)
    if before is not None:
        return compared_versions(workspace.notice_version(kind, before, language), later)
    own = [each for each in workspace.notices() if (each.kind, each.language) == (kind, language)]
    earlier = [each for each in own if each.version < later.version]
    served = [each for each in earlier if each.is_published]
    if not earlier:
        raise InvalidInput(
            f"{kind} has one version: there is nothing to compare it with",
            hint=f'"bailee notice draft {kind}" makes another one when something has changed',
        )
    return compared_versions((served or earlier)[-1], later)


def compared_versions(before: NoticeVersion, after: NoticeVersion) -> Compared:
    """The comparison itself."""
    found = causes(footing_of(before.content), footing_of(after.content))
    return Compared(before, after, found, compared(_blocks(before), _blocks(after), found))


def _blocks(version: NoticeVersion) -> tuple[Block, ...]:
    document = version.content.get("document")
    return from_data(document).blocks if document else ()
