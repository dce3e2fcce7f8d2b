"""A scan takes no more than it may, waits when it should, and says why."""

from __future__ import annotations

import os
import signal
import time
from datetime import time as time_of_day
from pathlib import Path

import pytest
from full_swing import started

from bailee.errors import InvalidInput
from bailee.scanner import Conduct, Hours, ItemRead, Limits, Pace, Pacer, ScanKeys, scan
from bailee.scanner.pace import _linux_battery


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def pacer(pace: Pace, clock: Clock, **asked: object) -> Pacer:
    return Pacer(pace, clock=clock, battery=lambda: None, **asked)  # type: ignore[arg-type]


def test_a_share_of_a_core_holds_over_a_while() -> None:
    clock = Clock()
    asked = pacer(Pace(share=0.25), clock)
    busy = 0.0
    while clock.now < 600:
        if asked.may_begin():
            asked.used(1.0, 0)
            busy += 1.0
            clock.now += 1.0
        else:
            clock.now += 0.1
    assert 0.24 < busy / 600 < 0.27 and asked.waited > 400


def test_what_was_not_used_for_long_is_not_caught_up() -> None:
    clock = Clock()
    asked = pacer(Pace(megabytes=1), clock)
    assert asked.may_begin()
    clock.now = 3_600
    read = 0
    while asked.may_begin():
        asked.used(0, 1_000_000)
        read += 1
    assert read <= 12


@pytest.mark.parametrize("text", ["18-6", "25:00-06:00", "18:00-18:00", "nights"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        Hours.of(text)


def test_outside_its_hours_it_waits_and_says_until_when() -> None:
    clock, said, now = Clock(), [], [time_of_day(12, 0)]
    asked = pacer(Pace(hours=Hours.of("18:00-06:00")), clock, say=said.append, time_of_day=lambda: now[0])
    assert not asked.may_begin() and said == ["paused: outside its hours, until 18:00"]
    clock.now, now[0] = 60.0, time_of_day(18, 1)
    assert asked.may_begin() and said[-1] == "going on"


def test_a_battery_is_read_as_the_kernel_tells_it(tmp_path: Path) -> None:
    def supply(name: str, **told: str) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        for key, value in told.items():
            (tmp_path / name / key).write_text(value + "\n")

    supply("mouse", type="Battery", scope="Device", status="Discharging", capacity="3")
    assert _linux_battery(tmp_path) is None
    supply("BAT0", type="Battery", status="Discharging", capacity="12")
    assert _linux_battery(tmp_path) == 12
    supply("AC", type="Mains", online="1")
    assert _linux_battery(tmp_path) is None


def test_on_a_low_battery_it_waits() -> None:
    asked = Pacer(Pace(battery=20), battery=lambda: 12)
    assert not asked.may_begin() and "battery at 12 %" in asked.why


def test_a_pause_by_hand_holds_until_it_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Social Security number: 512-44-7313\n")
    paused = [True]

    def say(words: str) -> None:
        paused[0] = False  # a person sees it, and takes it back

    conduct = Conduct(Pacer(Pace(), paused=lambda: paused[0], say=say))
    found = list(scan(tmp_path, keys=ScanKeys.random(), limits=Limits(names="off"), conduct=conduct))
    assert any(isinstance(event, ItemRead) for event in found) and conduct.pacer.waited > 3


@pytest.mark.proof
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_ctrl_z_for_longer_than_a_file_may_take_costs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(
            (b"Mary Smith, 12 Main Street, born 01/02/1980\n" + b"The meeting was moved to the large room.\n" * 4)
            * 15_000
        )
    monkeypatch.setenv("BAILEE_SCAN_FILE_SECONDS", "14")
    monkeypatch.setenv("BAILEE_SCAN_FILE_STALLED_SECONDS", "12")
    process, _ = started(tmp_path, "--no-store", "--jobs", "2", "--json", "--names", "off")  # both are being read
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(15)
    os.killpg(process.pid, signal.SIGCONT)
    output, _ = process.communicate()
    assert process.returncode == 0 and '"read": 2' in output
