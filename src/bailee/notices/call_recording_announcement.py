"""Call-recording announcement: what is said before a call is recorded, and what whoever says it does then.

Where each party must know or agree, the announcement comes first and is on the recording, and a call of somebody who objects
is not recorded (Cal. Penal Code § 632, 720 ILCS 5/14-2, RCW 9.73.030 and their like, by where callers are).
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices.items import Part, Question
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "call-recording-announcement"
AUDIENCE = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.VISITOR}
)
TITLE = "What to say before a call is recorded"
CATEGORIES = frozenset({"call-recordings"})
FACTS = ("records_calls",)


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What is said, by the idents that asks.toml uses."""
    of_tools = (purpose for tool in snapshot.tools for purpose in tool.purposes)
    purposes = dict.fromkeys((*(use.purpose for entry in snapshot.told for use in entry.uses), *of_tools))
    said = f"This is {snapshot.organisation}. We record this call"
    if purposes:
        return {
            "announcement": Part(
                f"{said} for: {', '.join(purposes)}. If you do not want that, say so now. We then stop."
            )
        }
    ask = Question(
        "What are calls recorded for?",
        'bailee declare activity --name Calls --category call-recordings --subject customer --purpose "…"',
    )
    return {"announcement": Part(f"{said}. If you do not want that, say so now. We then stop.", (ask,))}


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The words to say, then what to do."""
    if not (snapshot.told or snapshot.tools or snapshot.asked or snapshot.said.get("records_calls")):
        return (
            Paragraph("We know of no recordings of calls, so there is nothing to say."),
            *clauses.laws_behind(snapshot),
        )
    return (
        Heading(1, "Say this first, or play it"),
        Paragraph(parts(snapshot)["announcement"].words, strong=True),
        Heading(1, "What you do"),
        List(
            (
                "Start the recording before you say it, so that the words are on it.",
                "Say it again when somebody joins the call.",
                "If anyone says no, stop the recording. Go on without it, or offer another way to reach us.",
                "Note that it was said, and when.",
                "Say it when you call somebody, too.",
            )
        ),
        *clauses.laws_behind(snapshot),
    )
