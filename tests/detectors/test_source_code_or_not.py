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


NOTES = "".join(
    f"2026-11-04 1{n}:30 Called {name} about the bill, cell 217-555-014{n}.\n" for n, name in enumerate(PEOPLE)
)
CHAT = "".join(f"[2026-11-04 10:3{n}] {name}: can you call me at 217 555 014{n}?\n" for n, name in enumerate(PEOPLE))


@pytest.mark.parametrize("text", [NOTES, CHAT])
def test_what_people_note_and_write_by_the_hour_is_no_log_of_a_machine(text: str) -> None:
    found = [match.detector for match in detect(text)]
    assert found.count("person-name") == found.count("phone-number") == len(PEOPLE)


def test_a_log_of_a_machine_names_nobody() -> None:
    text = "".join(
        f"Oct 11 22:14:1{n} web1 sshd[231]: Accepted publickey for mary ellis from 10.1.2.{n} port 2201\n"
        for n in range(5)
    )
    assert {match.detector for match in detect(text)} == {"ip-address"}
