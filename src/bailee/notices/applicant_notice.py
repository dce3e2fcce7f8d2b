"""Applicant notice: what an employer holds about people who apply for work, given when they apply.

Content after GDPR Art. 13, the notice at collection of 11 CCR § 7012, and what Maine (26 M.R.S. § 620-A) and the laws on AI in
hiring ask to be told to applicants; asks.toml says which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "applicant-notice"
AUDIENCE = frozenset({SubjectCategory.APPLICANT})
TITLE = title(IDENT)
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
_EU = ("ntc-eu-13", "ntc-uk")


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
        "rights": shared.rights(snapshot),
        "withdraw": shared.withdraw(snapshot),
        "complain": shared.complain(snapshot),
        "complain-uk": shared.complain_uk(snapshot),
        "interview": shared.interview(snapshot),
        "programs": shared.programs(snapshot),
        "needed": Part(snapshot.say("parts.needed_applicant")),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then all of it; nothing to sign."""
    say, made = snapshot.say, parts(snapshot)
    laws = {law.ident for law in snapshot.asked}
    is_european = not laws.isdisjoint(_EU)

    def paragraph(part: str) -> Paragraph:
        return Paragraph(stated(snapshot, made, part))

    blocks: list[Block] = [
        *clauses.layers(snapshot, say("applicant.short")),
        Heading(1, say("clauses.who_head")),
        paragraph("controller"),
    ]
    if is_european:
        blocks.append(paragraph("officer"))
    blocks += [Heading(1, say("applicant.held_head")), paragraph("categories")]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("applicant.held_caption")))
        blocks.append(paragraph("grounds"))
    blocks += [
        paragraph("needed"),
        Heading(1, say("clauses.gets_head")),
        paragraph("recipients"),
    ]
    if is_european:
        blocks.append(paragraph("transfers"))
    if "ntc-us-ca-7012" in laws:
        blocks.append(paragraph("sold"))
        blocks.append(paragraph("links"))
    blocks += [Heading(1, say("applicant.programs_head")), paragraph("programs")]
    if "mon-us-me-ld61" in laws:
        blocks += [Heading(1, say("applicant.maine_head")), paragraph("interview")]
    blocks += [Heading(1, say("clauses.rights_head")), paragraph("rights")]
    if is_european:
        blocks.append(paragraph("withdraw"))
    if "ntc-eu-13" in laws:
        blocks.append(paragraph("complain"))
    if "ntc-uk" in laws:
        blocks.append(paragraph("complain-uk"))
    return (*blocks, *clauses.laws_behind(snapshot))
