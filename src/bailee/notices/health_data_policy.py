"""Consumer health data privacy policy: what is done with data on the health of consumers, outside of HIPAA (RCW 19.373.020).

Washington asks for it as a policy of its own, linked on the homepage, of a business of any size. What its rights are in detail its
section on them says, which nobody read for this: the notice says how to use them.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.inventory.activities import NOBODY
from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, Question, declare, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "health-data-policy"
AUDIENCE = frozenset({SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.VISITOR})
TITLE = title(IDENT)
CATEGORIES = frozenset(
    {
        "medical-records", "health-insurance", "health-identifier", "health-insurance-identifier", "drug-and-alcohol-tests",
        "personality-evaluations", "genetic-and-family-history",
    }
)  # fmt: skip
FACTS = ("collects_from_third_parties", "data_sources", "health_data_affiliates", "request_methods")
_SUBJECT = SubjectCategory.CUSTOMER.value
_NONE = ("none", "nobody", "no")  # as somebody answers who has no other firm in a group


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the policy says, by the idents that asks.toml uses."""
    say = snapshot.say
    purposes = shared.purposes(snapshot, _SUBJECT)
    held = say("health.table") if snapshot.told else say("health.nothing")
    return {
        "categories": Part(held, purposes.open),
        "sources": shared.sources(snapshot),
        "shared": _shared(snapshot),
        "others": _others(snapshot),
        "rights": shared.methods(snapshot, "health.rights"),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """One page: nothing of it is to be signed."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [
        Paragraph(say("health.short", organisation=snapshot.organisation), strong=True),
        Heading(1, say("health.what_head")),
        Paragraph(made["categories"].words),
    ]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("health.caption")))
    for head, idents in (("sources", ("sources",)), ("shared", ("shared", "others")), ("rights", ("rights",))):
        blocks.append(Heading(1, say(f"health.{head}_head")))
        blocks += [Paragraph(stated(snapshot, made, each)) for each in idents]
    asks = say("clauses.ask", contact=snapshot.whom) if snapshot.whom else say("clauses.ask_nobody")
    return (*blocks, Paragraph(asks), *clauses.laws_behind(snapshot))


def _shared(snapshot: Snapshot) -> Part:
    """Which kinds of it others get."""
    say, open_ = snapshot.say, shared.recipients(snapshot, _SUBJECT).open
    given = [
        say.label(entry.category)
        for entry in snapshot.told
        if any(name != NOBODY for use in entry.uses for name in use.recipients)
    ]
    if open_:
        return Part("", open_)
    return Part(say("health.shared", what=say.listed(given)) if given else say("health.not_shared"))


def _others(snapshot: Snapshot) -> Part:
    """Third parties, and the firms of the same group by name."""
    say, recipients = snapshot.say, shared.recipients(snapshot, _SUBJECT)
    named = dict.fromkeys(name for entry in snapshot.told for use in entry.uses for name in use.recipients)
    others = [snapshot.own(name) for name in named if name != NOBODY]
    affiliates = snapshot.fact("health_data_affiliates")
    open_ = recipients.open
    if not affiliates:
        question = "With which firms of the same group is data on consumers' health shared?"
        open_ = (*open_, Question(question, declare("health_data_affiliates", "none")))
        return Part("", open_)
    third = say("health.third", what=", ".join(others)) if others else say("health.no_third")
    is_none = str(snapshot.said["health_data_affiliates"]).strip().casefold() in _NONE
    group = say("health.no_affiliates") if is_none else say("health.affiliates", what=affiliates)
    return Part(f"{third} {group}", open_)
