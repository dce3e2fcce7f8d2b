"""docs/facts.md and docs/laws.md say what the tables say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_pages_on_facts_and_laws_are_those_that_the_tables_make():
    script = ROOT / "update" / "laws.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
