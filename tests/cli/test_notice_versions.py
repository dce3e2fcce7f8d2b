"""Versions on the command line: what changed, what went stale, what stops one, and a policy that was there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import read_json, run

KIND = "employee-privacy-notice"
PAY = (
    "--name",
    "Pay",
    "--purpose",
    "paying wages",
    "--category",
    "payroll",
    "--subject",
    "employee",
    "--retention",
    "7 years",
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    run("declare", "organisation", "--name", "Acme", "--set", "contact=P. Lind", home=home)
    run("declare", "activity", *PAY, home=home)
    run("notice", "draft", KIND, home=home)
    assert run("notice", "publish", KIND, home=home).exit_code == 0
    return home


def test_what_changed_what_went_stale_and_what_a_new_version_means(shop: Path) -> None:
    assert "No served notice is stale." in run("notice", "stale", home=shop).output
    assert "nothing to compare" in str(run("notice", "compare", KIND, home=shop).exception)
    run("declare", "activity", *PAY, "--recipient", "Ridge Payroll", home=shop)
    said = run("notice", "stale", home=shop).output
    assert (
        "version 1 is stale" in said
        and "“Ridge Payroll” was declared as a recipient" in said
        and "+ Ridge Payroll" in said
    )
    (stale,) = read_json("notice", "stale", "--json", home=shop)
    assert [cause["sort"] for cause in stale["causes"]] == ["recipient"] and stale["touches"] == ["employee"]
    run("notice", "draft", KIND, home=shop)
    compared = run("notice", "compare", KIND, home=shop).output
    assert (
        "changed\n  because   payroll: “Ridge Payroll”" in compared
        and "This is material, because a new recipient" in compared
    )
    stops = read_json("notice", "stops", KIND, "--json", home=shop)
    assert (stops["stops"], stops["asks_choice"], stops["suggested"]) == ([], True, "material")
    assert "material or minor" in str(run("notice", "publish", KIND, home=shop).exception)
    assert "not both" in str(run("notice", "publish", KIND, "--material", "--minor", "x", home=shop).exception)
    assert "is published" in run("notice", "publish", KIND, "--minor", "nobody is on the roster yet", home=shop).output
    versions = {each["version"]: each["choice"] for each in read_json("notice", "list", "--json", home=shop)}
    assert versions == {1: "material", 2: "minor"} and "No served" in run("notice", "stale", home=shop).output


def test_a_policy_is_taken_says_what_is_not_so_and_goes_out_only_with_a_reason(shop: Path, tmp_path: Path) -> None:
    page = tmp_path / "handbook.html"
    page.write_text(
        "<!doctype html><html><body><h1>Handbook</h1><h2>Pay</h2><p>We keep payroll for 3 years, to pay wages.</p></body></html>"
    )
    said = run("notice", "take", page, "--as", KIND, home=shop).output
    assert (
        "version 2 is your file" in said
        and "1 contradicts" in said
        and "it says   “We keep payroll for 3 years" in said
    )
    stops = run("notice", "stops", KIND, home=shop).output
    assert "§ 1 says what is not so: “We keep payroll for 3 years, to pay wages.” Declared is “7 years”" in stops
    assert "cannot be published yet" in str(run("notice", "publish", KIND, "--material", home=shop).exception)
    done = run("notice", "publish", KIND, "--material", "--despite", "it is in print", home=shop)
    assert done.exit_code == 0 and "version 2 is published" in done.output
    assert "cannot be read" in str(run("notice", "take", tmp_path / "none.pdf", "--as", KIND, home=shop).exception)
