"""Workplace surveillance notice: what of people's work is watched, by what, since when, for how long and what for.

It is given before the watching begins, and signed. Content after Workplace Privacy Act 2011 (ACT) s 13, Workplace
Surveillance Act 2005 (NSW) s 10, N.Y. Civ. Rights Law § 52-c, Conn. Gen. Stat. § 31-48d, 19 Del. C. § 705 and 26 M.R.S.
§ 620-A, each where people work; asks.toml says which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices.items import Part, Question, declare, fact, prescribed
from bailee.notices.snapshot import WATCHING, Snapshot, Told
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import STAFF, SubjectCategory, inside

IDENT = "workplace-surveillance-notice"
AUDIENCE = STAFF
TITLE = "How we watch at work"
CATEGORIES = frozenset(WATCHING)
FACTS = (
    "monitoring_continuity",
    "monitoring_disclosure",
    "monitoring_period",
    "records_in_private_places",
    "tells_monitoring_daily",
)

# Sorts of watching, as the laws of New South Wales and the ACT part them; telephone and doors stand beside them.
_SORTS = {
    "camera": ("camera-footage",),
    "computer": (
        "web-history", "archived-mail", "screen-captures", "keystroke-logs", "chat-exports", "remote-session-recordings",
        "computer-activity", "scan-records",
    ),
    "telephone": ("call-recordings",),
    "tracking": ("location-tracks",),
    "doors and badges": ("badge-logs",),
}  # fmt: skip
_PEOPLE = {
    SubjectCategory.EMPLOYEE: "employees",
    SubjectCategory.CONTRACTOR: "contractors",
    SubjectCategory.APPLICANT: "applicants",
}


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    said = snapshot.said
    return {
        "kinds": _kinds(snapshot),
        "how": _how(snapshot),
        "who": _who(snapshot),
        "start": _start(snapshot),
        "continuity": fact(
            said, "monitoring_continuity", "It goes on {}.", "Does it go on all the time, or from time to time?", "all the time"
        ),
        "period": fact(
            said, "monitoring_period", "It goes on {}.", "For how long does it go on: without end, or until a day?", "without end"
        ),
        "purposes": _purposes(snapshot),
        "consult": _consult(snapshot),
        "new-york": Part(prescribed("new-york")),
        "delaware": _delaware(snapshot),
        "yearly": Part("You get this notice before the watching begins, and again once in each calendar year."),
        "interview": Part("Whoever applies for work with us is told of it at the interview."),
        "private-places": _private_places(snapshot),
        "own-devices": Part("You may refuse to have a program that watches you on a device of your own."),
    }  # fmt: skip


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then all of it, then what the laws of single places add, then the statement to sign."""
    if not snapshot.watching:
        return (
            Paragraph("We do not record what you do at work, on camera, by computer or in the mail.", strong=True),
            *clauses.who_we_are(snapshot),
            *clauses.laws_behind(snapshot),
            *clauses.sign(snapshot.organisation),
        )
    made = parts(snapshot)
    blocks: list[Block] = [
        Paragraph(_in_short(snapshot), strong=True),
        Heading(1, "What we watch, and what for"),
        Paragraph(made["kinds"].said("What we watch")),
    ]
    for sort, entries in _sorts(snapshot).items():
        blocks.append(clauses.what_we_hold(entries, f"By {sort}"))
    blocks += [
        Heading(1, "Who uses the records, and who gets them"),
        Paragraph(made["purposes"].said("What the records are for")),
    ]
    if any(use.recipients for entry in snapshot.watching for use in entry.uses):
        blocks += clauses.who_gets_it(snapshot)[1:]
    blocks += [
        Heading(1, "How we do it, and since when"),
        Paragraph(made["how"].said("By which programs and devices")),
        List(
            (
                made["who"].said("Whom it concerns"),
                made["start"].said("When it began"),
                made["continuity"].said("Whether it goes on all the time"),
                made["period"].said("For how long"),
            )
        ),
    ]
    if snapshot.tools:
        blocks.append(clauses.with_what(snapshot.tools))
    blocks += [Heading(1, "Talk with us about it"), Paragraph(made["consult"].said("Whom to ask"))]
    for place, own in _BY_PLACE.items():
        if any(law.ident == own[0] for law in snapshot.asked):
            blocks += [
                Heading(1, f"If you work in {place}"),
                *(Paragraph(made[each].said(_LABELS.get(each, each))) for each in own[1:]),
            ]
    blocks += clauses.laws_behind(snapshot)
    blocks += clauses.sign(snapshot.organisation)
    return tuple(blocks)


_LABELS = {"private-places": "Whether pictures or sound are taken in homes, own vehicles or on own property"}
# What single places add: the rule that asks, and the parts.
_BY_PLACE = {
    "New York": ("mon-us-ny-52c", "new-york"),
    "Delaware": ("mon-us-de-705", "delaware"),
    "Maine": ("mon-us-me-ld61", "yearly", "interview", "private-places", "own-devices"),
}


def _in_short(snapshot: Snapshot) -> str:
    watched = ", ".join(inside(entry.label) for entry in snapshot.watching)
    return f"{snapshot.organisation} records, at work: {watched}. Please read this, ask what you like, and sign the last page."


def _sorts(snapshot: Snapshot) -> Mapping[str, tuple[Told, ...]]:
    """What is recorded, by the sort of watching that records it."""
    found = {}
    for sort, categories in _SORTS.items():
        if entries := tuple(entry for entry in snapshot.watching if entry.category in categories):
            found[sort] = entries
    return found


def _kinds(snapshot: Snapshot) -> Part:
    sorts = ", ".join(_sorts(snapshot))
    return Part(f"We watch by {sorts}. What each records stands below." if sorts else "We watch in no way.")


def _how(snapshot: Snapshot) -> Part:
    """A record that no tool of the register makes is one of which nobody can say how it comes about."""
    made = {category for tool in snapshot.tools for category in tool.categories}
    open_ = tuple(
        Question(
            f"By which program or device do you get {inside(entry.label)}?",
            f'bailee declare monitoring TOOL --observes … --purpose "…"  ({inside(entry.label)})',
        )
        for entry in snapshot.watching
        if entry.category not in made
    )
    unknown = [inside(entry.label) for entry in snapshot.watching if entry.category not in made]
    words = "The table names each program and device, and says what it records." if snapshot.tools else ""
    if unknown and words:
        words += f" By what we get these is not stated yet: {', '.join(unknown)}."
    return Part(words or ("" if snapshot.watching else "Nothing records you."), open_)


def _who(snapshot: Snapshot) -> Part:
    watched = [words for subject, words in _PEOPLE.items() if any(subject in tool.watched for tool in snapshot.tools)]
    if not snapshot.watching:
        return Part("Nobody.")
    if not watched:
        return Part(
            "",
            (Question("Who is watched: employees, contractors, applicants?", "bailee declare monitoring TOOL --watched employee"),),
        )  # fmt: skip
    return Part(f"It concerns all {' and '.join(watched)} who use what is named here, or are where a camera looks.")


def _start(snapshot: Snapshot) -> Part:
    """Of each tool, since when; one of which nobody knows it is asked for."""
    if not snapshot.watching:
        return Part("Nothing began.")
    known = [tool.since for tool in snapshot.tools if tool.since]
    if not known:
        return Part("", _since_when(snapshot))
    first = min(known)
    words = f"It began on {first.day} {first:%B %Y}. The table says since when each program or device records."
    return Part(words, _since_when(snapshot))


def _since_when(snapshot: Snapshot) -> tuple[Question, ...]:
    if not snapshot.tools:
        return (
            Question("When did the watching begin, or when will it?", "bailee declare monitoring TOOL --since DATE"),
        )
    return tuple(
        Question(
            f"Since when does {tool.name} record, or from when will it?",
            f'bailee declare monitoring "{tool.name}" --since DATE',
        )
        for tool in snapshot.tools
        if not tool.since
    )


def _purposes(snapshot: Snapshot) -> Part:
    """What the records are used for, and whom they are given to; both are asked of whoever leaves one out."""
    if not snapshot.watching:
        return Part("Nothing is used.")
    said = dict.fromkeys(use.purpose for entry in snapshot.watching for use in entry.uses)
    open_ = [
        Question(
            f"What are {inside(entry.label)} used for?",
            f'bailee declare activity --name "…" --purpose "…" --category {entry.category} --subject employee',
        )
        for entry in snapshot.watching
        if not entry.uses
    ]
    given = str(snapshot.said.get("monitoring_disclosure") or "").strip().rstrip(".")
    if not given:
        open_.append(
            Question(
                "Who else is given these records, and what for?", declare("monitoring_disclosure", "the police, where the law asks")
            )
        )  # fmt: skip
        given = "not stated yet"
    words = f"We use the records for: {'; '.join(said) or 'not stated yet'}. Who else is given them: {given}."
    return Part(words, tuple(open_))


def _consult(snapshot: Snapshot) -> Part:
    if not snapshot.contact:
        return Part("", (Question("Whom can people ask?", declare("contact", "NAME, ADDRESS")),))
    return Part(
        "You may talk with us about how this watching is done, and say what you would change, before it begins and while "
        f"it goes on. Ask {snapshot.contact}."
    )


def _delaware(snapshot: Snapshot) -> Part:
    if snapshot.said.get("tells_monitoring_daily") is True:
        return Part(
            "Your telephone calls, e-mail and use of the Internet may be monitored. You are shown this each day on which "
            "you open our e-mail or the Internet."
        )
    return Part(
        "Your telephone calls, e-mail and use of the Internet may be monitored. You are told this once, and sign below "
        "that you were."
    )


def _private_places(snapshot: Snapshot) -> Part:
    said = snapshot.said.get("records_in_private_places")
    if said is False:
        return Part("We take no pictures or sound in your home, in your own vehicle or on your own property.")
    if said is True:
        return Part(
            "We take pictures or sound in homes, own vehicles or on own property of people whose work demands it.",
            (Question("Which job duties demand pictures or sound in private places? Counsel has to look at it."),),
        )
    return Part(
        "",
        (
            Question(
                "Are pictures or sound of people taken in their homes, own vehicles or on their own property?",
                declare("records_in_private_places", "no"),
            ),
        ),
    )
