"""CCTV sign: what people read before they come where a camera looks. The full notice stands behind its link.

Content after EDPB Guidelines 3/2019 (the first layer), and the signs of Workplace Privacy Act 2011 (ACT) s 15 and Workplace
Surveillance Act 2005 (NSW) s 11. One sign hangs at each entrance.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import parts as shared
from bailee.notices.items import Part, Question, declare, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph, Symbol
from bailee.vocabulary import SubjectCategory

IDENT = "cctv-sign"
AUDIENCE = frozenset(
    {SubjectCategory.VISITOR, SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT}
)
TITLE = title(IDENT)
LOOK = "sign"
CATEGORIES = frozenset({"camera-footage"})
FACTS = ("privacy_policy_address",)


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the sign says, by the idents that asks.toml uses."""
    say, uses = snapshot.say, [use for entry in snapshot.told for use in entry.uses]
    purposes = dict.fromkeys(snapshot.own(use.purpose) for use in uses)
    kept = dict.fromkeys(snapshot.own(use.retention) for use in uses if use.retention)
    link = str(snapshot.said.get("privacy_policy_address") or "")
    camera = 'bailee declare activity --name Cameras --category camera-footage --subject visitor --purpose "…"'
    who = {"organisation": snapshot.organisation, "contact": snapshot.whom}
    return {
        "icon": Part(say("camera.title")),
        "purposes": Part(say("camera.purposes", what="; ".join(purposes)))
        if purposes
        else Part("", (Question("What are the cameras for?", camera),)),
        "kept": Part(say("camera.kept", what="; ".join(kept)))
        if kept
        else Part("", (Question("How long are the pictures kept?", f'{camera} --retention "…"'),)),
        "controller": Part(say("camera.controller", **who)) if snapshot.whom else Part("", (shared.WHOM,)),
        "rights": Part(say("camera.rights")),
        "link": Part(say("camera.link", link=link))
        if link
        else Part("", (Question("Where does the full notice stand?", declare("privacy_policy_address", "https://…")),)),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """One page to hang up."""
    say, made = snapshot.say, parts(snapshot)
    return (
        Symbol("camera", say("camera.symbol")),
        Paragraph(stated(snapshot, made, "purposes"), strong=True),
        Paragraph(stated(snapshot, made, "kept")),
        Heading(1, say("camera.controller_head")),
        Paragraph(stated(snapshot, made, "controller")),
        Heading(1, say("camera.rights_head")),
        Paragraph(made["rights"].words),
        Paragraph(stated(snapshot, made, "link")),
    )
