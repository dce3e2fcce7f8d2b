"""A clock that jumps, between scans and in the middle of one: what is there, new and gone comes to the same."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.operations.verify_evidence import verify_own
from bailee.scanner import Limits
from bailee.store import asking
from world import World

_REALLY = asking.now


class Jumps:
    """The clock of the store, wherever it is asked, so far ahead as is said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        for name, module in list(sys.modules.items()):
            if name.startswith("bailee.") and getattr(module, "now", None) is _REALLY:
                monkeypatch.setattr(module, "now", self)

    def __call__(self) -> datetime:
        return _REALLY() + self.ahead


def test_scans_go_on_whatever_the_clock_says(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "hr"
    place.mkdir()
    for number in range(4):
        (place / f"{number}.txt").write_text(f"Social Security number: 514-44-73{number}3\n")
    clock = Jumps(monkeypatch)

    def jumps(_: object) -> None:
        clock.ahead = -clock.ahead

    def scanned() -> ScanSummary:
        return scan_store(
            world.alice, [place], limits=Limits(names="off", ocr="off"), jobs=1, progress=jumps, full_days=30
        )

    clock.ahead = timedelta(days=1_800)
    first = scanned()
    assert (first.counts.read, first.counts.new) == (4, 4)
    clock.ahead = timedelta()
    assert scanned().counts.new == 0
    (place / "0.txt").unlink()
    (place / "new.txt").write_text("Social Security number: 514-44-7393\n")
    clock.ahead = timedelta(days=-700)
    last = scanned()
    assert (last.counts.read, last.counts.new, last.counts.gone) == (4, 1, 1)
    assert len(world.alice.findings()) == 4 and world.alice.scans()[-1].ident == last.ident
    assert world.alice.coverage() == last.coverage
    assert verify_own(world.alice).broken == ()
