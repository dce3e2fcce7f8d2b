"""Screen captures: pictures of a computer's screen, taken again and again.

One picture of a screen is an illustration; a series of the size of one screen, flat as screens are and not as photographs,
is surveillance. Regular times make it sure. Names may raise, never make it. Lists and reports of what was taken are told by
their words (`words/screen-capture.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from bailee.items import Media
from bailee.kinds.interface import Sibling
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "screen-capture"
NAME = "Screen captures"
CATEGORY = "screen-captures"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "a series of pictures of one screen's size, with the flat areas that screens have, at regular times, from no camera; lists and reports of them"

_WIDTHS_HEIGHTS = {
    (1024, 768), (1152, 864), (1280, 800), (1280, 960), (1280, 1024), (1360, 768), (1366, 768), (1400, 1050), (1440, 900),
    (1536, 864), (1600, 900), (1600, 1200), (1680, 1050), (1920, 1080), (1920, 1200), (2048, 1152), (2256, 1504),
    (2304, 1440), (2560, 1080), (2560, 1440), (2560, 1600), (2736, 1824), (2880, 1800), (3000, 2000), (3024, 1964),
    (3072, 1920), (3200, 1800), (3440, 1440), (3840, 1600), (3840, 2160), (5120, 1440), (5120, 2880),
}  # fmt: skip
_SCALED = {(1280, 720), (960, 540), (854, 480), (800, 600), (640, 360), (960, 600), (768, 432), (683, 384)}
_RECORDER = re.compile(
    r"(?:screen|desk(?:top)?|display|monitor)[ _-]?(?:record|captur|shot|grab|watch|log|view|spy|agent)|captur|employee|teramind|activtrak|hubstaff|time ?doctor"
    r"|veriato|interguard|kickidler|workpuls|insightful|desktime|staffcop|spytech|refog|spyrix|currentware|controlio|monitask|clevercontrol",
    re.I,
)
SHORTEST = 4  # pictures
_NAMED = re.compile(r"screen|captur|\bcap[ _-]?\d|desktop|monitor|snap|scrn", re.I)


def _size(media: Media) -> float:
    """How much the size says: 2 a usual screen or several side by side, 1 a screen made smaller, 0 neither."""
    width, height = media.width, media.height
    for screens in (1, 2, 3):
        if width % screens == 0 and (width // screens, height) in _WIDTHS_HEIGHTS:
            return 2.0
    return 1.0 if (width, height) in _SCALED else 0.0


def _moment(sibling: Sibling) -> float:
    made = sibling.media.made_at if sibling.media else ""
    if made:
        try:
            return datetime.fromisoformat(made.replace("Z", "+00:00")).timestamp()
        except ValueError:
            pass
    return sibling.modified_ns / 1e9


def is_regular(moments: Sequence[float]) -> bool:
    """Whether times stand at about equal distance, with a few gaps (a pause, a night) forgiven.

    >>> is_regular([0, 300, 601, 899, 1200, 9000, 9300]), is_regular([0, 4, 900, 905, 7000, 7001, 20000])
    (True, False)
    """
    gaps = [later - earlier for earlier, later in pairwise(sorted(moments))]
    if len(gaps) < SHORTEST - 1:
        return False
    usual = median(gaps)
    near = sum(1 for gap in gaps if abs(gap - usual) <= 0.25 * usual)
    return 1 <= usual <= 7200 and near >= 0.7 * len(gaps)


def recognise_series(siblings: Sequence[Sibling]) -> Weighed | None:
    pictures = [sibling for sibling in siblings if sibling.media is not None and sibling.media.form == "image"]
    sizes = Counter((p.media.width, p.media.height) for p in pictures if p.media)
    if not sizes:
        return None
    size, _ = max(sizes.items(), key=lambda row: (row[1], row[0]))
    series = [(p, p.media) for p in pictures if p.media and (p.media.width, p.media.height) == size]
    if len(series) < SHORTEST or len(series) < 0.5 * len(pictures):
        return None
    score = _size(series[0][1])
    reasons = ["pictures of the size of a screen"] if score else []
    flats = [media.flat_share for _, media in series if media.flat_share is not None]
    if flats and median(flats) >= 0.5:
        score += 2 + 0.5 * (median(flats) >= 0.7)
        reasons.append("flat areas, as screens have")
    elif flats:
        score -= 2
    if is_regular([_moment(sibling) for sibling, _ in series]):
        score += 2
        reasons.append("taken at regular times")
    if sum(1 for _, media in series if _RECORDER.search(media.made_by)) >= 0.2 * len(series):
        score += 1.5
        reasons.append("made by a program that records screens")
    score += 1 if len(series) >= 5 else 0.5
    reasons.append(f"{len(series)} pictures of equal size")
    score += 0.5 * (len(series) >= 20)
    if sum(1 for media in (media for _, media in series) if _is_camera(media.made_by)) > 0.2 * len(series):
        return None
    if score < 3.5:
        return None
    if any(_NAMED.search(segment) for sibling, _ in series[:5] for segment in sibling.locator.segments):
        score += 0.5
    confidence = Confidence.VERIFIED if score >= 7 else Confidence.LIKELY if score >= 5 else Confidence.POSSIBLE
    return Weighed(confidence, score, tuple(reasons))


def _is_camera(made_by: str) -> bool:
    return bool(
        re.search(
            r"canon|nikon|sony|fuji|olympus|panasonic|leica|pentax|iphone|apple|samsung|pixel|huawei|xiaomi|oneplus|gopro|dji|motorola|lumix|epson|scan|hikvision|dahua|axis",
            made_by,
            re.I,
        )
    )
