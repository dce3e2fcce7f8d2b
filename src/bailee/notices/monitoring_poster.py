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
from bailee.rendering import Block, Heading, Paragraph
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
    say, sorts = snapshot.say, snapshot.say.listed(tuple(watching.sorts(snapshot)))
    ask = Part(say("clauses.ask", contact=snapshot.whom)) if snapshot.whom else Part("", (shared.WHOM,))
    return {
        "kinds": Part(say("poster.kinds", sorts=sorts) if sorts else say("poster.none")),
        "new-york": Part(prescribed("new-york")),
        "controller": ask,
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """One page to hang up; New York's own words where people work there."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [Paragraph(say("poster.short", organisation=snapshot.organisation), strong=True)]
    blocks.append(Paragraph(made["kinds"].words))
    if snapshot.watching:
        names = [say.label(entry.category) for entry in snapshot.watching]
        blocks.append(Paragraph(say("poster.records", what=say.listed(names))))
    if any(law.ident == _NEW_YORK for law in snapshot.asked):
        blocks.append(Heading(1, say("surveillance.place_head", place=say("places.US-NY"))))
        if snapshot.language != "en":
            blocks.append(Paragraph(say("surveillance.prescribed")))
        blocks.append(Paragraph(made["new-york"].words))
    blocks.append(Paragraph(f"{stated(snapshot, made, 'controller')} {say('poster.hang')}"))
    return tuple(blocks)
