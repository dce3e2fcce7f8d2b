"""Employee privacy notice: what an employer holds about its staff and how it watches them, to be received, read and signed.

Content after GDPR Art. 13 and 14, the notice at collection of Cal. Civ. Code § 1798.100, and the policy on electronic monitoring of
Ontario; asks.toml says which part answers which of their lines. Where another law asks to inform, the notice names it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses, watching
from bailee.notices import parts as shared
from bailee.notices.items import Part
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import STAFF, SubjectCategory

IDENT = "employee-privacy-notice"
AUDIENCE = STAFF
TITLE = title(IDENT)
SERVES_ALL = True
FACTS = (
    *shared.OF_ARTICLE_13,
    *shared.OF_A_SALE,
    "sends_data_abroad",
)
_SUBJECT = SubjectCategory.EMPLOYEE.value


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What it says beside its own clauses, by the idents that asks.toml uses."""
    say = snapshot.say
    return shared.of_article_13(snapshot, _SUBJECT) | {
        "needed": Part(say("parts.needed_staff")),
        "sold": shared.sold(snapshot),
        "links": shared.links(snapshot),
        "how": watching.how(snapshot),
        "monitors": Part(say("parts.monitors" if snapshot.watching else "parts.no_monitors")),
        "date": Part(say("parts.date")),
        "biometric": shared.biometric(),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """Short notice first, then all of it, then the statement to sign."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [
        *clauses.layers(snapshot, say("employee.short", organisation=snapshot.organisation), watched=True),
        *clauses.who_we_are(snapshot),
        Heading(1, say("employee.held_head")),
    ]
    if snapshot.given:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.given, say("employee.held_caption")))
    else:
        blocks.append(Paragraph(say("employee.nothing_else")))
    blocks += clauses.asked_here(
        snapshot, IDENT, made, "categories", "grounds", "purposes", "kept", "sources", "needed"
    )
    blocks.append(Heading(1, say("employee.watch_head")))
    if snapshot.watching:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.watching, say("employee.watch_caption")))
        if snapshot.tools:
            blocks.append(clauses.with_what(snapshot, snapshot.tools))
        blocks.append(Paragraph(say("employee.private")))
    else:
        blocks.append(Paragraph(say("employee.unwatched")))
    blocks += clauses.who_gets_it(snapshot)
    blocks += clauses.where_it_lies(snapshot)
    blocks += clauses.how_we_keep_it(snapshot)
    blocks += clauses.your_rights(snapshot)
    blocks += clauses.asked_beside(snapshot, IDENT, made, blocks)
    blocks += clauses.laws_behind(snapshot)
    blocks += clauses.sign(snapshot)
    return tuple(blocks)
