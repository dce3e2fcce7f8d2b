"""`bailee laws` and `bailee assess` as a person and a program see them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from bailee.cli.assess import command as assess
from bailee.cli.laws import command as laws
from bailee.errors import InvalidInput
from bailee.operations.assess_obligations import assess_store

COMPANY = """
employees_by_state = { US-NY = 40 }
keeps_web_logs = true
holds_ssn = true
"""


@pytest.fixture
def company(tmp_path):
    path = tmp_path / "company.toml"
    path.write_text(COMPANY)
    return str(path)


def run(command, *arguments, columns="100"):
    return CliRunner(env={"COLUMNS": columns, "NO_COLOR": "1"}).invoke(command, arguments, catch_exceptions=False)


def test_laws_lists_every_rule_for_programs():
    rows = json.loads(run(laws, "--json").stdout)
    verified = [row for row in rows if row["confidence"] != "unverified"]
    assert len(rows) >= 287 and len(verified) >= 200
    assert all(row["citation"] and row["source"] and row["duty"] and row["reviewed"] == "no" for row in verified)
    assert all(row["duty"] is None for row in rows if row not in verified)


def test_laws_of_one_place_and_of_none():
    assert {row["jurisdiction"] for row in json.loads(run(laws, "--jurisdiction", "au-act", "--json").stdout)} == {
        "AU-ACT"
    }
    with pytest.raises(InvalidInput, match="no rule for"):
        run(laws, "--jurisdiction", "ZZ")


def test_assess_describes_why_and_what_would_change_it(company):
    said = run(assess, "--facts", company, "--on", "2026-11-25").stdout
    assert "applies because people work in New York; Internet use is monitored or logged (logs of web use" in said
    assert "would not if nobody worked in New York" in said
    assert "DRAFT — not reviewed by counsel" in said
    assert "\nnext  write resident_states = … into" in said


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_no_line_is_wider_than_the_terminal(company, columns):
    for command, arguments in ((assess, ["--facts", company]), (laws, ["--jurisdiction", "US-NY"])):
        lines = run(command, *arguments, columns=columns).stdout.splitlines()
        wide = [line for line in lines if len(line) > int(columns) and "/" not in line]
        assert not wide, wide


def test_assess_for_programs_has_the_promised_shape(company):
    shape = json.loads(run(assess, "--facts", company, "--on", "2026-11-25", "--json").stdout)
    by_ident = {entry["ident"]: entry for entry in shape["obligations"]}
    assert by_ident["mon-us-ny-52c"]["citation"] == "New York Civil Rights Law, § 52-c"
    assert by_ident["mon-us-ny-52c"]["reviewed"] == "no"
    assert "resident_states" in {question["fact"] for question in shape["questions"]}


def test_a_described_company_is_assessed_without_django(company):
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom bailee.cli.assess import command\n"
        f"done = CliRunner().invoke(command, ['--facts', {company!r}, '--json'])\n"
        "assert done.exit_code == 0, done.output\nsys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_declared_in_the_store_is_assessed_as_true_on_the_day(world):
    world.alice.set_fact("employees_by_state", {"US-NY": 40}, true_from=date(2026, 1, 1))
    world.alice.set_fact("monitors_email", True, true_from=date(2026, 6, 1))
    found = {o.ident for o in assess_store(world.alice, date(2026, 11, 25)).obligations if o.applies}
    before = {o.ident for o in assess_store(world.alice, date(2026, 5, 31)).obligations if o.applies}
    assert "mon-us-ny-52c" in found and "mon-us-ny-52c" not in before


def test_charlie_is_not_assessed_by_what_alice_declared(world):
    world.alice.set_fact("employees_by_state", {"US-NY": 40}, true_from=date(2026, 1, 1))
    assert assess_store(world.charlie, date(2026, 11, 25)).facts["employees_total"] is None
