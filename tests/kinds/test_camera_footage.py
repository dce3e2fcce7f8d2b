"""Camera footage: still, a printed clock, silent, few frames a second; clips of equal length from a recorder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bailee.items import Media
from bailee.kinds import recognise, recognise_series
from bailee.kinds.interface import Document, Sibling
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

SOMEWHERE = Locator(("0001",))
FOOTAGE = {
    "recorder": Media(SOMEWHERE, "video", 704, 480, 300.0, 10.0, 40, False, 0.98, 0.017),
    "high definition": Media(SOMEWHERE, "video", 1920, 1080, 60.0, 12.0, 30, False, 0.95, 0.008),
    "maker's tag": Media(SOMEWHERE, "video", 2560, 1440, 40.0, 20.0, 12, False, 0.93, None, "HIKVISION DS-7608"),
    "twenty-five frames": Media(SOMEWHERE, "video", 1280, 720, 600.0, 25.0, 99, False, 0.97, 0.012),
}
OTHER_FILMS = {
    "phone": Media(SOMEWHERE, "video", 1920, 1080, 22.0, 30.0, 22, True, 0.06, 0.001, "Apple iPhone"),
    "webinar": Media(SOMEWHERE, "video", 1280, 720, 3100.0, 25.0, 400, True, 0.96, 0.02),
    "screen": Media(SOMEWHERE, "video", 1920, 1080, 180.0, 30.0, 18, False, 0.99, 0.004),
    "silent advertisement": Media(SOMEWHERE, "video", 1920, 1080, 30.0, 24.0, 20, False, 0.2, 0.01),
    "animation": Media(SOMEWHERE, "video", 480, 480, 3.0, 10.0, 1, False, 1.0, 0.01),
}


def strong(media: Media, place: Locator = SOMEWHERE, media_type: str = "video/mp4") -> list[str]:
    found = recognise(Document(place, media_type, 1_000_000, (), (), media))
    return [row.kind for row in found if row.confidence >= Confidence.LIKELY]


@pytest.mark.parametrize("name", FOOTAGE)
def test_footage_is_recognised_without_a_name(name: str) -> None:
    assert strong(FOOTAGE[name]) == ["camera-footage"]


@pytest.mark.parametrize("name", OTHER_FILMS)
def test_other_films_are_none(name: str) -> None:
    assert strong(OTHER_FILMS[name]) == []


def test_a_name_may_raise_and_never_makes_it() -> None:
    place = Locator(("CCTV/cam 01/ch1_20240506.mp4",))
    assert strong(OTHER_FILMS["phone"], place) == []
    assert strong(Media(place, "video", 704, 480, 70.0, 25.0, 9, False, 0.96, None), place) == []
    assert strong(Media(place, "video", 704, 480, 70.0, 12.0, 9, False, 0.96, None), place) == ["camera-footage"]


def clips(count: int, length: float, **known: float | bool) -> list[Sibling]:
    rows = []
    for number in range(count):
        place = Locator((f"{number}",))
        media = Media(
            place,
            "video",
            1280,
            720,
            length + number * known.get("drift", 0),
            15.0,
            3,
            bool(known.get("sound")),
            None,
            0.01,
        )
        rows.append(Sibling(place, "video/mp4", 10_000, number, media, ()))
    return rows


def test_many_clips_of_equal_length_are_a_recorder_s() -> None:
    assert [row.kind for row in recognise_series(clips(8, 60.0)) if row.confidence >= Confidence.LIKELY] == [
        "camera-footage"
    ]


def test_a_course_s_lessons_are_none() -> None:
    assert recognise_series(clips(8, 240.0, drift=37.0, sound=True)) == []
    assert recognise_series(clips(2, 60.0)) == []


def read_in_frames(media: Media, *printed: str) -> list[str]:
    texts = tuple(
        Text.of(words, Locator(("0001", f"frame {number}", "ocr"))) for number, words in enumerate(printed, 1)
    )
    found = recognise(Document(SOMEWHERE, "video/mp4", 1_000_000, texts, (), media))
    return [row.kind for row in found if row.confidence >= Confidence.LIKELY]


def test_a_clock_that_was_read_tells_a_camera_that_turns_or_drives() -> None:
    moving = Media(SOMEWHERE, "video", 1280, 720, 60.0, 20.0, 30, True, 0.2, 0.01)
    assert read_in_frames(moving, "2026-03-02 07:58:03\nPTZ 2", "2026-03-02 07:58:23\nPTZ 2") == ["camera-footage"]
    assert read_in_frames(moving, "8:58 AM 3/2/2026", "8:58 AM 3/2/2026") == []


def test_a_screen_is_none_however_still_and_silent() -> None:
    screen = Media(SOMEWHERE, "video", 1280, 720, 90.0, 10.0, 30, False, 0.99, 0.02, flat_share=0.95)
    assert strong(screen) == [] and read_in_frames(screen, "Letter to the landlord\t8:58 AM 3/2/2026") == []


def test_faces_are_told_as_a_number_and_weigh_nothing() -> None:
    with_faces = replace(FOOTAGE["recorder"], faces=3)
    (found,) = recognise(Document(SOMEWHERE, "video/mp4", 1, (), (), with_faces))
    assert "3 faces at once in the frames looked at" in found.reasons
    assert strong(replace(OTHER_FILMS["webinar"], faces=9)) == []
