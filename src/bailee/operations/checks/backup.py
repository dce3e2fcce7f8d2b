"""A backup was made, and not long ago."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.back_up import made_at
from bailee.operations.checks.told import Around, State, Told, ok

RANK = 11
_OLD, _VERY = 2, 14  # days


def check(around: Around) -> Iterator[Told]:
    made = made_at(around.home)
    remedy = "bailee backup FILE --passphrase-file …, every night, kept on another machine (docs/backup.md)"
    if made is None:
        yield Told(State.WARNING, "no backup was made from this machine", remedy)
        return
    days = (around.moment - made).days
    if days >= _OLD:
        yield Told(State.CRITICAL if days >= _VERY else State.WARNING, f"the last backup is {days} days old", remedy)
    else:
        yield ok(f"the last backup was made on {made:%Y-%m-%d at %H:%M} UTC")
