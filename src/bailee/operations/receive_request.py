"""A request comes in: by the page, by mail, by phone, on paper; who asks is kept encrypted, its clocks begin.

    received = receive_request(workspace, ["access"], Contact("Pat Doe", "pat@example.org"), "mail", received_on=today, on=today)
    received.ident, received.alike                # other open requests of the same address: perhaps the same

What looks like another request of the same person is said, and never joined by itself: whoever knows an address could else add
to what somebody else asked for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bailee.data_subject_requests.laws import Law, law_named, laws_for, named_only
from bailee.data_subject_requests.requests import CHANNELS, Contact, Request, state_of
from bailee.data_subject_requests.rights import Right, rights_of
from bailee.errors import InvalidInput
from bailee.store import mail
from bailee.store.workspace import Workspace

LONGEST = {"name": 200, "email": 254, "phone": 40, "address": 500, "for_whom": 200, "says": 4_000}
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Received:
    """What was kept. `ask_counsel`: laws of these places that nobody could verify."""

    ident: str
    laws: tuple[Law, ...]
    alike: tuple[str, ...] = ()
    ask_counsel: tuple[Law, ...] = ()


def receive_request(
    workspace: Workspace,
    rights: Iterable[str],
    contact: Contact,
    channel: str,
    *,
    received_on: date,
    on: date,
    lives_in: str = "",
    laws: Sequence[str] = (),
    appeals: str = "",
) -> Received:
    """Keep it. `lives_in`: country or state of whoever asks, such as DE or US-CA; `laws`: held to, instead of those of the places.

    InvalidInput where nothing is asked for, nobody could be answered, or it came tomorrow.
    """
    asked = rights_of([each.strip().casefold() for each in rights])
    if not asked:
        raise InvalidInput("what is asked for?", hint="one or more of: " + ", ".join(Right))
    if channel not in CHANNELS:
        raise InvalidInput(f'"{channel[:40]}" is no way in which requests come', hint="one of: " + ", ".join(CHANNELS))
    if received_on > on:
        raise InvalidInput(f"{received_on} is yet to come", hint="give the day on which it came")
    who = tidy(contact)
    if not (who.email or who.phone or who.address):
        raise InvalidInput(
            "nobody can be answered", hint="note an e-mail address, a phone number or a postal address of whoever asks"
        )
    if Right.APPEAL in asked:
        _check_appeal(workspace, appeals)
    place = lives_in.strip().upper()
    if place and not _PLACE.fullmatch(place):
        raise InvalidInput(f'"{place[:20]}" is no country or state', hint="write it as DE, GB, CA or US-CA")
    places = places_of(workspace, place)
    chosen = [law_named(each) for each in laws] or _laws(asked, places)
    request = Request(
        f"dsr-{secrets.token_hex(4)}", asked, tuple(law.ident for law in chosen), channel, received_on, holidays_of(workspace, place), who,
        appeals=appeals,
    )  # fmt: skip
    prints = contact_prints(workspace, who)
    alike = alike_to(workspace, prints)
    told = {
        "rights": [each.value for each in asked],
        "laws": list(request.laws),
        "channel": channel,
        "alike": len(alike),
    }
    with workspace.transaction(workspace.taking_requests):
        workspace.add_request(request, prints)
        workspace.record("request-received", request.ident, told)
    return Received(request.ident, tuple(chosen), alike, named_only(places))


def tidy(contact: Contact) -> Contact:
    """As it is kept: blanks tidied, no longer than anybody needs, no number of an account. InvalidInput where it is too long."""
    said = {name: " ".join(getattr(contact, name).split()) for name in LONGEST if name != "says"}
    said["says"] = contact.says.strip()
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            raise InvalidInput(f"that {name.replace('_', ' ')} is too long", hint=f"at most {most} characters")
    if said["email"] and not mail.is_address(said["email"]):
        raise InvalidInput("this is no e-mail address", hint="write it as name@example.org")
    return replace(Contact(language=contact.language), **said)


def contact_prints(workspace: Workspace, who: Contact) -> tuple[tuple[str, str], ...]:
    """By what the same person is known again; of an address and a phone, and not of a name, which others have too."""
    digits = "".join(letter for letter in who.phone if letter.isdigit())
    found = (("email", who.email.casefold()), ("phone", digits[-9:]))
    return tuple((form, workspace.fingerprint("request", f"{form}\x00{value}")) for form, value in found if value)


def alike_to(workspace: Workspace, prints: Iterable[tuple[str, str]], *, without: str = "") -> tuple[str, ...]:
    """Open requests that came from the same address or phone."""
    wanted = set(prints)
    if not wanted:
        return ()
    known = {ident for ident, own in workspace.request_prints().items() if own & wanted and ident != without}
    acts = workspace.request_acts(known) if known else {}
    return tuple(sorted(ident for ident in known if state_of(acts.get(ident, ())).is_open))


def places_of(workspace: Workspace, lives_in: str) -> tuple[str, ...]:
    """Where whoever asks lives, and where the organisation is. Where nobody said the first, the places whose people it has."""
    facts = workspace.facts()
    names = (
        ("establishment_countries",)
        if lives_in
        else ("establishment_countries", "states_with_employees", "consumer_states")
    )
    own = [each for name in names for each in (facts.get(name) or [])]
    return tuple(dict.fromkeys(filter(None, (lives_in, *map(str, own)))))


def holidays_of(workspace: Workspace, lives_in: str) -> str:
    """Whose public holidays count: those of the place where the organisation answers from, else of who asks."""
    countries = workspace.facts().get("establishment_countries") or []
    own = str(countries[0]) if countries else ""
    return lives_in if lives_in.startswith(f"{own}-") or not own else own


def _laws(asked: Sequence[Right], places: Sequence[str]) -> list[Law]:
    return list(dict.fromkeys(law for right in asked for law in laws_for(right, places)))


def _check_appeal(workspace: Workspace, appeals: str) -> None:
    if not appeals:
        raise InvalidInput("an appeal is against an answer", hint="name the request that was answered (--appeals)")
    workspace.request(appeals)
    state = state_of(workspace.request_acts([appeals]).get(appeals, ()))
    if state.value not in ("answered", "refused"):
        raise InvalidInput(f"{appeals} is not answered yet: it is {state.label}", hint="an appeal is against an answer")
