"""Footage of surveillance cameras: a picture that stands still, a clock printed on it, no sound, few frames a second.

Weights and the threshold of 5 come from measurements on films like those of recorders, of phones and of screens, drawn for
it (benchmarks/films.py). A maker's tag, a recorder's container and a clock that was read in the frames say much; names and
folders may only raise. Faces that were counted are told, and weigh nothing. Logs of recorders and notes of what was seen
are told by their words (`words/camera-footage.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from bailee.items import Media
from bailee.kinds.interface import Sibling
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, Locator, SubjectCategory

IDENT = "camera-footage"
NAME = "Camera footage"
CATEGORY = "camera-footage"
SUBJECT = SubjectCategory.PERSON
FROM = "films with a picture that stands still, a printed clock, no sound, few frames a second, a recorder's maker; clips of equal length; logs of recorders and notes of what was seen"
BY_FORM = True

POSSIBLE, LIKELY, VERIFIED = 3.5, 5.0, 7.0
STILL = 0.9  # share of pixels that hardly change
PRINTED = (
    0.006  # share of strong edges in the strips where recorders print their clock; scenes without one have 0 to .004
)
_MAKER = re.compile(
    r"hikvision|dahua|axis\b|hanwha|wisenet|uniview|avigilon|reolink|amcrest|lorex|swann|foscam|vivotek|mobotix|bosch|pelco|verkada|ubiquiti|unifi|eufy|arlo|ring\b|nest\b|wyze|tapo|ezviz|geovision|milestone|nvr|dvr|cctv|surveillance|ip ?camera|imkh",
    re.I,
)
_BARE_TYPES = re.compile(r"h264|h265|hevc")
# A date and a time with seconds, side by side, as recorders print them; a screen's own clock has no seconds.
_CLOCK = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d))[^\d\n]{0,12}\d{1,2}[:;.-]\d\d[:;.-]\d\d(?!\d)"
)
_LABEL = re.compile(r"\b(?:cam(?:era)?|ch(?:annel)?|ipc|ptz|dome|nvr|dvr)[ _-]?\d{0,3}\b|\bmph\b|\bkm/h\b", re.I)
FLAT = 0.85  # share of pixels equal to a neighbour
_RECORDER_TYPES = re.compile(r"dav|x-dahua|hikvision|x-dvr|vnd\.dvr", re.I)
_NAMED = re.compile(
    r"cctv|camera|\bcam[ _-]?\d|\bch(?:annel)?[ _-]?\d|nvr|dvr|footage|surveil|entrance|lobby|parking|ipc\b", re.I
)


def _score(media: Media, media_type: str, printed: Sequence[str] = ()) -> tuple[float, list[str]]:
    """`printed`: what was read in its frames, where that was done."""
    score, reasons = 0.0, []
    clocks = {found[0] for text in printed for found in _CLOCK.finditer(text)}
    if clocks:
        score += 3.5 if len(clocks) > 1 else 2.5  # two frames, two times: it runs
        reasons.append("a clock with its date printed in it")
        if any(_LABEL.search(text) for text in printed):
            score += 1
            reasons.append("a camera's name printed in it")
    is_screen = media.flat_share is not None and media.flat_share >= FLAT and not clocks
    if is_screen:
        score -= 2  # a screen, slides, a drawing: still, silent, slow, and no camera's
    # A clip of a moment always looks still; a bare stream does not say how long it is.
    if media.static_share is not None and media.static_share >= STILL and (media.duration >= 4 or not media.duration):
        score += 2
        reasons.append("a picture that stands still")
    if media.overlay is not None and media.overlay >= PRINTED and not is_screen and (clocks or not printed):
        score += 1.5
        reasons.append("something printed at its edge, as a clock is")
    if not media.has_audio:
        score += 1
        reasons.append("no sound")
    if 0 < media.frame_rate <= 15.5:
        score += 1
        reasons.append("few frames a second")
    elif media.frame_rate >= 29:  # as recordings of a screen have, which stand still too
        score -= 0.5
    if media.duration >= 60:
        score += 0.5
        reasons.append("a minute or more")
    if _MAKER.search(media.made_by) or _RECORDER_TYPES.search(media_type):
        score += 2.5
        reasons.append("made by a maker of recorders")
    elif _BARE_TYPES.search(media_type):
        score += 1.5
        reasons.append("a bare stream, as recorders export")
    return score, reasons


def _weighed(score: float, reasons: list[str]) -> Weighed | None:
    if score < POSSIBLE:
        return None
    confidence = (
        Confidence.VERIFIED if score >= VERIFIED else Confidence.LIKELY if score >= LIKELY else Confidence.POSSIBLE
    )
    return Weighed(confidence, score, tuple(reasons))


def recognise(reading: Reading) -> Weighed | None:
    document = reading.document
    media = document.media
    if media is None or media.form != "video":
        return None
    printed = [text.content for text in document.texts if _is_of_a_frame(text.locator)]
    score, reasons = _score(media, document.media_type, printed)
    if media.faces and score >= POSSIBLE:  # counted, never whose
        reasons.append(f"{media.faces} {'face' if media.faces == 1 else 'faces'} at once in the frames looked at")
    if score >= POSSIBLE and any(_NAMED.search(segment) for segment in document.locator.segments):
        score += 1
    return _weighed(score, reasons)


def _is_of_a_frame(locator: Locator) -> bool:
    return locator.segments[-1] == "ocr" and len(locator.segments) > 1 and locator.segments[-2].startswith("frame ")


def recognise_series(siblings: Sequence[Sibling]) -> Weighed | None:
    """Clips of equal length and form, one after the other: a recorder cuts its stream so."""
    films = [(s, s.media) for s in siblings if s.media is not None and s.media.form == "video"]
    if len(films) < 3:
        return None
    length = median(media.duration for _, media in films)
    width = median(media.width for _, media in films)
    equal = [
        (sibling, media)
        for sibling, media in films
        if abs(media.duration - length) <= max(0.03 * length, 1.0) and media.width == width and not media.has_audio
    ]
    if len(equal) < 3 or len(equal) < 0.7 * len(films) or length < 4:
        return None
    scores = [_score(media, sibling.media_type) for sibling, media in equal]
    usual = sorted(scores, key=lambda row: row[0])[len(scores) // 2]
    score = usual[0] + 1.5 + 0.5 * (len(equal) >= 6)
    return _weighed(score, [*usual[1], f"{len(equal)} clips of equal length"])
