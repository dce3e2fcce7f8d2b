"""`bailee pre-commit` in a real repository, and the hook as pre-commit would run it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import warm
from waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SSN, CARD = "SSN: 512-44-7313", "Visa 4539 5787 6362 1486"


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q")

    def git(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, check=True)

    def stage(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "-f", "--", name)
        return path

    def check(self, *words: object, within: str = ".") -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"BAILEE_HOME": str(self.root / ".git" / "none")}
        return warm.run("pre-commit", *words, environment=environment, folder=self.root / within)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_what_is_staged_is_refused_by_place_and_never_shown(repository: Repository) -> None:
    repository.stage("src/a.py", f"# {SSN}\nx = 1\n\n#   {CARD}\n")
    repository.stage("clean.md", "card 4111 1111 1111 1111, 123-45-6789\n")
    done = repository.check()
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == ["src/a.py:1:8: us-ssn (verified)", "src/a.py:4:10: payment-card (verified)"]
    assert "7313" not in done.stdout + done.stderr and "1486" not in done.stdout + done.stderr


def test_the_staged_version_counts_not_the_one_that_lies_there(repository: Repository) -> None:
    path = repository.stage("a.txt", "nothing\n")
    path.write_text(SSN)
    assert repository.check().returncode == 0
    path = repository.stage("b.txt", SSN)
    path.write_text("nothing\n")
    assert repository.check("b.txt").returncode == 1


def test_a_word_in_the_line_or_above_it_lets_it_through(repository: Repository) -> None:
    repository.stage("a.txt", f"{SSN}  # bailee: allow\n# bailee: allow us-ssn\n{SSN}\n")
    assert repository.check().returncode == 0
    repository.stage("b.txt", f"{CARD}  # bailee: allow us-ssn\n")
    assert repository.check().returncode == 1


def test_the_list_of_the_repository_lets_its_values_through(repository: Repository) -> None:
    repository.stage("a.txt", f"{SSN}\n{CARD}\n")
    assert repository.check("--allow").stdout.startswith("2 allowed")
    assert repository.check().returncode == 0
    kept = (repository.root / ".bailee-allow").read_text()
    assert "7313" not in kept and "512" not in re.sub(r"[0-9a-f]{32}|key .*", "", kept)
    repository.stage("b.txt", "SSN: 219-09-1234\n")
    done = repository.check()
    assert done.returncode == 1 and done.stdout.startswith("b.txt:1:6: us-ssn")
    (repository.root / ".bailee-allow").write_text("nonsense")
    assert repository.check().returncode == 2


def test_how_sure_and_what_can_be_chosen(repository: Repository) -> None:
    repository.stage("a.txt", "write to jane.roe@example.com\n")
    assert repository.check().returncode == 0
    assert repository.check("--category", "email-address").returncode == 1
    assert repository.check("--category", "all").returncode == 1
    assert repository.check("--category", "e-mail").returncode == 2
    told = json.loads(repository.check("--json", "--category", "email-address").stdout)
    assert told["files"] == 1 and told["refused"][0]["line"] == 1


def test_odd_files_are_no_trouble(repository: Repository) -> None:
    repository.stage("b.bin", b"\0\1" + SSN.encode())
    repository.stage("wide.txt", f"\ufeff{CARD}\n".encode("utf-16-le"))
    repository.stage("name with\nnewline é.txt", SSN)
    (repository.root / "link").symlink_to("b.bin")
    repository.git("add", "link")
    repository.stage("empty", b"")
    told = json.loads(repository.check("--json").stdout)
    assert {row["path"] for row in told["refused"]} == {"wide.txt", "name with\nnewline é.txt"}
    assert told["unread"] == 1


def test_outside_a_repository_is_wrong_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bailee", "pre-commit"]
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 2 and "git repository" in done.stderr


def test_the_hook_runs_as_pre_commit_runs_it(repository: Repository) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entry = shlex.split(re.findall(r"^  entry: (.*)$", hook, re.M)[0])
    assert entry[0] == "bailee"
    repository.stage("a.py", "x = 1\n")
    repository.stage("b.py", f"# {SSN}\n")
    for name, code in (("a.py", 0), ("b.py", 1)):
        assert repository.check(*entry[2:], "--least", "verified", name).returncode == code


def test_git_itself_refuses_the_commit(repository: Repository) -> None:
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bailee pre-commit\n")
    hook.chmod(0o755)
    words = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "x"]
    repository.stage("a.txt", SSN)
    assert subprocess.run(words, cwd=repository.root, capture_output=True, check=False).returncode == 1
    repository.stage("a.txt", "nothing\n")
    assert subprocess.run(words, cwd=repository.root, capture_output=True, check=False).returncode == 0
