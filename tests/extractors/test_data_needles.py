"""Every place of data, logs, archives and mail that a needle file has is read."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import needles_data


def test_nothing_planted_is_passed_over(tmp_path: Path) -> None:
    files = needles_data.made()
    gone = {}
    for number, (made, beside) in enumerate(files):
        folder = tmp_path / str(number)
        folder.mkdir()
        if missed := needles_data.missed(made, beside, folder)[0]:
            gone[made.name] = missed
    assert gone == {} and sum(len(made.needles) for made, _ in files) >= 200
