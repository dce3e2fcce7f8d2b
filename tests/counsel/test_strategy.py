"""The strategy: a table that may be changed, a plan that keeps the days that are set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bailee.counsel import strategy
from bailee.counsel.strategy import Before, Work, plan, read_hours
from bailee.errors import InvalidInput
from bailee.rendering import docx, pdf, plain_text
from counsel.desk import DAY, the_packet, the_report

TASKS = (
    Work("a", "Draft the notice", "privacy person", 30, 2.0, "an afternoon"),
    Work("b", "Seal the share", "technician", 20, 6.0, "one store", date(2027, 2, 1), "a law’s day"),
)


def test_dated_work_stands_in_the_quarter_of_its_day_and_late_work_in_the_first() -> None:
    late = replace(TASKS[1], ident="c", due_on=date(2026, 1, 1))
    quarters = plan((*TASKS, late), DAY, read_hours())
    assert [each.label for each in quarters] == ["Q4 2026", "Q1 2027", "Q2 2027", "Q3 2027"]
    assert {each.ident for each in quarters[0].work} == {"a", "c"} and quarters[1].work[0].ident == "b"


def test_no_work_is_lost_whatever_there_is() -> None:
    many = [Work(str(number), "x", "technician", number, 9.0) for number in range(60)]
    quarters = plan(many, DAY, read_hours())
    assert sum(len(each.work) for each in quarters) == 60
    assert int(quarters[0].work[0].ident) == 59


def test_it_says_where_we_stand_what_changed_what_it_costs_and_who_does_it() -> None:
    before = Before(date(2026, 8, 25), {"red": 9, "amber": 0, "unknown": 0, "green": 0})
    made = strategy.document(the_report(), the_packet(), TASKS, read_hours(), before=before)
    said = " ".join(plain_text.render(made).split())
    for words in (
        "IN ONE PAGE",
        "25 Aug 2026",
        "changed by",
        "WHAT COUNSEL MUST SETTLE FIRST",
        "technician 6 h",
        "estimate",
    ):
        assert words in said, words
    assert pdf.render(made) == pdf.render(made) and docx.render(made)


def test_an_owner_counts_with_figures_of_his_own(tmp_path: Path) -> None:
    table = tmp_path / "hours.toml"
    table.write_text(strategy.table().replace("hours = 60", "hours = 10") + "a = 7.5\n", "utf-8")
    hours = read_hours(table)
    assert hours.quarter == 10 and hours.tasks == {"a": 7.5}
    made = strategy.document(the_report(), the_packet(), TASKS, hours)
    assert "7.5" in plain_text.render(made)


@pytest.mark.parametrize(
    ("text", "says"),
    [("[quarter", "no TOML"), ("[quarter]\nhours = 'many'", "quarter"), ("[counsel.golf]\nhours = 2", "golf"), ("[task]\na = -1", "a has no")],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str, says: str) -> None:
    table = tmp_path / "hours.toml"
    table.write_text(text, "utf-8")
    with pytest.raises(InvalidInput, match=says):
        read_hours(table)
