"""Names in a scan: how much of the text the model is asked about, told by worker, events and report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bailee.detectors import names_model
from bailee.detectors.names_model import inference
from bailee.reports.shown import coverage_line
from bailee.reports.single_run import SingleRun
from bailee.scanner import ItemRead, Limits, ScanKeys, scan
from bailee.vocabulary import Confidence

needs_model = pytest.mark.skipif(bool(inference.missing()), reason="needs onnxruntime")
LETTER = "The pump was repaired by Adaeze Nwosu on Monday. Thuy Nguyen signed the report for Ms Szafrańska.\n"


def scanned(place: Path, names: str) -> SingleRun:
    run = SingleRun(names=names_model.effective(names))
    for event in scan(place, keys=ScanKeys.random(), limits=replace(Limits(), names=names), jobs=1):
        run.add(event, place)
        assert not isinstance(event, ItemRead) or event.names[1] <= event.names[0]
    return run


def line(run: SingleRun) -> str:
    return coverage_line(run.report("Harbour", on=date(2026, 11, 25)))


@needs_model
def test_the_report_says_how_names_were_looked_for(tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    run = scanned(tmp_path, "full")
    assert run.windows == run.windows_asked > 0
    assert "--names full" in line(run)
    off = scanned(tmp_path, "off")
    assert off.windows == 0
    assert "rules alone (--names off)" in line(off)


@needs_model
def test_with_the_model_more_names_are_likely(tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    likely = {
        mode: sum(each.confidence >= Confidence.LIKELY for each in scanned(tmp_path, mode).findings.values())
        for mode in ("off", "sampled")
    }
    assert 0 < likely["off"] < likely["sampled"]


def test_a_share_that_was_not_asked_is_said():
    run = SingleRun(names="sampled", windows=200, windows_asked=50)
    assert "about 25 % of where a name may stand" in line(run)
    assert "onnxruntime is not installed" in line(SingleRun(names="missing"))
