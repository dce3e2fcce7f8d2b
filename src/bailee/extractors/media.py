"""Films and sound: length, size, when and with what they were made, and whether they look like a camera on a wall.

Key frames are sampled by seeking, so that an hour of footage costs a fraction of a second; a clip that has fewer than
four gives frames from its beginning, too. Text is in the tags and in subtitles; what is said in a recording is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.items import Item, Media
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = media_type.VIDEO | media_type.AUDIO

_FRAMES = 12  # key frames to look at
_FEW = 4  # key frames: with fewer a film that moves looks still, so other frames are decoded too
_DECODED = 240  # frames, and
_DECODED_PIXELS = 200_000_000  # pixels in all that are decoded for it: half a second's work
_WIDTH, _HEIGHT = 160, 90  # to which a frame is reduced to see what moves
_PACKETS = 2_000  # read to count key frames
_PACKETS_WITH_SUBTITLES = 50_000
# A playlist hidden behind a tag must not make the library open what it names: only these containers, no protocol at all.
_OPTIONS = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,mpegps,mp3,flac,wav,ogg,aac,"
    "amr,aiff,flv,h264,hevc,m4v,dhav",
    "protocol_whitelist": "none",
}
_STILL = 12  # grey levels that noise may change


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    try:
        import av
        import av.logging
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    av.logging.set_level(None)
    with item.open() as stream:
        try:
            container = av.open(stream, mode="r", options=_OPTIONS, metadata_errors="replace")
        except (av.FFmpegError, OSError, ValueError, IndexError, LookupError, UnicodeError):
            raise Unreadable(Reason.DAMAGED) from None
        with container:
            yield from _describe(container, item, av.FFmpegError)


def _describe(container: Any, item: Item, fault: type[Exception]) -> Iterator[Extracted]:
    faults = (fault, OSError, ValueError, IndexError, LookupError, TypeError, AttributeError, ZeroDivisionError)
    video = next((stream for stream in container.streams.video if not _is_cover(stream)), None)
    tags = dict(container.metadata)
    for stream in container.streams:
        for name, value in stream.metadata.items():
            tags.setdefault(name, value)
    frames: list[bytes] = []
    overlay: float | None = None
    if video is not None:
        try:
            frames, overlay = _sampled(container, video, faults)
        except faults:
            frames = []
    try:
        key_frames, subtitles = _packets(container, video, faults) if video or container.streams.subtitles else (0, [])
    except faults:
        key_frames, subtitles = 0, []
    yield Media(
        item.locator,
        "video" if video is not None else "audio",
        width=getattr(video, "width", 0),  # a codec that is not known has none
        height=getattr(video, "height", 0),
        duration=max(0.0, (container.duration or 0) / 1_000_000),
        frame_rate=float(getattr(video, "average_rate", 0) or 0),
        key_frames=max(key_frames, len(frames)),
        has_audio=bool(container.streams.audio),
        static_share=static_share(frames) if len(frames) >= _FEW else None,
        overlay=overlay,
        made_by=_made_by(tags),
        made_at=_made_at(tags),
    )
    lines = [f"{name}: {value}" for name, value in tags.items() if str(value).strip()]
    if lines:
        yield Text.of("\n".join(lines), item.locator.inside("metadata"), Part.METADATA)
    if subtitles:
        yield Text.of("\n".join(subtitles), item.locator.inside("subtitles"))


def _is_cover(stream: Any) -> bool:
    """A picture of the sleeve inside a piece of music is no film."""
    return "ATTACHED_PIC" in str(getattr(stream, "disposition", "")).upper()


def _sampled(container: Any, video: Any, faults: tuple[type[Exception], ...]) -> tuple[list[bytes], float | None]:
    """Small grey frames spread over the film, and how many edges its top and bottom strips have."""
    video.codec_context.skip_frame = "NONKEY"
    video.thread_type = "NONE"
    duration = container.duration or 0
    frames: list[bytes] = []
    overlays: list[float] = []
    seen: set[int] = set()
    for step in range(_FRAMES):
        try:
            if duration:
                container.seek(int(duration * (step + 0.5) / _FRAMES) + (container.start_time or 0))
            frame = next(container.decode(video))
        except faults:
            continue
        except StopIteration:
            break
        if duration and frame.pts in seen:
            continue
        seen.add(frame.pts)
        frames.append(_reduced(frame))
        if len(overlays) < 4:
            overlays.append(_overlay(frame))
    if len(frames) < _FEW:
        frames = _in_sequence(container, video, faults) or frames
    return frames, sum(overlays) / len(overlays) if overlays else None


def _in_sequence(container: Any, video: Any, faults: tuple[type[Exception], ...]) -> list[bytes]:
    """Frames from the beginning, evenly apart: recorders' clips of seconds have one or two key frames."""
    rate, length = float(getattr(video, "average_rate", 0) or 0), (container.duration or 0) / 1_000_000
    most = min(_DECODED, max(_FEW, _DECODED_PIXELS // max(video.width * video.height, 1)))
    apart = max(1, int(min(rate * length or most, most)) // _FRAMES)
    frames: list[bytes] = []
    try:
        video.codec_context.skip_frame = "DEFAULT"
        container.seek(container.start_time or 0)
        for number, frame in enumerate(container.decode(video)):
            if number >= most or len(frames) >= _FRAMES:
                break
            if number % apart == 0:
                frames.append(_reduced(frame))
    except faults:
        pass
    return frames


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
        edges += sum(1 for left, right in pairwise(line) if abs(left - right) > 60)
        total += width - 1
    return edges / total if total else 0.0


def static_share(frames: list[bytes]) -> float:
    """Share (0-1) of pixels that stay within 12 grey levels of their median.

    >>> still, moving = bytes([50] * 8), [bytes([level] * 8) for level in (0, 80, 160, 240)]
    >>> static_share([still] * 4), static_share(moving)
    (1.0, 0.0)
    """
    still = 0
    allowed = len(frames) // 8  # frames in which somebody walks by
    for pixels in zip(*frames, strict=True):
        median = sorted(pixels)[len(pixels) // 2]
        still += sum(1 for pixel in pixels if abs(pixel - median) > _STILL) <= allowed
    return still / len(frames[0])


def _packets(container: Any, video: Any, faults: tuple[type[Exception], ...]) -> tuple[int, list[str]]:
    """Key frames among the first packets, and the words of subtitles that are text."""
    wanted = [stream for stream in container.streams if stream is video or stream.type == "subtitle"]
    container.seek(container.start_time or 0)
    limit = _PACKETS_WITH_SUBTITLES if len(wanted) > (video is not None) else _PACKETS
    key_frames = 0
    words: list[str] = []
    try:
        for number, packet in enumerate(container.demux(wanted)):
            if number > limit:
                break
            if packet.stream is video:
                key_frames += bool(packet.is_keyframe and packet.size)
            elif packet.size and len(words) < 20_000:
                words += _subtitle(bytes(packet), packet.stream.codec_context.name)
    except faults:
        pass
    return key_frames, words


def _subtitle(raw: bytes, codec: str) -> list[str]:
    if codec == "mov_text":
        raw = raw[2 : 2 + int.from_bytes(raw[:2], "big")]
    elif codec not in ("subrip", "srt", "text", "webvtt", "ass", "ssa"):
        return []
    text = raw.decode("utf-8", "replace")
    if codec in ("ass", "ssa"):
        text = re.sub(r"\{[^}]*\}", "", text.split(",", 8)[-1]).replace("\\N", "\n")
    return [text] if text.strip() else []


def _made_by(tags: dict[str, str]) -> str:
    lower = {name.lower(): value for name, value in tags.items()}
    maker = lower.get("com.apple.quicktime.make") or lower.get("com.android.manufacturer") or lower.get("make") or ""
    model = lower.get("com.apple.quicktime.model") or lower.get("com.android.model") or lower.get("model") or ""
    if maker or model:
        return f"{maker} {model}".strip()
    for name in ("com.apple.quicktime.software", "encoded_by", "software", "encoder", "handler_name"):
        if lower.get(name):
            return lower[name]
    return ""


def _made_at(tags: dict[str, str]) -> str:
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        value = next((value for key, value in tags.items() if key.lower() == name), "")
        if re.match(r"\d{4}-\d\d-\d\d", value) and not value.startswith(("1970-01-01", "1904-01-01")):
            return value
    return ""
