"""Tickets or messages do not come through: keys that ended, a server that is away, a board that is called otherwise now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.operations.alerts import Look
from bailee.outward import REASONS
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "tickets-not-taken"
PATIENCE = timedelta(minutes=30)  # a server that starts anew is away for some minutes
_AT_ONCE = frozenset(
    {"refused", "certificate", "elsewhere", "unreadable", "address", "unknown", "invalid"}
)  # waiting mends none


def find(look: Look) -> Iterator[Found]:
    for each in look.not_taken:
        if each.fault not in _AT_ONCE and look.at - each.since < PATIENCE:
            continue
        said, hint = REASONS.get(each.fault, ("it fails", "it is tried again"))
        what = "Messages" if each.is_chat else "Tickets"
        waiting = f"{each.count:,} waiting. " if each.count else ""
        yield Found(
            SORT,
            f"{each.about} {each.fault}",
            Severity.HIGH if each.fault == "refused" else Severity.MEDIUM,
            f"{what} do not come through: {each.name}",
            f"{waiting}{said[:1].upper()}{said[1:]}. Nothing is lost: what waits is told when it is mended.",
            f"{hint[:1].upper()}{hint[1:]}; the page Tickets tries it at once.",
            "tickets",
        )
