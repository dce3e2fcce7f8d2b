"""The same package without Django: its own tests run where nobody could import it, nor a store, nor an operation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from waiting import PATIENCE

TESTS = Path(__file__).parent
_WITHOUT = """
import sys
GONE = ("django", "bailee.store", "bailee.operations", "bailee.web", "bailee.api", "psycopg", "granian", "procrastinate")
class Gone:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in GONE):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Gone())
try:
    import django
except ModuleNotFoundError:
    pass
else:
    sys.exit("Django is there")
import pytest
code = pytest.main(["-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore", "-o", "addopts=", *sys.argv[1:]])
there = [name for name in sys.modules if any(name == each or name.startswith(each + ".") for each in GONE)]
sys.exit(int(code) or (f"loaded: {there}" if there else 0))
"""


def test_its_tests_pass_with_django_absent() -> None:
    files = [str(TESTS / name) for name in ("test_spool.py", "test_line.py", "test_reader.py", "test_installed.py")]
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, *files],
        cwd=TESTS.parent.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
