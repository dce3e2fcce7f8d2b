"""Whose a value is, by words beside it: general words of forms and lists, in any layout."""

from __future__ import annotations

import pytest

from bailee.scanner.whole_names import full_name
from bailee.scanner.whose import whose
from bailee.text import Text
from bailee.vocabulary import Locator

PLACE = Locator(("form.txt",))


def of(text: Text, value: str) -> str:
    start = text.content.index(value)
    return whose(text, start, start + len(value))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Spouse: Kim Doe", "relative"),
        ("EMERGENCY CONTACT\nName: Kim Doe\nPhone: 1", "relative"),
        ("Next of kin\n\nFull name\nKim Doe", "relative"),
        ("Kim Doe (wife), 1980", "relative"),
        ("Ordering physician: Kim Doe", "official"),
        ("Kim Doe, MD", "official"),
        ("Reviewed and approved by Kim Doe", "official"),
        ("Patient name: Kim Doe", "patient"),
        ("Bill to:\nKim Doe", "customer"),
        ("Donor: Kim Doe", "subject"),
        ("Emergency contact: Pat Roe\nEmployee: Kim Doe", "employee"),
        ("We met Kim Doe at the fair.", ""),
    ],
)
def test_labels_and_headings_say_whose(content: str, expected: str) -> None:
    assert of(Text.of(content, PLACE), "Kim Doe") == expected


def test_the_head_of_a_column_says_whose_and_the_cells_after_it_belong_to_it() -> None:
    rows = [
        ["Employee", "Phone", "Emergency contact", "Relationship", "Phone", "Manager"],
        ["Pat Doe", "518-1", "Kim Doe", "wife", "518-2", "Ann Roe"],
    ]
    table = Text.table(rows, PLACE)
    assert [of(table, value) for value in ("Pat Doe", "518-1", "Kim Doe", "518-2", "Ann Roe")] == [
        "employee",
        "",
        "relative",
        "relative",
        "official",
    ]


def test_a_row_of_a_list_of_the_insured_is_a_relatives_by_its_relation() -> None:
    table = Text.table([["Name", "Relation", "DOB"], ["Pat Doe", "Self", "1"], ["Kim Doe", "Spouse", "2"]], PLACE)
    assert (of(table, "Pat Doe"), of(table, "Kim Doe")) == ("subject", "relative")


def test_a_name_in_two_columns_is_one() -> None:
    table = Text.table([["last_name", "dob", "first_name"], ["Doe", "1980", "Pat"]], PLACE)
    assert [full_name(table, table.content.index(part)) for part in ("Pat", "Doe", "1980")] == [
        "Pat Doe",
        "Pat Doe",
        "",
    ]
