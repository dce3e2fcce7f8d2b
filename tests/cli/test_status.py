"""What `bailee status` shows, whole, at the widths that people have. Signs and words carry it; colour only repeats them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from bailee.cli import table
from bailee.vocabulary import DATA_CATEGORIES
from cli.running import read_json, run
from reports.sample_report import PATIENT, holding, sample

SNAPSHOTS = Path(__file__).parent / "snapshots"


def shown(width: int, *, colour: bool = False, **given: object) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, highlight=False, force_terminal=colour, color_system="standard" if colour else None
    )
    table.show(sample(**given), console)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _one_name_and_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bailee.cli.output.program", lambda: "bailee")
    monkeypatch.setenv("TZ", "UTC")


@pytest.mark.parametrize("width", [100, 80])
def test_status_whole(width: int) -> None:
    assert shown(width) == (SNAPSHOTS / f"status-{width}.txt").read_text("utf-8")


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_of_the_table_is_wider_than_the_terminal_and_no_word_is_cut(width: int) -> None:
    text = shown(width, holdings=[holding(category, PATIENT, 1, 2) for category in DATA_CATEGORIES])
    commands = [line for line in text.splitlines() if line.lstrip().startswith("bailee ")]  # these may be copied whole
    assert [line for line in text.splitlines() if line not in commands and len(line) > width] == []
    labels = " ".join(text.split())
    for words in (
        "genetic data and family",
        "× not told",
        "× exposed",
        "Social Security numbers",
        "drug and alcohol tests",
    ):
        assert words in labels


def test_colour_adds_nothing_to_the_words() -> None:
    coloured = shown(100, colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(100)


def test_social_security_keeps_its_capital() -> None:
    assert "Social Security numbers" in shown(80) and "e-mail addresses" in shown(80)


def test_the_rule_falls_away_below_96_columns() -> None:
    assert "rule" in shown(96).splitlines()[2] and "rule" not in shown(95).splitlines()[2]


def test_what_is_folded_says_how_to_see_it(home: Path) -> None:
    text = shown(100, holdings=[holding(category, PATIENT, 1, 2) for category in DATA_CATEGORIES])
    assert f"{table.AT_FIRST} of {len(DATA_CATEGORIES)} rows, the worst; --all shows all" in text
    assert "more:" not in run("status", "--all", home=home).output


def test_the_last_line_is_something_to_type(home: Path) -> None:
    last = run("status", home=home).output.splitlines()[-1].strip()
    assert last.startswith("bailee ") and last.endswith(f"--home {home}")


def test_an_empty_store_says_what_to_type(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run("declare", "organisation", "--name", "New Shop", home=tmp_path / "home")
    text = run("status", home=tmp_path / "home").output
    assert "Nothing was read yet." in text and text.splitlines()[-1].startswith("next  bailee scan FOLDER")


def test_no_store_is_an_error_with_a_hint(tmp_path: Path) -> None:
    done = run("status", home=tmp_path / "nowhere")
    assert done.exit_code != 0 and done.exception is not None
    assert getattr(done.exception, "hint", "")


def test_json_says_the_same_states(home: Path) -> None:
    rows = read_json("status", "--json", home=home)["status"]
    text = run("status", "--all", home=home).output
    red = sum(row[column]["state"] == "red" for row in rows for column in ("held", "told", "secured"))
    assert f"× {red} red" in text
