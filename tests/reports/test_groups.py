"""Which rows stand open: the worst, and nothing folded away goes unnumbered."""

from __future__ import annotations

from bailee.matrix import count
from bailee.reports.groups import groups, tally
from bailee.vocabulary import DATA_CATEGORIES, State, SubjectCategory
from reports.sample_report import EMPLOYEE, PATIENT, holding, sample

ALL = list(DATA_CATEGORIES)


def test_folded_words_count_every_cell_that_is_not_shown() -> None:
    rows = sample(holdings=[holding(category, PATIENT, 1, 1) for category in ALL]).rows
    (group,) = groups(rows, at_first=5)
    assert len(group.shown) == 5 and len(group.folded) == len(ALL) - 5
    said = sum(int(part.split()[0]) for part in group.folded_words.partition(": ")[2].split(", "))
    assert said == 3 * len(group.folded)
    assert count(rows) == {state: tally(group.shown)[state] + tally(group.folded)[state] for state in State}


def test_no_row_with_a_red_cell_is_folded_below_one_without() -> None:
    rows = sample(
        holdings=[holding(category, subject, 1, 2) for category in ALL[:12] for subject in (EMPLOYEE, PATIENT)]
    ).rows
    made = groups(rows, at_first=10)
    red_open = min(tally([row])[State.RED] for group in made for row in group.shown)
    red_folded = max(tally([row])[State.RED] for group in made for row in group.folded)
    assert red_open >= red_folded


def test_few_rows_all_stand_open() -> None:
    assert all(not group.folded for group in groups(sample().rows, at_first=16))


def test_people_whom_nobody_counted_have_no_number() -> None:
    rows = sample(holdings=[holding("camera-footage", SubjectCategory.VISITOR, 0, 0)]).rows
    assert groups(rows)[0].people == ""
