"""A policy leaves out everything on a device: it looks clean, and nobody looked."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "policy-leaves-nothing"


def find(look: Look) -> Iterator[Found]:
    for device, _ in look.unread:  # why names folders; alerts are mailed
        yield Found(
            SORT,
            device.ident,
            Severity.HIGH,
            f"Nothing is read on a device: {device.ident} ({device.system})",
            "Its policy of scanning leaves out every place or every file. What lies there is not known; it is not clean.",
            "See on its page which policy says so and why; have a place read again, or retire the device.",
            "devices",
            query=f"state=left-out&q={device.ident}",
        )
