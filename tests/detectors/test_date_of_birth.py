"""Dates of birth: which reading of 03/04/1985 is taken, and whose years are plausible."""

from datetime import UTC, datetime, timedelta

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Locator

TODAY = datetime.now(UTC).date()


def births(content):
    matches = detect(Text.of(content, Locator(("a.txt",))), only="date-of-birth")
    return [match.value for match in matches]


def test_two_readings_month_first_unless_the_column_or_the_text_says_otherwise():
    assert births("DOB: 03/04/1985") == ["1985-03-04"]
    assert births("DOB: 03.04.1985") == ["1985-04-03"]
    assert births("DOB: 25/04/1985") == ["1985-04-25"]
    assert births("Seen 23/11/2020 and 30/11/2020. DOB: 03/04/1985") == ["1985-04-03"]
    assert births("Name,DOB\nRoe,03/04/1985\nTran,25/04/1979\nLee,30/01/1990") == [
        "1985-04-03",
        "1979-04-25",
        "1990-01-30",
    ]


def test_two_figures_of_a_year_are_of_the_last_hundred_years():
    assert births("DOB 03/14/85") == ["1985-03-14"]
    assert births("DOB 03/14/09") == ["2009-03-14"]
    next_year = (TODAY + timedelta(days=366)).year % 100
    assert births(f"DOB 03/14/{next_year}") == [f"{1900 + next_year}-03-14"]


@pytest.mark.parametrize("when", [TODAY + timedelta(days=2), TODAY - timedelta(days=366 * 122)])
def test_nobody_is_born_tomorrow_or_older_than_the_oldest(when):
    assert births(f"Date of birth: {when.isoformat()}") == []


@pytest.mark.parametrize(
    "head",
    [
        "DOB",
        "Birth date",
        "birthdate",
        "D.O.B.",
        "Born",
        "Geburtsdatum",
        "Date de naissance",
        "employee_dob",
        "dateOfBirth",
        "F. Nac",
    ],
)
def test_a_column_of_them_is_read_under_any_of_its_heads_and_others_are_not(head):
    rows = "\n".join(f"Roe {number},19{60 + number}-03-14,20{10 + number}-05-01" for number in range(12))
    assert len(births(f"Name,{head},Hired\n{rows}")) == 12
