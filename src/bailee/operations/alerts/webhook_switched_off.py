"""A webhook took nothing for five days, or said that nobody is there any more: it is switched off, and programs hear of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "webhook-switched-off"


def find(look: Look) -> Iterator[Found]:
    for each in look.webhooks:
        if each.off_at is None:
            continue
        why = (
            "It answered that nobody is there any more." if each.off_why == "gone" else "It took nothing for five days."
        )
        waits = f" {each.waiting:,} messages wait." if each.waiting else ""
        yield Found(
            SORT,
            each.ident,
            Severity.HIGH,
            f"A webhook is switched off: {each.name}",
            f"{why} Whoever relies on it hears of nothing since.{waits}",
            "Mend what receives it and send a test; then switch it on: what waits goes out first, in its order.",
            "webhook",
            (each.ident,),
        )
