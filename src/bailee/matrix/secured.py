"""Secured: who can open what, and whether it is encrypted.

Green only when encryption and readers of every store were read, everything is encrypted, nothing is open to every account or
to anybody outside, nobody can open it who need not, and what crosses a network crosses it encrypted. Not encrypted and
readable by two accounts or more is red for what is severe or high; so is whatever is public.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace

from bailee.inventory import Exposure, Holding
from bailee.matrix.cells import SECURED, Cell, Departed, cell
from bailee.matrix.words import day_words, named, number
from bailee.obligations.evaluate import Obligation
from bailee.vocabulary import DATA_CATEGORIES, Severity, State


def secured_cell(
    holding: Holding,
    exposures: Sequence[Exposure],
    obligations: Sequence[Obligation],
    departed: Sequence[Departed] = (),
) -> Cell:
    """`departed`: what departs here, the worst first."""
    made = _cell(holding, exposures, obligations)
    own = [each for each in departed if each.column == SECURED and each.state in (State.RED, State.AMBER)]
    if not own:
        return made
    evidence = (*made.evidence, *(f"departure {each.ident}" for each in own))
    worst = own[0].state
    if made.state is State.RED or (worst is State.AMBER and made.state is not State.GREEN):
        return replace(made, evidence=evidence)
    why, next_, command = named(own)
    return cell(SECURED, worst, why, next_, command, evidence)


def _cell(holding: Holding, exposures: Sequence[Exposure], obligations: Sequence[Obligation]) -> Cell:
    scan = "bailee scan FOLDER"
    if not holding.found:
        return cell(
            SECURED, State.UNKNOWN, "Declared, not found: encryption and readers not read.", "Scan 1 store", scan
        )
    by_store: dict[str, list[Exposure]] = {}
    for exposure in exposures:
        by_store.setdefault(exposure.store, []).append(exposure)
    evidence = tuple(_exposure_words(exposure) for exposure in exposures)
    unread = [store for store in holding.stores if store not in by_store]
    known = [exposure for exposure in exposures if exposure.store in holding.stores or not holding.stores]
    encryption_unknown = bool(unread) or any(e.encrypted_items is None for e in known)
    readers_unknown = bool(unread) or any(e.readers is None or e.open_to_everyone is None for e in known)
    items = sum(exposure.items for exposure in known)
    encrypted = sum(exposure.encrypted_items or 0 for exposure in known)
    plain = sum(e.items - e.encrypted_items for e in known if e.encrypted_items is not None)
    everyone = sum(exposure.open_to_everyone or 0 for exposure in known)
    public = sum(exposure.public for exposure in known)
    unneeded = max((exposure.unneeded or 0 for exposure in known), default=0)
    need_not = f" {number(unneeded, 'account')} that can open it need not." if unneeded else ""
    readers = max((exposure.readers for exposure in known if exposure.readers is not None), default=None)
    # of the items that are in clear, how many accounts can open any
    clear_readers = max(
        (
            e.readers
            for e in known
            if e.readers is not None and e.encrypted_items is not None and e.encrypted_items < e.items
        ),
        default=0,
    )
    severe = (
        DATA_CATEGORIES[holding.category].severity >= Severity.HIGH if holding.category in DATA_CATEGORIES else True
    )
    protect = f"bailee protect plan {_typed(holding.stores[0]) if len(holding.stores) == 1 else 'PATH'}"
    look = f"bailee protect exposure {_typed(holding.stores[0]) if len(holding.stores) == 1 else ''}".rstrip()
    state_words = _encryption_words(items, encrypted, plain, len(known))
    if public:
        through = next((each.through[0] for each in known if each.public and each.through), "")
        by = f": {through}" if through else ""
        return cell(
            SECURED,
            State.RED,
            f"Anybody can open {number(public, 'file')}, without signing in{by}.",
            f"Close {number(public, 'file')}",
            look,
            evidence,
        )
    if everyone:
        return cell(
            SECURED,
            State.RED,
            f"{state_words} Every account can open {number(everyone, 'file')}.",
            f"Restrict {number(everyone, 'file')}",
            protect,
            evidence,
        )
    if severe and plain * 2 > items and clear_readers >= 2:
        return cell(
            SECURED,
            State.RED,
            f"{state_words} {number(clear_readers, 'account')} can open it.{need_not}",
            f"Encrypt {number(plain, 'file')}",
            protect,
            evidence,
        )
    if not known or encryption_unknown or readers_unknown:
        what = (
            "encryption and readers"
            if encryption_unknown and readers_unknown
            else ("encryption" if encryption_unknown else "readers")
        )
        stores = len(unread) or sum(
            e.encrypted_items is None or e.readers is None or e.open_to_everyone is None for e in known
        )
        what = what[0].upper() + what[1:]
        return cell(
            SECURED,
            State.UNKNOWN,
            f"{what} of {number(stores, 'store')} not read.",
            f"Scan {number(stores, 'store')}",
            scan,
            evidence,
        )
    opened = f"{number(readers or 0, 'account')} can open it.{need_not}"
    if plain:
        return cell(
            SECURED, State.AMBER, f"{state_words} {opened}", f"Encrypt {number(plain, 'file')}", protect, evidence
        )
    if unneeded:
        return cell(
            SECURED,
            State.AMBER,
            f"Encrypted; {opened}",
            f"Take access from {number(unneeded, 'account')}",
            look,
            evidence,
        )
    in_clear = [exposure for exposure in known if exposure.channel is False]
    if in_clear:
        return cell(
            SECURED,
            State.AMBER,
            f"Encrypted where it lies; from {number(len(in_clear), 'store')} it crosses the network in the clear.",
            f"Encrypt the connection to {number(len(in_clear), 'store')}",
            look,
            evidence,
        )
    return cell(SECURED, State.GREEN, f"Encrypted; {opened}", evidence=evidence)


def _typed(store: str) -> str:
    """As one types it: a blank is not the end of it, and a folder that somebody named to be a command is none."""
    return shlex.quote(store)


def _encryption_words(items: int, encrypted: int, plain: int, stores: int) -> str:
    if not plain:
        return "Encrypted." if encrypted else "Encryption not read."
    if not encrypted:
        return "Not encrypted."
    return f"{encrypted:,} of {number(items, 'file')} encrypted."


def _exposure_words(exposure: Exposure) -> str:
    """A sentence of one store.

    >>> _exposure_words(Exposure("hr", 12, 0, 3, 2))
    'In hr lie 12 files. None of them is encrypted. 3 accounts can open some of them; every account can open 2.'
    """
    sealed, readers, everyone = exposure.encrypted_items, exposure.readers, exposure.open_to_everyone
    lie = "lies" if exposure.items == 1 else "lie"
    parts = [f"In {exposure.store} {lie} {number(exposure.items, 'file')}"]
    if sealed is None:
        parts.append("Whether they are encrypted was not read")
    elif sealed >= exposure.items:
        parts.append("It is encrypted" if exposure.items == 1 else "All of them are encrypted")
    else:
        parts.append(
            f"{sealed:,} of them {'is' if sealed == 1 else 'are'} encrypted" if sealed else "None of them is encrypted"
        )
    if readers is None:
        parts.append("Who can open them was not read")
    else:
        open_to = f"; every account can open {everyone:,}" if everyone else ""
        parts.append(f"{number(readers, 'account')} can open some of them{open_to}")
    if exposure.public:
        by = f" through {exposure.through[0]}" if exposure.through else ""
        parts.append(f"Anybody can open {exposure.public:,}{by}")
    if exposure.unneeded:
        parts.append(f"{number(exposure.unneeded, 'account')} of these need not")
    if exposure.channel is not None:
        parts.append(f"Over the network it goes {'encrypted' if exposure.channel else 'in the clear'}")
    elif exposure.where == "share":
        parts.append("Whether it goes encrypted over the network was not said")
    if exposure.seen_on:
        parts.append(f"It is not connected now: so it was seen on {day_words(exposure.seen_on)}")
    return ". ".join(parts) + "."
