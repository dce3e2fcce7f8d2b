"""A device that used to come has been silent: what lies on it now is not known."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.matrix.words import number
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "device-silent"


def find(look: Look) -> Iterator[Found]:
    for device in look.devices:
        if not device.is_silent(look.at):
            continue
        days = (look.at - device.last_seen_at).days
        yield Found(
            SORT,
            f"{device.ident} {device.last_seen_at:%Y-%m-%d}",
            Severity.MEDIUM,
            f"A device is silent: {device.ident} ({device.system})",  # alerts are mailed: no name of it, or of who works at it
            f"It was last heard of {number(days, 'day')} ago, and is expected every {number(device.silent_days, 'day')}.",
            "See whether it is lost, off or replaced; scan it again, or say on the page that it is retired.",
            "stores",
            query="at=devices",
        )
