"""Employee privacy notice: what an employer holds about its staff and how it watches them, to be received, read and signed.

Content after GDPR Art. 13 and 14, the notice at collection of Cal. Civ. Code § 1798.100, and the monitoring notices of
N.Y. Civ. Rights Law § 52-c and Conn. Gen. Stat. § 31-48d; where one of these applies, the notice says so.
"""

from __future__ import annotations

from bailee.notices import clauses
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import STAFF, inside

IDENT = "employee-privacy-notice"
AUDIENCE = STAFF
TITLE = "What we hold about you, and why"


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """Short notice first, then all of it, then the statement to sign."""
    blocks: list[Block] = [
        Paragraph(_in_short(snapshot), strong=True),
        *clauses.who_we_are(snapshot),
        Heading(1, "What we hold about you"),
    ]
    if snapshot.given:
        blocks.append(clauses.what_we_hold(snapshot.given, "From you, from your work, or from others"))
    else:
        blocks.append(Paragraph("Nothing beside what is named below."))
    blocks.append(Heading(1, "How we watch, and what that records"))
    if snapshot.watching:
        blocks.append(clauses.what_we_hold(snapshot.watching, "What is recorded when you work"))
        if snapshot.tools:
            blocks.append(clauses.with_what(snapshot.tools))
        blocks.append(Paragraph("Private use of our computers, network and accounts is recorded in the same way."))
    else:
        blocks.append(Paragraph("We do not record what you do at work, on camera, by computer or in the mail."))
    blocks += clauses.who_gets_it(snapshot)
    blocks += clauses.where_it_lies(snapshot)
    blocks += clauses.how_we_keep_it()
    blocks += clauses.your_rights(snapshot)
    blocks += clauses.laws_behind(snapshot)
    blocks += clauses.sign(snapshot.organisation)
    return tuple(blocks)


def _in_short(snapshot: Snapshot) -> str:
    watched = [inside(entry.label) for entry in snapshot.watching]
    held = f"We hold {len(snapshot.given)} kinds of data about you."
    if not watched:
        return f"{held} We do not watch how you work."
    return f"{held} We also record: {', '.join(watched)}. Please read this, ask what you like, and sign the last page."
