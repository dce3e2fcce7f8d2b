"""Frames of a film, a few from all over it: what moves in them, whether something is printed at their edge, what they show.

Key frames are sampled by seeking, so that an hour of footage costs a fraction of a second; a clip that has fewer than four
gives frames from its beginning, too.

>>> still, moving = bytes([50] * 8), [bytes([level] * 8) for level in (0, 80, 160, 240)]
>>> static_share([still] * 4), static_share(moving)
(1.0, 0.0)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import sub
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

FRAMES = 12  # key frames to look at
FEW = 4  # key frames: with fewer a film that moves looks still, so other frames are decoded too
SHOWN = 3  # frames that are kept as pictures
_DECODED = 240  # frames, and
_DECODED_PIXELS = 200_000_000  # pixels in all that are decoded for it: half a second's work
_LARGEST = 40_000_000  # pixels of a frame
_WIDTH, _HEIGHT = 160, 90  # to which a frame is reduced to see what moves
_SIDE = 1_920  # and to be a picture
_STRIP = 0.14  # of a frame's height, at its top and at its bottom
_STILL = 12  # grey levels that noise may change
_EDGE = 60  # grey levels between two neighbours that make an edge

Faults = tuple[type[Exception], ...]


@dataclass(slots=True)
class Sampled:
    """What was seen of a film."""

    small: list[bytes] = field(default_factory=list)  # grey, reduced
    overlays: list[float] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)

    @property
    def static_share(self) -> float | None:
        return static_share(self.small) if len(self.small) >= FEW else None

    @property
    def overlay(self) -> float | None:
        return sum(self.overlays) / len(self.overlays) if self.overlays else None

    def add(self, frame: Any) -> None:
        self.small.append(_reduced(frame))
        if len(self.overlays) < FEW:
            self.overlays.append(_overlay(frame))


def sampled(container: Any, video: Any, faults: Faults) -> Sampled:
    """Frames spread over the film, or from its beginning where it has few key frames."""
    found = Sampled()
    if video.width * video.height > _LARGEST:
        return found
    video.codec_context.skip_frame = "NONKEY"
    video.thread_type = "NONE"
    duration = container.duration or 0
    seen: set[int] = set()
    for step in range(FRAMES):
        try:
            if duration:
                container.seek(int(duration * (step + 0.5) / FRAMES) + (container.start_time or 0))
            frame = next(container.decode(video))
        except faults:
            continue
        except StopIteration:
            break
        if duration and frame.pts in seen:
            continue
        seen.add(frame.pts)
        found.add(frame)
        if step % (FRAMES // SHOWN) == FRAMES // SHOWN // 2 and len(found.pictures) < SHOWN:
            found.pictures.append(_picture(frame))
    if len(found.small) < FEW:
        others = _in_sequence(container, video, faults)
        return others if others.small else found
    return found


def _in_sequence(container: Any, video: Any, faults: Faults) -> Sampled:
    """Frames from the beginning, evenly apart: recorders' clips of seconds have one or two key frames."""
    rate, length = float(getattr(video, "average_rate", 0) or 0), (container.duration or 0) / 1_000_000
    most = min(_DECODED, max(FEW, _DECODED_PIXELS // max(video.width * video.height, 1)))
    apart = max(1, int(min(rate * length or most, most)) // FRAMES)
    found = Sampled()
    try:
        video.codec_context.skip_frame = "DEFAULT"
        container.seek(container.start_time or 0)
        for number, frame in enumerate(container.decode(video)):
            if number >= most or len(found.small) >= FRAMES:
                break
            if number % apart == 0:
                found.add(frame)
                if len(found.small) % (FRAMES // SHOWN) == 1 and len(found.pictures) < SHOWN:
                    found.pictures.append(_picture(frame))
    except faults:
        pass
    return found


def strips(picture: Image) -> Image:
    """The top and the bottom of a frame, one above the other: where clocks and names of cameras are printed."""
    from PIL import Image as images

    height = max(24, round(picture.height * _STRIP))
    both = images.new("RGB", (picture.width, 2 * height))
    both.paste(picture.crop((0, 0, picture.width, height)), (0, 0))
    both.paste(picture.crop((0, picture.height - height, picture.width, picture.height)), (0, height))
    return both


def static_share(frames: list[bytes]) -> float:
    """Share (0-1) of pixels that stay within 12 grey levels of their median."""
    still = 0
    allowed = len(frames) // 8  # frames in which somebody walks by
    for pixels in zip(*frames, strict=True):
        ordered = sorted(pixels)
        median = ordered[len(ordered) // 2]
        within = bisect_right(ordered, median + _STILL) - bisect_left(ordered, median - _STILL)
        still += len(ordered) - within <= allowed
    return still / len(frames[0])


def _picture(frame: Any) -> Image:
    scale = min(1.0, _SIDE / max(frame.width, frame.height))
    width, height = (max(2, round(side * scale) // 2 * 2) for side in (frame.width, frame.height))
    shown: Image = frame.reformat(width=width, height=height, format="rgb24").to_image()
    return shown


def _reduced(frame: Any) -> bytes:
    """A frame as small grey rows."""
    grey = frame.reformat(width=_WIDTH, height=_HEIGHT, format="gray").planes[0]
    return _rows(bytes(grey), grey.line_size, _WIDTH, _HEIGHT)


def _rows(raw: bytes, line: int, width: int, height: int) -> bytes:
    return raw if line == width else b"".join(raw[row * line : row * line + width] for row in range(height))


def _overlay(frame: Any) -> float:
    """Share (0-1) of strong edges in the strips at top and bottom, where recorders print their clock."""
    width = min(640, frame.width)
    height = max(20, round(frame.height * width / max(frame.width, 1)))
    plane = frame.reformat(width=width, height=height, format="gray").planes[0]
    raw = _rows(bytes(plane), plane.line_size, width, height)
    strip = max(2, height // 10)
    edges = total = 0
    for row in (*range(strip), *range(height - strip, height)):
        line = raw[row * width : (row + 1) * width]
        edges += sum(map(_EDGE.__lt__, map(abs, map(sub, line, line[1:]))))
        total += width - 1
    return edges / total if total else 0.0
