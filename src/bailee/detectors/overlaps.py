"""Of judgements that claim the same characters one stays: the more certain, then the longer, then the more probable.

Two judgements of one span by one detector are one.
"""

from __future__ import annotations

from bisect import bisect_left

from bailee.detectors.cues import cues_of
from bailee.detectors.interface import LIKELY, VERIFIED, Detector, Judgement, confidence_of
from bailee.text import Match

LEAST = 0.2  # what is less probable than this is not told
Raw = tuple[int, int, Detector, Judgement]


def matches(raw: list[Raw], explain: bool) -> list[Match]:
    """Overlaps resolved and sorted. Two judgements of one span by one detector are one: the more certain."""
    rows = sorted(
        (
            judgement.start if judgement.start is not None else start,
            judgement.end if judgement.end is not None else end,
            detector.ident,
            number,
            detector,
            judgement,
        )
        for number, (start, end, detector, judgement) in enumerate(raw)
    )
    kept: list[_Row] = []
    cluster: list[_Row] = []
    reach = -1
    for row in rows:
        if row[0] >= reach:
            kept.extend(_best(cluster))
            cluster = []
        cluster.append(row)
        reach = max(reach, row[1])
    kept.extend(_best(cluster))
    return [
        Match(
            start,
            end,
            detector.ident,
            detector.category,
            confidence_of(judgement.probability),
            round(judgement.probability, 4),
            judgement.value,
            attributes=judgement.attributes,
            cues=cues_of(judgement) if explain else (),
        )
        for start, end, _, _, detector, judgement in kept
    ]


_Row = tuple[int, int, str, int, Detector, Judgement]


def _best(cluster: list[_Row]) -> list[_Row]:
    """Of rows that overlap: by confidence, then length, then probability."""
    if len(cluster) <= 1:
        return cluster
    ranked = sorted(
        cluster,
        key=lambda row: (
            (row[5].probability < VERIFIED) + (row[5].probability < LIKELY),
            row[0] - row[1],
            -row[5].probability,
            row[0],
        ),
    )
    starts: list[int] = []
    kept: list[_Row] = []
    for row in ranked:
        at = bisect_left(starts, row[0])
        if (at < len(starts) and starts[at] < row[1]) or (at > 0 and kept[at - 1][1] > row[0]):
            continue
        starts.insert(at, row[0])
        kept.insert(at, row)
    return kept
