"""Joining: what terms say of a kind, what its own rule says, and whether the text tells of somebody, as one judgement.

Terms know the language of a kind and cannot tell a record from a policy; the rule of a kind (`weighing.py`, or its own) knows forms and asks
for values beside labels; `about.py` knows records from rules, lessons and empty forms. A kind is likely where its rule says so, or where its
terms are many and somebody is told of.
"""

from __future__ import annotations

from dataclasses import replace

from bailee.kinds.about import ENOUGH, certainty, field_marks
from bailee.kinds.judging import OF_MACHINES, judged
from bailee.kinds.likeness import NONE
from bailee.kinds.reading import Reading
from bailee.kinds.terms import Topic
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence

LIKELY, VERIFIED = 6.0, 15.0  # points from terms
SHORT, PER_THOUSAND = 800, 1.2  # the longer a text, the more words of any kind stand in it by chance
STRONG, APART = 3.0, 300  # points of a strong term; characters from the next, beyond which a weak one stands alone
LONG, STRONG_IN_LONG = 1_200, 2  # characters, and strong terms that a longer text needs
SHORTER = 1.5  # points less in the shortest text
DIFFERENT, WEAK = 3, 6  # terms, so many at least; and where none of them is strong
LESS, LEAST = 0.08, 0.6  # the more a text has of a kind's words, the less must tell of somebody, down to so much
MORE_IN_LONG = 4.0  # points that a stretch of a long text needs besides, where hardly a strong term stands in it
PAGE = 1_500  # characters
NOBODY = 0.0  # of certainty, below which a text is about nobody, whatever a rule says
SURELY = 4.0  # of certainty, for verified
BY_RULE = {
    Confidence.POSSIBLE: 1.0,
    Confidence.LIKELY: 3.0,
    Confidence.VERIFIED: 4.0,
}  # points from the kind's own rule
NOTHING = Topic()
# Of what is judged by everything together (`judging`): what is enough, and below what a kind that terms made likely is none.
ENOUGH_LIKE, ENOUGH_IN_LONG, ENOUGH_IN_PART = 0.45, 0.9, 0.5
ENOUGH_OF_NOBODY = 0.6  # in a short text in which nobody is told of
LIKE_A_MACHINE = 0.75  # of probability by words alone; lines of other logs resemble these, too
DOUBTFUL, SURELY_NONE = 0.25, 0.9
FEWEST_WORDS, FEW_LINES = 5, 400  # characters, in which somebody may be told of without a name
FILMS = ("video/", "audio/")  # whose text is what frames show


def needed(length: int) -> float:
    """Points from which on a kind is likely in a text of that many characters."""
    if length < SHORT:
        return LIKELY - SHORTER * (SHORT - length) / SHORT
    return LIKELY + PER_THOUSAND * (length - SHORT) / 1000


def _extent(topic: Topic) -> int:
    """Characters over which a topic's terms stand, without weak ones far from the others."""
    spots = topic.spots
    if not spots:
        return 0
    first, last = 0, len(spots) - 1
    while first < last and spots[first].term.weight < STRONG and spots[first + 1].start - spots[first].end > APART:
        first += 1
    while first < last and spots[last].term.weight < STRONG and spots[last].start - spots[last - 1].end > APART:
        last -= 1
    return spots[last].end - spots[first].start


def _is_broad(topic: Topic, length: int) -> bool:
    """Whether a topic rests on more than a word or two; in a long text, on words that hardly anything else has."""
    if length > LONG:
        return topic.strong >= STRONG_IN_LONG and topic.different >= DIFFERENT
    return (
        (topic.strong >= 1 and topic.different >= DIFFERENT and topic.apart >= DIFFERENT - 1)
        or (topic.strong >= DIFFERENT - 1 and topic.apart >= DIFFERENT - 1)
        or (topic.different >= WEAK and topic.apart >= WEAK - 1 and length <= SHORT)
    )


def join(reading: Reading, kind: str, ruled: Weighed | None) -> Weighed | None:
    """A kind as terms, its own rule (None: it found nothing, or there is none) and the text as a whole tell it."""
    topic = reading.topics.get(kind, NOTHING)
    score = topic.points + (BY_RULE[ruled.confidence] if ruled else 0.0)
    spans = (*(ruled.spans if ruled else ()), *((spot.start, spot.end) for spot in topic.spots))
    reasons = ruled.reasons if ruled else ()
    if ruled and ruled.confidence > Confidence.POSSIBLE:
        nobody = topic.points and not ruled.about_one and certainty(reading) < NOBODY
        return replace(ruled, score=score, spans=spans, confidence=Confidence.POSSIBLE if nobody else ruled.confidence)
    length = min(len(reading.raw), _extent(topic))  # rows of a table stand in `lines` twice
    if reading.is_stretch and topic.strong < STRONG_IN_LONG and score < needed(length) + MORE_IN_LONG:
        return replace(ruled, score=score, spans=spans) if ruled else None
    if score < needed(length) or not _is_broad(topic, length):
        return replace(ruled, score=score, spans=spans) if ruled else None
    certain = certainty(reading)
    if field_marks(reading) > 2 or (reading.is_code and (score < VERIFIED or certain < SURELY)):
        return None
    if len(reading.raw) > PAGE and certain < ENOUGH - 0.5:  # in so many words, somebody's name would stand
        return Weighed(Confidence.POSSIBLE, score, (*reasons, "words of this kind"), spans=spans) if ruled else None
    if certain < max(ENOUGH - LESS * max(score - LIKELY - 2, 0), LEAST):
        return Weighed(Confidence.POSSIBLE, score, (*reasons, "words of this kind"), spans=spans) if ruled else None
    confidence = Confidence.VERIFIED if topic.points >= VERIFIED and certain >= SURELY else Confidence.LIKELY
    told = (*reasons, f"{topic.different} terms of this kind", "somebody is told of")
    return Weighed(confidence, score, told, ruled.subject if ruled else None, spans)


def is_doubtful(reading: Reading, kind: str, ruled: Weighed | None, weighed: Weighed) -> bool:
    """Whether a kind that terms make likely is hardly so by everything together."""
    if (
        reading.is_table and reading.likeness[NONE] <= SURELY_NONE
    ):  # few words, and many values: what it reads as says little
        return False
    if ruled is not None and ruled.about_one:  # its form shows it
        return False
    return weighed.confidence is Confidence.LIKELY and judged(reading, kind, ruled) < DOUBTFUL


def resembles(reading: Reading, kind: str, ruled: Weighed | None = None) -> Weighed | None:
    """A kind by how the text reads as a whole, beside its terms and its own rule."""
    if (
        field_marks(reading) > min(2, len(reading.raw) // FEW_LINES)
        or reading.is_code
        or reading.document.media_type.startswith(FILMS)
    ):
        return None
    if sum(1 for word in reading.stems if word.isalpha()) < FEWEST_WORDS:
        return None
    certain = certainty(reading)
    if certain < NOBODY and len(reading.raw) > FEW_LINES:  # a policy is written with all the words of a record
        return None
    much = judged(reading, kind, ruled)
    topic = reading.topics.get(kind, NOTHING)
    if kind in OF_MACHINES and max(reading.likeness[kind], 0.1 * topic.points) < LIKE_A_MACHINE:
        return None
    if certain < NOBODY and much < ENOUGH_OF_NOBODY:  # a few lines on how such records are made
        return None
    if (
        reading.resembling and certain < NOBODY and reading.likeness[NONE] > reading.likeness[kind]
    ):  # a heading, an item of a list
        return None
    if much < (ENOUGH_IN_LONG if reading.is_stretch else ENOUGH_IN_PART if reading.resembling else ENOUGH_LIKE):
        return None
    reasons = ("reads as such records do", *((f"{topic.different} terms of this kind",) if topic.different else ()))
    told = (*reasons, "somebody is told of") if certain >= ENOUGH else reasons
    spans = tuple((spot.start, spot.end) for spot in topic.spots)
    return Weighed(Confidence.LIKELY, LIKELY * much + topic.points, told, ruled.subject if ruled else None, spans)
