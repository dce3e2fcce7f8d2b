"""Two versions beside each other, clause by clause, each change with what caused it.

>>> from bailee.rendering import Heading, Paragraph
>>> before = (Paragraph("We hold your name."), Heading(1, "Who gets it"), Paragraph("Nobody."))
>>> after = (*before, Heading(1, "Where it lies"), Paragraph("With Dropbox."))
>>> [(each.mark, each.state.value) for each in compare(before, after)]
[('§ 1', 'same'), ('§ 2', 'same'), ('§ 3', 'new')]

A clause is a heading of the first level with all that stands below it; what stands before the first one is clause 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from bailee.notices.causes import Cause, Sort, label
from bailee.notices.clauses import in_words
from bailee.rendering import Block, Form, Heading, List, Paragraph, Rich, Symbol, Table


class ChangeState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a notice under its own heading."""

    number: int
    heading: str  # empty: what stands before the first one
    lines: tuple[str, ...]

    @property
    def mark(self) -> str:
        return f"§ {self.number}"


@dataclass(frozen=True, slots=True)
class Change:
    """A clause in both versions, or in one of them."""

    state: ChangeState
    before: Clause | None
    after: Clause | None
    causes: tuple[Cause, ...] = ()

    @property
    def clause(self) -> Clause:
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them is always there
        return found

    @property
    def mark(self) -> str:
        """Its number in the later version; one that was removed has that of the earlier."""
        return self.clause.mark

    @property
    def heading(self) -> str:
        return self.clause.heading

    @property
    def is_changed(self) -> bool:
        return self.state is not ChangeState.SAME

    @property
    def added(self) -> tuple[str, ...]:
        """Lines that were not there."""
        known = set(self.before.lines) if self.before else set()
        return tuple(line for line in self.after.lines if line not in known) if self.after else ()

    @property
    def removed(self) -> tuple[str, ...]:
        """Lines that are there no more."""
        known = set(self.after.lines) if self.after else set()
        return tuple(line for line in self.before.lines if line not in known) if self.before else ()

    @property
    def says(self) -> str:
        """In a sentence: § 3 is new: camera footage was found …"""
        is_what = {
            ChangeState.NEW: "is new",
            ChangeState.CHANGED: "is changed",
            ChangeState.REMOVED: "is taken out",
            ChangeState.SAME: "is as it was",
        }[self.state]
        why = "; ".join(cause.says for cause in self.causes)
        return f"{self.mark} {is_what}{f': {why}' if why else ''}"


def clauses_of(blocks: Iterable[Block]) -> tuple[Clause, ...]:
    """The clauses of a document, in order."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks:
        match block:
            case Heading(1, text):
                found.append((text, []))
            case _:
                if not found:
                    found.append(("", []))
                found[-1][1].extend(lines_of(block))
    made = [(heading, tuple(lines)) for heading, lines in found if heading or lines]
    return tuple(Clause(number, heading, lines) for number, (heading, lines) in enumerate(made, 1))


def lines_of(block: Block) -> list[str]:
    """What a block says, a line each."""
    match block:
        case Heading(_, text) | Paragraph(text, _):
            return [text]
        case List(items):
            return list(items)
        case Rich(spans, _):
            return ["".join(span.text for span in spans)]
        case Table(caption, head, rows):
            return [line for line in (caption, *(" · ".join(filter(None, row)) for row in (head, *rows))) if line]
        case Form(statements, lines):
            return [*statements, *lines]
        case Symbol(_, said):
            return [said]
        case _:
            return []


def compare(before: Iterable[Block], after: Iterable[Block], causes: Sequence[Cause] = ()) -> tuple[Change, ...]:
    """Every clause of both, in the order of the later; one that was taken out stands where it was."""
    made = [_with_causes(change, causes) for change in _paired(clauses_of(before), clauses_of(after))]
    return tuple(made)


def unplaced(changes: Iterable[Change], causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Causes that no changed clause speaks of."""
    placed = {cause for change in changes for cause in change.causes}
    return tuple(cause for cause in causes if cause not in placed)


def _paired(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[Change]:
    old, new = [_key(each) for each in before], [_key(each) for each in after]
    for sort, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            for one, other in zip(before[a:b], after[c:d], strict=True):
                is_same = one.lines == other.lines
                yield Change(ChangeState.SAME if is_same else ChangeState.CHANGED, one, other)
            continue
        yield from (Change(ChangeState.REMOVED, one, None) for one in before[a:b])
        yield from (Change(ChangeState.NEW, None, other) for other in after[c:d])


def _key(clause: Clause) -> str:
    return " ".join(clause.heading.casefold().split())


def _with_causes(change: Change, causes: Sequence[Cause]) -> Change:
    if not change.is_changed or not causes:
        return change
    added, removed = (" \n ".join(lines).casefold() for lines in (change.added, change.removed))
    heading = f" {change.heading.casefold()}"
    if change.state is ChangeState.NEW:
        added += heading
    elif change.state is ChangeState.REMOVED:
        removed += heading
    own = [cause for cause in causes if any(each in (removed if cause.is_gone else added) for each in phrases(cause))]
    return replace(change, causes=tuple(own))


def phrases(cause: Cause) -> tuple[str, ...]:
    """What stands in a text that names a cause, in small letters."""
    if cause.sort is not Sort.KIND:
        return (cause.name.casefold(),) if cause.name else ()
    return tuple(dict.fromkeys((_said(cause.category), label(cause.category).casefold())))


def _said(category: str) -> str:
    try:
        return in_words(category).casefold().rstrip(".")
    except KeyError:
        return category.replace("-", " ")
