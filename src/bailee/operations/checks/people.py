"""Somebody can sign in."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.store import inspection
from bailee.store.sign_in_rows import can_anybody_sign_in

RANK = 12


def check(around: Around) -> Iterator[Told]:
    if not inspection.is_current(around.home):
        return
    if can_anybody_sign_in(around.home):
        yield ok("somebody can sign in")
    else:
        yield Told(
            State.WARNING,
            "nobody can sign in yet",
            "open the link that `bailee serve` prints when it starts",
            Who.OWNER,
        )
