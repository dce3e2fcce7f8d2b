"""`bailee schedule`: said on the command line, kept, listed, taken back; `bailee worker` where there is nothing to do it in."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bailee.cli.main import bailee_command


def _typed(home: Path, *words: str) -> Result:
    return CliRunner().invoke(bailee_command, [*words, "--home", str(home)])


def test_a_schedule_is_made_listed_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    home, zone = tmp_path / "home", "America/New_York"
    weekly = ("--every", "week", "--on", "fri", "--at", "18:00", "--zone", zone)
    made = _typed(home, "schedule", "add", str(tmp_path / "hr"), *weekly, "--json")
    told = json.loads(made.output)
    assert told["when"] == f"every Friday at 18:00 ({zone})" and told["next_at"].endswith(
        ("22:00:00+00:00", "23:00:00+00:00")
    )
    listed = json.loads(_typed(home, "schedule", "list", "--json").output)
    assert [(each["ident"], each["places"], each["missed_at"]) for each in listed] == [(told["ident"], ["hr"], None)]
    assert "withdrawn" in _typed(home, "schedule", "withdraw", told["ident"]).output
    assert "nothing is scanned by a schedule" in _typed(home, "schedule", "list").output


def test_a_day_that_is_none_is_refused_before_anything_is_kept(tmp_path: Path) -> None:
    wrong = _typed(tmp_path / "home", "schedule", "add", str(tmp_path), "--every", "month", "--on", "Friday")
    assert "no day of a month" in str(wrong.exception) and not (tmp_path / "home").exists()


def test_a_worker_without_a_store_says_what_makes_one(tmp_path: Path) -> None:
    assert "no store" in str(_typed(tmp_path / "home", "worker").exception)
