"""Customer privacy statement: what a business holds about its customers, and about the people who write to it for them.

It is sent without proof of receipt; that it was sent to everyone is what is kept. Content after GDPR Art. 13 and 14 and,
where the facts call for them, the notices of the Gramm-Leach-Bliley and state consumer laws that the obligations name.
"""

from __future__ import annotations

from bailee.notices import clauses
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "customer-privacy-statement"
AUDIENCE = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.VISITOR}
)
TITLE = "What we hold about you as our customer"


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """Short statement first, then all of it; nothing to sign."""
    blocks: list[Block] = [
        Paragraph(
            f"To serve you and to be paid, {snapshot.organisation} holds {len(snapshot.told)} kinds of data that may be "
            "about you. If your business is you alone, its card and bank numbers are your personal data, and we treat "
            "them so.",
            strong=True,
        ),
        *clauses.who_we_are(snapshot),
        Heading(1, "What we hold"),
    ]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot.told, "From you, or from what you ordered and paid"))
    else:
        blocks.append(Paragraph("We hold no personal data of customers that we know of."))
    if snapshot.tools:
        blocks += [Heading(1, "What records you"), clauses.with_what(snapshot.tools)]
    blocks += clauses.who_gets_it(snapshot)
    blocks += clauses.where_it_lies(snapshot)
    blocks += clauses.how_we_keep_it()
    blocks += clauses.your_rights(snapshot)
    blocks += clauses.laws_behind(snapshot)
    return tuple(blocks)
