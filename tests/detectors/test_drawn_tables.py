"""Tables that are drawn in text: by the clients of databases, in reports of fixed width, in forms with heads above what is filled in."""

from __future__ import annotations

import pytest

from bailee import detect

PEOPLE = ("Martha Hollingsworth", "Jorge Villanueva", "Priya Raghunathan", "Olumide Hawthorne")
SSNS = ("512-44-7313", "513-44-7314", "514-44-7315", "515-44-7316")
DRAWN = {
    "psql": "         name         |    ssn    |    dob\n----------------------+-----------+------------\n",
    "mysql": "+----------------------+-----------+------------+\n| Name                 | SSN       | DOB        |\n+----------------------+-----------+------------+\n",
    "lines": "┌──────────────────────┬───────────┬────────────┐\n│ Name                 │ SSN       │ DOB        │\n├──────────────────────┼───────────┼────────────┤\n",
}


@pytest.mark.parametrize("how", DRAWN)
def test_a_table_that_is_drawn(how: str) -> None:
    mark = {"psql": "", "mysql": "| ", "lines": "│ "}[how]
    between = " │ " if how == "lines" else " | "
    rows = [
        mark + between.join((f"{name:<20}", ssn.replace("-", ""), f"03/1{n}/1962")) + ("" if how == "psql" else between)
        for n, (name, ssn) in enumerate(zip(PEOPLE, SSNS, strict=True))
    ]
    text = DRAWN[how] + "\n".join(rows) + "\n"
    found = [match.detector for match in detect(text)]
    assert [found.count(each) for each in ("person-name", "us-ssn", "date-of-birth")] == [len(PEOPLE)] * 3


def test_a_form_with_heads_above_what_is_filled_in() -> None:
    text = "Patient Name:\tDate of Birth:\nMartha Hollingsworth\t03/14/1962\nAddress:\tPhone:\n4412 Birchwood Ln\t217-555-0142\n"
    assert [match.detector for match in detect(text)] == [
        "person-name",
        "date-of-birth",
        "postal-address",
        "phone-number",
    ]


def test_a_column_that_one_blank_sets_apart_from_a_full_one() -> None:
    text = "EMPNO  NAME                      SSN\n" + "".join(
        f"00010{n} {name.split()[1].upper()}, {name.split()[0].upper():<16} {ssn.replace('-', '')}\n"
        for n, (name, ssn) in enumerate(zip(PEOPLE, SSNS, strict=True))
    )
    found = [text[match.start : match.end] for match in detect(text) if match.detector == "person-name"]
    assert found == [f"{name.split()[1].upper()}, {name.split()[0].upper()}" for name in PEOPLE]


def test_a_cell_that_ends_in_a_colon_ends_no_table() -> None:
    names = ("Ann", "Bo", "Kai", "Lou", "Mia")
    rows = "".join(f"{name},{'n/a:' if name == 'Kai' else 512447313 + n},x\n" for n, name in enumerate(names))
    assert [match.detector for match in detect("name,ssn,phone\n" + rows)].count("us-ssn") == 4
