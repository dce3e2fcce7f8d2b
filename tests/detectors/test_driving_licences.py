"""Driving licences as they are printed: the whole number is the span, whatever groups it comes in."""

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

PRINTED = {
    "Colorado": "17-305-6128",
    "Florida": "R163-207-84-512-0",
    "Illinois": "K400-7715-9032",
    "Indiana": "7310-54-8826",
    "Kansas": "K04-71-9638",
    "Kentucky": "W72-406-819",
    "Maryland": "B-620-117-043-958",
    "Michigan": "T 604 218 937 115",
    "Minnesota": "H620-485-117-903",
    "Mississippi": "428-61-7093",
    "New Jersey": "V7204 38115 09626",
    "New York": "604 718 295",
    "North Dakota": "QUI-86-4207",
    "Pennsylvania": "31 604 827",
    "Virginia": "T61-47-0982",
    "Wisconsin": "M624-7180-5539-07",
    "Wyoming": "604718-295",
    "Washington": "LEE**KM317BX",
    "Washington, new": "WDL5C7X20KLP",
}


def found(content, ident="us-driving-licence", least=Confidence.LIKELY):
    matches = detect(Text.of(content, Locator(("form.txt",))), patterns_only=True)
    return [content[m.start : m.end] for m in matches if m.detector == ident and m.confidence >= least]


@pytest.mark.parametrize("state", PRINTED)
def test_a_number_as_its_state_prints_it(state):
    number, state = PRINTED[state], state.partition(",")[0]
    for content in (
        f"{state} driver's license no. {number} expires in June",
        f"DL: {number}   State: {state}",
        f"{state} driver license {number}, class C, 120 Main St",
    ):
        assert found(content) == [number], content


def test_what_stands_behind_a_number_is_none_of_it():
    assert found("Driver's license: D4187302 120 Oak Street") == ["D4187302"]
    assert found("PA driver license 31 604 827 12 Oak Street") == ["31 604 827"]
    assert found("Driver's license A56319335 exp 2027") == ["A56319335"]


def test_dates_and_other_groups_are_none():
    for content in (
        "Driver license as of 2024-03-05 14:22",
        "driver's license issued 03-05-2024",
        "license no. 12 rooms 40",
        "driver license printer 12-3",
    ):
        assert found(content) == [], content


def test_an_old_number_of_south_australia():
    assert found("South Australia driver licence no: KD4471", "au-driving-licence") == ["KD4471"]
