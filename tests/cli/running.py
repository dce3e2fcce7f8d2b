"""Commands run as a person runs them, in this process: a width, no colours, what came out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bailee.cli.main import bailee_command


def run(*words: object, columns: int = 100, home: Path | None = None) -> Result:
    given = [str(word) for word in words]
    if home is not None:
        given += ["--home", str(home)]
    environment = {"COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(bailee_command, given, env=environment, catch_exceptions=True)


def read_json(*words: object, home: Path | None = None) -> Any:
    done = run(*words, home=home)
    assert done.exit_code in (0, 1, 3), done.output
    return json.loads(done.stdout)
