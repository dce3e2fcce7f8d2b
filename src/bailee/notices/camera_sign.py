"""Camera sign: what people read before they come where a camera looks. The full notice stands behind its link.

Content after EDPB Guidelines 3/2019 (the first layer), and the signs of Workplace Privacy Act 2011 (ACT) s 15 and Workplace
Surveillance Act 2005 (NSW) s 11. One sign hangs at each entrance.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices.items import Part, Question, declare
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, Paragraph, Symbol
from bailee.vocabulary import SubjectCategory

IDENT = "camera-sign"
AUDIENCE = frozenset(
    {SubjectCategory.VISITOR, SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT}
)
TITLE = "Cameras record here"
LOOK = "sign"
CATEGORIES = frozenset({"camera-footage"})
FACTS = ("privacy_policy_address",)


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the sign says, by the idents that asks.toml uses."""
    purposes = dict.fromkeys(use.purpose for entry in snapshot.told for use in entry.uses)
    kept = dict.fromkeys(use.retention for entry in snapshot.told for use in entry.uses if use.retention)
    link = str(snapshot.said.get("privacy_policy_address") or "")
    camera = 'bailee declare activity --name Cameras --category camera-footage --subject visitor --purpose "…"'
    return {
        "icon": Part(TITLE),
        "purposes": Part(f"What for: {'; '.join(purposes)}.")
        if purposes
        else Part("", (Question("What are the cameras for?", camera),)),
        "kept": Part(f"Kept: {'; '.join(kept)}.")
        if kept
        else Part("", (Question("How long are the pictures kept?", f'{camera} --retention "…"'),)),
        "controller": Part(f"{snapshot.organisation} records. Ask {snapshot.contact}.")
        if snapshot.contact
        else Part("", (Question("Whom can people ask?", declare("contact", "NAME, ADDRESS")),)),
        "rights": Part("You can ask to see the pictures of you, and to have them erased where the law says so."),
        "link": Part(f"All about it: {link}")
        if link
        else Part("", (Question("Where does the full notice stand?", declare("privacy_policy_address", "https://…")),)),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """One page to hang up."""
    made = parts(snapshot)
    blocks: list[Block] = [
        Symbol("camera", "A camera"),
        Paragraph(made["purposes"].said("What for"), strong=True),
        Paragraph(made["kept"].said("Kept")),
        Heading(1, "Who records"),
        Paragraph(made["controller"].said("Whom to ask")),
        Heading(1, "What you can ask"),
        Paragraph(made["rights"].words),
        Paragraph(made["link"].said("Where the full notice stands")),
    ]
    return tuple(blocks)
