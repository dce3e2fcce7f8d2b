"""Recordings of calls are recognised as a series: a telephone's narrow band, and each as long as its talk."""

from __future__ import annotations

from bailee.items import Media
from bailee.kinds import recognise_series
from bailee.kinds.interface import Sibling
from bailee.vocabulary import Confidence, Locator


def sounds(lengths: list[float], rate: int = 8_000, channels: int = 1, codec: str = "pcm_mulaw") -> list[Sibling]:
    rows = []
    for number, length in enumerate(lengths):
        place = Locator((f"{number}",))
        media = Media(place, "audio", duration=length, has_audio=True, channels=channels, sample_rate=rate, codec=codec)
        rows.append(Sibling(place, "audio/x-wav", 80_000, number, media, ()))
    return rows


def strong(siblings: list[Sibling]) -> list[str]:
    return [row.kind for row in recognise_series(siblings) if row.confidence >= Confidence.LIKELY]


def test_calls_in_a_telephone_s_band() -> None:
    assert strong(sounds([41.0, 312.5, 95.2, 18.8, 642.0])) == ["call-recording"]


def test_calls_of_two_channels_packed_by_a_telephone_s_codec() -> None:
    assert strong(sounds([60.0, 88.0, 203.0, 451.0], rate=0, channels=2, codec="gsm_ms")) == ["call-recording"]


def test_music_and_lectures_are_none() -> None:
    assert strong(sounds([181.0, 240.5, 199.0, 305.0], rate=44_100, channels=2, codec="mp3")) == []


def test_what_a_telephone_system_says_is_none() -> None:
    assert strong(sounds([1.2, 2.8, 0.9, 3.4, 2.2, 1.7])) == []


def test_three_sounds_are_no_series() -> None:
    assert strong(sounds([41.0, 312.5, 95.2])) == []
