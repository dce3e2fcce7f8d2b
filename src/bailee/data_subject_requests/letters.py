"""Letters about a request: that it came, who are you, what do you mean, it takes longer, here it is, no and why.

    document = letter("extended", Facts("Acme", "dsr-1a2b3c4d", …))      # a tree; HTML, PDF or text as everywhere

Each says what happens next, by when, and to whom one can complain, in the language of whoever asked where there are words of it;
what somebody here wrote as a reason stands in the letter as it was written. They are drafts until counsel has reviewed the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bailee.catalogues import ENGLISH, Words
from bailee.data_subject_requests.identity import Level
from bailee.data_subject_requests.rights import Right
from bailee.data_subject_requests.wording import wording
from bailee.rendering import Block, Document, List, Paragraph, Table

KINDS = {
    kind: wording(ENGLISH)(f"title.{kind}")
    for kind in ("confirmed", "identity-asked", "clarification-asked", "extended", "answered", "refused")
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter is written from."""

    organisation: str
    request: str
    name: str = field(repr=False)
    received_on: date
    on: date
    rights: tuple[Right, ...] = ()
    due_on: date | None = None
    needs: Level = Level.REASONABLE
    why: str = field(default="", repr=False)  # of the extension or the refusal; the question that is asked
    left_out: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    told: tuple[str, ...] = ()  # processors and recipients that were told
    contact: str = ""
    may_appeal: bool = False
    is_reviewed: bool = False
    language: str = ENGLISH


def letter(kind: str, facts: Facts) -> Document:
    """One of KINDS. ValueError for another."""
    if kind not in KINDS:
        raise ValueError(kind)
    say = wording(facts.language)
    asked = "; ".join(say(f"right.{right}") for right in facts.rights)
    dear = say("letter.dear", name=facts.name) if facts.name else say("letter.dear_nobody")
    blocks: list[Block] = [
        Paragraph(dear),
        Paragraph(say("letter.asked", day=say.day(facts.received_on), what=asked, number=facts.request)),
        *_BODIES[kind](facts, say),
        Paragraph(say("letter.unclear", contact=facts.contact or facts.organisation)),
        Paragraph(facts.organisation),
    ]
    return Document(
        say(f"title.{kind}"),
        say.language,
        facts.on,
        tuple(blocks),
        draft=not facts.is_reviewed,
        subtitle=f"{facts.organisation} · {say.day(facts.on)}",
        author=facts.organisation,
    )


def _level(say: Words, level: Level) -> str:
    return say(f"level.{level.name.lower()}")


def _confirmed(facts: Facts, say: Words) -> list[Block]:
    will = say("letter.will_by", day=say.day(facts.due_on)) if facts.due_on else say("letter.will")
    simple = {Level.NONE: "letter.need_none", Level.CONTACT: "letter.need_contact"}.get(facts.needs)
    return [Paragraph(will), Paragraph(say(simple) if simple else say("letter.need", what=_level(say, facts.needs)))]


def _identity(facts: Facts, say: Words) -> list[Block]:
    return [
        Paragraph(say("letter.show", what=_level(say, facts.needs))),
        Paragraph(say("letter.paper")),
        *([Paragraph(facts.why)] if facts.why else []),
    ]


def _clarification(facts: Facts, say: Words) -> list[Block]:
    return [Paragraph(say("letter.unsure")), Paragraph(facts.why), Paragraph(say("letter.no_more"))]


def _extended(facts: Facts, say: Words) -> list[Block]:
    why = facts.why.rstrip(".")
    longer = (
        say("letter.longer_until", why=why, day=say.day(facts.due_on))
        if facts.due_on
        else say("letter.longer", why=why)
    )
    return [Paragraph(longer), Paragraph(say("letter.complain_of_delay"))]


def _answered(facts: Facts, say: Words) -> list[Block]:
    blocks: list[Block] = [Paragraph(facts.why or say("letter.done"))]
    if facts.left_out:
        head = (say("letter.what"), say("letter.why"))
        blocks += [
            Paragraph(say("letter.left_out")),
            Table(say("letter.left_out_caption"), head, facts.left_out, widths=(2, 3)),
        ]
    if facts.told:
        blocks += [Paragraph(say("letter.told")), List(facts.told)]
    return [*blocks, *_remedies(facts, say)]


def _refused(facts: Facts, say: Words) -> list[Block]:
    return [Paragraph(say("letter.no", why=facts.why.rstrip("."))), *_remedies(facts, say)]


def _remedies(facts: Facts, say: Words) -> list[Block]:
    appeal = f" {say('letter.appeal')}" if facts.may_appeal else ""
    return [Paragraph(f"{say('letter.remedies')}{appeal}")]


_BODIES = {
    "confirmed": _confirmed,
    "identity-asked": _identity,
    "clarification-asked": _clarification,
    "extended": _extended,
    "answered": _answered,
    "refused": _refused,
}
