"""Call-recording announcement: what is said before a call is recorded, and what whoever says it does then.

Where each party must know or agree, the announcement comes first and is on the recording, and a call of somebody who objects
is not recorded (Cal. Penal Code § 632, 720 ILCS 5/14-2, RCW 9.73.030 and their like, by where callers are).
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices.items import Part, Question
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "call-recording-announcement"
AUDIENCE = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.VISITOR}
)
TITLE = title(IDENT)
CATEGORIES = frozenset({"call-recordings"})
FACTS = ("records_calls",)
_ASK = Question(
    "What are calls recorded for?",
    'bailee declare activity --name Calls --category call-recordings --subject customer --purpose "…"',
)


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What is said, by the idents that asks.toml uses."""
    say = snapshot.say
    of_tools = (purpose for tool in snapshot.tools for purpose in tool.purposes)
    declared = (*(use.purpose for entry in snapshot.told for use in entry.uses), *of_tools)
    if purposes := dict.fromkeys(map(snapshot.own, declared)):
        words = say("call.say", organisation=snapshot.organisation, what=", ".join(purposes))
        return {"announcement": Part(words)}
    return {"announcement": Part(say("call.say_open", organisation=snapshot.organisation), (_ASK,))}


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The words to say, then what to do."""
    say = snapshot.say
    if not (snapshot.told or snapshot.tools or snapshot.asked or snapshot.said.get("records_calls")):
        return (Paragraph(say("call.none")), *clauses.laws_behind(snapshot))
    return (
        Heading(1, say("call.say_head")),
        Paragraph(parts(snapshot)["announcement"].words, strong=True),
        Heading(1, say("call.do_head")),
        List(tuple(say(f"call.do_{each}") for each in ("start", "again", "stop", "note", "outgoing"))),
        *clauses.laws_behind(snapshot),
    )
