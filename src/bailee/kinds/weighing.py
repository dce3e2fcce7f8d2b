"""Weighing: from families of words to a confidence, the same for every kind that is a form, a report, a letter or a list.

Each family counts once with its weight (half as much again where three of its ways stand there): 3 hardly anything else has it, 2 typical, 1 supporting. A label counts only with
a value of its shape beside it, so an empty form weighs nothing. What speaks of everybody (rules, articles, manuals) or is
meant to be filled (templates) takes weight away; filled fields and a named person hold against that.

    possible  3.5 points      likely  5, from at least three families, two of them proper to the kind, about somebody
    verified 10, from at least five, with a named person

In a long text the likely ones must stand within `NEAR` characters: a word here and another ten pages on are no record.
Code, manuals of programs and lists of changes, told by their own words, are none either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bailee.kinds.families import Family, table
from bailee.kinds.reading import Hit, Reading
from bailee.vocabulary import Confidence, SubjectCategory

POSSIBLE, LIKELY, VERIFIED = 3.5, 5.0, 10.0
STRONG_CORE = 4.5  # as much from two families does without a third
LIKELY_CORE = 3.0  # of it, from families proper to the kind
ORDINARY_GENERALITY = 0.03  # share of general words that a record may have, consent texts on forms included
WELL_ATTESTED = 1.5  # times the weight where a family stands there in three ways or more
MANY_SIGNS_OF_TEACHING = 5  # an article or a course, whatever it shows as an example
OWN_CORE = 2.0  # points that only the kind itself could see, which count as a family proper to it
NAMED = 1.5  # of Reading.person
TECHNICAL_ITSELF = "password-list"
HITS_LOOKED_AT = 40  # of one label in one document
NEAR = 4_000  # characters within which the words of one record stand: a form, a letter, a page of a file
HITS_IN_LONG = 400  # of one label in a document of several pages


@dataclass(frozen=True, slots=True)
class Weighed:
    """How strongly a document is of a kind, and why."""

    confidence: Confidence
    score: float
    reasons: tuple[str, ...]  # in words, without values
    subject: SubjectCategory | None = None  # where the text says more than the kind does
    spans: tuple[tuple[int, int], ...] = ()  # of the words that it was weighed by, in Reading.lines
    about_one: bool = False  # its form shows that it is about one person: somebody speaks, or is spoken to


def weigh(
    reading: Reading,
    kind: str,
    *,
    extra: float = 0.0,
    reasons: tuple[str, ...] = (),
    about: bool = False,
    seen: bool = False,
) -> Weighed | None:
    """Weigh the families of a kind.

    `extra` points come from what only the kind itself can see; `about`: it is plain that somebody is spoken of; `seen`:
    what the kind needs was seen otherwise than by its words.
    """
    families, needed = table().families, () if seen else table().needs.get(kind, ())
    present = [(families[number], hits) for number in table().of(kind) if (hits := reading.free(number))]
    if needed and not any(family.name in needed for family, _ in present):
        return None
    present.sort(key=lambda pair: pair[0].is_label)  # words first: they cost nothing, and may end it
    reach = extra + 1 + sum(family.weight * WELL_ATTESTED for family, _ in present)
    score, core_score = extra, 0.0
    found: list[str] = list(reasons)
    names: set[str] = set()
    spans: list[tuple[int, int]] = []
    core_found = filled_core = filled = blank = blank_words = well_attested = 0
    for family, hits in present:
        if reach < POSSIBLE:
            return None
        reach -= family.weight * WELL_ATTESTED
        words, is_blank = _words(reading, family, hits)
        if not words:
            blank += is_blank > 0
            blank_words += is_blank
            continue
        filled += family.is_label
        filled_core += family.is_label and family.core
        well = len(words) >= family.least + 2
        well_attested += well and family.core
        weight = family.weight * (WELL_ATTESTED if well else 1)
        reach += weight
        score += weight
        found.append(family.says)
        names.add(family.name)
        spans.extend((hit.start, hit.end) for hit in hits)
        if family.core:
            core_found += 1
            core_score += weight
    if score + 1 < POSSIBLE or not core_found or reading.is_code:
        return None
    if reading.person >= NAMED:
        score += 1
        found.append("a named person")
    score -= _generality(reading, filled_core)
    if blank_words >= 2 and not filled:
        score = min(score - 2, POSSIBLE)
    elif blank > max(filled, 1):
        score = min(score - 2 * (blank - filled), POSSIBLE)
    if reading.field_marks > max(1, 2 * filled):
        return None
    about_somebody = (
        about
        or filled_core >= 2
        or reading.person >= NAMED
        or (reading.person >= 1 and (filled_core > 0 or well_attested >= 2))
    )
    if score < POSSIBLE or not about_somebody:
        return None
    # A file of passwords names servers, users and hosts: only its own words tell it from a manual.
    if not seen and (reading.is_of_letters or (reading.is_technical and kind != TECHNICAL_ITSELF)):
        return None
    teaches = reading.common("articles") >= MANY_SIGNS_OF_TEACHING and filled_core < 6
    if needed and names.isdisjoint(needed):
        return None
    if teaches:
        confidence = Confidence.POSSIBLE
    elif score >= VERIFIED and len(found) >= 5 and reading.person >= 1:
        confidence = Confidence.VERIFIED
    elif _is_likely(score, core_found + (extra >= OWN_CORE), core_score, len(names) + len(reasons)):
        confidence = Confidence.LIKELY
    else:
        confidence = Confidence.POSSIBLE
    if confidence > Confidence.POSSIBLE and len(reading.lines) > NEAR:
        bonus = extra + 1.0 * (reading.person >= NAMED)
        if not _stand_together(reading, present, bonus, len(reasons), extra >= OWN_CORE):
            confidence = Confidence.POSSIBLE
    return Weighed(confidence, score, tuple(found), spans=tuple(spans))


def _words(reading: Reading, family: Family, hits: Sequence[Hit]) -> tuple[set[str], int]:
    """The ways in which a family stands there (labels: with their values), and how many labels of it stand blank."""
    words: set[str] = set()
    if not family.is_label:
        words.update(hit.word for hit in hits)
        return (words if len(words) >= family.least else set()), 0
    blank: set[str] = set()
    for hit in hits[:HITS_LOOKED_AT]:
        if hit.word not in words:
            state = reading.filled(family, hit)
            if state:
                words.add(hit.word)
                if len(words) >= family.least + 2:
                    break
            elif state is False:
                blank.add(hit.word)
    return (words if len(words) >= family.least else set()), len(blank)


def _stand_together(
    reading: Reading, present: Sequence[tuple[Family, Sequence[Hit]]], bonus: float, reasons: int, own_core: bool
) -> bool:
    """Whether the words that make a record likely stand on one page of a long text, not strewn over all of it."""
    standing = sorted(
        (hit.start, order, hit.word)
        for order, (family, hits) in enumerate(present)
        for hit in hits[:HITS_IN_LONG]
        if not family.is_label or reading.filled(family, hit)
    )
    begin = 0
    here: list[Counter[str]] = [Counter() for _ in present]
    for start, order, word in standing:
        here[order][word] += 1
        while standing[begin][0] < start - NEAR:
            _, gone, left = standing[begin]
            here[gone][left] -= 1
            if not here[gone][left]:
                del here[gone][left]
            begin += 1
        score, core_score, core_found, families = bonus, 0.0, own_core + 0, reasons
        for (family, _), words in zip(present, here, strict=True):
            if len(words) >= family.least:
                weight = family.weight * (WELL_ATTESTED if len(words) >= family.least + 2 else 1)
                score += weight
                families += 1
                core_found += family.core
                core_score += weight * family.core
        if _is_likely(score, core_found, core_score, families):
            return True
    return False


def _is_likely(score: float, core_found: int, core_score: float, families: int) -> bool:
    return (
        score >= LIKELY
        and core_found >= 2
        and ((families >= 3 and core_score >= LIKELY_CORE) or core_score >= STRONG_CORE)
    )


def _generality(reading: Reading, filled_core: int) -> float:
    """Points that a text loses because it speaks of everybody rather than of somebody."""
    loss = min(max(reading.generality - ORDINARY_GENERALITY, 0.0) * 80, 5.0)
    loss += min(1.5 * reading.common("rules"), 6.0) + min(1.5 * reading.common("articles"), 6.0)
    loss += min(4.0 * reading.common("samples"), 8.0)
    held = 1.0 * min(filled_core, 3) + 0.5 * min(reading.person, 3.0)
    return max(loss - held, 0.0)
