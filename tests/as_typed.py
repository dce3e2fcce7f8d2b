"""Commands as a person types them: a process of its own, its exit code, and all that came out (`warm` says whence it is forked)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import warm
from waiting import PATIENCE

PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONWARNINGS": "error::ResourceWarning"}


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def bailee(*words: object, through: Sequence[str] = (), **environment: str) -> Done:
    """Run it to its end. No traceback may ever reach a person, whatever was typed."""
    told = {**os.environ, **PLAIN, **environment}
    if through or not warm.is_usual(environment):
        done = subprocess.run(
            [*through, sys.executable, "-m", "bailee", *map(str, words)],
            capture_output=True, text=True, errors="replace", timeout=PATIENCE, env=told, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    else:
        done = warm.run(*words, environment=told)
    result = Done(done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in result.said, result.said
    return result


def scanned(place: Path, *options: object, **environment: str) -> dict[str, Any]:
    """The report of a scan that keeps nothing, as programs read it."""
    done = bailee("scan", place, "--no-store", "--json", "--exact-locators", *options, **environment)
    assert done.code in (0, 1, 3), done.said
    report: dict[str, Any] = json.loads(done.out)
    return report


def outcome(report: dict[str, Any], name: str) -> str:
    """`read`, or the reason why a file was not read or only in part."""
    for told in (*report["skipped"], *report["partly"]):
        if told["locator"][0] == name:
            return str(told["reason"])
    return "read"


def numbers(report: dict[str, Any]) -> set[str]:
    """Files in which a social security number was found."""
    return {finding["locator"][0] for finding in report["findings"] if finding["detector"] == "us-ssn"}


def started(*words: object) -> warm.Process:
    return warm.start(*words, environment={**os.environ, **PLAIN})


def held(home: Path) -> tuple[Any, ...]:
    """What a store holds, as programs read it; without names of scans and times."""
    done = bailee("status", "--home", home, "--json")
    assert done.code == 0, done.said
    status = json.loads(done.out)
    rows = json.loads(bailee("findings", "--home", home, "--json").out)["findings"]
    found = sorted(json.dumps([row["locator"], row["detector"], row["count"], row["confidence"]]) for row in rows)
    return status["items"], status["holdings"], found
