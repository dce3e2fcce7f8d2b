"""Daily monitoring notice: the words that are shown each day on which somebody opens the employer's e-mail or the Internet.

Delaware asks for these, or for one notice that is acknowledged once (19 Del. C. § 705(b)); the workplace surveillance notice is
that other one.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import STAFF

IDENT = "daily-monitoring-notice"
AUDIENCE = STAFF
TITLE = title(IDENT)
CATEGORIES = frozenset(
    {"web-history", "archived-mail", "call-recordings", "chat-exports", "screen-captures", "keystroke-logs"}
)
FACTS = ()


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What is shown, by the idents that asks.toml uses."""
    say = snapshot.say
    more = Part(say("daily.more", contact=snapshot.whom)) if snapshot.whom else Part("", (shared.WHOM,))
    return {"words": Part(say("daily.words")), "controller": more}


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """The words to show, then how they are shown."""
    say, made = snapshot.say, parts(snapshot)
    if not (snapshot.told or snapshot.asked):
        return (Paragraph(say("daily.none")), *clauses.laws_behind(snapshot))
    blocks: list[Block] = [Paragraph(made["words"].words, strong=True)]
    if snapshot.told:
        names = [say.label(entry.category) for entry in snapshot.told]
        blocks.append(Paragraph(say("daily.records", what=say.listed(names))))
    return (
        *blocks,
        Paragraph(stated(snapshot, made, "controller")),
        Heading(1, say("daily.how_head")),
        List(tuple(say(f"daily.how_{each}") for each in ("each_day", "button", "once"))),
        *clauses.laws_behind(snapshot),
    )
