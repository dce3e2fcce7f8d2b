"""What a scan needs is told without being loaded, and a scan in which nothing changed loads little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bailee.detectors import names_model
from bailee.extractors import visible_text
from bailee.scanner import equipment


def test_it_says_what_those_say_that_are_asked() -> None:
    assert equipment.MODES == names_model.MODES == visible_text.MODES
    assert equipment.DEFAULT == names_model.DEFAULT == visible_text.DEFAULT
    assert [equipment.names(mode) for mode in equipment.MODES] == [names_model.effective(m) for m in names_model.MODES]
    assert [equipment.pictures(mode) for mode in equipment.MODES] == [
        visible_text.effective(m) for m in visible_text.MODES
    ]


def test_a_second_scan_loads_no_reader_no_detector_and_no_kind(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "a.txt").write_text("Social Security number: 512-44-7313\n")
    told = "import sys; from bailee.cli.main import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    asked = [sys.executable, "-c", told, "scan", str(tmp_path / "share"), "--home", str(tmp_path / "home")]
    subprocess.run(asked, capture_output=True, check=True)
    loaded = subprocess.run(asked, capture_output=True, check=True, text=True).stderr.split()
    heavy = (
        "bailee.detectors.engine",
        "bailee.kinds",
        "bailee.extractors",
        "numpy",
        "onnxruntime",
        "hyperscan",
        "typst",
    )
    assert [name for name in loaded if name in heavy] == []
