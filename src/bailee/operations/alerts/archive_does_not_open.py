"""An archive of findings is to be erased as a policy says, and does not open: what lies in it is kept longer than was said."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "archive-does-not-open"


def find(look: Look) -> Iterator[Found]:
    for ident in look.archives:
        yield Found(
            SORT,
            ident,
            Severity.MEDIUM,
            f"An archive of findings does not open: {ident}",
            "It is damaged, or under a key that is not here. What lies in it is kept longer than the policy says; other archives were erased.",
            f"`bailee archive verify {ident}` says what is wrong; put it back from a backup. It is tried again each day.",
            "policies",
        )
