"""Notice at collection of the CCPA: what is collected, what for, whether it is sold, how long it is kept, where to say no.

Given at or before collection to consumers, which staff and applicants are too (Cal. Civ. Code § 1798.100(a); 11 CCR § 7012).
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import STAFF, SubjectCategory

IDENT = "notice-at-collection"
AUDIENCE = STAFF | {
    SubjectCategory.CUSTOMER,
    SubjectCategory.SOLE_PROPRIETOR,
    SubjectCategory.VISITOR,
}
TITLE = title(IDENT)
FACTS = ("opt_out_address", "privacy_policy_address", "sells_personal_data")
_SUBJECT = SubjectCategory.CUSTOMER.value


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    return {
        "categories": shared.categories(snapshot),
        "purposes": shared.purposes(snapshot, _SUBJECT),
        "kept": shared.kept(snapshot, _SUBJECT),
        "sold": shared.sold(snapshot),
        "links": shared.links(snapshot),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """All on as few pages as there are kinds of data; nothing to sign."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [
        Paragraph(say("collection.short", organisation=snapshot.organisation), strong=True),
        Heading(1, say("collection.held_head")),
        Paragraph(made["categories"].words),
    ]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("collection.held_caption")))
        blocks.append(Paragraph(made["purposes"].words))
    blocks += [
        Heading(1, say("collection.sold_head")),
        Paragraph(stated(snapshot, made, "sold")),
        Heading(1, say("collection.more_head")),
        Paragraph(stated(snapshot, made, "links")),
        *clauses.laws_behind(snapshot),
    ]
    return tuple(blocks)
