"""A checkpoint of the log should lie elsewhere by now, and does not: a mail that did not go out, a folder that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "checkpoint-not-kept"
WAITING = timedelta(days=2)  # a mail that is in the outbox for so long


def find(look: Look) -> Iterator[Found]:
    for holder in look.holders:
        newest = next((each for each in look.given if each.holder == holder.ident), None)
        since = newest.at if newest is not None else holder.added_at
        state = newest.state if newest is not None else "never"
        if state == "kept" or (state != "failed" and look.at - since < WAITING):
            continue
        fault = newest.fault if newest is not None else "nothing was given yet: no worker runs"
        yield Found(
            SORT,
            f"{holder.ident} {state}",
            Severity.MEDIUM,
            "A checkpoint of the log did not reach who keeps it",
            f"Given {'by mail' if holder.means == 'mail' else 'into a folder'}, {holder.ident}: {fault}. "
            "Until one lies elsewhere, nobody outside could show that the log was written anew.",
            "See to the address, the folder or the mail server; or name another holder.",
            "evidence",
        )
