"""Breach letter: the text of a letter to people whose data were in an incident, with a place for each thing that is not known yet.

It lies ready, reviewed, before anything happens. Content after Cal. Civ. Code § 1798.82(d), 45 CFR 164.404(c), the breach laws of
Colorado, Iowa, New Hampshire, New Mexico, Rhode Island, Virginia and Washington, Australia's scheme, PIPEDA and GDPR Art. 34;
asks.toml says which part answers which of their lines. The title and the headings are those that California prescribes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from bailee.notices import parts as shared
from bailee.notices.items import Part, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph, Table
from bailee.vocabulary import STAFF, SubjectCategory

IDENT = "breach-letter"
AUDIENCE = STAFF | {
    SubjectCategory.CUSTOMER,
    SubjectCategory.SOLE_PROPRIETOR,
    SubjectCategory.PATIENT,
    SubjectCategory.VISITOR,
}
TITLE = title(IDENT)
CATEGORIES: frozenset[str] = frozenset()  # it tells nobody what is held: that stands in a place to fill
FACTS = ()


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the letter says, by the idents that asks.toml uses. A place in brackets is filled when it is sent."""
    say = snapshot.say
    contact = (
        Part(say("breach.more", organisation=snapshot.organisation, contact=snapshot.whom))
        if snapshot.whom
        else Part("", (shared.WHOM,))
    )
    return {
        "headings": Part(say("breach.happened_head")),
        "happened": Part(say("breach.happened")),
        "delay": Part(say("breach.delay")),
        "data": Part(say("breach.involved")),
        "number": Part(say("breach.number")),
        "doing": Part(say("breach.doing")),
        "offer": Part(say("breach.offer")),
        "advice": Part(say("breach.can_own")),
        "password": Part(say("breach.can_password")),
        "freeze": Part(say("breach.can_freeze")),
        "review": Part(say("breach.can_review")),
        "report": Part(say("breach.can_report")),
        "bureaus": Part(say("breach.bureaus_head")),
        "fcra": Part(say("breach.fcra")),
        "authority": Part(say("breach.authority")),
        "controller": contact,
        "date": Part(say("breach.letter_date")),
        "plain": Part(say("breach.lead", organisation=snapshot.organisation)),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The letter, on the headings that California prescribes; the bureaus at its end."""
    say, made = snapshot.say, parts(snapshot)
    rows = tuple(_bureaus())
    return (
        Paragraph(say("breach.intro")),
        Paragraph(made["date"].words),
        Paragraph(made["plain"].words, strong=True),
        Heading(1, say("breach.happened_head")),
        Paragraph(made["happened"].words),
        Paragraph(made["delay"].words),
        Heading(1, say("breach.involved_head")),
        Paragraph(made["data"].words),
        Paragraph(made["number"].words),
        Heading(1, say("breach.doing_head")),
        Paragraph(made["doing"].words),
        Paragraph(made["offer"].words),
        Heading(1, say("breach.can_head")),
        List(tuple(say(f"breach.can_{each}") for each in ("review", "freeze", "report", "password", "own"))),
        Paragraph(made["fcra"].words),
        Heading(1, say("breach.more_head")),
        Paragraph(stated(snapshot, made, "controller")),
        Paragraph(made["authority"].words),
        Table(say("breach.bureaus_head"), (say("breach.bureau_name"), say("breach.bureau_contact")), rows, (2, 5)),
    )


@cache
def _bureaus() -> tuple[tuple[str, str], ...]:
    """Credit bureaus and the Federal Trade Commission: name, and how to reach them."""
    table = resources.files("bailee.notices").joinpath("bureaus.toml").read_text(encoding="utf-8")
    return tuple(
        (each["name"], f"{each['telephone']}, {each['address']}, {each['site']}")
        for each in tomllib.loads(table)["bureau"]
    )
