"""Films: faces made unrecognisable in every frame, lines that a recorder prints with a value in them covered; no metadata.

Faces are looked for in each frame, and what is found counts for some frames before and after it, for a detector blinks. Sound is
left out unless it is asked for: a voice tells who speaks. Frames are encoded anew at the same size and rate.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bailee.extractors import media_type as media
from bailee.extractors.media import _OPTIONS
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.protection.redaction import pixels
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import Work
from bailee.vocabulary import Locator

REDACTS = frozenset(media.VIDEO)

AROUND = 6  # frames before and after one in which a face was found
_SIDE = 800  # pixels to which a frame is reduced to look for faces
_SURE = 0.5
_LEFT = 0.8  # how sure a face in the copy would be one that was forgotten
_FRAMES = 20_000
_PRINTED_EVERY = 10.0  # seconds between two frames whose printed lines are read
_PRINTED_MOST = 12
_FORMS = {
    media.MP4: ("mp4", "libx264"),
    media.MATROSKA: ("matroska", "libx264"),
    media.AVI: ("avi", "mpeg4"),
    media.QUICKTIME: ("mov", "libx264"),
    media.WEBM: ("webm", "libvpx"),
}


def redact(data: bytes, work: Work) -> bytes:
    pixels.needed()
    try:
        import av
        import av.logging
    except ImportError:
        raise RefusedRedaction(Why.NO_PIXELS) from None
    av.logging.set_level(None)
    key = ("film", work.wish.keep_audio)
    if key not in work.remembered:  # encoding takes long, and values that come later change nothing but what is printed
        try:
            made, faces = _Film(data, work, av).made()
        except (av.FFmpegError, IndexError, ValueError, LookupError, OSError):
            raise RefusedRedaction(Why.DAMAGED, "film") from None
        _checked(made, av)
        work.remembered[key] = _Made(made, faces, work.ending, work.made_type)
    film = work.remembered[key]
    if not isinstance(film, _Made):
        raise RefusedRedaction(Why.CRASHED)
    work.counts["faces"] += film.faces
    work.ending, work.made_type = film.ending, film.made_type
    work.readers["faces"] = work.readers["OCR"] = None
    work.note("sound kept" if work.wish.keep_audio else "sound left out")
    work.note("titles, places and other metadata left out")
    return film.data


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    faces: int  # frames in which there were some
    ending: str
    made_type: str


class _Film:
    def __init__(self, data: bytes, work: Work, av: Any) -> None:
        self.data, self.work, self.av = data, work, av
        self.at = 0  # number of the next frame
        self.sounds: list[Any] = []  # packets that wait

    def made(self) -> tuple[bytes, int]:
        """The film, and in how many frames there were faces."""
        form, codec = self._form()
        printed = self._printed()
        out = io.BytesIO()
        faces = 0
        with self._opened() as source:
            video = next((each for each in source.streams.video), None)
            if video is None:
                raise RefusedRedaction(Why.DAMAGED, "film")
            sound = next(iter(source.streams.audio), None) if self.work.wish.keep_audio else None
            with self.av.open(out, "w", format=form) as target:
                picture = None
                heard = target.add_stream_from_template(sound) if sound is not None else None
                for shown, has_faces in self._hidden(source, video, sound, printed):
                    faces += has_faces
                    if picture is None:
                        picture = self._stream(target, codec, video, shown)
                    frame = self.av.VideoFrame.from_ndarray(shown, format="rgb24")
                    frame.pts = self.at
                    self.at += 1
                    for packet in picture.encode(frame):
                        target.mux(packet)
                    self._pass_on(heard, target)
                if picture is None:
                    raise RefusedRedaction(Why.DAMAGED, "film")
                for packet in picture.encode():
                    target.mux(packet)
                self._pass_on(heard, target)
        return out.getvalue(), faces

    def _pass_on(self, heard: Any, target: Any) -> None:
        """Sound as it is; it can only be written once the picture has its place in the file."""
        for packet in self.sounds:
            packet.stream = heard
            target.mux(packet)
        self.sounds.clear()

    def _opened(self) -> Any:
        return self.av.open(io.BytesIO(self.data), options=_OPTIONS, metadata_errors="replace")

    def _form(self) -> tuple[str, str]:
        media_type = recognise(Item(Locator(("film",)), len(self.data), data=self.data))
        form, codec = _FORMS.get(media_type, ("", ""))
        if not form or codec not in self.av.codecs_available:
            form, codec = "mp4", "libx264" if "libx264" in self.av.codecs_available else "mpeg4"
            self.work.ending, self.work.made_type = ".mp4", media.MP4
        return form, codec

    def _stream(self, target: Any, codec: str, video: Any, shown: Any) -> Any:
        rate = video.average_rate or video.base_rate or Fraction(25)
        stream = target.add_stream(codec, rate=Fraction(rate).limit_denominator(60_000))
        stream.height, stream.width = shown.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        if codec == "libx264":
            stream.options = {"crf": "20", "preset": "veryfast"}
        else:
            stream.bit_rate = max(1_000_000, shown.shape[0] * shown.shape[1] * 4)
        return stream

    def _hidden(self, source: Any, video: Any, sound: Any, printed: list[pixels.Corners]) -> Iterator[tuple[Any, bool]]:
        """Frames in order, each with its own and its neighbours' faces gone; sound goes by on its way."""
        waiting: deque[tuple[Any, list[pixels.Area]]] = deque()
        past: deque[list[pixels.Area]] = deque(maxlen=AROUND)
        count = 0

        def next_one() -> tuple[Any, bool]:
            shown, own = waiting.popleft()
            around = [*past, own, *(areas for _, areas in list(waiting)[:AROUND])]
            past.append(own)
            areas = [area for each in around for area in each]
            return _without(shown, areas, printed), bool(own)

        video.thread_type = "NONE"
        for packet in source.demux([each for each in (video, sound) if each is not None]):
            if sound is not None and packet.stream is sound:
                if packet.dts is not None:
                    self.sounds.append(packet)
                continue
            for frame in packet.decode():
                count += 1
                if count > _FRAMES:
                    raise RefusedRedaction(Why.TOO_BIG)
                shown = _upright(frame)
                waiting.append((shown, pixels.faces_in_pixels(shown[:, :, ::-1].copy(), (_SIDE,), _SURE)))
                if len(waiting) > AROUND:
                    yield next_one()
        while waiting:
            yield next_one()

    def _printed(self) -> list[pixels.Corners]:
        """Lines with a value in them, in frames some seconds apart: what a recorder prints stands there all the time."""
        from PIL import Image

        areas: list[pixels.Corners] = []
        last, read = -_PRINTED_EVERY, 0
        with self._opened() as source:
            video = next(iter(source.streams.video), None)
            if video is None:
                return areas
            video.thread_type = "NONE"
            for frame in source.decode(video):
                at = float(frame.time or 0.0)
                if at - last < _PRINTED_EVERY:
                    continue
                last, read = at, read + 1
                areas += pixels.areas_of(Image.fromarray(_upright(frame)), self.work)
                if read >= _PRINTED_MOST:
                    break
        return areas


def _upright(frame: Any) -> Any:
    """A frame as a player shows it: phones say in the metadata how they were held, and that is left out."""
    import numpy

    pixels_ = frame.to_ndarray(format="rgb24")
    turns = (round(getattr(frame, "rotation", 0) or 0) // 90) % 4
    pixels_ = numpy.rot90(pixels_, turns) if turns else pixels_
    height, width = pixels_.shape[:2]
    return numpy.ascontiguousarray(pixels_[: height // 2 * 2, : width // 2 * 2])  # encoders take even numbers


def _without(shown: Any, areas: list[pixels.Area], printed: list[pixels.Corners]) -> Any:
    import cv2

    if not areas and not printed:
        return shown
    out = shown.copy()
    for left, top, right, bottom in areas:
        part = out[top:bottom, left:right]
        if part.size:
            coarse = cv2.resize(part, (6, 6), interpolation=cv2.INTER_AREA)
            out[top:bottom, left:right] = cv2.resize(
                coarse, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR
            )
    for corners in printed:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        out[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1] = 0
    return out


def _checked(made: bytes, av: Any) -> None:
    """RefusedRedaction where a face is left in the copy: every frame of a short one, every third of a long one."""
    with av.open(io.BytesIO(made)) as container:
        video = container.streams.video[0]
        video.thread_type = "NONE"
        step = 1 if (video.frames or 0) < 600 else 3
        for number, frame in enumerate(container.decode(video)):
            if number % step:
                continue
            shown = frame.to_ndarray(format="bgr24")
            if pixels.faces_in_pixels(shown, (640,), _LEFT):
                raise RefusedRedaction(Why.TRACE, "face")
