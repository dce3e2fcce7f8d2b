"""Which data stores an account could open at an hour, and from when that is known: an account was taken, and asks what it opened.

    stores, said = opened_by(workspace, "pat@client.example", incident.hour)

Rights are read account by account of now alone; of then the page that was kept says how many could open each, and what was open to all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bailee.dates import in_full
from bailee.errors import InvalidInput
from bailee.inventory import Exposure
from bailee.reports.found import found_of
from bailee.store.workspace import Workspace


def opened_by(workspace: Workspace, account: str, hour: datetime | None) -> tuple[set[str], tuple[str, ...]]:
    """Data stores that an account can open, and from when that is known; a mailbox of that address is its own place.

    By name the system says it of now. Of that hour the page that was kept then says which stores were open to every account, and how
    many accounts could open each: what was open to all was open to this one, whatever it may open now.
    """
    wanted = account.casefold()
    own = {name for name in workspace.place_numbers() if wanted in name.casefold()}
    now_open: set[str] = set()
    for by_store in workspace.opened().values():
        for store, opened in by_store.items():
            if opened.readers and any(str(getattr(each, "name", each)).casefold() == wanted for each in opened.readers):
                now_open.add(store)
    kept = workspace.past_page(hour) if hour is not None else None
    then: dict[str, list[Exposure]] = {}
    if kept is not None and kept.content is not None and "found" in kept.content:
        for exposures in found_of(kept.content["found"]).exposures.values():
            for each in exposures:
                then.setdefault(each.store, []).append(each)
    to_all = {store for store, all_of in then.items() if any((each.open_to_everyone or 0) > 0 for each in all_of)}
    found = own | now_open | to_all
    if not found:
        raise InvalidInput(
            f'no data store is known that "{account[:80]}" can open',
            hint="`bailee protect exposure` lists who can open what",
        )
    return found, tuple(_rights(now_open - own, to_all, then, kept.snapshot.at if kept is not None else None))


def _rights(
    now_open: set[str], to_all: set[str], then: Mapping[str, Sequence[Exposure]], at: datetime | None
) -> Iterator[str]:
    """From when it is known who could open what, in sentences: what is not said of that hour is not known of it."""
    if to_all and at is not None:
        yield (
            f"Open to every account of the system on {in_full(at.astimezone().date())}, when rights were last kept before that hour, and so to "
            f"this one: {', '.join(sorted(to_all))}."
        )
    of_now = sorted(now_open - to_all)
    none_then = [store for store in of_now if store in then and all(each.readers == 0 for each in then[store])]
    if none_then:
        yield f"Nobody could open these when rights were last kept before that hour; this account can now: {', '.join(none_then)}."
    if rest := [store for store in of_now if store not in none_then]:
        yield (
            f"Whether this account could open these at that hour: it can now; of then only how many could is kept. {', '.join(rest)}."
        )
    yield "What it could open at that hour and cannot any more is not known, unless it was open to all."
