"""Applicant privacy notice: what an employer holds about people who apply for work, given when they apply.

Content after GDPR Art. 13, the notice at collection of 11 CCR § 7012, and what Maine (26 M.R.S. § 620-A) and the laws on AI in
hiring ask to be told to applicants; asks.toml says which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "applicant-privacy-notice"
AUDIENCE = frozenset({SubjectCategory.APPLICANT})
TITLE = "What we hold about you when you apply for work"
FACTS = (
    "makes_automated_decisions",
    "officer",
    "opt_out_address",
    "privacy_policy_address",
    "sells_personal_data",
    "transfers_outside_eea",
    "uses_ai_hiring_tools",
)
_SUBJECT = SubjectCategory.APPLICANT.value


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    return {
        "controller": shared.controller(snapshot),
        "officer": shared.officer(snapshot),
        "categories": shared.categories(snapshot),
        "purposes": shared.purposes(snapshot, _SUBJECT),
        "grounds": shared.grounds(snapshot, _SUBJECT),
        "kept": shared.kept(snapshot, _SUBJECT),
        "recipients": shared.recipients(snapshot, _SUBJECT),
        "transfers": shared.transfers(snapshot),
        "sold": shared.sold(snapshot),
        "links": shared.links(snapshot),
        "rights": shared.rights(),
        "withdraw": shared.withdraw(snapshot),
        "complain": shared.complain(),
        "interview": shared.interview(),
        "programs": shared.programs(snapshot),
        "needed": Part(
            "No law makes you give us this. Without what the application asks for, we cannot look at it.",
        ),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then all of it; nothing to sign."""
    made = parts(snapshot)
    laws = {law.ident for law in snapshot.asked}
    blocks: list[Block] = [
        Paragraph(
            "You apply for work with us. This says what we hold about you, what for, and what you can ask.", strong=True
        ),
        Heading(1, "Who holds it"),
        Paragraph(made["controller"].said("Whom to ask")),
    ]
    if "ntc-eu-13" in laws:
        blocks.append(Paragraph(made["officer"].words))
    blocks += [Heading(1, "What we hold, and what for"), Paragraph(made["categories"].words)]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot.told, "From you, and from those whom you name"))
        blocks.append(Paragraph(made["grounds"].words))
    blocks += [
        Paragraph(made["needed"].words),
        Heading(1, "Who gets it"),
        Paragraph(made["recipients"].said("Who else gets it")),
    ]
    if "ntc-eu-13" in laws:
        blocks.append(Paragraph(made["transfers"].said("Whether it leaves the European Economic Area")))
    if "ntc-us-ca-7012" in laws:
        blocks.append(Paragraph(made["sold"].said("Whether any of it is sold")))
        blocks.append(Paragraph(made["links"].said("Where our privacy policy stands")))
    blocks += [
        Heading(1, "Programs that decide or rank"),
        Paragraph(made["programs"].said("Whether a program decides about you, or ranks you")),
    ]
    if "mon-us-me-ld61" in laws:
        blocks += [Heading(1, "If you work in Maine"), Paragraph(made["interview"].words)]
    blocks += [Heading(1, "What you can ask"), Paragraph(made["rights"].words)]
    if "ntc-eu-13" in laws:
        blocks += [Paragraph(made["withdraw"].words), Paragraph(made["complain"].words)]
    return (*blocks, *clauses.laws_behind(snapshot))
