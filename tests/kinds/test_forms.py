"""How forms are read: a value beside a label counts, a line to write on does not."""

from __future__ import annotations

import re
import time

import pytest

from bailee.kinds import recognise
from bailee.kinds.interface import Document
from bailee.text import Part, Text
from bailee.vocabulary import Confidence, Locator
from kinds.samples import NOWHERE, document, files, kinds_of, of_file

SLIP = """Donor name: Ann Bell
Specimen ID: 4471093
Reason for test: Random
Cocaine: NEGATIVE
Marijuana: POSITIVE
MRO: R. Stone
Final result: POSITIVE"""
LINES = [line.split(": ") for line in SLIP.splitlines()]

LAYOUTS = {
    "label: value": SLIP,
    "cells of a table": "\n".join(f"{label}\t{value}" for label, value in LINES),
    "set in columns": "\n".join(f"{label:<24}{value}" for label, value in LINES),
    "value on the next line": "\n".join(f"{label}\n{value}" for label, value in LINES),
    "dots between": "\n".join(f"{label} ........ {value}" for label, value in LINES),
    "pipes": "\n".join(f"| {label} | {value} |" for label, value in LINES),
    "bold labels": "\n".join(f"**{label}:** {value}" for label, value in LINES),
    "written on a line": "\n".join(f"{label}: ___{value}___" for label, value in LINES),
    "json": "{" + ", ".join(f'"{label.title().replace(" ", "")}": "{value}"' for label, value in LINES) + "}",
    "xml": "".join(f"<{label.replace(' ', '_')}>{value}</{label.replace(' ', '_')}>\n" for label, value in LINES),
    "capitals": SLIP.upper(),
    "yaml": "\n".join(f"{label.lower().replace(' ', '_')}: {value}" for label, value in LINES),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_is_read_in_every_layout(layout: str) -> None:
    assert kinds_of(document(LAYOUTS[layout])) == ["drug-or-alcohol-test"]


@pytest.mark.parametrize(
    "empty", ["", "__________", "{{value}}", "[Value]", "......", "N/A", "XXXXXXX", "<value>", "[ ]"]
)
def test_the_same_form_with_nothing_in_it_is_no_record(empty: str) -> None:
    for separator in (": ", "\t", "\n", "        "):
        blank = "\n".join(f"{label}{separator}{empty}" for label, _ in LINES)
        assert kinds_of(document(blank)) == []


@pytest.mark.parametrize("path", files("positive"), ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_a_name_alone_makes_no_kind(path: object) -> None:
    title = re.sub(r"[-_.]", " ", str(path)).title()
    place = Locator((str(path),))
    text, named = Text.of("See you on Monday.", place), Text.of(title, place, Part.NAME)
    assert recognise(Document(place, "text/plain", 20, (named, text), ())) == []


def test_source_code_about_a_kind_is_none() -> None:
    code = "import hr\n\n" + "\n".join(
        f'def set_{label.lower().replace(" ", "_")}(record):\n    record.value = "{value}"\n    return record;'
        for label, value in LINES
    )
    assert kinds_of(document(code)) == []


def test_reasons_and_results_carry_no_value() -> None:
    for path in files("positive"):
        for found in recognise(of_file(path)):
            assert not re.search(r"\d{3}|@", " ".join(found.reasons))
            assert found.confidence >= Confidence.POSSIBLE


def test_an_empty_item_and_a_strange_one_are_nothing() -> None:
    assert recognise(Document(NOWHERE, "application/octet-stream", 0, (), ())) == []
    assert recognise(document("\x00\ud800İİİ" * 500)) == []


def test_a_long_text_of_labels_ends_soon() -> None:
    began = time.process_time()
    recognise(document("name: name: employee id gross pay result " * 20_000))
    recognise(document("[" * 50_000 + "(" * 50_000 + "_" * 50_000))
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    "mark", ["-", "x-", "# ", "\n", "\n\n", "A: ", "Ab ", "1,", "[x] ", "key: ", "_", "\t", "{", "| "]
)
def test_marks_without_end_cost_what_other_text_does(mark: str) -> None:
    began = time.process_time()
    for label in ("name: ", "password: ", "visit time: "):
        recognise(document(label + mark * (20_000 // len(mark))))
        recognise(document((label + mark * 70 + "z") * 60))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("22222 a Employee's social security number 519-22-4410  b EIN 47-1188223\n1 Wages, tips 41000.10  2 Federal income tax withheld 5020.00\ne Teresa Quill, 4 Dock St, Ames IA", "employee"),
        ("P60 End of Year Certificate. Tax year to 5 April 2024. Employee: Quill, Teresa. NI number QQ 22 33 44 A. Pay 27,300.00  Tax deducted 2,946.00. Tax code 1257L. Employer Sable Cafe", "employee"),
        ("Form 1099-NEC 2023  PAYER'S TIN 47-1188223  RECIPIENT'S TIN 519-22-4410  RECIPIENT'S name Leonard Wye  1 Nonemployee compensation $18,240.00", "contractor"),
        ("Form W-9 Request for Taxpayer Identification Number. 1 Name: Leonard Wye. 3 [x] Individual/sole proprietor. Part I SSN 519-22-4410. Signed L. Wye 3/4/2024", "contractor"),
    ],
)  # fmt: skip
def test_a_tax_form_says_whether_it_is_of_an_employee(text: str, subject: str) -> None:
    assert [found.subject.value for found in recognise(document(text)) if found.kind == "tax-form"] == [subject]
