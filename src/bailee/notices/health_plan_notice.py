"""Notice of Privacy Practices of an employer's own health plan: how it uses medical information of its members (45 CFR 164.520).

A plan that is insured leaves the notice to its insurer (§ 164.520(a)(2)); a self-insured one gives its own, to whoever joins, and says
every three years that it is to be had (§ 164.520(c)(1)). It says more than a provider's: that the plan may tell the employer who
sponsors it (§ 164.520(b)(1)(iii)(B)), and that genetic information is never underwritten by (§ 164.520(b)(1)(iii)(C)). No law asks
members to sign it; a signature here is proof that they had it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses, hipaa_notice
from bailee.notices import parts as shared
from bailee.notices.items import Part, prescribed, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import ENGLISH, title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "health-plan-notice"
AUDIENCE = frozenset({SubjectCategory.EMPLOYEE})
TITLE = title(IDENT)
CATEGORIES = hipaa_notice.CATEGORIES
FACTS = ("holds_sud_treatment",)
_OWN = ("treatment", "payment", "operations", "sponsor")  # of a plan
_USES = (
    *(f"plan.use_{each}" for each in _OWN),
    *(f"hipaa.use_{each}" for each in hipaa_notice.USES if each not in _OWN),
)
_RIGHTS = ("plan.right_limits", *(f"hipaa.right_{each}" for each in ("contact", "copy", "amend", "list", "paper")))
_DUTIES = (*(f"hipaa.duty_{each}" for each in ("keep", "breach", "follow")), "plan.duty_change", "plan.duty_remind")


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    say, whom = snapshot.say, snapshot.whom
    ask = (shared.WHOM,) if not whom else ()

    def asks(key: str) -> Part:
        return Part("", ask) if ask else Part(say(key, contact=whom, organisation=snapshot.organisation))

    whom_to_ask = asks("hipaa.ask")
    return {
        "header": Part(prescribed("hipaa")),
        "uses": Part(" ".join(map(say, (*_USES, "plan.genetic")))),
        "authorised": Part(say("hipaa.authorised")),
        "rights": Part(" ".join(map(say, _RIGHTS)), whom_to_ask.open),
        "ask": whom_to_ask,
        "duties": Part(" ".join(map(say, _DUTIES))),
        "complaints": asks("hipaa.complaints"),
        "controller": asks("plan.contact"),
        "date": Part(say("hipaa.date")),
        "substance-use": hipaa_notice.substance_use(snapshot),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The header that the regulation prescribes, then its elements in its order."""
    say, made = snapshot.say, parts(snapshot)

    def listed(keys: tuple[str, ...]) -> List:
        return List(tuple(map(say, keys)))

    blocks: list[Block] = [Paragraph(made["header"].words, strong=True)]
    if snapshot.language != ENGLISH:
        blocks.append(Paragraph(say("hipaa.header"), strong=True))
    blocks += [Paragraph(say("plan.short", organisation=snapshot.organisation))]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("plan.caption")))
    blocks += [
        Heading(1, say("hipaa.use_head")),
        Paragraph(say("hipaa.uses")),
        listed(_USES),
        Paragraph(say("plan.genetic")),
    ]
    blocks += [Heading(1, say("hipaa.authorised_head")), Paragraph(made["authorised"].words)]
    blocks += [Paragraph(stated(snapshot, made, "substance-use"))]
    blocks += [Heading(1, say("hipaa.right_head")), listed(_RIGHTS), Paragraph(stated(snapshot, made, "ask"))]
    blocks += [Heading(1, say("hipaa.duty_head")), listed(_DUTIES)]
    blocks += [Heading(1, say("hipaa.complaints_head"))]
    blocks += [Paragraph(stated(snapshot, made, each)) for each in ("complaints", "controller", "date")]
    return (*blocks, *clauses.laws_behind(snapshot))
