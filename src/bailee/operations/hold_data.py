"""Legal holds: say that data has to be kept for a matter, and that it need not be any more.

A hold wins over every period after which data was to be erased, declared or by law, and every departure that it wins over says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bailee.errors import InvalidInput
from bailee.operations.declare_activity import check_categories
from bailee.operations.declare_roster import fingerprints
from bailee.store.workspace import Workspace


def hold_data(
    workspace: Workspace,
    matter: str,
    *,
    why: str,
    who: str,
    since: date,
    on: date,
    stores: Sequence[str] = (),
    categories: Sequence[str] = (),
    person: str = "",
    email: str = "",
) -> str:
    """Place a hold; its ident. Of stores, categories and a person all that are named have to fit; none: everything is kept."""
    if not matter.strip():
        raise InvalidInput("which matter?", hint="name it as your counsel does: the case, the claim, the inquiry")
    if not why.strip():
        raise InvalidInput("why is it held?", hint="say what was received or is expected, in your own words")
    if not who.strip():
        raise InvalidInput("who asked for it?", hint="name counsel, or whoever decided")
    if since > on:
        raise InvalidInput(
            f"{since} is yet to come", hint="a hold stands from the day on which it is placed, or an earlier one"
        )
    check_categories(categories)
    known = {store for holding in workspace.holdings() for store in holding.stores} if stores else set()
    for store in stores:
        if store not in known:
            near = ", ".join(sorted(known)[:5])
            raise InvalidInput(
                f'nothing is held in a store "{store}"', hint=f"one of: {near}" if near else "scan it first"
            )
    forms = fingerprints(workspace, person.strip(), email.strip()) if person.strip() or email.strip() else ()
    if (person.strip() or email.strip()) and not forms:
        raise InvalidInput(
            "this names nobody whom a scan would know", hint="write the whole name, or give the e-mail address"
        )
    with workspace.transaction():
        ident = workspace.place_hold(
            matter.strip(),
            why=why.strip(),
            who=who.strip(),
            since=since,
            stores=tuple(stores),
            categories=tuple(categories),
            person=person.strip() or email.strip(),
            fingerprints=forms,
        )
        workspace.record(
            "legal-hold-placed",
            ident,
            {
                "since": since.isoformat(),
                "stores": len(stores),
                "categories": sorted(categories),
                "person": bool(forms),
            },
        )
    return ident


def lift_hold(workspace: Workspace, ident: str, *, why: str, on: date) -> None:
    """It need not be kept any more: from now on the periods count again."""
    if not why.strip():
        raise InvalidInput("why is it lifted?", hint="say who decided so, and what ended it")
    with workspace.transaction():
        workspace.lift_hold(ident, why=why.strip(), on=on)
        workspace.record("legal-hold-lifted", ident, {"on": on.isoformat()})
