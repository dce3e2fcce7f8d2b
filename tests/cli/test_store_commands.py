"""declare, findings, triage, people: what a person types, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bailee.cli.main import bailee_command
from bailee.errors import CannotRead, Error, InvalidInput
from bailee.operations.open_store import open_store
from bailee.operations.scan_store import scan_store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one real scan of two real files. 219-09-9999 is a number that was published and never issued."""
    root = tmp_path_factory.mktemp("commands")
    (root / "company" / "HR").mkdir(parents=True)
    rows = "\n".join(f"Pat{n} Example{n},512-44-73{n:02},pat{n}@gmail.com" for n in range(10, 18))
    (root / "company" / "HR" / "staff.csv").write_text(f"name,ssn,email\n{rows}\n")
    (root / "company" / "512-44-7399 note.txt").write_text("SSN: 512-44-7399")
    scan_store(open_store(root / "home"), [root / "company"], jobs=1)
    return root / "home"


def run(home: Path, *words: str) -> str:
    command, *rest = words
    result = CliRunner().invoke(
        bailee_command, [command, *rest, "--home", str(home)], catch_exceptions=False, env={"COLUMNS": "80"}
    )
    assert result.exit_code == 0
    return result.output


def refused(home: Path, *words: str) -> Error:
    with pytest.raises(Error) as caught:
        CliRunner().invoke(bailee_command, [*words, "--home", str(home)], catch_exceptions=False)
    return caught.value


def test_findings_as_json_have_the_promised_shape(home: Path) -> None:
    found = json.loads(run(home, "findings", "--category", "social-security-number", "--json"))
    assert len(found["findings"]) >= 9
    for finding in found["findings"]:
        assert finding.keys() >= {
            "ident",
            "locator",
            "detector",
            "category",
            "subject",
            "count",
            "confidence",
            "fingerprint",
        }
    assert {"HR/staff.csv"} <= {finding["locator"][0] for finding in found["findings"]}


def test_locators_are_masked_until_exact_ones_are_asked_for(home: Path) -> None:
    assert "512-44-7399" not in run(home, "findings", "--all") + run(home, "findings", "--json")
    assert "512-44-7399 note.txt" in run(home, "findings", "--json", "--exact-locators")


def test_a_table_fits_into_eighty_columns(home: Path) -> None:
    for words in (["findings"], ["people"], ["declare", "list"]):
        lines = [line for line in run(home, *words).splitlines() if not line.startswith("next  ")]  # typed as it stands
        assert max(map(len, lines)) <= 80


def test_a_dismissed_finding_is_out_of_the_list_and_counted(home: Path) -> None:
    ident = json.loads(run(home, "findings", "--category", "email-address", "--json"))["findings"][0]["ident"]
    said = run(home, "triage", "dismiss", ident[:10], "--reason", "test-data")
    assert said.startswith(f"dismissed: {ident[:8]}")
    assert ident not in run(home, "findings", "--json") and "1 dismissed" in run(home, "findings")
    decision = json.loads(run(home, "findings", "--dismissed", "--json"))["findings"][0]["decision"]
    assert decision["verdict"] == "dismissed" and decision["reason"] == "test-data"
    run(home, "triage", "confirm", ident[:10])
    assert ident in run(home, "findings", "--json")


def test_people_are_a_range_with_reasons(home: Path) -> None:
    people = json.loads(run(home, "people", "--json"))
    (numbers,) = (row for row in people["holdings"] if row["category"] == "social-security-number")
    assert numbers["people"]["low"] == numbers["people"]["high"] == 9 and numbers["people"]["reasons"]
    assert people["people"]["low"] <= 9 <= people["people"]["high"]


def test_what_is_declared_is_listed_and_compared(home: Path) -> None:
    run(
        home, "declare", "activity", "--name", "Payroll", "--purpose", "paying staff", "--basis", "contract",
        "--category", "social-security-number", "--category", "passport", "--subject", "person",
    )  # fmt: skip
    run(
        home,
        "declare",
        "organisation",
        "--name",
        "Harbour IT",
        "--set",
        "employees_by_state=US-NY:40",
        "--set",
        "has_cctv=no",
    )
    listed = json.loads(run(home, "declare", "list", "--json"))
    assert listed["organisation"] == "Harbour IT"
    assert listed["facts"] == {"employees_by_state": {"US-NY": 40}, "has_cctv": False}
    assert listed["activities"][0]["purposes"] == [{"purpose": "paying staff", "basis": "contract"}]
    whats = {(each["what"], each["category"]) for each in listed["differences"]}
    assert ("declared-not-found", "passport") in whats and ("found-not-declared", "email-address") in whats
    assert not any(category == "social-security-number" for _, category in whats)
    run(home, "declare", "activity", "--name", "Payroll", "--withdraw")
    assert json.loads(run(home, "declare", "list", "--json"))["activities"] == []


def test_a_roster_places_what_is_found(home: Path, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("Full Name;E-Mail\nPat10 Example10;pat10@gmail.com\n")
    said = run(home, "declare", "roster", str(tmp_path / "customers.csv"), "--subject", "customer")
    assert said.endswith("on the roster: 1 (customer)\n")
    subjects = {row["subject"] for row in json.loads(run(home, "people", "--json"))["holdings"]}
    assert "customer" in subjects


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["triage", "dismiss", "zzzzzzzz", "--reason", "x"], "no finding"),
        (["triage", "confirm", "ab"], "too short"),
        (["declare", "organisation", "--set", "has_cctvv=yes"], "no fact"),
        (["declare", "organisation", "--set", "has_cctv=perhaps"], "no value for"),
        (["declare", "organisation"], "nothing to declare"),
        (["declare", "activity", "--name", "X", "--purpose", "y", "--category", "payrol"], "no category"),
        (["findings", "--category", "payrol"], "no category"),
        (["declare", "roster", "/no/such/file.csv"], "cannot read"),
    ],
)
def test_a_mistake_is_said_with_a_hint(home: Path, words: list[str], says: str) -> None:
    error = refused(home, *words)
    assert isinstance(error, InvalidInput | CannotRead) and says in str(error) and error.hint


def test_a_store_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for words in (["findings"], ["people"], ["declare", "list"], ["triage", "confirm", "abcdef"]):
        assert "no store" in str(refused(tmp_path / "none", *words))
    assert not (tmp_path / "none").exists()


def test_a_rule_over_findings_is_made_listed_and_ended(home: Path) -> None:
    words = ("--detector", "email-address", "--at-most", "0.9", "--reason", "addresses of a test system")
    ident = run(home, "triage", "rule", "add", *words).strip().rpartition(" ")[2]
    (rule,) = json.loads(run(home, "triage", "rule", "--json"))
    assert (rule["ident"], rule["detector"], rule["at_most"]) == (ident, "email-address", 0.9)
    assert isinstance(refused(home, "triage", "rule", "add", "--detector", "x", *words[2:]), InvalidInput)
    run(home, "triage", "rule", "end", ident)
    assert "No rule stands" in run(home, "triage", "rule")
