"""Personal identity code, henkilötunnus, HETU (Finland).

>>> found("fi-hetu", "hetu: 131052-308T.")
[('131052-308T', 'verified')]
>>> found("fi-hetu", "290200-1239")                        # 29 February 1900 never was
[]
"""

from __future__ import annotations

from stdnum.fi import hetu

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words

CATEGORY = "national-identifier"
SOURCE = "https://dvv.fi/en/personal-identity-code"

SHAPES = (
    Shape(
        r"(?<![\d_\-])(?P<value>[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y])(?![^\W_]|-\d)",
        outlines=("000000[-+AG]000[0AG]",),
        before=13,
        after=4,
    ),
)
LABELS = (
    Label(
        ("hetu", "henkilötunnus", "henkilotunnus", "personbeteckning", "personal identity code"),
        r"(?P<value>(?i:[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-Y]))(?![^\W_]|-\d)",
        reach=30,
    ),
)
_CONTEXT = words(
    "hetu",
    "henkilötunnus",
    "personal identity code",
    "sotu",
    "personbeteckning",
    "id code",
    "syntymä",
    "suomi",
    "finnish",
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not hetu.is_valid(value, allow_temporary=True):
        return None
    score = Score(0.95 if not value[-1].isdigit() else 0.85, "date and check character are right")
    if candidate.labelled or candidate.near(_CONTEXT):
        score.at_least(
            0.995, candidate.said if candidate.labelled else candidate.seen("words about identity stand near")
        )
    elif candidate.scene.is_code or candidate.scene.is_log:
        score.at_most(0.5, candidate.scene.machines)
    return score.judgement(hetu.compact(value))
