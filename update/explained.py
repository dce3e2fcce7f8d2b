"""Write what `bailee detect` says into docs/explained.md: each command there is run on the file that stands above it.

    python update/explained.py

The page is written by hand but for the answers.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from pathlib import Path

from click.testing import CliRunner

from bailee.cli.main import bailee_command

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explained.md"
CASE = re.compile(
    r"`(?P<name>[\w.]+)`:\n\n```\n(?P<content>.*?)```\n\n```\n\$ bailee (?P<command>[^\n]*)\n.*?```", re.DOTALL
)


def answered(page: str) -> str:
    """The page with the answers of today."""
    return CASE.sub(lambda case: case[0][: case.end("command") - case.start()] + f"\n{answer(case)}```", page)


def answer(case: re.Match[str]) -> str:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / case["name"]).write_text(case["content"], encoding="utf-8")
        os.chdir(folder)
        try:
            terminal = {"COLUMNS": "80", "NO_COLOR": "1"}
            return CliRunner().invoke(bailee_command, shlex.split(case["command"]), env=terminal).output
        finally:
            os.chdir(here)


if __name__ == "__main__":
    PAGE.write_text(answered(PAGE.read_text("utf-8")), encoding="utf-8")
