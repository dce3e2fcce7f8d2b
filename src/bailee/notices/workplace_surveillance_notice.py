"""Workplace surveillance notice: what of people's work is watched, by what, since when, for how long and what for.

It is given before the watching begins, and signed. Content after Workplace Privacy Act 2011 (ACT) s 13, Workplace
Surveillance Act 2005 (NSW) s 10, N.Y. Civ. Rights Law § 52-c, Conn. Gen. Stat. § 31-48d, 19 Del. C. § 705 and 26 M.R.S.
§ 620-A, each where people work; asks.toml says which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses, watching
from bailee.notices.items import Part, Question, declare, fact, prescribed, stated
from bailee.notices.snapshot import WATCHING, Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import STAFF, inside

IDENT = "workplace-surveillance-notice"
AUDIENCE = STAFF
TITLE = title(IDENT)
CATEGORIES = frozenset(WATCHING)
FACTS = (
    "monitoring_continuity",
    "monitoring_disclosure",
    "monitoring_period",
    "records_in_private_places",
    "tells_monitoring_daily",
)


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    say = snapshot.say
    return {
        "kinds": watching.kinds(snapshot),
        "how": watching.how(snapshot),
        "who": watching.who(snapshot),
        "start": watching.start(snapshot),
        "continuity": fact(
            snapshot, "monitoring_continuity", "surveillance.continuity", "Does it go on all the time, or from time to time?", "all the time"
        ),
        "period": fact(
            snapshot, "monitoring_period", "surveillance.period", "For how long does it go on: without end, or until a day?", "without end"
        ),
        "purposes": _purposes(snapshot),
        "consult": watching.consult(snapshot),
        "new-york": Part(prescribed("new-york")),
        "delaware": _delaware(snapshot),
        "yearly": Part(say("surveillance.yearly")),
        "interview": Part(say("surveillance.interview")),
        "private-places": _private_places(snapshot),
        "own-devices": Part(say("surveillance.own_devices")),
    }  # fmt: skip


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then all of it, then what the laws of single places add, then the statement to sign."""
    say = snapshot.say
    if not snapshot.watching:
        return (
            Paragraph(say("employee.unwatched"), strong=True),
            *clauses.who_we_are(snapshot),
            *clauses.laws_behind(snapshot),
            *clauses.sign(snapshot),
        )
    made = parts(snapshot)
    blocks: list[Block] = [
        *clauses.layers(snapshot, _lead(snapshot), watched=True),
        Heading(1, say("surveillance.watch_head")),
        Paragraph(made["kinds"].words),
        *watching.by_sort(snapshot),
        Heading(1, say("surveillance.use_head")),
        Paragraph(made["purposes"].words),
    ]
    if any(use.recipients for entry in snapshot.watching for use in entry.uses):
        blocks += clauses.who_gets_it(snapshot)[1:]
    said = (stated(snapshot, made, each) for each in ("who", "start", "continuity", "period"))
    blocks += [
        Heading(1, say("surveillance.how_head")),
        Paragraph(stated(snapshot, made, "how")),
        List(tuple(said)),
    ]
    if snapshot.tools:
        blocks.append(clauses.with_what(snapshot, snapshot.tools))
    blocks += [Heading(1, say("surveillance.talk_head")), Paragraph(stated(snapshot, made, "consult"))]
    for place, (rule, *own) in _BY_PLACE.items():
        if any(law.ident == rule for law in snapshot.asked):
            blocks.append(Heading(1, say("surveillance.place_head", place=say(f"places.{place}"))))
            if place == "US-NY" and snapshot.language != "en":
                blocks.append(Paragraph(say("surveillance.prescribed")))
            blocks += [Paragraph(stated(snapshot, made, each)) for each in own]
    blocks += clauses.laws_behind(snapshot)
    blocks += clauses.sign(snapshot)
    return tuple(blocks)


# What single places add: the rule that asks, and the parts.
_BY_PLACE = {
    "US-NY": ("mon-us-ny-52c", "new-york"),
    "US-DE": ("mon-us-de-705", "delaware"),
    "US-ME": ("mon-us-me-ld61", "yearly", "interview", "private-places", "own-devices"),
}


def _lead(snapshot: Snapshot) -> str:
    watched = snapshot.say.listed([snapshot.say.label(entry.category) for entry in snapshot.watching])
    return snapshot.say("surveillance.short", organisation=snapshot.organisation, watched=watched)


def _purposes(snapshot: Snapshot) -> Part:
    """What the records are used for, and whom they are given to; both are asked of whoever leaves one out."""
    say = snapshot.say
    if not snapshot.watching:
        return Part(say("surveillance.purposes_none"))
    said = dict.fromkeys(snapshot.own(use.purpose) for entry in snapshot.watching for use in entry.uses)
    open_ = [
        Question(
            f"What are {inside(entry.label)} used for?",
            f'bailee declare activity --name "…" --purpose "…" --category {entry.category} --subject employee',
        )
        for entry in snapshot.watching
        if not entry.uses
    ]
    given = snapshot.fact("monitoring_disclosure")
    if not given:
        example = declare("monitoring_disclosure", "the police, where the law asks")
        open_.append(Question("Who else is given these records, and what for?", example))
    stated_not = say("clauses.not_stated")
    words = say("surveillance.purposes", what="; ".join(said) or stated_not, given=given or stated_not)
    return Part(words, tuple(open_))


def _delaware(snapshot: Snapshot) -> Part:
    daily = snapshot.said.get("tells_monitoring_daily") is True
    return Part(snapshot.say("surveillance.delaware_daily" if daily else "surveillance.delaware_once"))


def _private_places(snapshot: Snapshot) -> Part:
    said = snapshot.said.get("records_in_private_places")
    if said is False:
        return Part(snapshot.say("surveillance.private_no"))
    if said is True:
        counsel = Question("Which job duties demand pictures or sound in private places? Counsel has to look at it.")
        return Part(snapshot.say("surveillance.private_yes"), (counsel,))
    question = "Are pictures or sound of people taken in their homes, own vehicles or on their own property?"
    return Part("", (Question(question, declare("records_in_private_places", "no")),))
