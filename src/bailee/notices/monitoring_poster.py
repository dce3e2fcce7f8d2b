"""Monitoring poster: what may be watched at a workplace, to hang where every employee can read it.

Content after Conn. Gen. Stat. § 31-48d, where posting is the notice, and N.Y. Civ. Rights Law § 52-c, which asks for both.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import parts as shared
from bailee.notices import watching
from bailee.notices.items import Part, prescribed, stated
from bailee.notices.snapshot import WATCHING, Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import STAFF

IDENT = "monitoring-poster"
AUDIENCE = STAFF
TITLE = title(IDENT)
LOOK = "sign"
CATEGORIES = frozenset(WATCHING)
FACTS = ()
_NEW_YORK = "mon-us-ny-52c"


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the poster says, by the idents that asks.toml uses."""
    sorts = ", ".join(watching.sorts(snapshot))
    words = snapshot.say("poster.kinds", sorts=sorts) if sorts else snapshot.say("poster.none")
    return {
        "kinds": Part(words),
        "new-york": Part(prescribed("new-york")),
        "controller": shared.controller(snapshot),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """One page to hang up; New York's own words where people work there."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [Paragraph(say("poster.short", organisation=snapshot.organisation), strong=True)]
    blocks.append(Paragraph(made["kinds"].words))
    if snapshot.watching:
        blocks.append(Heading(1, say("poster.records_head")))
        blocks.append(List(tuple(say.category(entry.category) for entry in snapshot.watching)))
    if any(law.ident == _NEW_YORK for law in snapshot.asked):
        blocks.append(Heading(1, say("surveillance.place_head", place=say("places.US-NY"))))
        if snapshot.language != "en":
            blocks.append(Paragraph(say("surveillance.prescribed")))
        blocks.append(Paragraph(made["new-york"].words))
    blocks += [
        Heading(1, say("poster.ask_head")),
        Paragraph(stated(snapshot, made, "controller")),
        Paragraph(say("poster.hang")),
    ]
    return tuple(blocks)
