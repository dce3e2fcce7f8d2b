"""The program that kills protection at random moments, a few times: nothing is lost, doubled, half or left over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from waiting import PATIENCE

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "protect_kills.py"


def test_a_few_kills_at_random_moments() -> None:
    """In a process of its own, as it forks and kills: all that it looks for is in its exit code."""
    command = [sys.executable, PROGRAM, "--kills", "12", "--no-steps", "--seed", "3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| files lost, doubled, half, or left over | 0 |" in done.stdout
