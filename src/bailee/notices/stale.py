"""A served notice goes stale when something is found or declared that it does not mention: what, and whom that touches.

    found = stale(version.content, draft(kind, …))      # causes, each with whom it is about
    drafted = clauses_for(version.content, draft, found)   # the clauses that would mend it

A kind of data, a purpose, a recipient, a service of others and a tool that records people make it stale. How long data is kept
and whom to ask do not: they are in the next version, and nobody is told anew because of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bailee.notices.causes import Cause, Footing, Sort, causes, footing_of, touched
from bailee.notices.comparison import Change, compare, lines_of
from bailee.notices.versions import Notice
from bailee.rendering import from_data
from bailee.vocabulary import SubjectCategory


@dataclass(frozen=True, slots=True)
class Stale:
    """A version that does not mention all that it should. `causes` is never empty."""

    kind: str
    version: int
    causes: tuple[Cause, ...]

    @property
    def touches(self) -> frozenset[SubjectCategory]:
        """Whom it is about: they have to be told anew, the others not."""
        return touched(self.causes)

    def about(self, category: str, subject: SubjectCategory) -> tuple[Cause, ...]:
        """Causes that concern one row of the table. A kind of data that is not named at all is said there already."""
        return tuple(
            cause
            for cause in self.causes
            if cause.category == category and subject in cause.subjects and cause.sort not in (Sort.KIND, Sort.PURPOSE)
        )


def footing(notice: Notice) -> Footing:
    """What a notice stands on that was composed just now."""
    return Footing(
        {fact.category: fact for fact in notice.facts},
        tuple(tool.name for tool in notice.snapshot.tools),
        notice.snapshot.contact,
        tuple(duty.ident for duty in notice.snapshot.duties),
        {tool.name: frozenset(tool.watched) for tool in notice.snapshot.tools},
        {duty.ident: duty.citation for duty in notice.snapshot.duties},
    )


def stale(content: Mapping[str, Any], today: Notice) -> tuple[Cause, ...]:
    """What a version does not mention that it should, by a notice of its kind composed today; nothing where it mentions all."""
    text = words_of(content)
    return tuple(
        cause for cause in causes(footing_of(content), footing(today)) if cause.is_more and not _mentions(text, cause)
    )


def _mentions(text: str, cause: Cause) -> bool:
    """Whether words that counsel, or another, wrote into it name it already. Kinds are those that the version states."""
    return bool(cause.name) and cause.name.casefold() in text


def words_of(content: Mapping[str, Any]) -> str:
    """All words of a version, in small letters."""
    document = content.get("document")
    if document is None:
        return ""
    return " \n ".join(line for block in from_data(document).blocks for line in lines_of(block)).casefold()


def clauses_for(content: Mapping[str, Any], today: Notice, found: Sequence[Cause]) -> tuple[Change, ...]:
    """Clauses of today's text that name what the version does not mention."""
    document = content.get("document")
    before = from_data(document).blocks if document is not None else ()
    changes: Iterable[Change] = compare(before, today.document.blocks, found)
    return tuple(change for change in changes if change.causes)
