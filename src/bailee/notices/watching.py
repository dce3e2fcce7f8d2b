"""Parts of notices about watching at work: by which sorts and tools, whom it concerns, since when, whom to ask."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, Question
from bailee.notices.snapshot import Snapshot, Told
from bailee.rendering import Table
from bailee.vocabulary import SubjectCategory, inside

# Sorts of watching, as the laws of New South Wales and the ACT part them; telephone and doors stand beside them.
_SORTS = {
    "camera": ("camera-footage",),
    "computer": (
        "web-history", "archived-mail", "screen-captures", "keystroke-logs", "chat-exports", "remote-session-recordings",
        "computer-activity", "scan-records",
    ),
    "telephone": ("call-recordings",),
    "tracking": ("location-tracks",),
    "doors": ("badge-logs",),
}  # fmt: skip
_PEOPLE = (SubjectCategory.EMPLOYEE, SubjectCategory.CONTRACTOR, SubjectCategory.APPLICANT)


def sorts(snapshot: Snapshot) -> Mapping[str, tuple[Told, ...]]:
    """What is recorded, by the sort of watching that records it, in the words of the notice."""
    found = {}
    for sort, categories in _SORTS.items():
        if entries := tuple(entry for entry in snapshot.watching if entry.category in categories):
            found[snapshot.say(f"sorts.{sort}")] = entries
    return found


def by_sort(snapshot: Snapshot) -> tuple[Table, ...]:
    """A table of what is recorded for each sort of watching."""
    return tuple(
        clauses.what_we_hold(snapshot, entries, snapshot.say("surveillance.by", sort=sort))
        for sort, entries in sorts(snapshot).items()
    )


def kinds(snapshot: Snapshot) -> Part:
    named = snapshot.say.listed(tuple(sorts(snapshot)))
    return Part(snapshot.say("surveillance.kinds", sorts=named) if named else snapshot.say("surveillance.no_kinds"))


def how(snapshot: Snapshot) -> Part:
    """A record that no tool of the register makes is one of which nobody can say how it comes about."""
    say = snapshot.say
    made = {category for tool in snapshot.tools for category in tool.categories}
    unknown = [entry for entry in snapshot.watching if entry.category not in made]
    open_ = tuple(
        Question(
            f"By which program or device do you get {inside(entry.label)}?",
            f'bailee declare monitoring TOOL --observes … --purpose "…"  ({inside(entry.label)})',
        )
        for entry in unknown
    )
    words = say("surveillance.how") if snapshot.tools else ""
    if unknown and words:
        words += f" {say('surveillance.how_unknown', what=', '.join(say.label(each.category) for each in unknown))}"
    return Part(words or ("" if snapshot.watching else say("surveillance.how_none")), open_)


def who(snapshot: Snapshot) -> Part:
    say = snapshot.say
    if not snapshot.watching:
        return Part(say("surveillance.who_none"))
    watched = [say(f"people.{each.value}") for each in _PEOPLE if any(each in tool.watched for tool in snapshot.tools)]
    if not watched:
        asks = "bailee declare monitoring TOOL --watched employee"
        return Part("", (Question("Who is watched: employees, contractors, applicants?", asks),))
    return Part(say("surveillance.who", who=say.listed(watched)))


def start(snapshot: Snapshot) -> Part:
    """Of each tool, since when; one of which nobody knows it is asked for."""
    if not snapshot.watching:
        return Part(snapshot.say("surveillance.start_none"))
    known = [tool.since for tool in snapshot.tools if tool.since]
    if not known:
        return Part("", _since_when(snapshot))
    return Part(snapshot.say("surveillance.start", day=snapshot.say.day(min(known))), _since_when(snapshot))


def _since_when(snapshot: Snapshot) -> tuple[Question, ...]:
    if not snapshot.tools:
        return (
            Question("When did the watching begin, or when will it?", "bailee declare monitoring TOOL --since DATE"),
        )
    return tuple(
        Question(
            f"Since when does {tool.name} record, or from when will it?",
            f"bailee declare monitoring {shlex.quote(tool.name)} --since DATE",
        )
        for tool in snapshot.tools
        if not tool.since
    )


def consult(snapshot: Snapshot) -> Part:
    if not snapshot.whom:
        return Part("", (shared.WHOM,))
    return Part(snapshot.say("surveillance.consult", contact=snapshot.whom))
