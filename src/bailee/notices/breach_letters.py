"""What letters about a breach are made of: parts that laws ask for, under the headings that California prescribes, in its order.

A kind of letter names the parts that its law asks for, `SAYS`; what it does not name it does not say. Each place in brackets is
filled when the letter is sent.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import resources

from bailee.notices import parts as shared
from bailee.notices.items import Part, stated
from bailee.notices.snapshot import Snapshot
from bailee.rendering import Block, Heading, List, Paragraph, Table
from bailee.vocabulary import STAFF, SubjectCategory

AUDIENCE = STAFF | {
    SubjectCategory.CUSTOMER,
    SubjectCategory.SOLE_PROPRIETOR,
    SubjectCategory.PATIENT,
    SubjectCategory.VISITOR,
}
CATEGORIES: frozenset[str] = frozenset()  # a letter tells nobody what is held: that stands in a place to fill
FACTS = ()
ALWAYS = ("date", "lead", "controller")
# A part stands under the heading of its section. Those of `can` are one list, advice of the organisation's own last.
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "happened": ("happened", "delay"),
    "involved": ("data", "number", "number-told"),
    "doing": ("doing", "doing-unsaid", "offer", "offer-18"),
    "can": ("review", "freeze", "report", "password", "advice", "fcra"),
    "more": ("controller", "controller-health", "authority"),
}
_ADVICE = ("review", "freeze", "report", "password", "advice")
_WORDS = {  # the rest are named in the catalogues as here
    "data": "involved", "advice": "can_own", "review": "can_review", "freeze": "can_freeze", "report": "can_report",
    "password": "can_password", "date": "letter_date", "number-told": "number_told", "doing-unsaid": "doing_unsaid", "offer-18": "offer_18",
    "lead-unsaid": "lead_unsaid",
}  # fmt: skip


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What a letter can say, by the idents that asks.toml uses."""
    say = snapshot.say
    made = {
        ident: Part(say(f"breach.{_WORDS.get(ident, ident)}"))
        for ident in (
            "happened", "delay", "data", "number", "number-told", "doing", "doing-unsaid", "offer", "offer-18", "advice", "password",
            "freeze", "review", "report", "fcra", "authority", "date",
        )
    }  # fmt: skip
    for ident, key in (("controller", "more"), ("controller-health", "more_health")):
        words = say(f"breach.{key}", organisation=snapshot.organisation, contact=snapshot.whom) if snapshot.whom else ""
        made[ident] = Part(words, () if words else (shared.WHOM,))
    for ident in ("lead", "lead-unsaid"):
        made[ident] = Part(say(f"breach.{_WORDS.get(ident, ident)}", organisation=snapshot.organisation))
    return made | {
        "headings": Part(say("breach.happened_head")),
        "bureaus": Part(say("breach.bureaus_head")),
        "plain": made["lead"],
    }


def composing(says: Collection[str]) -> Callable[[Snapshot], tuple[Block, ...]]:
    """What composes a letter that says these parts."""

    def compose(snapshot: Snapshot) -> tuple[Block, ...]:
        say, made = snapshot.say, parts(snapshot)
        lead = "lead-unsaid" if "lead-unsaid" in says else "lead"
        blocks: list[Block] = [
            Paragraph(say("breach.intro")),
            Paragraph(made["date"].words),
            Paragraph(made[lead].words, strong=True),
        ]
        for section, idents in _SECTIONS.items():
            said = [ident for ident in idents if ident in says]
            if said:
                blocks.append(Heading(1, say(f"breach.{section}_head")))
            advice = tuple(made[ident].words for ident in said if ident in _ADVICE)
            blocks += [List(advice)] if advice else []
            blocks += [
                Paragraph(made[ident].words or stated(snapshot, made, "controller"))
                for ident in said
                if ident not in _ADVICE
            ]
        if "bureaus" in says:
            head = (say("breach.bureau_name"), say("breach.bureau_contact"))
            blocks.append(Table(say("breach.bureaus_head"), head, _bureaus(), (2, 5)))
        return tuple(blocks)

    return compose


@cache
def _bureaus() -> tuple[tuple[str, str], ...]:
    """Credit bureaus and the Federal Trade Commission: name, and how to reach them."""
    table = resources.files("bailee.notices").joinpath("bureaus.toml").read_text(encoding="utf-8")
    return tuple(
        (each["name"], f"{each['telephone']}, {each['address']}, {each['site']}")
        for each in tomllib.loads(table)["bureau"]
    )
