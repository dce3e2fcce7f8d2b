"""The commands of the README, run in their order over a folder of one file; what needs somebody else's server is named."""

from __future__ import annotations

from pathlib import Path

import pytest

import typed_docs
from cli.running import run

README = Path(__file__).resolve().parents[2] / "README.md"
ELSEWHERE = {  # needs a server of somebody's; the tests that run the same command against one
    "imaps://pat@mail.example.com": "tests/sources/test_imap.py",
    "postgresql://reader@db.example.com/crm": "tests/sources/test_databases.py",
    "serve": "tests/web/test_serve.py",
}


def test_every_command_of_the_readme_does_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lind = tmp_path / "folder", tmp_path / "lind"
    for place in (folder, lind):
        place.mkdir()
        (place / "note.txt").write_text("SSN: 318-62-9047\n")
    secret = tmp_path / "backup.pass"
    secret.touch(mode=0o600)
    secret.write_text("seven quiet otters knit scarves\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAILEE_HOME", str(tmp_path / "home"))
    commands = [each.words for each in typed_docs.typed_of(README)]
    assert len(commands) > 12
    done = []
    for words in commands:
        if any(word in ELSEWHERE for word in words):
            continue
        here = [{"/path/to/folder": str(folder), "/srv/lind": str(lind)}.get(word, word) for word in words]
        result = run(*here)
        assert result.exit_code in (0, 1), (words, result.output, result.exception)
        done.append(words[0])
    assert {"scan", "places", "invite", "clients", "schedule", "backup", "keys", "check"} <= set(done)
    assert (tmp_path / "report.html").stat().st_size > 1000 and (tmp_path / "monday.bailee").stat().st_size > 1000


def test_the_tests_that_run_the_others_are_there() -> None:
    root = README.parent
    assert [name for name in ELSEWHERE.values() if not (root / name).is_file()] == []


def test_its_first_screen_says_what_this_is() -> None:
    """A picture, three lines, two commands, before anything else."""
    first = README.read_text("utf-8").splitlines()[:14]
    assert sum(line.startswith("make ") for line in first) == 2
    assert any(line.startswith("![") for line in first)
    told = [line for line in first if line and not line.startswith(("!", "#", "`", "*A bailee", "make "))]
    assert len(told) == 3
