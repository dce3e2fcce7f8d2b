"""SARIF of scans, of the store and of a commit, by the schema that OASIS publishes; and no value in any of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.running import run
from cli.test_pre_commit import Repository

# SARIF 2.1.0-rtm.5, as SchemaStore has it; handed on by Microsoft in the package @microsoft/jest-sarif 1.0.0-beta.0 under the MIT licence
SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json").read_text())
SSN, CARD = "512-44-7313", "4539578763621486"


def checked(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    jsonschema.Draft4Validator(SCHEMA).validate(told)
    assert "7313" not in text and "621486" not in text
    (one,) = told["runs"]
    for result in one["results"]:
        assert one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["bailee/v1"] for result in one["results"]]
    assert len(set(prints)) == len(prints)
    return dict(one)


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sarif") / "share"
    (folder / "pay roll").mkdir(parents=True)
    (folder / "pay roll" / "a#1.csv").write_text(f"name,ssn\nPat Doe,{SSN}\nKim Roe,512-44-7318\n")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04" + b"\0" * 20)
    return folder


def test_a_scan_tells_what_lies_where_and_what_was_not_read(share: Path, tmp_path: Path) -> None:
    words = ("scan", share, "--no-store", "--exact-locators", "--names", "off", "--jobs", "1", "--format", "sarif")
    done = run(*words, "--fail-on", "high")
    assert done.exit_code == 1, "as without it: something severe is held"
    one = checked(done.stdout)
    found = [each for each in one["results"] if each["ruleId"] == "us-ssn"]
    assert {each["level"] for each in found} == {"error"}
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found}
    assert {uri.rsplit("/", 2)[-2:][1] for uri in uris} == {"a%231.csv"} and not any("://" in uri for uri in uris)
    notes = one["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"][:9] for each in notes] == ["Not read:"]
    again = checked(run(*words, "--report", tmp_path / "b.sarif").stdout)
    told = [each["partialFingerprints"] for each in again["results"]]
    assert told == [each["partialFingerprints"] for each in one["results"]], "the same in the next run"
    assert checked((tmp_path / "b.sarif").read_text())["results"] == again["results"]


def test_what_the_store_holds_is_told_under_masked_names(share: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("scan", share, "--names", "off", "--jobs", "1", home=home).exit_code == 0
    one = checked(run("findings", "--format", "sarif", home=home).stdout)
    assert {each["ruleId"] for each in one["results"]} >= {"us-ssn"}


def test_a_commit_is_told_by_line_and_column(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.stage("src/a.py", f"x = 1\n# card {CARD}\n")
    done = repository.check("--format", "sarif")
    assert done.returncode == 1
    (result,) = checked(done.stdout)["results"]
    where = result["locations"][0]["physicalLocation"]
    assert (where["artifactLocation"]["uri"], where["region"]) == ("src/a.py", {"startLine": 2, "startColumn": 8})


def test_the_examples_of_ci_are_read_and_their_commands_run(tmp_path: Path, share: Path) -> None:
    """Each `bailee scan` in docs/pre-commit.md ends as that page says."""
    page = (Path(__file__).parents[2] / "docs" / "pre-commit.md").read_text()
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.S)
    assert any("github/codeql-action/upload-sarif" in block for block in blocks) and any(
        "artifacts:" in block for block in blocks
    )
    lines = [
        line.split("- run: ")[-1].strip(" -")
        for block in blocks
        for line in block.splitlines()
        if "bailee scan" in line
    ]
    assert len(lines) >= 2
    for line in lines:
        command = line.replace("bailee scan .", f"bailee scan {share} --names off --jobs 1").split(" > ")[0]
        done = run(*command.split()[1:])
        assert done.exit_code == 1, (line, done.output)
        checked(done.stdout)


def test_git_knows_nothing_of_it(tmp_path: Path) -> None:
    """A repository without anything staged is an empty log, and no error."""
    repository = Repository(tmp_path)
    done = repository.check("--format", "sarif")
    assert done.returncode == 0 and checked(done.stdout)["results"] == []
