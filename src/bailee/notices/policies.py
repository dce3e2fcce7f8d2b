"""A policy that somebody wrote already, as it is: what it says, held against what is held, declared and owed.

>>> from bailee.rendering import Heading, Paragraph
>>> clauses = clauses_of((Heading(1, "Monitoring"), Paragraph("We do not record what you type. Cameras are used at the entrance.")))
>>> [(each.standing.value, each.clause) for each in named(("camera-footage", "keystroke-logs", "payroll"), clauses)]
[('found', '§ 1'), ('contradicts', '§ 1'), ('missing', '')]

A sentence is found by whole words of a catalogue of its language (policy_wording). That a clause speaks of a thing does not make it right: counsel reads it.
What a sentence denies, and is there, contradicts. A name, a purpose and a length of time are looked for as they were declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bailee.catalogues import ENGLISH
from bailee.inventory.retention import Length, period_of
from bailee.notices.causes import label
from bailee.notices.comparison import Clause, clauses_of
from bailee.notices.facts import Fact
from bailee.notices.items import prescribed
from bailee.notices.policy_wording import PolicyWords, words_of
from bailee.notices.versions import Notice
from bailee.notices.wording import languages, wording
from bailee.rendering import from_data


class Standing(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a policy should say, and whether it does."""

    sort: str  # kind, purpose, kept, recipient, service, tool, owed
    about: str  # the category, or the name; of what is owed, the line of the law
    standing: Standing
    why: str
    clause: str = ""  # where: § 3
    heading: str = ""
    quote: str = ""  # the sentence
    law: str = ""  # short name, of what is owed
    name: str = ""  # the purpose, recipient, service or tool

    def as_data(self) -> dict[str, str]:
        said = {"sort": self.sort, "about": self.about, "standing": self.standing.value, "why": self.why}
        rest = {"clause": self.clause, "heading": self.heading, "quote": self.quote, "law": self.law, "name": self.name}
        return said | {name: value for name, value in rest.items() if value}


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared, as a policy in another language may say it."""

    language: str
    translations: Mapping[str, str]

    def ways(self, text: str) -> tuple[str, ...]:
        """The organisation's own words, what is usual, and as it was declared."""
        usual = wording(self.language).usual(text) if self.language in languages() else None
        return tuple(each for each in (self.translations.get(text), usual, text) if each)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    clause: Clause

    @property
    def where(self) -> dict[str, str]:
        return {"clause": self.clause.mark, "heading": self.clause.heading, "quote": _cut(self.text)}


_END = re.compile(r"(?<=[.!?;])\s+(?=[^a-z])")
_OFF = 0.05  # two lengths of time that differ by less are the same
_SHOWN = 300  # characters of a sentence


def check(
    document: Mapping[str, Any], today: Notice, *, translations: Mapping[str, str] | None = None
) -> tuple[Point, ...]:
    """A policy beside what a notice of its kind would say today: what it says, leaves out, and says wrongly; the worst first.

    `translations`: what was declared, in the language of the policy.
    """
    read = from_data(document)
    clauses, words = clauses_of(read.blocks), words_of(read.language)
    declared = Declared(words.language, translations or {})
    sentences = tuple(sentences_of(clauses))
    points = [
        *named([fact.category for fact in today.facts], clauses, {fact.category: fact for fact in today.facts}, words)
    ]
    denial = next((each for each in sentences if words.holds("shares", each.text)), None)
    for fact in today.facts:
        points += _details(fact, sentences, words, declared, is_denied=denial is not None)
    if denial is not None:
        points += _shared(today, denial, sentences)
    for tool in today.snapshot.tools:
        points.append(_name("tool", tool.name, "it records what people do", sentences))
    points += _declared(today, sentences, words)
    points += _sold(today, sentences, words)
    points += _owed(today, sentences, words)
    order = (Standing.CONTRADICTS, Standing.MISSING, Standing.FOUND)
    return tuple(sorted(points, key=lambda point: order.index(point.standing)))


def untrue(content: Mapping[str, Any], today: Notice) -> tuple[str, ...]:
    """What a policy says that is not so on that day; nothing of a notice that was drafted here."""
    if "policy" not in content:
        return ()
    wrong = (point for point in check(content["document"], today) if point.standing is Standing.CONTRADICTS)
    return tuple(f"{point.clause} says what is not so: “{point.quote}” {_wrong(point)}" for point in wrong)


def _wrong(point: Point) -> str:
    if point.sort != "kind":
        return point.why
    what = label(point.about)
    return f"{what[:1].upper()}{what[1:]}: {point.why[:1].lower()}{point.why[1:]}"


def sentences_of(clauses: Iterable[Clause]) -> Iterator[Sentence]:
    """Sentences, each with the clause that it stands in; a heading is one, too."""
    for clause in clauses:
        if clause.heading:
            yield Sentence(clause.heading, clause)
        for line in clause.lines:
            yield from (Sentence(part.strip(), clause) for part in _END.split(line) if part.strip())


def named(
    categories: Sequence[str],
    clauses: Iterable[Clause],
    facts: Mapping[str, Fact] | None = None,
    words: PolicyWords | None = None,
) -> Iterator[Point]:
    """Whether each kind of data is named, and none of those denied."""
    sentences = tuple(sentences_of(clauses))
    known, words = facts or {}, words or words_of(ENGLISH)
    for category in categories:
        named_by = words.categories.get(category, ())
        naming = [each for each in sentences if words.speaks(each.text, named_by)]
        denied = next((each for each in naming if words.denies(each.text, named_by)), None)
        fact = known.get(category, Fact(category, ()))
        if denied is not None:
            yield Point("kind", category, Standing.CONTRADICTS, f"{_there(fact)}.", **denied.where)
        elif naming:
            yield Point("kind", category, Standing.FOUND, "It names this.", **naming[0].where)
        else:
            yield Point("kind", category, Standing.MISSING, f"{_there(fact)}; no sentence names this.")


def _details(
    fact: Fact, sentences: Sequence[Sentence], words: PolicyWords, declared: Declared, *, is_denied: bool
) -> Iterator[Point]:
    named_by = words.categories.get(fact.category, ())
    what = label(fact.category)
    for purpose in fact.purposes:
        found = next(
            (each for each in sentences if any(words.says_purpose(each.text, said) for said in declared.ways(purpose))),
            None,
        )
        if found:
            yield Point("purpose", fact.category, Standing.FOUND, f"It says “{purpose}”.", name=purpose, **found.where)
        else:
            yield Point(
                "purpose",
                fact.category,
                Standing.MISSING,
                f"“{purpose}” is declared for {what}; it does not say so.",
                name=purpose,
            )
    for kept in fact.kept:
        yield from _kept(fact, kept, [each for each in sentences if words.speaks(each.text, named_by)], words)
    for name in fact.recipients:
        point = _name("recipient", name, f"{name} gets {what}, as declared", sentences, fact.category)
        if point.standing is Standing.FOUND or not is_denied:  # a denial is said once, with all whom it leaves out
            yield point
    for name in fact.services:
        yield _name("service", name, f"{what}: found with {name}", sentences, fact.category)


def _kept(fact: Fact, kept: str, naming: Sequence[Sentence], words: PolicyWords) -> Iterator[Point]:
    declared = period_of(kept).at_most
    if declared is None:
        return
    others = [length for each in fact.kept if (length := period_of(each).at_most) is not None]
    for each in naming:
        said = words.length(each.text)
        if said is None:
            continue
        if _alike(said, declared):
            yield Point("kept", fact.category, Standing.FOUND, f"It says {said}, as declared.", **each.where)
            return
        if not any(_alike(said, length) for length in others):
            why = f"Declared is “{kept}”, for {label(fact.category)}."
            yield Point("kept", fact.category, Standing.CONTRADICTS, why, **each.where)
            return
    why = f"“{kept}” is declared for {label(fact.category)}; it does not say so."
    yield Point("kept", fact.category, Standing.MISSING, why)


def _alike(one: Length, other: Length) -> bool:
    return abs(one.days - other.days) <= _OFF * max(one.days, other.days)


def _name(sort: str, name: str, why: str, sentences: Sequence[Sentence], about: str = "") -> Point:
    found = next((each for each in sentences if name.casefold() in each.text.casefold()), None)
    if found is not None:
        return Point(sort, about or name, Standing.FOUND, f"It names {name}.", name=name, **found.where)
    return Point(sort, about or name, Standing.MISSING, f"{why}; no sentence names {name}.", name=name)


def _shared(today: Notice, denial: Sentence, sentences: Sequence[Sentence]) -> Iterator[Point]:
    """Who gets something, where a sentence says that nobody does."""
    declared = dict.fromkeys(name for fact in today.facts for name in fact.recipients)
    unnamed = [name for name in declared if not any(name.casefold() in each.text.casefold() for each in sentences)]
    if unnamed:
        named = unnamed[0] if len(unnamed) == 1 else f"{', '.join(unnamed[:-1])} and {unnamed[-1]}"
        why = f"{named} {'gets' if len(unnamed) == 1 else 'get'} some of it, as declared."
        yield Point("recipient", "sharing", Standing.CONTRADICTS, why, **denial.where)


def _declared(today: Notice, sentences: Sequence[Sentence], words: PolicyWords) -> Iterator[Point]:
    """What a sentence denies and was declared to be so, though none of it was found yet."""
    for category in sorted(today.declared - {fact.category for fact in today.facts}):
        named_by = words.categories.get(category, ())
        denied = next((each for each in sentences if words.denies(each.text, named_by)), None)
        if denied is not None:
            yield Point("kind", category, Standing.CONTRADICTS, "Declared.", **denied.where)


def _sold(today: Notice, sentences: Sequence[Sentence], words: PolicyWords) -> Iterator[Point]:
    if today.snapshot.said.get("sells_personal_data") is not True:
        return
    denial = next((each for each in sentences if words.holds("sells", each.text)), None)
    if denial is not None:
        why = "It is declared that data is sold, or shared for advertising."
        yield Point("recipient", "sale", Standing.CONTRADICTS, why, **denial.where)


def _owed(today: Notice, sentences: Sequence[Sentence], words: PolicyWords) -> Iterator[Point]:
    """Each line of each law that asks for a notice of this kind. Words that a law prescribes have to stand there as they are."""
    text = _plain(" ".join(each.text for each in sentences))
    for item in today.items:
        if item.law == "translation":
            continue
        told = {"law": item.short}
        prescribed_words = _prescribed(item.part)
        if prescribed_words:
            stands = _plain(prescribed_words) in text
            why = (
                "The words of the law stand in it."
                if stands
                else "The law prescribes words, and they do not stand in it."
            )
            yield Point("owed", item.asks, Standing.FOUND if stands else Standing.MISSING, why, **told)
            continue
        phrases = words.parts.get(item.part, ())
        found = next((each for each in sentences if words.speaks(each.text, phrases)), None)
        if found is not None:
            yield Point(
                "owed",
                item.asks,
                Standing.FOUND,
                "A sentence speaks of it; whether it is enough, counsel says.",
                **told,
                **found.where,
            )
        else:
            why = (
                "No sentence speaks of it."
                if phrases
                else "Whether it says so cannot be told by its words: ask counsel."
            )
            yield Point("owed", item.asks, Standing.MISSING, why, **told)


def items_of(points: Iterable[Point], today: Notice) -> list[dict[str, Any]]:
    """Lines of laws as a version keeps them: found in the policy, or not."""
    found = {(point.law, point.about): point.standing is Standing.FOUND for point in points if point.sort == "owed"}
    made = []
    for item in today.items:
        if (item.short, item.asks) in found:
            is_found = found[item.short, item.asks]
            question = {"text": f"The policy does not say: {item.asks}. Ask counsel for the words.", "command": ""}
            made.append({**item.as_data(), "found": is_found, "questions": [] if is_found else [question]})
    return made


def said_by(points: Iterable[Point], today: Notice) -> list[Fact]:
    """What the policy says of each kind that it names: what people who have it were told."""
    by_kind: dict[str, list[Point]] = {}
    for point in points:
        by_kind.setdefault(point.about, []).append(point)
    found = []
    for fact in today.facts:
        own = by_kind.get(fact.category, [])
        if not any(point.sort == "kind" and point.standing is Standing.FOUND for point in own):
            continue
        told = {(point.sort, point.name) for point in own if point.standing is Standing.FOUND}
        found.append(
            Fact(
                fact.category,
                fact.subjects,
                tuple(each for each in fact.purposes if ("purpose", each) in told),
                tuple(each for each in fact.recipients if ("recipient", each) in told),
                stores=fact.stores,
                people=fact.people,
                found=fact.found,
            )
        )
    return found


def _prescribed(part: str) -> str:
    try:
        return prescribed(part)
    except KeyError:
        return ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _there(fact: Fact) -> str:
    stores = f" in {fact.stores:,} data store{'s' if fact.stores != 1 else ''}" if fact.found and fact.stores else ""
    return f"{'Found' if fact.found else 'Declared'}{stores}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
