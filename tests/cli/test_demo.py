"""`bailee demo`, whole: what a newcomer sees, and that everything it tells him to type does something."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import as_typed
import typed_docs
from cli.running import run
from waiting import until

SEED = "7"  # the one that `bailee demo` takes by itself, so the tutorial's first command is the fixture
TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
AT_FIRST: dict[Path, tuple[Any, ...]] = {}  # what the store held before a test did anything to it


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    home = tmp_path_factory.mktemp("demo") / "demo"
    done = run("demo", "--seed", SEED, home=home)
    assert done.exit_code == 0, done.output
    AT_FIRST[home] = as_typed.held(home)
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
    assert "making a sample company from seed 7" in done.stderr


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


def test_every_command_of_the_tutorial_does_what_it_says(
    shown: tuple[Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = TUTORIAL.read_text("utf-8")
    first, *commands = [each.words for each in typed_docs.typed_in(page)]
    assert first == ("demo",) and len(commands) > 20 and ("serve",) in commands
    shutil.copytree(shown[0], tmp_path / "bailee-demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAILEE_HOME", "bailee-demo")
    (tmp_path / "mine").mkdir()
    note = tmp_path / "mine" / "note.txt"
    (written,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    note.write_text(written)
    said = {}
    for words in commands:
        if words == ("serve",):  # tests/web/test_serve.py
            continue
        done = run(*words)
        assert done.exit_code in (0, 1), (words, done.output, done.exception)
        said[words] = done.stdout
        if words[:2] == ("protect", "apply"):
            assert not note.exists() and (tmp_path / "mine" / "note.txt.age").exists()
    assert note.read_text() == written
    assert "us-ssn" in said["detect", "mine/note.txt"] and "payment-card" not in said["detect", "mine/note.txt"]
    assert "published for tests" in said["detect", "--explain", "--all", "mine/note.txt"]
    assert "fifty people" in page and "Quillfern Technology Services" in said["status",]
    for written_out in ("coverage.pdf", "notice.pdf", "page.pdf", "mine.html", "binder/index.html"):
        assert (tmp_path / written_out).stat().st_size > 1000, written_out
    assert "python3 binder/verify.py" in page
    checked = subprocess.run([sys.executable, "binder/verify.py"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


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


def test_one_that_was_killed_is_made_again(shown: tuple[Path, Result], tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = as_typed.started("demo", "--seed", SEED, "--home", home)
    until((home / "bailee.sqlite3-wal").exists, "its store is being written")
    process.kill()
    process.wait()
    assert not (home / "report.html").exists()
    assert run("demo", "--seed", SEED, home=home).exit_code == 0
    assert run("evidence", "verify", home=home).exit_code == 0
    assert as_typed.held(home) == AT_FIRST[shown[0]]
