"""`bailee coverage`: what was not looked at stands beside what was, sealed, and a change of it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import read_json, run
from cli.test_schemas import check


def scanned(tmp_path: Path, *options: str) -> Path:
    place, home = tmp_path / "share", tmp_path / "home"
    (place / "hr").mkdir(parents=True, exist_ok=True)
    (place / "hr" / "pay.txt").write_text("Social Security number: 512-44-7313\n")
    (place / "hr" / "noise.bin").write_bytes(bytes(range(128, 256)) * 40)
    (place / "cd.iso").write_bytes(b"\0" * 5_000)
    done = run("scan", place, "--jobs", "1", "--exclude", "*.iso=disk images", *options, home=home)
    assert done.exit_code == 0, done.output
    return home


def stated(home: Path) -> dict[str, Any]:
    told: dict[str, Any] = read_json("coverage", "--json", home=home)
    return told


def test_every_file_is_accounted_for_by_cause_in_counts_and_bytes(tmp_path: Path) -> None:
    told = stated(scanned(tmp_path))
    check("coverage", told)
    made = told["statement"]
    assert made["looked_at"] == {"items": 1, "bytes": 36}
    assert made["not_looked_at"] == {
        "excluded": {"items": 1, "bytes": 5_000},
        "unknown-format": {"items": 1, "bytes": 5_120},
    }
    assert made["excluded"] == [{"reason": "disk images", "items": 1, "bytes": 5_000}]


def test_a_statement_is_whole_until_somebody_changes_it(tmp_path: Path) -> None:
    home, out = scanned(tmp_path), tmp_path / "coverage.json"
    run("coverage", "--out", out, home=home)
    assert run("evidence", "verify", out, home=home).exit_code == 0
    told = json.loads(out.read_text())
    told["statement"]["not_looked_at"] = {}
    out.write_text(json.dumps(told))
    done = run("evidence", "verify", out, home=home)
    assert done.exit_code == 1 and "another one than was sealed" in done.output


def test_a_statement_that_names_another_record_of_the_log_is_refused(tmp_path: Path) -> None:
    home, out = scanned(tmp_path), tmp_path / "coverage.json"
    run("coverage", "--out", out, home=home)
    told = json.loads(out.read_text())
    own = told["record"]
    told["record"] = 1
    out.write_text(json.dumps(told))
    done = run("evidence", "verify", out, home=home)
    assert done.exit_code == 1 and f"record {own} of the log" in done.output


def test_a_statement_of_another_store_is_not_ours(tmp_path: Path) -> None:
    ours, theirs = scanned(tmp_path / "a"), scanned(tmp_path / "b")
    out = tmp_path / "coverage.json"
    run("coverage", "--out", out, home=theirs)
    done = run("evidence", "verify", out, home=ours)
    assert done.exit_code == 1 and "another key" in done.output


def test_the_same_state_is_stated_once_and_a_change_again(tmp_path: Path) -> None:
    home = scanned(tmp_path)
    first = stated(home)
    assert stated(home) == first
    run("declare", "paper", "--name", "HR cabinet", "--holds", "personnel-files", "--about", "employee", home=home)
    second = stated(home)
    assert second["record"] > first["record"]
    assert second["statement"]["paper"] == [{"name": "HR cabinet", "holds": ["personnel-files"], "about": ["employee"]}]
    run("declare", "paper", "--name", "HR cabinet", "--withdraw", home=home)
    assert stated(home)["statement"]["paper"] == []


def test_reports_say_what_nobody_looked_at(tmp_path: Path) -> None:
    home = scanned(tmp_path)
    run("declare", "paper", "--name", "HR cabinet", home=home)
    text = " ".join(scan_again(tmp_path, home).split())
    assert "Left out on purpose: 1 file, 5.0 KB: disk images." in text
    assert "Files on paper were not looked at: HR cabinet." in text and "This coverage is sealed" in text


def scan_again(tmp_path: Path, home: Path) -> str:
    return run("scan", tmp_path / "share", "--jobs", "1", "--exclude", "*.iso=disk images", home=home).stdout


@pytest.mark.parametrize("form", ["html", "pdf", "json"])
def test_it_is_written_in_the_form_that_the_name_asks_for(form: str, tmp_path: Path) -> None:
    home, out = scanned(tmp_path), tmp_path / f"coverage.{form}"
    assert run("coverage", "--out", out, home=home).exit_code == 0
    starts = {"html": b"<!doctype html>", "pdf": b"%PDF", "json": b"{"}
    assert out.read_bytes()[:15].lower().startswith(starts[form].lower())


def test_before_the_first_scan_there_is_nothing_to_state(tmp_path: Path) -> None:
    run("declare", "organisation", "--name", "Acme", home=tmp_path)
    done = run("coverage", home=tmp_path)
    assert done.exit_code and "nothing was scanned yet" in str(done.exception)


def test_an_exclusion_without_a_reason_is_refused(tmp_path: Path) -> None:
    done = run("scan", tmp_path, "--exclude", "*.iso", home=tmp_path / "home")
    assert done.exit_code and "without a reason" in str(done.exception)


def test_a_list_of_exclusions_in_the_home_folder_holds_for_every_scan(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "exclusions.toml").write_text('[[exclude]]\npattern = "hr/**"\nreason = "scanned by somebody else"\n')
    made = stated(scanned(tmp_path))["statement"]
    assert {"reason": "scanned by somebody else", "items": 2, "bytes": 5_156} in made["excluded"]
    assert made["looked_at"]["items"] == 0
