"""What may become a ticket: alerts, tasks, incidents, findings of a category that wait to be judged; each as it should read elsewhere.

A ticket leaves the house, so nothing of a person's stands in it: no value, no file, no member's name; an incident is named by its number
and its kind, and one that counsel marked as privileged becomes none. What it says beside is a link, which asks who comes.

>>> without_names("Kofi Mensah opened your data", ["Kofi Mensah"])
'Somebody opened your data'
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bailee.incidents.acts import KINDS
from bailee.permissions import Permission
from bailee.store.rows.settled import States
from bailee.store.workspace import Workspace
from bailee.tickets.drafts import LONGEST_TITLE, Draft
from bailee.vocabulary import DATA_CATEGORIES, Severity, inside

OF_OURS = (
    "tickets-not-taken",
    "messages-not-taken",
)  # alerts about tickets themselves: a ticket would not come through either
_MOST = 10_000
_LONGEST = 3_000  # letters of a text


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is open here."""

    sort: str
    ident: str
    title: str
    lines: tuple[str, ...] = field(repr=False)
    severity: Severity
    page: str  # under /o/<organisation>/

    @property
    def key(self) -> tuple[str, str]:
        return self.sort, self.ident


def things(workspace: Workspace, sorts: Iterable[str]) -> tuple[Thing, ...]:
    """All that are open, of these sorts; what the member who asks may not see is none."""
    names = [each.name for each in workspace.member_list(ended=True)]
    wanted, found = set(sorts), []
    if "alert" in wanted:
        found += _alerts(workspace)
    if "task" in wanted:
        found += _tasks(workspace)
    if "incident" in wanted and workspace.may(Permission.SEE_STORES):
        found += _incidents(workspace)
    if "findings" in wanted and workspace.may(Permission.SEE_FINDINGS):
        found += _findings(workspace)
    return tuple(_nameless(each, names) for each in found)


def _alerts(workspace: Workspace) -> list[Thing]:
    return [
        Thing("alert", each.ident, each.title, (each.why, each.next), each.severity, "alerts/")
        for each in workspace.alerts(limit=_MOST)
        if each.sort not in OF_OURS
    ]


def _tasks(workspace: Workspace) -> list[Thing]:
    made = []
    for each in workspace.task_list(limit=_MOST).tasks:
        due = f"Due {each.due.on:%-d %b %Y}." if each.due is not None else ""
        why = f"Why: {'; '.join(each.why)}." if each.why else ""
        lines = (each.text or each.title, due, why, f"It is closed by: {each.closes}." if each.closes else "")
        made.append(Thing("task", each.ident, each.title, lines, each.severity, f"tasks/of/{each.ident}/"))
    return made


def _incidents(workspace: Workspace) -> list[Thing]:
    made = []
    for each in workspace.incidents():
        if not each.is_open or each.is_drill or each.is_privileged:
            continue
        title = f"Incident {each.ident}: {inside(KINDS.get(each.kind, KINDS['other']))}"
        undone = sum(step.done_at is None for step in each.steps)
        lines = (
            f"Reported {each.reported_at.astimezone():%-d %b %Y, %H:%M}; clocks of laws run from when it was discovered.",
            f"{undone} steps are still to be done." if undone else "Each step that was named is done.",
        )
        made.append(Thing("incident", each.ident, title, lines, Severity.SEVERE, f"incidents/of/{each.ident}/"))
    return made


def _findings(workspace: Workspace) -> list[Thing]:
    made = []
    for category, count in sorted(workspace.triage_counts()[States.TO_JUDGE].items()):
        known = DATA_CATEGORIES.get(category)
        if known is None or not count:
            continue
        title = f"{known.label}: {count:,} {'finding' if count == 1 else 'findings'} to judge"
        lines = ("Each is confirmed or dismissed, with a reason; what is confirmed is then secured.",)
        made.append(Thing("findings", category, title, lines, known.severity, f"findings/?category={category}"))
    return made


def draft_of(workspace: Workspace, thing: Thing, address: str) -> Draft:
    """As a ticket reads. `address`: of this server; without it there is no link."""
    link = f"{address.rstrip('/')}/o/{workspace.organisation}/{thing.page}" if address else ""
    lines = [
        workspace.organisation_name,
        "",
        *(line for line in thing.lines if line),
        "",
        f"How bad: {thing.severity.value}.",
        f"Go on here: {link}" if link else "Go on in bailee.",
        "",
        "Kept up to date by bailee. What was found, where and whose stands there alone.",
    ]
    text = "\n".join(_plain(line) for line in lines)[:_LONGEST]
    return Draft("", _plain(thing.title)[:LONGEST_TITLE], text, thing.severity)


def digest_of(draft: Draft, mapping: object) -> str:
    """What is to be told anew when it changes."""
    told = [draft.title, draft.text, draft.severity.value, mapping]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=dict).encode()).hexdigest()[:32]


def without_names(text: str, names: Sequence[str]) -> str:
    """The same without names of members."""
    for name in sorted((each for each in names if len(each) > 1), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "somebody", text)
    return text[:1].upper() + text[1:]


def _nameless(thing: Thing, names: Sequence[str]) -> Thing:
    lines = tuple(without_names(line, names) for line in thing.lines)
    return Thing(thing.sort, thing.ident, without_names(thing.title, names), lines, thing.severity, thing.page)


def _plain(text: str) -> str:
    """One line, without signs by which a system would read it as more than text.

    >>> _plain("a <b>\\nc</b>")
    'a b c/b'
    """
    return " ".join(
        "".join(sign for sign in text if sign not in "<>" and (sign.isprintable() or sign.isspace())).split()
    )
