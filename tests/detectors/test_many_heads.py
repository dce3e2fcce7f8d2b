"""Heads that stand above every row, and columns of one head side by side: what reading them costs grows as the text does."""

from __future__ import annotations

import pytest

from bailee import detect
from bailee.detectors import columns, cut_values

ALTERNATE = 'name,ssn\n"Ann, B",{}\n'
UNFIT = "name,ssn\nxy,zz\n"


def ssns(count: int) -> list[str]:
    return [f"{512 + n // 90:03}-{10 + n % 80:02}-{1000 + 7 * n:04}" for n in range(count)]


def cells_read(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    read = 0
    of_row, put = columns._cell, cut_values._Together.first

    def counted(line: str, delimiter: str, index: int) -> tuple[int, tuple[int, int, str]]:
        nonlocal read
        read += 1
        return of_row(line, delimiter, index)

    def taken(together: cut_values._Together, number: int) -> cut_values.Joined:
        nonlocal read
        read += 1
        return put(together, number)

    with monkeypatch.context() as patched:
        patched.setattr(columns, "_cell", counted)
        patched.setattr(cut_values._Together, "first", taken)
        detect(text)
    return read


@pytest.mark.parametrize("block", [ALTERNATE, UNFIT])
def test_a_head_above_every_row_has_each_row_read_once(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (cells_read("".join(block.format(each) for each in ssns(count)), monkeypatch) for count in (300, 1_200))
    assert 0 < many <= 5 * few


def test_what_stands_under_each_of_many_heads_is_told() -> None:
    values = ssns(700)
    text = "".join(ALTERNATE.format(each) for each in values)
    assert [text[m.start : m.end] for m in detect(text) if m.detector == "us-ssn"] == values


def test_a_value_below_two_hundred_others_is_told_under_the_head_of_its_page() -> None:
    pages = "".join("name,ssn\n" + "Ann Bell,n/a\n" * 49 + f"page {number}\n" for number in range(5))
    text = f"{pages}name,ssn\nAnn Bell,512447313\n"
    assert [text[m.start : m.end] for m in detect(text) if m.detector == "us-ssn"] == ["512447313"]


def test_fifty_columns_of_one_head_cost_fifty_times_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def table(width: int) -> str:
        return "\n".join([",".join(["ssn"] * width), *(",".join(["512447313"] * width) for _ in range(20))]) + "\n"

    assert cells_read(table(48), monkeypatch) <= 8 * cells_read(table(12), monkeypatch)
