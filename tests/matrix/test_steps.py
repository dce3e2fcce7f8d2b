"""What one act settles is told once, with how much it settles."""

from bailee.inventory import PeopleRange
from bailee.matrix import Cell, Row, next_steps
from bailee.vocabulary import State, SubjectCategory

FINE = Cell(State.GREEN, "fine", "")
ERASE = Cell(
    State.RED,
    "out of place",
    "6 files have security codes.",
    "Erase the codes in 6 files",
    "bailee departures show one",
)


def _row(category: str, subject: SubjectCategory, held: Cell = ERASE, secured: Cell = FINE) -> Row:
    return Row(category, subject, (), PeopleRange(3, 5), held, FINE, secured)


def test_the_same_files_are_a_step_once_however_many_cells_they_redden():
    made = [
        _row("card-authorisations", SubjectCategory.CUSTOMER),
        _row("card-authorisations", SubjectCategory.SOLE_PROPRIETOR),
        _row("payment-card", SubjectCategory.CUSTOMER),
    ]
    (step,) = next_steps(made)
    assert step.text == ERASE.next
    assert "(and 2 more): 6 files" in step.why


def test_another_number_of_files_is_another_step():
    fewer = Cell(State.RED, "out of place", "2 files.", "Erase the codes in 2 files", ERASE.command)
    made = [
        _row("card-authorisations", SubjectCategory.CUSTOMER),
        _row("payment-card", SubjectCategory.CUSTOMER, fewer),
    ]
    assert [step.text for step in next_steps(made)] == [ERASE.next, fewer.next]
    assert all("more" not in step.why for step in next_steps(made))
