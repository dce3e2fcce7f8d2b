"""`bailee inventory` and `bailee contracts`, as typed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from cli.running import read_json, run
from cli.test_schemas import check


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A copy that others do not see."""
    return shutil.copytree(home, tmp_path / "own")


def test_the_record_is_drafted_declared_exported_and_taken_over(own: Path, tmp_path: Path) -> None:
    made = read_json("inventory", "--json", home=own)
    check("record", made)
    assert made["activities"] == [] and made["suggested"]
    assert "None counts" in run("inventory", "template", "msp", "--apply", home=own).stdout
    assert read_json("inventory", "--json", home=own)["activities"] == []
    run("inventory", "drafts", "--accept", "Payroll", home=own)
    assert "paying wages (contract)" in run("inventory", "show", "Payroll", home=own).stdout
    out = tmp_path / "record.json"
    run("inventory", "export", "--as", "ropa-json", "--out", out, home=own)
    check("record", json.loads(out.read_text("utf-8")))
    assert "declared: 1" in run("inventory", "import", out, home=own).stdout


def test_a_difference_is_accepted_by_its_ident(own: Path) -> None:
    line = read_json("inventory", "differences", "--json", home=own)[0]
    run("inventory", "accept", line["ident"], "--reason", "a specimen of the authority", home=own)
    after = {each["ident"]: each for each in read_json("inventory", "differences", "--json", home=own)}
    assert after[line["ident"]]["accepted"]["reason"] == "a specimen of the authority"
    run("inventory", "reopen", line["ident"], home=own)


def test_the_register_goes_out_and_comes_back(own: Path, tmp_path: Path) -> None:
    document, table = tmp_path / "dpa.pdf", tmp_path / "register.csv"
    document.write_bytes(b"signed")
    words = (
        "--sort",
        "dpa",
        "--party",
        "Lind GmbH",
        "--signed",
        "2026-01-02",
        "--until",
        "2099-01-01",
        "--document",
        document,
    )
    run("contracts", "add", "lind-dpa", *words, home=own)
    run("contracts", "export", "--out", table, home=own)
    run("contracts", "remove", "lind-dpa", home=own)
    assert read_json("contracts", "--json", home=own)["contracts"] == []
    assert "recorded: 1" in run("contracts", "import", table, home=own).stdout
    (contract,) = read_json("contracts", "--json", home=own)["contracts"]
    assert contract["document"] == hashlib.sha256(b"signed").hexdigest()
    assert contract["state"] == "green" and contract["says"] == "stands until 1 Jan 2099"
