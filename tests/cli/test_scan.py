"""`bailee scan`: what it says while it runs and when it is done, and the exit codes that scripts rely on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from rich.console import Console

from bailee.cli.progress import Watch, watching
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.scanner import ItemRead
from bailee.vocabulary import Confidence, Locator, SubjectCategory
from cli.running import run
from waiting import until


def test_the_summary_adds_up_before_the_eyes(company: Path, tmp_path: Path) -> None:
    text = run("scan", company, "--jobs", "1", home=tmp_path / "home").stdout
    assert "3 read   1 partly   0 not read   = 4 files" in text
    assert "? 1 damaged" in text and "cut.zip" in text
    assert "findings new" in text and text.splitlines()[0].startswith("✓ shop, ")


def test_a_second_scan_reads_only_what_changed(company: Path, home: Path) -> None:
    assert "files unchanged, not read again" in run("scan", company, "--jobs", "1", home=home).output


def test_where_nothing_changed_that_is_said_at_once_and_asked_for_a_report_it_makes_one(
    company: Path, home: Path, tmp_path: Path
) -> None:
    text = run("scan", company, "--jobs", "1", home=home).output
    assert "nothing new, changed or gone since" in text and "? 1 damaged" in text and "bailee status" in text
    assert run("scan", company, "--jobs", "1", "--report", tmp_path / "report.html", home=home).exit_code == 0
    assert (tmp_path / "report.html").exists()


def test_where_something_is_gone_the_table_is_shown(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "share" / name).write_text("Social Security number: 512-44-7313\n")
    run("scan", tmp_path / "share", "--jobs", "1", home=tmp_path / "home")
    (tmp_path / "share" / "b.txt").unlink()
    assert "1 gone" in run("scan", tmp_path / "share", "--jobs", "1", home=tmp_path / "home").output


def test_without_a_store_nothing_is_kept_and_the_report_says_it_all(company: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = run("scan", company, "--no-store", "--jobs", "1", "--report", out, home=tmp_path / "home")
    assert done.exit_code == 0 and not (tmp_path / "home").exists()
    assert json.loads(out.read_text())["items"] == {"read": 3, "partly": 1, "skipped": 0}


@pytest.mark.parametrize("form", ["html", "pdf", "json"])
def test_a_report_in_each_form(form: str, company: Path, home: Path, tmp_path: Path) -> None:
    out = tmp_path / f"report.{form}"
    assert run("scan", company, "--jobs", "1", "--report", out, home=home).exit_code == 0
    if form == "pdf":
        assert len(pypdfium2.PdfDocument(out)) > 1
    else:
        assert "shop" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 0), (("--fail-on", "severe"), 1), (("--fail-on", "low"), 1), (("--fail-on-incomplete",), 3)],
)
def test_exit_codes(options: tuple[str, ...], code: int, company: Path, home: Path) -> None:
    assert run("scan", company, "--jobs", "1", *options, home=home).exit_code == code


def test_a_form_that_is_none_is_refused_before_anything_is_read(company: Path, tmp_path: Path) -> None:
    done = run("scan", company, "--report", tmp_path / "report.docx", home=tmp_path / "home")
    assert ".docx" in str(done.exception) and not (tmp_path / "home").exists()


def found(category: str) -> Finding:
    nothing = "0" * 32
    return Finding(
        ident=nothing, locator=Locator(("a",)), detector="us-ssn", category=category, subject=SubjectCategory.PERSON,
        position=0, count=1, confidence=Confidence.LIKELY, probability=0.9, fingerprint=nothing, normal_forms=(), group="",
    )  # fmt: skip


def test_first_findings_are_said_at_once_where_there_is_no_terminal(tmp_path: Path) -> None:
    stream = io.StringIO()
    with watching([tmp_path], Console(file=stream, width=100)) as watch:
        watch.see(found("social-security-number"))
        until(lambda: "found so far: Social Security numbers 1" in stream.getvalue(), "it is said")


def test_progress_says_share_files_bytes_and_rate(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 1000)
    watch = Watch([tmp_path, tmp_path])  # typed twice, scanned once
    watch.count()
    watch.see(ItemRead(Locator(("a",)), ItemFacts(1000, 0)))
    assert watch.line().startswith("50 %   1 of 2 files   1.0 KB of 2.0 KB   ") and watch.line().endswith("/s")


def test_a_place_of_another_shape_than_counted_never_says_more_than_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    watch = Watch([tmp_path])
    watch.count()
    watch.see(ItemRead(Locator(("a",)), ItemFacts(5000, 0)))
    assert watch.line().startswith("100 %")


def test_a_share_is_read_in_ranges_by_several_workers(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAILEE_SCAN_RANGE_FILES", "2")
    done = run("scan", company, "--workers", "2", home=tmp_path / "home")
    assert done.exit_code == 0 and "3 read   1 partly   0 not read   = 4 files" in done.stdout
    assert "findings new" in done.stdout


def test_what_workers_cannot_be_handed_is_refused(company: Path, tmp_path: Path) -> None:
    done = run("scan", company, "--workers", "2", "--no-store", home=tmp_path / "home")
    assert "does not go with --workers" in str(done.exception) and not (tmp_path / "home").exists()
