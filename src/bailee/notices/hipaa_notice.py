"""Notice of Privacy Practices: how a covered provider uses medical information of its patients (45 CFR 164.520).

Its elements are those of § 164.520(b)(1), and the uses that it names those of §§ 164.508, 164.510 and 164.512, read in a copy of 2019
(text as amended in 2013). What was added for records of treatment for substance use, to be in notices since 16 February 2026, nobody
verified: where such records are held, counsel says the words. So she does where a law of the state is stricter.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, Question, declare, prescribed, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import ENGLISH, title
from bailee.rendering import Block, Form, Heading, List, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "hipaa-notice"
AUDIENCE = frozenset({SubjectCategory.PATIENT})
TITLE = title(IDENT)
CATEGORIES = frozenset(
    {
        "medical-records", "health-insurance", "health-identifier", "health-insurance-identifier", "drug-and-alcohol-tests",
        "personality-evaluations", "genetic-and-family-history",
    }
)  # fmt: skip
FACTS = ("holds_sud_treatment", "raises_funds_from_patients")
USES = (
    "treatment", "payment", "operations", "family", "disaster", "law", "health", "abuse", "oversight", "courts", "police", "death",
    "donation", "research", "threat", "government", "work",
)  # fmt: skip
_RIGHTS = ("limits", "contact", "copy", "amend", "list", "paper")
_DUTIES = ("keep", "breach", "follow", "change")


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    say, whom = snapshot.say, snapshot.whom
    ask = (shared.WHOM,) if not whom else ()

    def listed(table: str, idents: tuple[str, ...]) -> str:
        return " ".join(say(f"hipaa.{table}_{each}") for each in idents)

    def asks(key: str) -> Part:
        return Part("", ask) if ask else Part(say(key, contact=whom, organisation=snapshot.organisation))

    funds, whom_to_ask = _funds(snapshot), asks("hipaa.ask")
    return {
        "header": Part(prescribed("hipaa")),
        "uses": Part(listed("use", USES), funds.open),
        "authorised": Part(say("hipaa.authorised")),
        "funds": funds,
        "rights": Part(listed("right", _RIGHTS), whom_to_ask.open),
        "ask": whom_to_ask,
        "duties": Part(listed("duty", _DUTIES)),
        "complaints": asks("hipaa.complaints"),
        "controller": asks("hipaa.contact"),
        "date": Part(say("hipaa.date")),
        "substance-use": substance_use(snapshot),
    }


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The header that the regulation prescribes, then its elements in its order; who got it may sign that they did."""
    say, made = snapshot.say, parts(snapshot)
    blocks: list[Block] = [Paragraph(made["header"].words, strong=True)]
    if snapshot.language != ENGLISH:
        blocks.append(Paragraph(say("hipaa.header"), strong=True))
    blocks += [Paragraph(say("hipaa.short", organisation=snapshot.organisation))]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("hipaa.caption")))
    blocks += [Heading(1, say("hipaa.use_head")), Paragraph(say("hipaa.uses")), _list(snapshot, "use", USES)]
    blocks += [Heading(1, say("hipaa.authorised_head")), Paragraph(made["authorised"].words)]
    blocks += [Paragraph(stated(snapshot, made, each)) for each in ("funds", "substance-use")]
    blocks += [
        Heading(1, say("hipaa.right_head")),
        _list(snapshot, "right", _RIGHTS),
        Paragraph(stated(snapshot, made, "ask")),
    ]
    blocks += [Heading(1, say("hipaa.duty_head")), _list(snapshot, "duty", _DUTIES)]
    blocks += [Heading(1, say("hipaa.complaints_head"))]
    blocks += [Paragraph(stated(snapshot, made, each)) for each in ("complaints", "controller", "date")]
    blocks += clauses.laws_behind(snapshot)
    signed = tuple(say(f"clauses.sign_{each}") for each in ("name", "date", "signature"))
    return (
        *blocks,
        Heading(1, say("hipaa.sign_head")),
        Paragraph(say("hipaa.sign")),
        Form((say("clauses.sign_received"),), signed),
    )


def _list(snapshot: Snapshot, table: str, idents: tuple[str, ...]) -> List:
    return List(tuple(snapshot.say(f"hipaa.{table}_{each}") for each in idents))


def _funds(snapshot: Snapshot) -> Part:
    """A statement of its own where patients are asked for funds (§ 164.520(b)(1)(iii)(A))."""
    said = snapshot.said.get("raises_funds_from_patients")
    if said is None:
        question = "Are patients ever asked for gifts or other funds?"
        return Part("", (Question(question, declare("raises_funds_from_patients", "no")),))
    return Part(snapshot.say("hipaa.funds" if said else "hipaa.no_funds"))


def substance_use(snapshot: Snapshot) -> Part:
    """What is said of records of treatment for substance use, or who is to say it."""
    said = snapshot.said.get("holds_sud_treatment")
    if said is False:
        return Part(snapshot.say("hipaa.no_substance_use"))
    if said is True:
        words = "Records of treatment for substance use are held: what has this notice had to say of them since 16 February 2026 (42 CFR Part 2)?"
        return Part("", (Question(words),))
    return Part(
        "", (Question("Are records of treatment for substance use held?", declare("holds_sud_treatment", "no")),)
    )
