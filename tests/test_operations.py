"""Every operation that a member can do is offered by a command, by the API and on a page, or says why not: docs/operations.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_operation_is_offered_or_says_why_not() -> None:
    words = [sys.executable, str(ROOT / "update" / "operations.py"), "--bare"]
    told = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told.stdout == "", "offer it, or give the reason in update/operations.toml"
    assert told.returncode == 0, told.stderr[-2000:]


def test_the_page_says_how_many_there_are_and_misses_none() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert "| missing | 0 | 0 | 0 |" in page
    offered = next(line for line in page.splitlines() if line.startswith("| offered |"))
    assert all(int(each) > 200 for each in offered.split("|")[2:5])
