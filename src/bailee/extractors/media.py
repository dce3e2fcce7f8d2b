"""Films and sound: length, size, when and with what they were made, and whether they look like a camera on a wall.

Text is in the tags, in chapters, in subtitles, and in what frames show (`frames`): a screen, a slide, the clock and the name
that a camera prints. Pictures and files inside are items of their own. What is said in a recording is not read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bailee.extractors import faces, frames, media_type, picture_gate, visible_text
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.items import Item, Media
from bailee.text import Part, Text
from bailee.vocabulary import Reason

if TYPE_CHECKING:
    from PIL.Image import Image

READS = media_type.VIDEO | media_type.AUDIO

_ATTACHED = 50
_PACKETS = 2_000  # read to count key frames
_PACKETS_WITH_SUBTITLES = 50_000
# A playlist hidden behind a tag must not make the library open what it names: only these containers, no protocol at all.
_OPTIONS = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,mpegps,mp3,flac,wav,ogg,aac,"
    "amr,aiff,flv,h264,hevc,m4v,dhav",
    "protocol_whitelist": "none",
}
PRINTED = 0.004  # edges in the strips at top and bottom, from which on it is worth reading them
_READ = 2  # frames that are read


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
            yield from _describe(container, item, budget, av.FFmpegError)


def _describe(container: Any, item: Item, budget: Budget, fault: type[Exception]) -> Iterator[Extracted]:
    faults = (fault, OSError, ValueError, IndexError, LookupError, TypeError, AttributeError, ZeroDivisionError)
    video = next((stream for stream in container.streams.video if not _is_cover(stream)), None)
    sound = next(iter(container.streams.audio), None)
    tags = dict(container.metadata)
    of_streams: list[str] = []
    for number, stream in enumerate(container.streams, 1):
        for name, value in stream.metadata.items():
            if tags.setdefault(name, value) != value:  # a stream has a title of its own
                of_streams.append(f"stream {number} {name}: {value}")
    shown = frames.Sampled()
    if video is not None:
        with contextlib.suppress(*faults):
            shown = frames.sampled(container, video, faults)
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
        key_frames=max(key_frames, len(shown.small)),
        has_audio=sound is not None,
        static_share=shown.static_share,
        overlay=shown.overlay,
        made_by=_made_by(tags),
        made_at=_made_at(tags),
        flat_share=_flat(shown.pictures),
        faces=_faces(shown.pictures),
        channels=int(getattr(sound, "channels", 0) or 0),
        sample_rate=int(getattr(sound, "rate", 0) or 0),
        codec=_codec(video if video is not None else sound),
    )
    lines = [f"{name}: {value}" for name, value in tags.items() if str(value).strip()]
    lines += of_streams
    lines += [f"GPS position: {place}" for place in dict.fromkeys(_places(tags))]
    lines += [f"chapter: {title}" for title in _chapters(container, faults)]
    if lines:
        yield Text.of("\n".join(lines), item.locator.inside("metadata"), Part.METADATA)
    if subtitles:
        yield Text.of("\n".join(subtitles), item.locator.inside("subtitles"))
    yield from _inside(container, item, budget, faults)
    for number, picture in enumerate(shown.pictures[:_READ] if visible_text.is_on() else (), 1):
        place = item.locator.inside(f"frame {number}").inside("ocr")
        if picture_gate.holds_text(picture):
            yield from visible_text.visible_text(picture, place, sure=True)
        elif (shown.overlay or 0) >= PRINTED:
            yield from visible_text.visible_text(frames.strips(picture), place, sure=True)


def _flat(pictures: list[Image]) -> float | None:
    """How flat the frames are that were looked at: screens and slides are, rooms are not."""
    return min((picture_gate.flat_share(picture) for picture in pictures), default=None)


def _faces(pictures: list[Image]) -> int | None:
    """Most faces at once in the frames that were looked at."""
    counts = [found for found in map(faces.count, pictures) if found is not None]
    return max(counts, default=None)


def _codec(stream: Any) -> str:
    try:
        return str(stream.codec_context.name) if stream is not None else ""
    except AttributeError:  # a codec that is not known has no context
        return ""


def _chapters(container: Any, faults: tuple[type[Exception], ...]) -> list[str]:
    try:
        return [str(each["metadata"]["title"]) for each in container.chapters()[:500] if each["metadata"].get("title")]
    except faults:
        return []


_ISO_6709 = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")


def _places(tags: dict[str, str]) -> Iterator[str]:
    """Where a telephone was, as it writes it: `+37.7858-122.4064+012.3/`."""
    for name, value in tags.items():
        if "location" in name.lower() and (found := _ISO_6709.match(str(value))):
            yield f"{float(found[1]):.6f}, {float(found[2]):.6f}"


def _inside(container: Any, item: Item, budget: Budget, faults: tuple[type[Exception], ...]) -> Iterator[Extracted]:
    """Pictures of sleeves, and files that a container carries."""
    number = 0
    for stream in container.streams:
        data, name = b"", ""
        try:
            if stream.type == "attachment":
                data, name = bytes(stream.data or b""), str(stream.metadata.get("filename", ""))
            elif _is_cover(stream):
                container.seek(container.start_time or 0)
                data = next((bytes(packet) for packet in container.demux(stream) if packet.size), b"")
        except faults:
            continue
        if data and number < _ATTACHED:
            number += 1
            budget.take(len(data))
            yield Item.nested(item.locator, f"attachment {number}", data, file_name=name)


def _is_cover(stream: Any) -> bool:
    """A picture of the sleeve inside a piece of music is no film."""
    return "ATTACHED_PIC" in str(getattr(stream, "disposition", "")).upper()


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
