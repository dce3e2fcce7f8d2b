"""There is room on the disks that the store and its temporary files lie on."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bailee.operations.checks.told import Around, State, Told, ok

RANK = 6
_FEW, _NONE = 2 << 30, 256 << 20


def check(around: Around) -> Iterator[Told]:
    room = True
    for what, folder in (("the store", around.home), ("temporary files", Path(tempfile.gettempdir()))):
        there = next((each for each in (folder, *folder.parents) if each.exists()), None)
        if there is None:
            continue
        usage = shutil.disk_usage(there)
        if usage.free < _FEW or usage.free < usage.total // 50:
            room = False
            state = State.CRITICAL if usage.free < _NONE else State.WARNING
            yield Told(
                state,
                f"{usage.free / 1e9:.1f} GB are free for {what} ({there})",
                "make room: a full disk lets work wait",
            )
    if room:
        yield ok(f"{shutil.disk_usage(around.home if around.home.exists() else '/').free / 1e9:.0f} GB are free")
