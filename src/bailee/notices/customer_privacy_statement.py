"""Customer privacy statement: what a business holds about its customers, and about the people who write to it for them.

It is sent without proof of receipt; that it was sent to everyone is what is kept. Content after GDPR Art. 13 and 14 and,
where the facts call for them, the notices of the Gramm-Leach-Bliley Act, Australia (APP 5), Canada and Quebec; asks.toml says
which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "customer-privacy-statement"
AUDIENCE = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.VISITOR}
)
TITLE = title(IDENT)
SERVES_ALL = True
FACTS = (
    *shared.OF_ARTICLE_13,
    *shared.OF_A_SALE,
    "profiles_people",
    "sends_data_abroad",
)
_SUBJECT = SubjectCategory.CUSTOMER.value


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What it says beside its own clauses, by the idents that asks.toml uses."""
    say = snapshot.say
    return shared.of_article_13(snapshot, _SUBJECT) | {
        "needed": Part(say("parts.needed_customer")),
        "abroad": shared.abroad(snapshot),
        "access": shared.access(snapshot),
        "complaints": shared.complaints(snapshot),
        "former": Part(say("parts.former")),
        "security": Part(say("parts.security")),
        "no-to-sharing": shared.no_to_sharing(snapshot),
        "means": Part(say("parts.means")),
        "law": Part(say("parts.law_named")),
        "brochures": Part(say("parts.brochures")),
        "locate": shared.locate(snapshot),
        "sold": shared.sold(snapshot),
        "links": shared.links(snapshot),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """Short statement first, then all of it; nothing to sign."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [
        *clauses.layers(snapshot, say("customer.short", organisation=snapshot.organisation)),
        *clauses.who_we_are(snapshot),
        Heading(1, say("customer.held_head")),
    ]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("customer.held_caption")))
    else:
        blocks.append(Paragraph(say("customer.nothing")))
    blocks += clauses.asked_here(
        snapshot, IDENT, made, "categories", "grounds", "purposes", "kept", "sources", "means", "needed"
    )
    if snapshot.tools:
        blocks += [Heading(1, say("customer.tools_head")), clauses.with_what(snapshot, snapshot.tools)]
    blocks += clauses.who_gets_it(snapshot)
    blocks += clauses.where_it_lies(snapshot)
    blocks += clauses.how_we_keep_it(snapshot)
    blocks += clauses.your_rights(snapshot)
    blocks += clauses.asked_beside(snapshot, IDENT, made, blocks)
    blocks += clauses.laws_behind(snapshot)
    return tuple(blocks)
