"""How old a record says it is: by the words of its kind, the newest day, and nothing where it does not tell."""

from __future__ import annotations

import pytest

from bailee.kinds import catalogue, dates, recognise
from bailee.kinds.dating import own_date
from bailee.kinds.interface import OwnDate
from bailee.kinds.writing import LONGEST, Writing
from kinds.samples import SAMPLES, document, of_file

ENDED = OwnDate("the date of termination", ("termination date", "term date"), ends=True)
W2 = """2017 W-2 Wage and Tax Statement
a Employee's social security number 900-45-1182
e Employee's name Ann Bell
1 Wages, tips, other compensation 41,200.00
2 Federal income tax withheld 4,100.00
3 Social security wages 41,200.00
5 Medicare wages and tips 41,200.00
"""


@pytest.mark.parametrize(
    ("sample", "dated"),
    [
        ("payroll/positive/pay-stub.txt", "2024-03-15"),  # the pay date, after the period
        ("payroll/positive/register.csv", "2024-03-15"),
        ("payroll/positive/nomina.txt", "2024-03-15"),
        ("drug-or-alcohol-test/positive/mro-letter.txt", "2024-03-14"),
        ("drug-or-alcohol-test/positive/export.json", "2024-08-02"),  # and not the donor's birth
        ("drug-or-alcohol-test/positive/laboratory-report.txt", "2024"),  # 04/11/2024 is April or November
        ("drug-or-alcohol-test/positive/mail-to-hr.txt", ""),
        ("tax-return/positive/clients.csv", "2022"),
        ("personnel-file/positive/exit.xml", "2024-04-26"),
        ("personnel-file/positive/data-sheet.txt", ""),  # hired, and nothing ended
    ],
)
def test_a_record_carries_its_date(sample: str, dated: str) -> None:
    kind = sample.partition("/")[0]
    assert [each.dated for each in recognise(of_file(SAMPLES / sample)) if each.kind == kind] == [dated]


def test_a_w2_is_of_its_year_wherever_the_year_stands() -> None:
    assert [each.dated for each in recognise(document(W2))] == ["2017"]
    assert [each.dated for each in recognise(document(W2.replace("2017 W-2", "Form W-2")))] == [""]


def test_a_list_has_ended_only_when_everybody_on_it_left() -> None:
    rows = "Name,Dept,TermDate\nAnn Bell,Sales,2019-03-01\nBo Mar,IT,{}\nCy Dow,IT,2020-05-01\n"
    still, gone = (Writing(document(rows.format(last), "text/csv")) for last in ("", "2021-02-03"))
    assert (own_date(still, ENDED), own_date(gone, ENDED)) == ("", "2021-02-03")


def test_what_was_not_read_to_its_end_has_no_date() -> None:
    text = "Termination date: 2019-03-01\n"
    assert own_date(Writing(document(text)), ENDED) == "2019-03-01"
    assert own_date(Writing(document(text + "x " * LONGEST)), ENDED) == ""


def test_kinds_that_carry_a_date_are_in_the_catalogue_and_say_what_it_is() -> None:
    assert set(dates()) <= {kind.ident for kind in catalogue()}
    assert all(own.says and (own.words or own.years) for own in dates().values())
    assert all(word == word.casefold() for own in dates().values() for word in (*own.words, *own.years))
