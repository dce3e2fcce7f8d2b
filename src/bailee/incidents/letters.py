"""Letters to people: which text goes to whom, by where they live and what of theirs was lost; and the places in it, filled.

>>> kind_for("US-CA", is_patient=False, is_hipaa=False, categories=()), kind_for("US-NY", is_patient=True, is_hipaa=True, categories=("medical-records",))
('breach-letter-california', 'breach-letter-patients')

The texts are those of the notice catalogue, as counsel reviews them; a place in brackets that nobody filled stops the letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bailee.incidents import elements
from bailee.incidents.paper import DRILL
from bailee.notices import draft
from bailee.notices.wording import ENGLISH, wording
from bailee.rendering import Block, Document, List, Paragraph

_BY_PLACE: Mapping[str, str] = MappingProxyType(
    {
        "US-CA": "breach-letter-california",
        "US-CO": "breach-letter-colorado",
        "US-IA": "breach-letter-iowa",
        "US-MA": "breach-letter-massachusetts",
        "US-NH": "breach-letter-new-hampshire",
        "US-NM": "breach-letter-new-mexico",
        "US-RI": "breach-letter-rhode-island",
        "US-VA": "breach-letter-virginia",
        "US-WA": "breach-letter-washington",
    }
)
USUAL, PATIENTS = "breach-letter", "breach-letter-patients"
_PLACE = re.compile(r"\[[^\]]*\]")
# What fills the places in brackets of each text of the catalogue, in their order; a text whose first is missing falls away where it may.
_FILLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "happened": ("when", "happened", "discovered"),
        "delay": ("police",),
        "involved": ("data",),
        "number": ("number_words",),
        "doing": ("doing", "consequences"),
        "offer": ("offer",),
        "can_own": ("advice",),
        "more": ("address", "telephone"),
        "letter_date": ("letter_date",),
        "authority": ("authority",),
        "number_told": ("happened", "number"),
        "doing_unsaid": ("doing",),
        "offer_18": ("offer",),
        "more_health": ("telephone", "address"),
    }
)
_MAY_FALL = frozenset({"delay", "number", "offer", "can_own", "authority", "offer_18"})
_ASKED = {
    "happened": "what happened",
    "doing": "what is done about it",
    "consequences": "what may follow from it",
    "address": "the postal address to ask at",
    "telephone": "the telephone number to ask at",
    "data": "which kinds of data",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What letters of one incident say, in the words of whoever wrote them. `words`: by name, and by language as "es:happened"."""

    organisation: str
    contact: str
    words: Mapping[str, str]
    discovered_on: date
    from_on: date | None
    until_on: date | None
    on: date  # of the letter
    people: str = ""  # how many it concerns, as a range

    def said_in(self, language: str) -> dict[str, str]:
        """The words in a language; English is what nobody said otherwise in."""
        if language == ENGLISH:
            return {name: text for name, text in self.words.items() if ":" not in name}
        own = {name.partition(":")[2]: text for name, text in self.words.items() if name.startswith(f"{language}:")}
        shared = {name: self.words[name] for name in ("address", "telephone") if name in self.words}
        return shared | own

    def speaks(self, language: str) -> bool:
        """Whether letters can be written in a language: somebody said in it what happened, or what is done."""
        return language == ENGLISH or any(name.startswith(f"{language}:") for name in self.words)


def kind_for(place: str, *, is_patient: bool, is_hipaa: bool, categories: Collection[str]) -> str:
    """Which text somebody gets."""
    if is_patient and is_hipaa and not elements.HEALTH.isdisjoint(categories):
        return PATIENTS
    return _BY_PLACE.get(place, USUAL)


def letter(
    kind: str, language: str, facts: Facts, categories: Sequence[str], *, is_drill: bool, approved_by: str
) -> Document:
    """The letter as a document, its places filled; what nobody said stands in brackets still, and `open_places` names it."""
    made = draft(
        kind, organisation=facts.organisation, contact=facts.contact, holdings=(), activities=(), obligations=(),
        on=facts.on, language=language,
    )  # fmt: skip
    say = wording(language)
    values = facts.said_in(language) | {
        "when": _when(facts, say.day),
        "discovered": say.day(facts.discovered_on),
        "letter_date": say.day(facts.on),
        "data": say.listed([say.label(each) for each in categories]),
        "number": facts.people,
    }
    known: dict[str, str] = {}
    for key in _FILLS:
        known[say(f"breach.{key}", organisation=facts.organisation, contact=made.snapshot.whom)] = key
    intro = say("breach.intro")
    blocks: list[Block] = []
    for block in made.document.blocks:
        if isinstance(block, Paragraph):
            if block.text == intro:
                continue
            text = _filled(block.text, known, values)
            if text:
                blocks.append(replace(block, text=text))
        elif isinstance(block, List):
            items = tuple(filter(None, (_filled(item, known, values) for item in block.items)))
            if items:
                blocks.append(List(items))
        else:
            blocks.append(block)
    return replace(
        made.document,
        blocks=tuple(_without_empty(blocks)),
        draft=not approved_by,
        foot=f"{facts.organisation}",
        subtitle=f"{facts.organisation} · {say.day(facts.on)}",
        mark=DRILL if is_drill else "",
    )


def _filled(text: str, known: Mapping[str, str], values: Mapping[str, str]) -> str:
    key = known.get(text)
    if key is None:
        return text
    names = iter(_FILLS[key])
    if key in _MAY_FALL:
        return values.get(next(names), "")

    def value(found: re.Match[str]) -> str:
        name = next(names, "")
        return _as_placed(values.get(name, "")) or found[0]

    return _tidy(_PLACE.sub(value, text))


def _as_placed(text: str) -> str:
    return text.strip().rstrip(".") if text else ""


def _tidy(text: str) -> str:
    return re.sub(r"\.{2,}", ".", text)


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    """Headings under which nothing stands any more fall away."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if type(block).__name__ == "Heading" and (following is None or type(following).__name__ == "Heading"):
            continue
        kept.append(block)
    return kept


def _when(facts: Facts, day: Callable[[date], str]) -> str:
    begins, ends = facts.from_on, facts.until_on
    if begins and ends and begins != ends:
        return f"{day(begins)} – {day(ends)}"
    return day(begins or ends or facts.discovered_on)


def open_places(document: Document) -> tuple[str, ...]:
    """What a letter still has in brackets."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    texts += [item for block in document.blocks if isinstance(block, List) for item in block.items]
    return tuple(dict.fromkeys(found for text in texts for found in _PLACE.findall(text)))


def lacking(facts: Facts, language: str) -> tuple[str, ...]:
    """What has to be said before letters can be made, in words."""
    said = facts.said_in(language)
    missing = [words for name, words in _ASKED.items() if name != "data" and not said.get(name)]
    return (*missing, *([] if facts.contact else ["whom people can ask: bailee declare organisation --set contact=…"]))
