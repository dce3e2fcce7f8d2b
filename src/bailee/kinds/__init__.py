"""Kinds of record: what sort of document an item, or a series of items, is.

A kind exists when its file exists: `kinds/<name>.py` with IDENT, NAME, CATEGORY, SUBJECT, FROM and `recognise(reading)`,
`recognise_series(siblings)` or both. Its words, where it has many, are `words/<ident>.toml`.

>>> from bailee.kinds.interface import Document
>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> place = Locator(("scan0042.txt",))
>>> slip = '''Donor name: Ann Bell      Specimen ID: 4471093
... Collected: 03/02/2024 08:15   Reason for test: Random
... Marijuana metabolites  50 ng/mL  NEGATIVE
... Cocaine metabolites   150 ng/mL  NEGATIVE
... Amphetamines          500 ng/mL  POSITIVE
... Medical Review Officer: R. Stone MD    Final result: POSITIVE'''
>>> [found.kind for found in recognise(Document(place, "text/plain", len(slip), (Text.of(slip, place),), ()))]
['drug-or-alcohol-test']
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from bailee.kinds import terms
from bailee.kinds.about import certainty
from bailee.kinds.dating import own_date
from bailee.kinds.families import table
from bailee.kinds.interface import Document, OwnDate, Recognition, Sibling
from bailee.kinds.joining import NOBODY, is_doubtful, join, needed, resembles
from bailee.kinds.judging import judged
from bailee.kinds.parts import is_within, parts
from bailee.kinds.reading import Reading
from bailee.kinds.software import is_software
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

BESIDE = 0.45  # of the first kind's points, that a second has in all
SECOND = 0.5  # of the first kind's points, from words of its own
ALONE, STRONG_ALONE = 7.0, 2  # points, and strong terms, that a second kind needs besides
BY_RULE_AT_MOST = 5.0  # points that a kind's own rule may add
CANDIDATE = 1.2  # points from terms, below which a kind is not weighed at all
WHOLE, IN_A_SHAPE = 8.0, 14.0  # points of a kind told by the form of the whole, and of another in it beside that
SEEN_ALL_THE_SAME = (
    0.6  # of probability by words alone, from which on a likely form may stand in words that nobody thought of
)
SURELY_ANOTHER = 0.75  # of probability, that a paragraph needs to be another kind than what it stands in
SURELY_THIS, SURELY_NOT = 0.9, 0.5  # of probability by everything, of one kind and of another that only terms speak for
SOMEBODY = 1.0  # of certainty, that a paragraph needs in a text that tells of nobody
WORTH_A_LOOK = 0.1  # of probability by words alone, from which on a kind is judged though its terms say little
MOST = 4  # kinds told of one item
NO_TOPIC = terms.Topic()
HELPERS = frozenset(
    {
        "about",
        "dating",
        "families",
        "interface",
        "joining",
        "judging",
        "likeness",
        "parts",
        "reading",
        "shapes",
        "sheets",
        "software",
        "terms",
        "weighing",
        "writing",
    }
)


@dataclass(frozen=True, slots=True)
class KindOfRecord:
    """A row of the catalogue."""

    ident: str
    name: str
    category: str  # ident in vocabulary.DATA_CATEGORIES
    subject: SubjectCategory
    recognised_from: str


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if name not in HELPERS)
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


@cache
def catalogue() -> tuple[KindOfRecord, ...]:
    """Every kind that has a module, by ident."""
    return tuple(
        sorted(
            (
                KindOfRecord(module.IDENT, module.NAME, module.CATEGORY, module.SUBJECT, module.FROM)
                for module in _modules()
            ),
            key=lambda row: row.ident,
        )
    )


def recognise(document: Document) -> list[Recognition]:
    """What sorts of record stand in this item: usually none or one, the surest first."""
    reading = Reading(document)
    if is_software(reading.raw):
        return []
    formed = _of_form(reading)
    found: dict[str, tuple[ModuleType, Weighed]] = {module.IDENT: (module, weighed) for module, weighed in formed}
    shaped = any(weighed.confidence > Confidence.POSSIBLE and weighed.score >= WHOLE for _, weighed in formed)
    for module, weighed in _of_parts(parts(reading), reading):
        if shaped and weighed.score < IN_A_SHAPE:  # people write of everything in chats and mail
            continue
        known = found.get(module.IDENT)
        if known is None or (weighed.confidence, weighed.score) > (known[1].confidence, known[1].score):
            found[module.IDENT] = module, weighed
    kept = sorted(found.values(), key=lambda pair: (-pair[1].confidence.rank, -pair[1].score))
    if kept and kept[0][1].confidence > Confidence.POSSIBLE:  # a guess beside something surer is none
        kept = [pair for pair in kept if pair[1].confidence > Confidence.POSSIBLE]
    if len(kept) > 1:
        kept = [pair for pair in kept if pair[1].score >= WHOLE or pair[0].IDENT not in _weak()]
    return [
        _recognition(module, _about_whom(module, weighed, reading), _dated(module, reading))
        for module, weighed in kept[:MOST]
    ]


@cache
def _weak() -> frozenset[str]:
    """Kinds that everything else explains better: a list of people is one of customers, of visitors, of patients first."""
    return frozenset(module.IDENT for module in _modules() if getattr(module, "LAST", False))


def _of_form(reading: Reading) -> list[tuple[ModuleType, Weighed]]:
    """Kinds that are told by the form of what stands there, of the item as a whole."""
    known = terms.table().by_kind
    found = []
    for module in _modules():
        rule = getattr(module, "recognise", None)
        by_form = module.IDENT not in known or getattr(module, "BY_FORM", False)
        rule = rule if by_form else getattr(module, "recognise_form", None)
        weighed = rule(reading) if rule else None
        if weighed is not None:
            found.append((module, weighed))
    return _without_rivals(found)


def _of_parts(readings: Sequence[Reading], whole: Reading) -> Iterator[tuple[ModuleType, Weighed]]:
    """What each part tells; a paragraph of a part that told something is that, unless it is surely something else.

    Where a page as a whole is surely a record, nothing in it is another: a payslip says where the money goes. Where a short text
    tells of nobody, a paragraph must tell of somebody: a part of an empty form is empty.
    """
    of_nobody = False
    told: list[tuple[int, int]] = []
    sure: list[tuple[int, int]] = []
    for part in readings:
        if part.resembling and is_within(part.span, sure):
            continue
        if not part.resembling:
            of_nobody = of_nobody or (part is whole and certainty(part) < NOBODY)
        elif of_nobody and certainty(part) < SOMEBODY:
            continue
        inside = part.resembling and is_within(part.span, told)
        for module, weighed in _of_part(part):
            if inside and part.likeness.get(module.IDENT, 0.0) < SURELY_ANOTHER:
                continue
            if weighed.confidence > Confidence.POSSIBLE:
                told.append(part.span)
            if weighed.confidence is Confidence.VERIFIED and not (part.is_stretch or part.resembling):
                sure.append(part.span)
            yield module, weighed


def _of_part(reading: Reading) -> list[tuple[ModuleType, Weighed]]:
    """Kinds that are told by their words, of one short text or one stretch of a long one; else the one that it resembles."""
    found: list[tuple[ModuleType, Weighed]] = []
    candidate = max(CANDIDATE, needed(len(reading.raw)) - BY_RULE_AT_MOST)
    likely: list[tuple[float, ModuleType, Weighed | None]] = []
    for module in _modules():
        kind = module.IDENT
        spoken = kind not in _weak() and reading.topics.get(kind, NO_TOPIC).spoken >= candidate
        if not (spoken or reading.likeness.get(kind, 0.0) >= WORTH_A_LOOK):
            continue
        by_form = kind not in terms.table().by_kind or getattr(module, "BY_FORM", False)
        rule = None if by_form else getattr(module, "recognise", None)
        lacks = getattr(module, "lacks", None)
        ruled = rule(reading) if rule else None
        weighed = join(reading, kind, ruled) if spoken else None
        like = reading.likeness.get(kind, 0.0)
        surely = like >= SEEN_ALL_THE_SAME and ruled is not None and ruled.confidence > Confidence.POSSIBLE
        if lacks and (weighed or like >= WORTH_A_LOOK) and not surely and lacks(reading):
            continue
        likely.append((judged(reading, kind, ruled), module, ruled))
        if weighed is not None and not is_doubtful(reading, kind, ruled, weighed):
            found.append((module, weighed))
    kept = _without_rivals(found)
    kept = [kept[0], *_standing_alone(reading, kept)] if len(kept) > 1 else kept
    if likely and not _is_settled(kept, likely):
        _, module, ruled = max(likely, key=lambda one: one[0])
        alike = resembles(reading, module.IDENT, ruled)
        kept = [(module, alike)] if alike else kept
    return kept


def _is_settled(
    kept: Sequence[tuple[ModuleType, Weighed]], likely: Sequence[tuple[float, ModuleType, Weighed | None]]
) -> bool:
    """Whether terms made a kind likely that everything together does not hold for another: some words are of several kinds."""
    told = {module.IDENT for module, weighed in kept if weighed.confidence > Confidence.POSSIBLE}
    if not told or any(weighed.confidence is Confidence.VERIFIED for _, weighed in kept):
        return bool(told)
    much = max((judgement for judgement, module, _ in likely if module.IDENT in told), default=1.0)
    best, module, _ = max(likely, key=lambda one: one[0])
    return module.IDENT in told or best < SURELY_THIS or much > SURELY_NOT


def _standing_alone(reading: Reading, found: list[tuple[ModuleType, Weighed]]) -> list[tuple[ModuleType, Weighed]]:
    """The other kinds that are likely still by words that do not already speak for the first.

    A data sheet of an employee names a salary, a payslip names the employee: each shares words with the other, and is
    it not.
    """
    (_, first), *others = found
    if first.confidence is Confidence.POSSIBLE or not first.spans:
        return others
    reading.claim(first.spans)
    alone = []
    for module, weighed in others:
        left = reading.unclaimed(module.IDENT)
        if (
            weighed.confidence > Confidence.POSSIBLE
            and left.points >= max(ALONE, SECOND * weighed.score)
            and left.strong >= STRONG_ALONE
            and weighed.score >= BESIDE * first.score
        ):
            alone.append((module, weighed))
    return alone


def recognise_series(siblings: Sequence[Sibling]) -> list[Recognition]:
    """What the items of one folder or container are together."""
    found: list[tuple[ModuleType, Weighed]] = []
    for module in _modules():
        rule = getattr(module, "recognise_series", None)
        weighed = rule(siblings) if rule else None
        if weighed is not None:
            found.append((module, weighed))
    return [_recognition(module, weighed) for module, weighed in _without_rivals(found)]


def _without_rivals(found: list[tuple[ModuleType, Weighed]]) -> list[tuple[ModuleType, Weighed]]:
    """Drop a kind where a more special one explains the same words, and guesses beside something surer."""
    surest = max((weighed.confidence for _, weighed in found), default=Confidence.POSSIBLE)
    # A guess takes nothing away from something surer.
    scores = {
        module.IDENT: weighed.score
        for module, weighed in found
        if weighed.confidence > Confidence.POSSIBLE or surest is Confidence.POSSIBLE
    }
    kept = [
        (module, weighed)
        for module, weighed in found
        if not any(scores.get(rival, 0.0) >= weighed.score * 0.8 for rival in table().yields_to.get(module.IDENT, ()))
    ]
    kept.sort(key=lambda pair: -pair[1].score)
    surest = max((weighed.confidence for _, weighed in kept), default=Confidence.POSSIBLE)
    if surest > Confidence.POSSIBLE:
        kept = [pair for pair in kept if pair[1].confidence > Confidence.POSSIBLE]
        kept = [pair for pair in kept if pair[1].score >= 0.45 * kept[0][1].score]
    return kept[:2]


def _recognition(module: ModuleType, weighed: Weighed, dated: str = "") -> Recognition:
    return Recognition(
        module.IDENT, module.CATEGORY, weighed.subject or module.SUBJECT, weighed.confidence, weighed.reasons, dated
    )


def _about_whom(module: ModuleType, weighed: Weighed, reading: Reading) -> Weighed:
    """Where a kind's text says about whom it is, and its rule did not."""
    told = getattr(module, "subject", None)
    return weighed if weighed.subject or told is None else replace(weighed, subject=told(reading))


def _dated(module: ModuleType, reading: Reading) -> str:
    own = dates().get(module.IDENT)
    return own_date(reading, own) if own else ""


@cache
def dates() -> Mapping[str, OwnDate]:
    """The date that records carry, by the kind that has one."""
    return {module.IDENT: module.DATED for module in _modules() if hasattr(module, "DATED")}
