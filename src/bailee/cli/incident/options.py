"""Moments, zones and files of the commands about incidents."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from bailee.errors import InvalidInput

_TZ = Path("/etc/localtime")


def zone_here() -> str:
    """The zone of this machine by its name; UTC where it has none.

    >>> "/" in zone_here() or zone_here() == "UTC"
    True
    """
    from bailee.incidents.clocks import zone_of

    for name in (os.environ.get("TZ", ""), os.path.realpath(_TZ).partition("zoneinfo/")[2]):
        try:
            if name:
                return zone_of(name).key
        except InvalidInput:
            continue
    return "UTC"


def moment_of(text: str) -> datetime:
    """A moment as somebody types it; without a zone it is one of the incident's. InvalidInput for what is none.

    >>> moment_of("2026-11-24 08:15").isoformat()
    '2026-11-24T08:15:00'
    """
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(f'"{text[:40]}" is no time', hint="as in 2026-11-24T08:15") from None


def written(path: Path, content: bytes) -> None:
    """NotAllowed where the file cannot be written."""
    from bailee.operations.write_closed import write_closed

    write_closed(path, content)


def chosen_sheet(number: int | None, day: datetime | None, pdf: Path | None) -> None:
    """InvalidInput where a printed sheet is named twice, or nobody says where it goes."""
    if number is not None and day is not None:
        raise InvalidInput("a sheet is named by its number, or by a day", hint="--number, or --on")
    if pdf is None and (number is not None or day is not None):
        raise InvalidInput("say where it goes", hint="--pdf FILE.pdf")
