"""Recordings of calls: the sound itself in a series, lists of recordings, transcripts, voice mail.

Telephones carry a narrow band: 8,000 or 16,000 samples a second, one channel for each side, codecs that music never has. A folder of such sounds,
each as long as talk lasts, is of calls; what a telephone system says to callers comes in pieces of a few seconds.

Its words: `words/call-recording.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from bailee.items import Media
from bailee.kinds.interface import Sibling
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "call-recording"
NAME = "Call recording"
CATEGORY = "call-recordings"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "transcripts, lists and metadata of recorded calls, voice mail; series of sounds in the narrow band of telephones, of no equal length"

FEW, MANY = 4, 12  # sounds
NARROW = 16_000  # samples a second
OF_TELEPHONES = ("gsm", "g729", "g723", "g726", "amr", "mulaw", "alaw", "truespeech", "speex", "ilbc", "evrc", "qcelp")
SHORTEST, LONGEST = 15.0, 4 * 3600.0  # seconds, of the middle one of a series
MOSTLY = 0.7  # of the sounds, and of the folder
TURNS = 2  # of each side, in a transcript
_ANSWERS = re.compile(
    r"^[ \t>*\[\d:.\]-]{0,14}(?:agent|operator|dispatch(?:er)?|rep(?:resentative)?|csr|advisor|call ?taker|mitarbeiter(?:in)?|berater(?:in)?|conseill[eè]re?|agente|operador[ae]?)\b[^:\n]{0,24}: ?\S",
    re.I | re.M,
)
_CALLS = re.compile(
    r"^[ \t>*\[\d:.\]-]{0,14}(?:caller|customer|client|anrufer(?:in)?|kund(?:e|in)|appelant[e]?|client[e]?|llamante)\b[^:\n]{0,24}: ?(\S.*)",
    re.I | re.M,
)
_TOLD = re.compile(r"\d{2}|(?<=[a-z,'] )[A-ZÀ-Þ][a-zà-ÿ]{2,}|\b(?:my|mein|meine|mon|ma|mi) [a-zà-ÿ]{3,}", re.M)


def is_of_a_telephone(media: Media) -> bool:
    """
    >>> from bailee.vocabulary import Locator
    >>> one, other = (Media(Locator(("a",)), "audio", channels=c, sample_rate=r, codec=k) for c, r, k in ((1, 8000, "pcm_mulaw"), (2, 44100, "mp3")))
    >>> is_of_a_telephone(one), is_of_a_telephone(other)
    (True, False)
    """
    narrow = 0 < media.sample_rate <= NARROW and media.channels <= 2
    return media.form == "audio" and (narrow or any(codec in media.codec.lower() for codec in OF_TELEPHONES))


def recognise(reading: Reading) -> Weighed | None:
    """Turns of whoever called and whoever answered, in which the caller tells something of one's own; a script has none."""
    said = _CALLS.findall(reading.raw)
    if (
        len(said) < TURNS
        or len(_ANSWERS.findall(reading.raw)) < TURNS
        or sum(map(bool, map(_TOLD.search, said))) < TURNS
    ):
        return None
    return Weighed(Confidence.LIKELY, 8.0, ("what a caller said and what was answered, turn by turn",), about_one=True)


def recognise_series(siblings: Sequence[Sibling]) -> Weighed | None:
    sounds = [sibling.media for sibling in siblings if sibling.media is not None and sibling.media.form == "audio"]
    calls = [media for media in sounds if is_of_a_telephone(media)]
    if len(calls) < FEW or len(calls) < MOSTLY * len(sounds) or len(sounds) < 0.3 * len(siblings):
        return None
    lengths = [media.duration for media in calls if media.duration]
    if not lengths or not SHORTEST <= median(lengths) <= LONGEST or len({round(length) for length in lengths}) < FEW:
        return None
    confidence = Confidence.VERIFIED if len(calls) >= MANY else Confidence.LIKELY
    return Weighed(confidence, 9.0, ("a series of sounds in the narrow band of telephones", "each of another length"))
