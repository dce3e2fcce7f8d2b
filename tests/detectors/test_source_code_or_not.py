"""What only looks like source code by the ends of its lines is read as what it is: contracts, tables, dumps, records, logs."""

from __future__ import annotations

import pytest

from bailee import detect

PEOPLE = ("Martha Hollingsworth", "Jorge Villanueva", "Priya Raghunathan", "Olumide Hawthorne")
SSNS = ("512-44-7313", "513-44-7314", "514-44-7315", "515-44-7316")
CONTRACT = "The parties to this agreement are\n" + "".join(
    f"({letter}) {name}, of {number} Elm St, Dayton, OH 45402;\n"
    for letter, number, name in zip("abcd", (44, 88, 12, 7), PEOPLE, strict=True)
)
LIST = "Name;Strasse;Ort;\n" + "".join(f"{name};Ahornweg {n};50667 Köln;\n" for n, name in enumerate(PEOPLE, 2))
DUMP = "".join(
    f"INSERT INTO staff VALUES ('{name}','{ssn}','88 Elm St');\n"  # noqa: S608 - a text, that nobody runs
    for name, ssn in zip(PEOPLE, SSNS, strict=True)
)
RECORDS = "".join(
    f'{{"id":{n},"name":"{name}","ssn":"{ssn}","cvv":"737","card":"4539578763621486"}}\n'
    for n, (name, ssn) in enumerate(zip(PEOPLE, SSNS, strict=True))
)
LOG = "".join(
    f'2026-11-04T10:3{n}:00Z DEBUG payload={{"billing":{{"name":"{name}","ssn":"{ssn}"}}}}\n'
    for n, (name, ssn) in enumerate(zip(PEOPLE, SSNS, strict=True))
)
CODE = 'int main(void) {\n    struct person p;\n    p.name = "Martha Hollingsworth";\n    printf("%s", p.name);\n    return 0;\n}\n'


@pytest.mark.parametrize(
    "text", [CONTRACT, LIST, DUMP, RECORDS, "[" + RECORDS.replace("}\n", "},\n")[:-2] + "]\n", LOG]
)
def test_everybody_is_told(text: str) -> None:
    found = {text[match.start : match.end] for match in detect(text) if match.detector == "person-name"}
    assert set(PEOPLE) <= found


@pytest.mark.parametrize("text", [DUMP, RECORDS, LOG])
def test_their_numbers_are_told(text: str) -> None:
    assert {text[match.start : match.end] for match in detect(text) if match.detector == "us-ssn"} == set(SSNS)


def test_a_password_in_a_log_beside_json_is_told() -> None:
    text = LOG + "2026-11-04T10:35:00Z WARN login failed password=Tr0ub4dor&3\n"
    assert "login-and-password" in {match.detector for match in detect(text)}


def test_source_code_names_nobody() -> None:
    assert [match for match in detect(CODE) if match.detector == "person-name"] == []


def test_a_column_that_one_blank_sets_apart_from_a_full_one() -> None:
    text = "EMPNO  NAME                      SSN\n" + "".join(
        f"00010{n} {name.split()[1].upper()}, {name.split()[0].upper():<16} {ssn.replace('-', '')}\n"
        for n, (name, ssn) in enumerate(zip(PEOPLE, SSNS, strict=True))
    )
    found = [text[match.start : match.end] for match in detect(text) if match.detector == "person-name"]
    assert found == [f"{name.split()[1].upper()}, {name.split()[0].upper()}" for name in PEOPLE]
