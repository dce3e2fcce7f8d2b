"""The calls of docs/python.md: as the page shows them, with types, without Django, never with a value in an error."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bailee
from bailee.detectors.custom import problems, read
from bailee.errors import InvalidInput
from waiting import PATIENCE

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_the_page_says_what_happens() -> None:
    done = doctest.testfile(str(DOCS / "python.md"), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert done.attempted > 12 and done.failed == 0


def test_the_example_of_a_detector_is_a_good_one() -> None:
    (content,) = re.findall(r"```toml\n(.*?)```", (DOCS / "custom-detectors.md").read_text("utf-8"), re.S)
    assert [problems(each) for each in read(content, "page.toml")] == [[]]


def test_the_page_of_detectors_names_every_key() -> None:
    from bailee.detectors.custom import _KEYS

    page = (DOCS / "custom-detectors.md").read_text("utf-8")
    assert [key for key in _KEYS if f"`{key}`" not in page] == []


def test_nothing_is_loaded_before_it_is_used_and_django_never() -> None:
    code = (
        "import sys, bailee\nassert not any(name.startswith('bailee.') for name in sys.modules), sys.modules\n"
        "bailee.redact('jane@example.com')\nassert 'django' not in sys.modules\n"
        "assert set(bailee.__all__) <= set(dir(bailee))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)


def test_offsets_are_those_of_the_text_as_it_was_given() -> None:
    text = "\u200bSSN ５１２-44-7\u200b313 é jane@example.com"
    assert [text[each.start : each.end] for each in bailee.detect(text, patterns_only=True)] == [
        "５１２-44-7\u200b313",
        "jane@example.com",
    ]


def test_a_stream_answers_as_it_goes_and_names_a_record_without_text() -> None:
    taken = []

    def records():
        for number in (1, 2):
            taken.append(number)
            yield {"id": number, "text": "SSN: 512-44-7313"}
        yield {"id": 3, "text": 512447313}

    answers = bailee.detect_stream(records(), redact="mask", patterns_only=True)
    assert next(answers).text == "SSN: •••-••-7313" and taken == [1]
    assert next(answers).id == 2
    with pytest.raises(InvalidInput, match="record 3") as caught:
        next(answers)
    assert "512" not in str(caught.value)


def test_wrong_use_is_told_at_the_call() -> None:
    for call in (
        lambda: bailee.redact("x", "blur"),
        lambda: bailee.redact("x", "pseudonym", key=b"short"),
        lambda: bailee.detect("x", least="sure"),
        lambda: bailee.detect_stream([], redact="blur"),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_detectors_of_ones_own_and_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    for letter in ("C", "D"):
        file.write_text(
            f'name = "N"\ncategory = "business-identifier"\nregex = "{letter}-[0-9]{{5}}"\nmust_match = ["{letter}-48213"]'
        )
        found = bailee.detect("C-48213 D-48213", detectors=[file], patterns_only=True)
        assert [each.start for each in found] == [0 if letter == "C" else 8]
        file.touch()
