"""The clocks of this machine and of the database agree: codes of sign-in and times in the log depend on them."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, ok
from bailee.store import database, inspection

RANK = 5
_TOLD, _BAD = 2.0, 30.0  # seconds; codes of an authenticator app count for half a minute before and after


def check(around: Around) -> Iterator[Told]:
    if not database.engine(around.home).needs_transactions:
        return  # one machine, one clock
    try:
        skew = inspection.look(around.home).clock_skew
    except inspection.Unreachable:
        return
    if abs(skew) > _TOLD:
        state = State.CRITICAL if abs(skew) > _BAD else State.WARNING
        where = "behind" if skew > 0 else "ahead of"
        yield Told(
            state,
            f"this machine's clock is {abs(skew):.0f} s {where} the database's",
            "let both follow a time server (chrony, systemd-timesyncd)",
        )
    else:
        yield ok("the clocks of this machine and of the database agree")
