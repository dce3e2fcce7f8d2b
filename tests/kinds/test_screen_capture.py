"""Screen captures are recognised as a series: of a screen's size, flat, at regular times, from no camera."""

from __future__ import annotations

import random

from bailee.items import Media
from bailee.kinds import recognise_series
from bailee.kinds.interface import Sibling
from bailee.vocabulary import Confidence, Locator

MINUTE = 60_000_000_000


def picture(number: int, size: tuple[int, int], flat: float | None, at_ns: int, made_by: str = "") -> Sibling:
    place = Locator((f"{number:04}",))
    media = Media(place, "image", size[0], size[1], made_by=made_by, flat_share=flat)
    return Sibling(place, "image/png", 90_000, at_ns, media, ())


def strong(siblings: list[Sibling]) -> list[str]:
    return [found.kind for found in recognise_series(siblings) if found.confidence >= Confidence.LIKELY]


def test_captures_every_five_minutes() -> None:
    series = [picture(n, (1920, 1080), 0.82, n * 5 * MINUTE) for n in range(12)]
    assert strong(series) == ["screen-capture"]


def test_captures_of_two_screens_that_lost_their_times() -> None:
    assert strong([picture(n, (3840, 1080), 0.7, 0) for n in range(8)]) == ["screen-capture"]


def test_captures_made_smaller_at_regular_times() -> None:
    assert strong([picture(n, (1280, 720), 0.6, n * 30 * MINUTE // 60) for n in range(30)]) == ["screen-capture"]


def test_captures_among_a_few_other_files() -> None:
    series = [picture(n, (1366, 768), 0.75, n * MINUTE) for n in range(9)]
    assert strong([*series, picture(99, (640, 480), 0.1, 5), picture(98, (32, 32), 0.9, 6)]) == ["screen-capture"]


def test_photographs_of_one_camera_are_none() -> None:
    rng = random.Random(4)
    assert strong([picture(n, (4032, 3024), 0.04, rng.randrange(10**15), "Apple iPhone 13") for n in range(40)]) == []


def test_wallpapers_are_none() -> None:
    assert strong([picture(n, (1920, 1080), 0.08, n * 977 * MINUTE**2 % 10**15) for n in range(10)]) == []


def test_illustrations_of_a_manual_are_none() -> None:
    rng = random.Random(5)
    pages = [
        picture(n, (rng.randrange(300, 1400), rng.randrange(200, 900)), 0.8, rng.randrange(10**15)) for n in range(25)
    ]
    assert strong(pages) == []


def test_icons_and_scans_are_none() -> None:
    assert strong([picture(n, (64, 64), 0.9, n * MINUTE * 7 % 1000) for n in range(50)]) == []
    assert strong([picture(n, (2480, 3508), 0.85, n * 13 * MINUTE**2 % 10**14) for n in range(9)]) == []


def test_three_pictures_are_no_series() -> None:
    assert strong([picture(n, (1920, 1080), 0.9, n * MINUTE) for n in range(3)]) == []


def test_captures_made_smaller_by_a_program_that_records_screens() -> None:
    series = [picture(n, (1280, 720), 0.95, 0, "ScreenWatch recorder 3" if n % 2 else "") for n in range(12)]
    assert strong(series) == ["screen-capture"]


def test_slides_of_a_talk_are_none() -> None:
    assert strong([picture(n, (1280, 720), 0.95, 0) for n in range(12)]) == []
