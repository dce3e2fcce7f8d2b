"""What is told of one task: its rules, and its history in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bailee.obligations.load import in_force
from bailee.obligations.tables import rules_for
from bailee.operations.know_reviews import reviewed_rules
from bailee.store.rows.task_lines import TaskLine
from bailee.store.workspace import Workspace
from bailee.tasks import Act, Event


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a task's history."""

    at: datetime
    act: str
    text: str


def history(events: Iterable[Event], names: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Happened, ...]:
    """A task's events in sentences, oldest first. `names`: of members; `titles`: of tasks that it waits for."""
    return tuple(Happened(each.at, each.act.value, _sentence(each, names, titles)) for each in events)


def _sentence(event: Event, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    who = names.get(event.by, event.by)
    reason, why = str(event.says.get("reason", "")), str(event.says.get("why", ""))
    match event.act:
        case Act.ASSIGNED:
            return (
                f"{who} gave it to {names.get(event.member, event.member)}"
                if event.member
                else f"{who} gave it back to its role"
            )
        case Act.DATED:
            return f"{who} set it due on {event.on}: {reason}"
        case Act.STARTED:
            return f"{who} started it"
        case Act.SNOOZED:
            return f"{who} put it to sleep until {event.on}: {reason}"
        case Act.REOPENED:
            return f"{who} opened it again: {reason}"
        case Act.AFTER:
            return f"{who} has it wait for: {titles.get(event.other, event.other)}"
        case Act.DONE:
            return f"{who} closed it. {_evidence(event)}"
        case Act.CAME:
            return f"It came: {why}" if why else "It came"
        case Act.MET:
            return f"Its evidence is there: {why}"
        case Act.LAPSED:
            return f"Its evidence ceased to hold: {why}"
        case Act.ENDED:
            return f"It ended: {why}"
        case Act.RETURNED:
            return f"It came back: {why}"


def _evidence(event: Event) -> str:
    document = event.says.get("document")
    if isinstance(document, dict):
        return f"Document: {document['description']} ({document['size']:,} bytes, SHA-256 {document['sha256'][:16]}…)"
    if event.says.get("statement"):
        return f"Statement: {event.says['statement']}"
    return "The system sees that it is done."


def obligations_of(workspace: Workspace, task: TaskLine, on: date) -> list[tuple[str, str, str]]:
    """The rules behind a task: citation, duty in a line, and who reviewed it: "no" for nobody, "" for good practice."""
    rules = {rule.ident: rule for rule in in_force(rules_for(workspace.home), on)}
    reviewed = reviewed_rules(workspace, on)
    made = []
    for ident in task.obligations:
        rule = rules.get(ident)
        if rule is None:
            made.append((ident, "A rule that is in no table any more.", ""))
            continue
        said = "" if rule.status == "good_practice" else reviewed.get(ident, "no")
        if rule.is_verified:
            made.append((rule.short, rule.duty, said))
        else:
            made.append((rule.short, f"A law may apply here: {rule.name}. Not verified, ask counsel.", said))
    return made
