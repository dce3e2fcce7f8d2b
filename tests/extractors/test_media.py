"""Films and sound: a camera on a wall can be told from a telephone; broken files end with a reason."""

from __future__ import annotations

import random
import wave
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reading import read, reasons, texts

from bailee.extractors import faces, visible_text
from bailee.extractors import media as extractor
from bailee.extractors.interface import Unreadable
from bailee.items import Media
from bailee.vocabulary import Reason

av = pytest.importorskip("av")
numpy = pytest.importorskip("numpy")


def film(
    path: Path,
    *,
    still: bool,
    clock: bool = False,
    tags: dict[str, str] | None = None,
    codec: str = "mpeg4",
    gop: int = 10,
    label: str = "",
) -> Path:
    rng = numpy.random.default_rng(1)
    wall = rng.integers(60, 200, (240, 320, 3), dtype=numpy.uint8)
    with av.open(path, "w") as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 320, 240, "yuv420p", gop
        for number in range(100):
            frame = wall.copy() if still else rng.integers(0, 255, (240, 320, 3), dtype=numpy.uint8)
            if still:
                frame[100:140, number * 2 : number * 2 + 20] = 255  # somebody walks by
            if clock:
                frame[:16, :200], frame[:16, :200:8] = 0, 255
            if label:
                picture = Image.fromarray(frame)
                ImageDraw.Draw(picture).text(
                    (4, 2), label, fill="white", stroke_fill="black", stroke_width=2, font_size=18
                )
                frame = numpy.asarray(picture)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return path


def media(path: Path) -> Media:
    (found,) = (piece for piece in read(path) if isinstance(piece, Media))
    return found


def test_a_still_camera_is_told_from_a_moving_one(tmp_path: Path) -> None:
    still, moving = media(film(tmp_path / "a.mp4", still=True)), media(film(tmp_path / "b.avi", still=False))
    assert (still.static_share or 0) > 0.9 > 0.3 > (moving.static_share or 0)
    assert (still.form, still.width, still.height, still.frame_rate, still.has_audio) == (
        "video",
        320,
        240,
        10.0,
        False,
    )
    assert still.key_frames >= 8 and 9 < still.duration < 11


def test_a_clip_with_one_key_frame_is_told_still_or_moving_too(tmp_path: Path) -> None:
    still = media(film(tmp_path / "a.mp4", still=True, gop=600))
    moving = media(film(tmp_path / "b.mp4", still=False, gop=600))
    assert (still.static_share or 0) > 0.9 > 0.3 > (moving.static_share or 1)


def test_a_clock_in_the_picture_shows_as_edges_at_its_rim(tmp_path: Path) -> None:
    plain = media(film(tmp_path / "a.mkv", still=True)).overlay or 0.0
    assert (media(film(tmp_path / "b.mkv", still=True, clock=True)).overlay or 0.0) > plain


def test_tags_are_text_and_say_who_made_it(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.mkv", still=True, tags={"title": "SSN 512-44-7313", "creation_time": "2026-01-02T03:04:05Z"}
    )
    assert "512-44-7313" in texts(path)[0].content and media(path).made_at.startswith("2026-01-02")


def test_a_stream_has_a_title_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(path, "w") as container:
        container.metadata["title"] = "Meeting"
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.metadata["title"] = "Camera of Ann Roe"
        frame = av.VideoFrame.from_ndarray(numpy.zeros((48, 64, 3), numpy.uint8), format="rgb24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    words = "\n".join(text.content for text in texts(path))
    assert "title: Meeting" in words and "Camera of Ann Roe" in words


def test_what_is_printed_in_a_film_is_read_and_its_place_is_the_frame(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    path = film(tmp_path / "a.mkv", still=True, label="CAM 03  2026-01-02 03:04:05")
    visible_text.begin("full")
    try:
        (first, *_) = [text for text in texts(path) if text.locator.segments[-1] == "ocr"]
    finally:
        visible_text.begin("off")
    assert first.locator.segments[1:] == ("frame 1", "ocr") and "2026-01-02" in first.content


def test_sound_is_described_for_those_who_tell_calls_from_music(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(bytes(32_000))
    found = media(path)
    assert (found.channels, found.sample_rate, found.codec) == (1, 8000, "pcm_s16le")


def test_the_place_of_a_phone_is_text_in_degrees(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", still=False, tags={"location": "+37.785834-122.406417+012.3/"})
    assert "GPS position: 37.785834, -122.406417" in texts(path)[0].content


def test_sound_alone_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(bytes(32_000))
    found = media(path)
    assert (found.form, found.has_audio, found.duration, found.static_share) == ("audio", True, 2.0, None)


def test_a_playlist_behind_a_tag_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ts"
    secret.write_bytes(b"x" * 1000)
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\0\0#EXTM3U\n#EXTINF:10,\nfile://" + str(secret).encode() + b"\n#EXT-X-ENDLIST\n")
    with pytest.raises(Unreadable):
        read(path)


@pytest.mark.parametrize("name", ["a.mp4", "a.avi", "a.mkv", "a.ts"])
def test_cut_and_flipped_films_end_with_a_reason(tmp_path: Path, name: str) -> None:
    data = film(tmp_path / name, still=True, codec="mpeg2video" if name == "a.ts" else "mpeg4").read_bytes()
    rng = random.Random(name)
    for number in range(8):
        broken = bytearray(data[: rng.randrange(100, len(data))] if number % 2 else data)
        for _ in range(30):
            broken[rng.randrange(16, len(broken))] = rng.randrange(256)
        assert reasons(bytes(broken), name) <= {Reason.DAMAGED}


def test_without_the_library_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "a.mp4", still=True)
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(Unreadable) as failure:
        list(extractor.extract(read_item(path), None))  # type: ignore[arg-type]
    assert failure.value.reason is Reason.UNKNOWN_FORMAT


def read_item(path: Path) -> object:
    from bailee.items import Item
    from bailee.vocabulary import Locator

    return Item(Locator((path.name,)), path.stat().st_size, path=path)


def test_nobody_is_seen_where_nobody_is_and_nothing_of_a_face_is_kept() -> None:
    pytest.importorskip("cv2")
    assert faces.count(Image.new("RGB", (640, 480), "grey")) == 0
    assert Media.__dataclass_fields__["faces"].type == "int | None"  # a number, and nothing else of them
