"""`bailee demo`, whole: what a newcomer sees, and that everything it tells him to type does something."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from cli.running import run


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    home = tmp_path_factory.mktemp("demo") / "demo"
    done = run("demo", "--seed", "3", home=home)
    assert done.exit_code == 0, done.output
    return home, done


def test_a_newcomer_sees_the_table_the_next_steps_and_where_the_report_is(shown: tuple[Path, Result]) -> None:
    home, done = shown
    for words in (
        "held",
        "told",
        "secured",
        "× out of place",
        "× not told",
        "next  × ",
        f"report    {home / 'report.html'}",
    ):
        assert words in done.stdout
    assert "making a sample company from seed 3" in done.stderr


def test_the_table_fits_a_screen(shown: tuple[Path, Result]) -> None:
    assert len(shown[1].stdout.splitlines()) <= 60


def test_every_command_it_shows_does_something(shown: tuple[Path, Result]) -> None:
    said = shown[1].stdout
    commands = set(re.findall(r"\bbailee ((?:findings|status|protect|notice|departures) .*--home .*)$", said, re.M))
    assert len(commands) >= 3
    for command in commands:
        again = run(*shlex.split(command))
        assert again.exit_code == 0, command
        assert "Nothing found that fits" not in again.stdout and len(again.stdout.splitlines()) > 2, command


def test_no_planted_value_is_on_what_it_shows_or_writes(shown: tuple[Path, Result]) -> None:
    home, done = shown
    planted = json.loads((home / "manifest.json").read_text("utf-8"))["planted"]
    secret = {
        entry["value"]
        for entry in planted
        if entry["detector"] in ("us-ssn", "payment-card", "iban", "email-address", "us-bank-account")
    }
    assert len(secret) > 100
    for text in (
        done.stdout,
        done.stderr,
        (home / "report.html").read_text("utf-8"),
        (home / "report.json").read_text("utf-8"),
    ):
        assert [
            value for value in secret if value in text and re.search(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", text)
        ] == []


@pytest.mark.parametrize("name", ["company/mine.txt", "bailee.sqlite3", "manifest.json", "report.html"])
def test_what_is_not_of_a_demo_is_not_replaced(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("{}")
    done = run("demo", home=tmp_path)
    assert "is not of a demo" in str(done.exception) and (tmp_path / name).read_text() == "{}"


def test_its_proof_verifies_without_bailee(shown: tuple[Path, Result], tmp_path: Path) -> None:
    assert run("proof", "bundle", "--out", str(tmp_path / "proof"), home=shown[0]).exit_code == 0
    done = subprocess.run(
        [sys.executable, str(tmp_path / "proof" / "verify.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
