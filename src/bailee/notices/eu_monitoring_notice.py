"""Monitoring notice for Europe: what of people's work is watched, and the balance of reasons and privacy that it stands on.

Content after GDPR Art. 13 and the six questions of Bărbulescu v. Romania (ECtHR, no. 61496/08). Consent is not what it rests on:
at work it is seldom free. Which words answer which line stands in asks.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses, watching
from bailee.notices import parts as shared
from bailee.notices.items import Part, Question, fact, stated
from bailee.notices.snapshot import WATCHING, Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph, Table
from bailee.vocabulary import STAFF, LawfulBasis, SubjectCategory, inside

IDENT = "eu-monitoring-notice"
AUDIENCE = STAFF
TITLE = title(IDENT)
CATEGORIES = frozenset(WATCHING)
FACTS = (
    "makes_automated_decisions",
    "monitoring_alternatives",
    "monitoring_consequences",
    "monitoring_extent",
    "monitoring_safeguards",
    "officer",
    "transfers_outside_eea",
)
_SUBJECT = SubjectCategory.EMPLOYEE.value
_SIX = {  # the question, and the part that answers it
    "q_notice": "notice",
    "q_extent": "extent",
    "q_reason": "reason",
    "q_milder": "milder",
    "q_results": "results",
    "q_safeguards": "safeguards",
}


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the notice says, by the idents that asks.toml uses."""
    say, start = snapshot.say, watching.start(snapshot)
    known = [tool.since for tool in snapshot.tools if tool.since]
    return shared.of_article_13(snapshot, _SUBJECT) | {
        "needed": Part(say("parts.needed_watching")),
        "basis": Part(say("balance.basis"), _consent(snapshot)),
        "notice": Part(say("balance.a_notice", day=say.day(min(known))), start.open) if known else Part("", start.open),
        "extent": fact(
            snapshot, "monitoring_extent", "balance.a_extent",
            "How far does the watching go: content or only who wrote when, all or a part, at which times?",
            "who wrote to whom and when, never the content, in working hours",
        ),
        "reason": _reason(snapshot),
        "milder": fact(
            snapshot, "monitoring_alternatives", "balance.a_milder",
            "Which milder ways were looked at, and why are they not enough?",
            "blocking web sites without a log, which would not show how data left",
        ),
        "results": fact(
            snapshot, "monitoring_consequences", "balance.a_results",
            "What is done with the results, and what can follow for the person?",
            "we look into an incident, and talk with you before anything else",
        ),
        "safeguards": fact(
            snapshot, "monitoring_safeguards", "balance.a_safeguards",
            "What protects the people who are watched?", "two people open a log together, and note why",
        ),
        "council": Part(say("balance.council")),
    }  # fmt: skip


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then what is watched, then the balance, then what people can do, then the statement to sign."""
    say, made = snapshot.say, parts(snapshot)
    if not snapshot.watching:
        return (
            Paragraph(say("balance.no_watching"), strong=True),
            *clauses.who_we_are(snapshot),
            *clauses.laws_behind(snapshot),
            *clauses.sign(snapshot),
        )
    watched = say.listed([say.label(entry.category) for entry in snapshot.watching])
    six = tuple((say(f"balance.{question}"), stated(snapshot, made, part)) for question, part in _SIX.items())
    blocks: list[Block] = [
        *clauses.layers(
            snapshot, say("balance.short", organisation=snapshot.organisation, watched=watched), watched=True
        ),
        Heading(1, say("clauses.who_head")),
        Paragraph(stated(snapshot, made, "controller")),
        Paragraph(made["officer"].words),
        Heading(1, say("surveillance.watch_head")),
        Paragraph(watching.kinds(snapshot).words),
        *watching.by_sort(snapshot),
        Paragraph(made["grounds"].words),
        Paragraph(made["needed"].words),
    ]
    if snapshot.tools:
        blocks.append(clauses.with_what(snapshot, snapshot.tools))
    blocks += [
        Heading(1, say("balance.test_head")),
        Paragraph(say("balance.test")),
        Table(say("balance.caption_table"), (say("balance.col_question"), say("balance.col_answer")), six, (1, 2)),
        Heading(2, say("balance.outcome_head")),
        Paragraph(say("balance.outcome")),
        Heading(2, say("balance.basis_head")),
        Paragraph(say("balance.basis")),
        Heading(1, say("clauses.gets_head")),
        Paragraph(stated(snapshot, made, "recipients")),
        Paragraph(stated(snapshot, made, "transfers")),
        Paragraph(stated(snapshot, made, "decisions")),
        Heading(1, say("clauses.rights_head")),
        Paragraph(made["rights"].words),
        List(tuple(say(f"balance.{each}") for each in ("object", "remedy", "council"))),
        Paragraph(made["withdraw"].words),
        Paragraph(made["complain"].words),
        *clauses.laws_behind(snapshot),
        *clauses.sign(snapshot),
    ]
    return tuple(blocks)


def _consent(snapshot: Snapshot) -> tuple[Question, ...]:
    """Watching that rests on consent goes to counsel: at work it is seldom free (Art. 7(4), recital 43)."""
    return tuple(
        Question(f"{entry.label} rest on consent. Could staff say no without harm? Counsel has to look at it.")
        for entry in snapshot.watching
        if any(use.basis is LawfulBasis.CONSENT for use in entry.uses)
    )


def _reason(snapshot: Snapshot) -> Part:
    said = dict.fromkeys(snapshot.own(use.purpose) for entry in snapshot.watching for use in entry.uses)
    lacking = [inside(entry.label) for entry in snapshot.watching if not entry.uses]
    ask = 'bailee declare activity --name "…" --purpose "…" --category … --subject employee'
    open_ = (Question(f"What are these recorded for? {', '.join(lacking)}", ask),) if lacking else ()
    what = "; ".join(said) or snapshot.say("clauses.not_stated")
    return Part(snapshot.say("balance.a_reason", what=what), open_)
