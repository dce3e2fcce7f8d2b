"""How much of a machine a scan takes, and when: share of the processor, bytes a second, hours, battery, a pause by hand.

Nothing here interrupts a file: a worker that reads is left to end, and no other file is begun. So a share holds over
minutes, not over each second; workers are given the lowest priority besides.

>>> from datetime import time
>>> night = Hours.of("18:00-06:00")
>>> night.hold(time(23, 0)), night.hold(time(5, 59)), night.hold(time(12, 0))
(True, True, False)
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from time import monotonic

from bailee.errors import InvalidInput

LOOK_EVERY = 5.0  # seconds between two looks at the clock, the battery and the wish of a person
BURST = 10.0  # seconds of unused share that may be caught up


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day, in local time, in which a scan may work. An end before the start is on the next day."""

    start: time
    end: time

    @classmethod
    def of(cls, text: str) -> Hours:
        """From `18:00-06:00`. InvalidInput where it is something else."""
        found = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*", text)
        try:
            if found is not None:
                first, second, third, fourth = (int(part) for part in found.groups())
                hours = cls(time(first, second), time(third % 24 if fourth == 0 else third, fourth))
                if hours.start != hours.end:
                    return hours
        except ValueError:
            pass
        raise InvalidInput(f'"{text}" are no hours of a day', hint="as in --hours 18:00-06:00")

    def hold(self, now: time) -> bool:
        """Whether a scan may work at this time of the day."""
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a scan may take. The default is everything, as long as the battery is not low."""

    share: float = 0.0  # of one core, for all workers together; 0: as much as they can use
    megabytes: float = 0.0  # read a second; 0: no limit
    hours: Hours | None = None
    battery: int = 20  # per cent below which it waits while the machine runs on it; 0: never
    house_hours: Hours | None = None  # those of a shared machine, by its own clock: a scan's own lie within them

    @property
    def is_gentle(self) -> bool:
        """Whether workers give way to everybody else."""
        return bool(self.share or self.megabytes)

    def told(self) -> dict[str, object]:
        return {
            "share_of_a_core": self.share or None,
            "megabytes_a_second": self.megabytes or None,
            "hours": str(self.hours or self.house_hours) if self.hours or self.house_hours else None,
            "battery_percent": self.battery or None,
        }


def _local_time() -> time:
    return datetime.now(UTC).astimezone().time()


@dataclass(slots=True)
class Pacer:
    """Says when the next file may be begun. One for a whole scan, over all its places."""

    pace: Pace = field(default_factory=Pace)
    paused: Callable[[], bool] = lambda: False  # by a person
    say: Callable[[str], None] = lambda _: None  # why nothing goes on, and that it does again
    clock: Callable[[], float] = monotonic
    time_of_day: Callable[[], time] = _local_time
    battery: Callable[[], int | None] = field(default_factory=lambda: battery_left)
    waited: float = 0.0  # seconds in which no file was begun although one was there
    why: str = ""  # nothing goes on at the moment; empty: it does
    _stood: float = 0.0  # of them, those of a pause, of hours and of a low battery, up to the last time that it went on
    _stands_since: float | None = None
    _looked: float = -1e9
    _begun: float = -1.0
    _used: float = 0.0  # seconds of workers
    _read: float = 0.0  # bytes
    _held_since: float | None = None

    def may_begin(self) -> bool:
        """Whether a file may be begun now."""
        now = self.clock()
        if self._begun < 0:
            self._begun = now
        free = not self._reason(now) and self._has_share(now)
        if free and self._held_since is not None:
            self.waited += now - self._held_since
        self._held_since = None if free else (now if self._held_since is None else self._held_since)
        return free

    @property
    def stood(self) -> float:
        """Seconds in which it waited for a person, for its hours or for the battery: no measure of how fast it reads."""
        return self._stood + (self.clock() - self._stands_since if self._stands_since is not None else 0.0)

    def used(self, seconds: float, size: int) -> None:
        """A worker was busy with a file of this size for so long."""
        self._used += seconds
        self._read += size

    def _has_share(self, now: float) -> bool:
        passed = now - self._begun
        ahead = self._used - self.pace.share * passed if self.pace.share else -1.0
        too_much = self._read - self.pace.megabytes * 1e6 * passed if self.pace.megabytes else -1.0
        # what was not used in an hour of listing is not caught up by an hour of full speed
        if self.pace.share and ahead < -BURST * self.pace.share:
            self._used = self.pace.share * (passed - BURST)
        if self.pace.megabytes and too_much < -BURST * self.pace.megabytes * 1e6:
            self._read = self.pace.megabytes * 1e6 * (passed - BURST)
        return ahead <= 0 and too_much <= 0

    def _reason(self, now: float) -> str:
        if now - self._looked < LOOK_EVERY:
            return self.why
        self._looked = now
        before, self.why = self.why, self._why()
        if self.why and not before:
            self._stands_since = now
        elif before and not self.why and self._stands_since is not None:
            self._stood, self._stands_since = self._stood + now - self._stands_since, None
        if self.why != before:
            self.say(f"paused: {self.why}" if self.why else "going on")
        return self.why

    def _why(self) -> str:
        if self.paused():
            return "by hand, until `bailee resume`"
        if self.pace.hours is not None and not self.pace.hours.hold(self.time_of_day()):
            return f"outside its hours, until {self.pace.hours.start:%H:%M}"
        if self.pace.house_hours is not None and not self.pace.house_hours.hold(_local_time()):
            return f"outside the hours of this server, until {self.pace.house_hours.start:%H:%M}"
        left = self.battery() if self.pace.battery else None
        if left is not None and left < self.pace.battery:
            return f"battery at {left} %, until it is charged to {self.pace.battery} % or plugged in"
        return ""


# what the system tells


def battery_left() -> int | None:
    """Per cent that are left in the battery, None while the machine is plugged in, has none, or does not tell."""
    known: dict[str, Callable[[], int | None]] = {
        "linux": _linux_battery, "darwin": _macos_battery, "win32": _windows_battery,
    }  # fmt: skip
    asked = known.get(sys.platform)
    with contextlib.suppress(OSError, ValueError, AttributeError, subprocess.SubprocessError):
        return asked() if asked is not None else None
    return None


def _linux_battery(folder: Path = Path("/sys/class/power_supply")) -> int | None:
    """As the kernel lists them; a mouse has a battery too, and its scope is `Device`."""
    left, plugged = [], False
    for supply in sorted(folder.iterdir()) if folder.is_dir() else ():
        told = partial(_line, supply)
        if told("type") == "Mains":
            plugged = plugged or told("online") == "1"
        elif told("type") == "Battery" and told("scope") != "Device" and told("status") == "Discharging":
            left.append(int(told("capacity") or 100))
    return min(left) if left and not plugged else None


def _line(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _macos_battery(told: str = "") -> int | None:
    """What `pmset` prints.

    >>> _macos_battery("Now drawing from 'Battery Power'\\n -InternalBattery-0 (id=1)\\t73%; discharging; 4:05 remaining")
    73
    """
    if not told:
        asked = ["/usr/bin/pmset", "-g", "batt"]
        told = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout
    found = re.search(r"(\d+)%", told)
    return int(found.group(1)) if "'Battery Power'" in told and found else None


def _windows_battery() -> int | None:
    """SYSTEM_POWER_STATUS: on mains, flags, per cent; 255 is unknown."""
    import ctypes

    told = ctypes.create_string_buffer(12)
    if not ctypes.windll.kernel32.GetSystemPowerStatus(told):  # type: ignore[attr-defined, unused-ignore]
        return None
    on_mains, _, per_cent = told.raw[0], told.raw[1], told.raw[2]
    return per_cent if on_mains == 0 and per_cent <= 100 else None


def give_way() -> None:
    """Let this process take what nobody else wants: lowest priority on the processor, and on the disk where there is one."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            import ctypes

            background = 0x00100000  # PROCESS_MODE_BACKGROUND_BEGIN: processor, disk and memory
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), background)
            return
        os.nice(19)
        if sys.platform == "linux":
            import ctypes
            import platform

            call = {"x86_64": 251, "aarch64": 30}.get(platform.machine())  # ioprio_set
            if call is not None:
                ctypes.CDLL(None).syscall(call, 1, 0, 3 << 13)  # this process, class idle
