"""`bailee --server`: what is declared, which laws apply, how many people, contracts and consent read there as here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.test_remote import Both
from cli.test_remote_inform import with_staff

YESTERDAY = f"{datetime.now(UTC).astimezone() - timedelta(days=1):%Y-%m-%d}"
DECLARED = (
    ("declare", "organisation", "--name", "Alice's shop", "--set", "employees_by_state=US-NY:40,DE:3", "--set", "keeps_web_logs=yes"),
    (
        "declare", "activity", "--name", "Payroll", "--purpose", "paying salaries", "--basis", "contract", "--category",
        "social-security-number", "--subject", "employee", "--at-most", "7 years", "--transfer", "IN:standard-clauses:helpdesk",
    ),
    ("declare", "monitoring", "frigate", "--purpose", "protection of premises", "--watched", "employee", "--kept", "14 days"),
    ("declare", "paper", "--name", "HR cabinet", "--holds", "personnel-files", "--about", "employee"),
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with with_staff(tmp_path_factory.mktemp("record")) as both:
        yield both


def refused(both: Both, *words: str) -> str:
    done = both.run("--server", f"http://127.0.0.1:{both.served.server.port}", *words)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


def test_what_is_declared_there_is_declared(kept: Both) -> None:
    for words in DECLARED:
        said = kept.there(*words)
        if "frigate" in words:  # the same again would be nothing to declare
            kept.here("declare", "monitoring", "frigate", "--withdraw")
        assert said == kept.here(*words)
    for words in (("declare", "list"), ("declare", "list", "--json")):
        assert kept.there(*words) == kept.here(*words)
    assert kept.there("declare", "organisation", "--set", "keeps_web_logs=unknown") == "declared: keeps_web_logs\n"
    assert "keeps_web_logs" not in kept.door().facts()
    assert kept.there("declare", "paper", "--name", "HR cabinet", "--withdraw") == "no more: HR cabinet, on paper\n"
    assert kept.there("declare", "monitoring", "frigate", "--withdraw") == "withdrawn: Frigate\n"
    assert "nothing is declared of" in refused(kept, "declare", "monitoring", "frigate", "--withdraw")
    assert kept.there("declare", "activity", "--name", "Payroll", "--withdraw") == 'withdrawn: "Payroll"\n'
    kept.here(*DECLARED[0])
    kept.here(*DECLARED[1])


@pytest.mark.parametrize(
    "words",
    [
        ("assess",),
        ("assess", "--all"),
        ("assess", "--json"),
        ("assess", "--on", "2027-03-01"),
        ("assess", "--why", "mon-us-ny-52c"),
        ("assess", "--why", "mon-us-ny-52c", "--json"),
        ("assess", "--why", "ret-uk-cctv"),
        ("assess", "--since", YESTERDAY),
        ("assess", "--since", YESTERDAY, "--all"),
        ("assess", "--since", YESTERDAY, "--json"),
        ("ask", "--list"),
        ("ask", "--json"),
        ("changes", "--from", YESTERDAY),
        ("changes", "--from", YESTERDAY, "--all"),
        ("changes", "--from", YESTERDAY, "--json"),
        ("people",),
        ("people", "--json"),
        ("people", "--whole"),
        ("people", "--whole", "--json"),
        ("people", "why", "social-security-number"),
        ("people", "why", "social-security-number", "--json"),
        ("people", "unknown"),
        ("people", "unknown", "--json"),
        ("people", "roster"),
        ("people", "roster", "--subject", "employee", "--json"),
        ("people", "roster", "--missing"),
    ],
)
def test_laws_and_people_read_the_same(kept: Both, words: tuple[str, ...]) -> None:
    kept.here(*DECLARED[0])
    assert kept.there(*words) == kept.here(*words)


def test_answers_of_a_file_are_declared_there(kept: Both, tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text('has_cctv = true\nunknown = ["sells_personal_data"]\n', encoding="utf-8")
    assert kept.there("ask", "--answers", str(file)).startswith("Answers of answers.toml are declared.")
    assert kept.door().facts()["has_cctv"] is True and "sells_personal_data" in kept.door().unsure()


def test_contracts_are_kept_there(kept: Both, tmp_path: Path) -> None:
    paper = tmp_path / "lind.pdf"
    paper.write_bytes(b"%PDF-1.7 signed")
    added = kept.there(
        "contracts", "add", "lind-dpa", "--sort", "dpa", "--party", "Lind GmbH", "--role", "processor", "--signed", "2026-01-02",
        "--until", "2027-01-01", "--notice-days", "30", "--breach-notice-hours", "24", "--document", str(paper), "--duty", "audits",
    )  # fmt: skip
    assert added == "recorded: lind-dpa\n"
    kept.here("contracts", "add", "acme-nda", "--sort", "nda", "--party", "Acme")
    for words in (("contracts",), ("contracts", "--json"), ("contracts", "export")):
        assert kept.there(*words) == kept.here(*words)
    register = tmp_path / "register.csv"
    kept.there("contracts", "export", "--out", str(register))
    assert kept.there("contracts", "import", str(register), "--dry-run") == "could be recorded: 2\n"
    assert kept.there("contracts", "import", str(register)) == "recorded: 2\n"
    assert 'there is no contract "no-such"' in refused(kept, "contracts", "remove", "no-such")


def test_consent_is_asked_and_noted_there(kept: Both, tmp_path: Path) -> None:
    made = (
        "consent", "form", "staff-photos", "--title", "Photographs of staff", "--purpose", "web-site=Your photograph on our web site",
        "--purpose", "newspaper=In the newspaper", "--category", "web-site=contact-lists", "--days", "730",
    )  # fmt: skip
    said = kept.there(*made)
    assert said.startswith("staff-photos version 1, SHA-256") and "instead  contract" in said
    assert kept.there(*made) == kept.here(*made)  # as it was
    assert kept.there(*made, "--json") == kept.here(*made, "--json")
    noted = kept.there(
        "consent", "record", "staff-photos", "--person", "pat@example.org", "--give", "web-site", "--refuse", "newspaper",
        "--how", "paper", "--version", "1", "--json",
    )  # fmt: skip
    assert json.loads(noted)["version"] == 1
    kept.here(
        "consent", "record", "staff-photos", "--person", "kim@example.org", "--give", "web-site", "--how", "spoken"
    )
    kept.here("consent", "link", "staff-photos", "--person", "pat@example.org")
    for words in (
        ("forms",), ("forms", "--json"), ("list",), ("list", "staff-photos", "--json"), ("links", "staff-photos"),
        ("links", "staff-photos", "--json"), ("receipt", "staff-photos", "--person", "pat@example.org"),
    ):  # fmt: skip
        assert kept.there("consent", *words) == kept.here("consent", *words)
    assert "a server shows no address" in refused(
        kept, "consent", "link", "staff-photos", "--person", "pat@example.org"
    )
    (link,) = json.loads(kept.there("consent", "links", "staff-photos", "--json"))
    assert kept.there("consent", "revoke", link["ident"]) == f"revoked: {link['ident']} opens nothing any more\n"
    assert "there is no such link" in refused(kept, "consent", "revoke", "consent-00000000")
    assert 'there is no form of consent "no-such"' in refused(kept, "consent", "links", "no-such")


def test_lists_of_known_values_read_the_same(kept: Both, tmp_path: Path) -> None:
    file = tmp_path / "crm.csv"
    file.write_text("Customer no\nK-100237\nK-100238\nK-100239\n", encoding="utf-8")
    kept.here("known-values", "import", str(file), "--column", "Customer no", "--category", "business-identifier")
    for words in (("known-values", "list"), ("known-values", "list", "--json")):
        assert kept.there(*words) == kept.here(*words)
    assert 'there is no list "nobody"' in refused(kept, "known-values", "forget", "nobody")
