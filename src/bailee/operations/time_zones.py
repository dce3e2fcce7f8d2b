"""Time zones by their names: this machine's own, and the time of the day in one.

>>> zone("Europe/Oslo").key
'Europe/Oslo'
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bailee.errors import InvalidInput

_UTC = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})  # other names of it


def zone(name: str) -> ZoneInfo:
    """A time zone by its name. InvalidInput where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput(
            f'"{name[:60]}" is no time zone', hint="as the IANA names them, such as America/New_York"
        ) from None


def own_zone() -> str:
    """This machine's time zone by its name; UTC where it has none."""
    named = os.environ.get("TZ", "").lstrip(":")
    link = Path("/etc/localtime")
    for name in (named, str(link.resolve()).partition("zoneinfo/")[2] if link.exists() else ""):
        if name:
            try:
                return "UTC" if zone(name).key in _UTC else name
            except InvalidInput:
                continue
    offset = datetime.now(UTC).astimezone().utcoffset()
    hours = round(offset.total_seconds() / 3600) if offset else 0
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def time_in(name: str) -> time:
    """The time of the day in a zone; of the worker's own where none is named."""
    now = datetime.now(UTC)
    return (now.astimezone(zone(name)) if name else now.astimezone()).time()
