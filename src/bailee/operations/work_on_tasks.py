"""What people do about tasks: assign, date, start, snooze, put in order, close with evidence, reopen. Each act has its record.

    close(workspace, "train-staff", Document.of(path, "list of who was there"))
    close(workspace, "sign-employee-privacy-notice", None)        # InvalidInput: 6 of 44 have not signed

A task that the system sees to be done closes by itself, and by nobody's word; every other one takes evidence. Who closes one that somebody
closed a moment ago is told. A day that a law gives cannot be put off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from bailee.errors import CannotRead, InvalidInput
from bailee.permissions import Permission, Role, may
from bailee.store.rows.task_lines import TaskLine
from bailee.store.workspace import Workspace
from bailee.tasks import Act, State
from bailee.tasks.due import Due
from bailee.tasks.steps import circle_in

LARGEST = 200 << 20  # bytes of a document: its hash alone is kept
FEWEST = 8  # letters of a reason, or of a statement
MOST = 1_000
A_YEAR = timedelta(days=366)
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Document:
    """A document that shows it: what is kept of it is its hash, its size and these words."""

    sha256: str
    size: int
    description: str = field(repr=False)
    name: str = field(default="", repr=False)

    @classmethod
    def of(cls, path: Path, description: str) -> Document:
        """A file on this machine. CannotRead where it is gone, no file, or not ours to read."""
        try:
            with path.open("rb") as file:
                return cls.read(file, description, path.name)
        except FileNotFoundError:
            raise CannotRead(f'there is no file "{path}"', hint="give the path of the document that shows it") from None
        except IsADirectoryError:
            raise CannotRead(f'"{path}" is a folder', hint="give one document, or a zip of them") from None
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            raise CannotRead(f'cannot read "{path}": {reason}', hint="give a document that you may read") from None

    @classmethod
    def read(cls, file: BinaryIO, description: str, name: str = "") -> Document:
        """Whatever it is that is read from. InvalidInput for one that is empty, too big, or not described."""
        told = _said(description, "a document needs a description", "say what it is and what it shows")
        whole, size = hashlib.sha256(), 0
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > LARGEST:
                raise InvalidInput(
                    f"the document is larger than {LARGEST >> 20} MB", hint="name a smaller one that shows it"
                )
            whole.update(piece)
        if not size:
            raise InvalidInput("the document is empty", hint="name one that shows it")
        return cls(whole.hexdigest(), size, told, Path(name).name[:200])


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says, by name, of what leaves no trace."""

    text: str = field(repr=False)


Evidence = Document | Statement


def close(workspace: Workspace, ident: str, evidence: Evidence | None, *, on: date, seen: int | None = None) -> None:
    """Close a task with its evidence. InvalidInput says what is missing; `seen`: the newest event that the person had seen."""
    with workspace.acting_on_tasks() as acting:
        task = _theirs(workspace, acting.line(ident))
        _unchanged(workspace, task, seen)
        if task.state is State.DONE:
            raise InvalidInput(
                f"this task was closed meanwhile, {_by(workspace, task)}", hint="`bailee tasks why` shows by what"
            )
        if task.state is State.ENDED:
            raise InvalidInput("this task has ended", hint=task.ended_because)
        if not task.takes:
            _seen_by_the_system(task)
        if task.state is State.BLOCKED:
            before = ", ".join(workspace.task_words(task.waits_for).values())
            raise InvalidInput(f"it waits for what comes before: {before}", hint="close that first")
        if task.takes and evidence is None:
            raise InvalidInput(f"what closes it is missing: {'; '.join(task.missing) or task.closes}", hint=task.closes)
        told, details = _kept(task, evidence)
        workspace.add_task_event(ident, Act.DONE, told, on=on, day=on, details=details)


def _seen_by_the_system(task: TaskLine) -> None:
    """Closing by hand what closes by itself: refused, unless a person had reopened it and the evidence is there."""
    if not task.holds:
        raise InvalidInput(
            f"what closes it is missing: {'; '.join(task.missing) or task.closes}",
            hint=f"it closes by itself. {task.closes} `bailee status` looks again",
        )


def _kept(task: TaskLine, evidence: Evidence | None) -> tuple[dict[str, object], dict[str, object]]:
    """What is kept of evidence, encrypted, and what its record says."""
    if isinstance(evidence, Document):
        if task.takes and "document" not in task.takes:
            raise InvalidInput("a document does not close this task", hint=task.closes)
        kept: dict[str, object] = {
            "document": {
                "sha256": evidence.sha256,
                "size": evidence.size,
                "description": evidence.description,
                "name": evidence.name,
            }
        }
        return kept, {"evidence": "document", "sha256": evidence.sha256}
    if isinstance(evidence, Statement):
        if task.takes and "statement" not in task.takes:
            raise InvalidInput(
                f"a statement alone does not close this task: {'; '.join(task.missing)}", hint=task.closes
            )
        text = _said(evidence.text, "a statement says what was done", "by whom, when and how")
        return {"statement": text}, {"evidence": "statement"}
    return {}, {"evidence": "seen"}


def reopen(workspace: Workspace, ident: str, reason: str, *, on: date) -> None:
    """It is not done, or not any more, whatever was said. InvalidInput where it is not closed."""
    told = _said(reason, "reopening needs a reason", "say what is not done")
    with workspace.acting_on_tasks() as acting:
        task = _theirs(workspace, acting.line(ident))
        if task.state is not State.DONE:
            raise InvalidInput("this task is not closed", hint=f"it is {task.state.value}")
        workspace.add_task_event(ident, Act.REOPENED, {"reason": told}, on=on)


def assign(workspace: Workspace, idents: Sequence[str], member: str, *, on: date) -> int:
    """Give tasks to a member, or back to their role with ''; how many. All or none."""
    if not idents:
        raise InvalidInput("no task is ticked", hint="tick those that you want to assign")
    with workspace.acting_on_tasks() as acting:
        if member:
            _who(workspace, member)
        for ident in dict.fromkeys(idents):
            task = _theirs(workspace, acting.line(ident))
            if not task.state.is_to_do:
                raise InvalidInput(f'"{task.title}" is {task.state.value}', hint="assign what is still to do")
            workspace.add_task_event(ident, Act.ASSIGNED, on=on, member=member)
    return len(set(idents))


def _who(workspace: Workspace, member: str) -> None:
    found = next((each for each in workspace.member_list(ended=True) if each.ident == member), None)
    if found is None:
        raise InvalidInput(f'there is no member "{member}"', hint="`bailee members` lists them with their idents")
    if not found.is_standing:
        raise InvalidInput("this person is no member any more", hint="assign it to somebody who is")
    if not may(found.role, Permission.SEE_TABLE):
        raise InvalidInput(
            f"as {found.role.label} this person sees no tasks",
            hint="give her another role, or the task to somebody else",
        )


def set_due(workspace: Workspace, ident: str, due_on: date, reason: str, *, on: date) -> None:
    """Say by when, and why. InvalidInput for a day that is past, or later than the law's."""
    told = _said(reason, "a day needs a reason", "say where it is from: an agreement, a plan, a visit of the auditor")
    if due_on < on:
        raise InvalidInput(f"{due_on} is past", hint="give a day from today on; what is overdue stays overdue")
    if due_on > on + 10 * A_YEAR:
        raise InvalidInput(f"{due_on} is more than ten years away", hint="write it as 2027-03-31")
    with workspace.acting_on_tasks() as acting:
        task = _theirs(workspace, acting.line(ident))
        _to_do(task)
        _not_put_off(task, due_on, "is due")
        workspace.add_task_event(ident, Act.DATED, {"reason": told}, on=on, day=due_on)


def snooze(workspace: Workspace, ident: str, until: date, reason: str, *, on: date) -> None:
    """Have it out of sight until a day. InvalidInput beyond a year, or beyond the law's day."""
    told = _said(reason, "snoozing needs a reason", "say what you wait for")
    if not on < until <= on + A_YEAR:
        raise InvalidInput("a task sleeps until a day within a year from tomorrow", hint="write it as 2027-03-31")
    with workspace.acting_on_tasks() as acting:
        task = _theirs(workspace, acting.line(ident))
        _to_do(task)
        _not_put_off(task, until, "sleeps until")
        workspace.add_task_event(ident, Act.SNOOZED, {"reason": told}, on=on, day=until)


def start(workspace: Workspace, ident: str, *, on: date) -> None:
    """Somebody works on it. InvalidInput where it waits for another one."""
    with workspace.acting_on_tasks() as acting:
        task = _theirs(workspace, acting.line(ident))
        _to_do(task)
        if task.waits_for:
            before = ", ".join(workspace.task_words(task.waits_for).values())
            raise InvalidInput(f"it waits for what comes before: {before}", hint="close that first")
        workspace.add_task_event(ident, Act.STARTED, on=on)


def put_after(workspace: Workspace, ident: str, other: str, *, on: date) -> None:
    """It cannot be closed before another one is. InvalidInput where they would wait for one another."""
    with workspace.acting_on_tasks() as acting:
        task, before = _theirs(workspace, acting.line(ident)), acting.line(other)
        _to_do(task)
        if before.state is State.ENDED:
            raise InvalidInput(f'"{before.title}" has ended', hint="nothing can wait for it")
        order = dict(workspace.task_order())
        order[ident] = (*order.get(ident, ()), other)
        if circle := circle_in(order):
            raise InvalidInput(f"they would wait for one another: {' → '.join(circle)}", hint="put another one first")
        workspace.add_task_event(ident, Act.AFTER, on=on, other=other, details={"other": other})


def _theirs(workspace: Workspace, task: TaskLine) -> TaskLine:
    """Counsel acts on what is counsel's, or was given to her by name; the others on all."""
    if workspace.role is Role.COUNSEL and task.owner is not Role.COUNSEL and task.member != workspace.member:
        raise InvalidInput(
            "as counsel you act on the tasks that are counsel's", hint="ask the owner to assign it to you"
        )
    return task


def _to_do(task: TaskLine) -> None:
    if not task.state.is_to_do:
        raise InvalidInput(
            f"this task is {task.state.value}",
            hint="reopen it first, with a reason" if task.state is State.DONE else "",
        )


def _not_put_off(task: TaskLine, day: date, does: str) -> None:
    law: Due | None = task.due if task.due is not None and task.due.is_law else None
    if law is not None and day > law.on:
        raise InvalidInput(
            f"it {does} {day}, and the day that the law gives is {law.on}", hint=f"it cannot be put off. {law.source}"
        )


def _unchanged(workspace: Workspace, task: TaskLine, seen: int | None) -> None:
    if seen is not None and seen != task.number and task.state is not State.DONE:
        raise InvalidInput(
            "somebody did something about this task since you opened it", hint="look at its history, then do it again"
        )


def _by(workspace: Workspace, task: TaskLine) -> str:
    if not task.done_by:
        return "by itself: its evidence is there"
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return f"by {names.get(task.done_by, task.done_by)}"


def _said(text: str, fault: str, hint: str) -> str:
    told = " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())
    if len(told) < FEWEST:
        raise InvalidInput(fault, hint=f"{hint}; {FEWEST} letters at least")
    if len(told) > MOST:
        raise InvalidInput(f"this is longer than {MOST:,} letters", hint="say it in short")
    return told
