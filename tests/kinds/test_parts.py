"""Records inside long files: each is weighed by itself, and several may stand in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.kinds.parts import parts
from bailee.kinds.reading import Reading
from kinds.samples import SAMPLES, document, kinds_of

PAGE = "The river rose slowly and the boats lay in the harbour until evening came over the hills.\n" * 60


def sample(path: str) -> str:
    return (SAMPLES / Path(path)).read_text("utf-8")


def test_a_text_of_other_things_has_no_part_that_is_read() -> None:
    assert parts(Reading(document(PAGE * 20))) == []


@pytest.mark.parametrize(
    "path",
    [
        "workers-compensation/positive/first-report.txt",
        "garnishment/positive/order.txt",
        "applicant-cv/positive/resume.txt",
        "tax-return/positive/form.txt",
        "identity-document/positive/passport.txt",
    ],
)
def test_a_record_between_many_pages_is_found(path: str) -> None:
    assert path.split("/")[0] in kinds_of(document(PAGE * 4 + sample(path) + PAGE * 4))


def test_a_file_with_two_records_tells_both() -> None:
    first, second = sample("tax-return/positive/form.txt"), sample("workers-compensation/positive/first-report.txt")
    assert set(kinds_of(document(first + PAGE + second))) == {"tax-return", "workers-compensation"}
