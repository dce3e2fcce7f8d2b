"""In a long text the words of a record must stand together; strewn over many pages they are chance."""

from __future__ import annotations

from kinds.samples import document, kinds_of

SLIP = (
    "Employee: Ann Bell",
    "Hire date: 03/02/2021",
    "Job title: Dispatcher",
    "Annual salary: $48,000.00",
    "Emergency contact: Tom Bell",
)
PAGE = "The river rose slowly and the boats lay in the harbour until evening came over the hills.\n" * 60


def test_a_record_in_the_middle_of_a_long_text_is_recognised() -> None:
    assert kinds_of(document(PAGE + "\n".join(SLIP) + "\n" + PAGE)) == ["personnel-file"]


def test_the_same_words_strewn_over_many_pages_are_none() -> None:
    assert kinds_of(document(PAGE.join(f"{line}\n" for line in SLIP))) == []
